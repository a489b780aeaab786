import { describe, expect, it } from 'vitest'
import { rules, type RuleSet } from '../../../shared/domain/rules.ts'
import {
  formErrors,
  toForm,
  toRules,
  type RuleSetForm,
} from '../../../renderer/features/rules/rule-set-form.ts'

const full: RuleSet = {
  id: '0190a000-0000-7004-8000-000000000001',
  name: 'All seven',
  rules: rules.parse({
    posting: { who: 'admins' },
    inviting: { who: 'everyone' },
    joinApproval: { required: true, screening: 'trusted_only' },
    inviteLinkRotation: { everyDays: 14 },
    announcementCadence: { everyDays: 7, text: 'New flowers are in.' },
    pinnedMessage: { text: 'Be kind.', days: 7 },
    memberReview: {
      everyDays: 60,
      criteria: {
        inactiveDays: 45,
        neverWrote: true,
        noOptIn: true,
        optedOut: true,
        numberInvalid: true,
        notInListId: '0190a000-0000-7010-8000-000000000001',
      },
    },
  }),
  version: 1,
  groupCount: 0,
  updatedAt: 0,
}
const none: RuleSet = { ...full, rules: rules.parse({}) }
const form = toForm(full)

describe('the form of a rule set', () => {
  it('gives back the rules it was made from', () => {
    expect(toRules(toForm(full))).toEqual(full.rules)
    expect(toRules(toForm(none))).toEqual(none.rules)
  })

  it('begins a new one with rules that only lack a name', () => {
    expect(Object.keys(formErrors(toForm(null)))).toEqual(['name'])
    expect(rules.safeParse(toRules(toForm(null))).success).toBe(true)
  })

  it('finds nothing wrong with a full one', () => {
    expect(formErrors(form)).toEqual({})
  })

  it.each<[string, RuleSetForm, string]>([
    ['an empty name', { ...form, name: '  ' }, 'name'],
    ['a long name', { ...form, name: 'x'.repeat(81) }, 'name'],
    [
      'no number of days',
      { ...form, inviteLinkRotation: { isOn: true, everyDays: '' } },
      'rotationDays',
    ],
    ['zero days', { ...form, inviteLinkRotation: { isOn: true, everyDays: 0 } }, 'rotationDays'],
    [
      'a fraction of a day',
      { ...form, announcementCadence: { ...form.announcementCadence, everyDays: 1.5 } },
      'cadenceDays',
    ],
    [
      'an empty text',
      { ...form, announcementCadence: { ...form.announcementCadence, text: ' \n' } },
      'cadenceText',
    ],
    [
      'a text that is too long',
      { ...form, pinnedMessage: { ...form.pinnedMessage, text: 'x'.repeat(4097) } },
      'pinText',
    ],
    [
      'more days than a pin can stay',
      { ...form, pinnedMessage: { ...form.pinnedMessage, days: 31 } },
      'pinDays',
    ],
    [
      'a review every 366 days',
      { ...form, memberReview: { ...form.memberReview, everyDays: 366 } },
      'reviewDays',
    ],
    [
      'a limit of 3651 days',
      { ...form, memberReview: { ...form.memberReview, inactiveDays: 3651 } },
      'inactiveDays',
    ],
    [
      'no list chosen',
      { ...form, memberReview: { ...form.memberReview, notInListId: null } },
      'list',
    ],
  ])('refuses %s', (_what, bad, field) => {
    expect(Object.keys(formErrors(bad))).toEqual([field])
  })

  it('does not look at rules that are off', () => {
    const off = { ...form, pinnedMessage: { isOn: false, days: 99, text: '' } }
    expect(formErrors(off)).toEqual({})
    expect(toRules(off).pinnedMessage).toBeNull()
  })
})
