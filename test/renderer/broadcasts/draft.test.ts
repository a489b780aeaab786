// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { broadcastSettings } from '../../../shared/domain/broadcasts.ts'
import {
  newDraft,
  problemsOf,
  sendAtOf,
  toDraft,
  toInput,
  type Draft,
} from '../../../renderer/features/broadcasts/draft.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { templates } from '../helpers/fake-shop/announcements.ts'
import { broadcasts } from '../helpers/fake-shop/broadcasts.ts'

const empty = newDraft(broadcastSettings.parse({}))
const saved = broadcasts.find(({ state }) => state === 'draft')!
const whole: Draft = toDraft(saved)

describe('a draft', () => {
  it('goes to the app and back unchanged', () => {
    expect(toInput(whole, templates, '-')).toEqual({
      name: saved.name,
      purpose: saved.purpose,
      audience: saved.audience,
      variants: saved.variants.map(({ templateId, share, bindings }) => ({
        templateId,
        share,
        bindings,
      })),
      settings: saved.settings,
    })
    expect(problemsOf(whole, templates, 0)).toEqual({})
  })

  it('says what is missing, field by field, and is not asked about until it is whole', () => {
    expect(problemsOf(empty, templates, 0)).toEqual({
      name: 'name',
      audience: 'segment',
      'template 0': 'template',
    })
    expect(toInput(empty, templates, '-')).toBeNull()
  })

  it.each<[string, Partial<Draft>, Record<string, string>]>([
    [
      'a blank without a source',
      { variants: [{ ...whole.variants[0]!, bindings: {} }] },
      { 'variable 0 1': 'variable', 'variable 0 2': 'variable' },
    ],
    [
      'a text of spaces',
      {
        variants: [
          {
            ...whole.variants[0]!,
            bindings: { ...whole.variants[0]!.bindings, '2': { source: 'text', text: '  ' } },
          },
        ],
      },
      { 'variable 0 2': 'variable' },
    ],
    ['no broadcast to follow', { audienceKind: 'notReached' }, { audience: 'notReached' }],
    ['no time', { isLater: true }, { sendAt: 'sendAt' }],
    ['a time gone by', { isLater: true, sendAt: '2020-01-01 09:00:00' }, { sendAt: 'sendAtPast' }],
  ])('finds %s', (_what, part, problems) => {
    expect(problemsOf({ ...whole, ...part }, templates, Date.now())).toEqual(problems)
  })

  it('takes an empty replacement for a field, and fields of the shop’s own', () => {
    const bindings = {
      '1': { source: 'field:city', text: '' },
      '2': { source: 'custom:shoe_size', text: ' 38 ' },
    }
    const input = toInput(
      { ...whole, variants: [{ ...whole.variants[0]!, bindings }] },
      templates,
      '-',
    )
    expect(input?.variants[0]?.bindings).toEqual({
      '1': { from: 'field', field: 'city', fallback: '' },
      '2': { from: 'custom', key: 'shoe_size', fallback: '38' },
    })
  })

  it('has a seed of its own each time, and a name while it has none', () => {
    const seeds = new Set(
      Array.from({ length: 20 }, () => newDraft(broadcastSettings.parse({})).settings.seed),
    )
    expect(seeds.size).toBeGreaterThan(15)
    expect(toInput({ ...whole, name: ' ' }, templates, 'Untitled')?.name).toBe('Untitled')
    expect(sendAtOf({ ...whole, isLater: false, sendAt: '2030-01-01 09:00:00' })).toBeNull()
    expect(fakeId('template', 1)).toBe(saved.variants[0]?.templateId)
  })
})
