// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { explain } from '../../../renderer/lib/explain.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'

describe('explain', () => {
  beforeEach(async () => {
    i18n.addResourceBundle('en', 'translation', {
      sample: {
        quiet_one: 'Quiet for {{days}} day, since {{lastWroteAt}}',
        quiet_other: 'Quiet for {{days}} days, since {{lastWroteAt}}',
        posting: 'Only {{who}} may post',
        flags: '{{isOn}} / {{lastAt}} / {{missing}}',
        values: { who: { admins: 'admins' }, lastAt: { null: 'never' } },
      },
    })
    await i18n.changeLanguage('en')
  })

  it('groups numbers, writes moments as dates and picks the plural form', () => {
    const at = new Date(2026, 2, 5).getTime()
    const words = (days: number) =>
      explain({ code: 'quiet', params: { days, lastWroteAt: at } }, 'sample')
    expect(words(1)).toBe('Quiet for 1 day, since Mar 5, 2026')
    expect(words(1200)).toBe('Quiet for 1,200 days, since Mar 5, 2026')
  })

  it('uses the words of a value where there are some', () => {
    expect(explain({ code: 'posting', params: { who: 'admins' } }, 'sample')).toBe(
      'Only admins may post',
    )
    expect(
      explain({ code: 'flags', params: { isOn: true, lastAt: null, missing: null } }, 'sample'),
    ).toBe('yes / never / unknown')
  })

  it('says so when it has no words, or uses the words given for that', () => {
    expect(explain({ code: 'unheard_of', params: {} }, 'sample')).toContain('unheard_of')
    expect(explain({ code: 'unheard_of', params: {} }, 'sample', 'Something')).toBe('Something')
  })
})
