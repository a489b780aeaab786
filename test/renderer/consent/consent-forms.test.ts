// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { toNoticeDraft } from '../../../renderer/features/consent/notices/notice-draft.ts'
import {
  emptyRecord,
  isOverNo,
  recordProblems,
  toRecordInput,
} from '../../../renderer/features/consent/person/record-draft.ts'
import { purposeKeyOf } from '../../../renderer/features/consent/purpose-key.ts'
import {
  areWordsGood,
  wordProblem,
  type OptOutWords,
} from '../../../renderer/features/consent/words/words-form.ts'
import { consentCalls } from '../../../shared/ipc/consent-calls.ts'
import { consentId } from '../helpers/fake-shop/consent.ts'

describe('keys of purposes', () => {
  it.each([
    ['Course reminders', [], 'course_reminders'],
    ['  Café & Crème ', [], 'cafe_creme'],
    ['2027 spring', [], 'spring'],
    ['Marketing', ['service', 'marketing', 'group'], 'marketing_3'],
    ['上课提醒', ['service', 'marketing', 'group'], 'purpose_3'],
    ['生日', ['a', 'purpose_2'], 'purpose_3'],
    ['x'.repeat(60), [], 'x'.repeat(36)],
  ])('makes a key of %j that nobody has', (name, taken, key) => {
    expect(purposeKeyOf(name, taken)).toBe(key)
    expect(
      consentCalls['consentPurposes.save'].input.safeParse({ key, name: name.trim() }).success,
    ).toBe(true)
  })
})

describe('a consent to be recorded', () => {
  const now = new Date(2026, 10, 20, 15).getTime()
  const contactId = consentId('entry', 1)

  it('leaves the moment out for today, and takes noon of an earlier day', () => {
    const draft = emptyRecord('marketing', now)
    expect(toRecordInput(contactId, draft, now)).toEqual({
      contactId,
      purpose: 'marketing',
      state: 'given',
      source: 'spoken',
      note: '',
    })
    const earlier = toRecordInput(contactId, { ...draft, day: '2026-11-18' }, now)
    expect(earlier.at).toBe(new Date(2026, 10, 18, 12).getTime())
  })

  it('keeps wording and end out of a no', () => {
    const draft = {
      ...emptyRecord('marketing', now),
      state: 'withdrawn' as const,
      legalTextId: consentId('text', 1),
      language: 'en',
      lastDay: '2027-01-01',
    }
    const input = toRecordInput(contactId, draft, now)
    expect(Object.keys(input)).toEqual(['contactId', 'purpose', 'state', 'source', 'note'])
    expect(recordProblems(draft, now)).toEqual({})
  })

  it('holds to the end of its last day', () => {
    const input = toRecordInput(
      contactId,
      { ...emptyRecord('marketing', now), lastDay: '2027-01-01' },
      now,
    )
    expect(input.expiresAt).toBe(new Date(2027, 0, 2).getTime())
  })

  it.each([
    [{ day: '2026-11-21' }, { day: 'dayAhead' }],
    [{ lastDay: '2026-11-20' }, { lastDay: 'lastDayEarly' }],
    [{ evidence: 'x'.repeat(501) }, { evidence: 'tooLong' }],
    [{ note: 'x'.repeat(501) }, { note: 'tooLong' }],
  ])('says what is wrong with %j', (part, problems) => {
    expect(recordProblems({ ...emptyRecord('marketing', now), ...part }, now)).toEqual(problems)
  })

  it('stands over a no of the person’s own only from the day of that no on', () => {
    const since = new Date(2026, 10, 10, 9).getTime()
    expect(isOverNo({ day: '2026-11-09' }, { isOwnNo: true, since })).toBe(false)
    expect(isOverNo({ day: '2026-11-10' }, { isOwnNo: true, since })).toBe(true)
    expect(isOverNo({ day: '2026-11-20' }, { isOwnNo: false, since })).toBe(false)
  })
})

describe('stop and start words', () => {
  const words: OptOutWords = {
    stop: { en: ['stop'] },
    start: { en: ['start'] },
    stopButtons: [],
    confirmsStop: true,
  }
  it.each([
    ['tooLong', ['x'.repeat(41)]],
    ['tooMany', Array.from({ length: 51 }, (_, index) => `w${index}`)],
    ['onlySigns', ['👋!']],
    ['both', ['Ｓtart.']],
  ])('sees %s', (code, list) => {
    const wrong = { ...words, stop: { en: list } }
    expect(wordProblem(wrong, 'stop', 'en')?.code).toBe(code)
    expect(areWordsGood(wrong)).toBe(false)
  })

  it('needs one stop word', () => {
    expect(areWordsGood(words)).toBe(true)
    expect(areWordsGood({ ...words, stop: { en: [] } })).toBe(false)
  })
})

describe('whom a notice goes to', () => {
  const form = {
    legalTextId: consentId('text', 5),
    audience: 'all' as const,
    tagId: null,
    groupId: null,
    onlyWithout: true,
    templateId: null,
  }
  it('waits for the tag or the group', () => {
    expect(toNoticeDraft(form)?.target).toEqual({ filter: {} })
    expect(toNoticeDraft({ ...form, audience: 'tag' })).toBeNull()
    expect(toNoticeDraft({ ...form, audience: 'group' })).toBeNull()
    const tagId = consentId('entry', 2)
    expect(toNoticeDraft({ ...form, audience: 'tag', tagId })?.target).toEqual({
      filter: { tagIds: [tagId] },
    })
  })
})
