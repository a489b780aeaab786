// @vitest-environment jsdom
import { afterAll, describe, expect, it } from 'vitest'
import { birthdayInWords, parseBirthday } from '../../../renderer/features/people/birthday.ts'
import { newFieldKey } from '../../../renderer/features/people/field-key.ts'
import {
  emptyDraft,
  profileProblems,
  toPatch,
  type CustomField,
} from '../../../renderer/features/people/profile-draft.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'

afterAll(() => i18n.changeLanguage('en'))

const fields: CustomField[] = [
  { key: 'size', label: 'Size', type: 'number' },
  { key: 'since', label: 'Since', type: 'date' },
  { key: 'flower', label: 'Flower', type: 'text' },
]

describe('a birthday', () => {
  it.each([
    ['1991-05-21', '1991-05-21'],
    [' 1991/5/2 ', '1991-05-02'],
    ['1991年5月21日', '1991-05-21'],
    ['5-21', '--05-21'],
    ['--05-21', '--05-21'],
    ['02-29', '--02-29'],
    ['2023-02-29', null],
    ['13-01', null],
    ['21 May', null],
    ['', null],
  ])('%s is kept as %s', (typed, kept) => {
    expect(parseBirthday(typed)).toBe(kept)
  })

  it('is said with its year only where it is known', async () => {
    await i18n.changeLanguage('en')
    expect(birthdayInWords('1991-05-21')).toBe('May 21, 1991')
    expect(birthdayInWords('--05-21')).toBe('May 21')
    await i18n.changeLanguage('zh-CN')
    expect(birthdayInWords('--05-21')).toBe('5月21日')
  })
})

describe('a profile as it is typed', () => {
  it('says what is wrong, field by field', () => {
    const draft = {
      ...emptyDraft,
      email: 'not an address',
      birthday: 'soon',
      city: 'x'.repeat(121),
      custom: { size: 'large', since: '2026-02-30', flower: 'x'.repeat(501) },
    }
    expect(profileProblems(draft, fields)).toEqual({
      name: 'people.problem.nameMissing',
      email: 'people.problem.email',
      birthday: 'people.problem.birthday',
      city: 'people.problem.tooLong',
      'custom.size': 'people.problem.number',
      'custom.since': 'people.problem.date',
      'custom.flower': 'people.problem.tooLong',
    })
  })

  it('needs no name of somebody who had none', () => {
    expect(profileProblems(emptyDraft, fields, false)).toEqual({})
  })

  it('sends only what is different', () => {
    const before = { ...emptyDraft, name: 'Maya', city: 'Portland', custom: { flower: 'rose' } }
    expect(toPatch(before, before)).toEqual({})
    expect(
      toPatch({ ...before, city: ' ', birthday: '5-21', custom: { flower: '' } }, before),
    ).toEqual({ city: null, birthday: '--05-21', custom: { flower: '' } })
  })
})

describe('the key of a field', () => {
  it.each([
    ['Favourite flower', [], 'favourite_flower'],
    ['Größe', [], 'gro_e'],
    ['喜欢的花', [], 'field_1'],
    ['喜欢的花', ['field_1'], 'field_2'],
    ['Size', ['size'], 'size_1'],
    ['2nd address', [], 'nd_address'],
  ])('%s becomes a key of its own', (label, taken, key) => {
    expect(newFieldKey(label, taken)).toBe(key)
  })
})
