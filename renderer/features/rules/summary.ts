import type { TFunction } from 'i18next'
import type { RuleSetForm } from './rule-set-form.ts'

/** The criteria of the member review that are on, in words. */
function criteria(form: RuleSetForm, t: TFunction, listName: string | null): string[] {
  const review = form.memberReview
  const words: string[] = []
  if (review.isInactiveOn && Number(review.inactiveDays) > 0) {
    words.push(t('rules.criterion.inactiveDays', { count: Number(review.inactiveDays) }))
  }
  for (const name of ['neverWrote', 'noOptIn', 'optedOut', 'numberInvalid'] as const) {
    if (review[name]) words.push(t(`rules.criterion.${name}`))
  }
  if (review.isListOn && listName !== null) {
    words.push(t('rules.criterion.notInListId', { list: listName }))
  }
  return words
}

/** Words as alternatives: "a, b or c". */
function eitherOf(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(words)
}

/** Every rule that is on as a clause, in the order of the editor. A rule half typed is left out. */
export function ruleClauses(
  form: RuleSetForm,
  t: TFunction,
  language: string,
  listName: string | null,
): string[] {
  const clauses: string[] = []
  const every = (key: string, days: number | string, values: Record<string, string> = {}) => {
    if (Number(days) > 0) clauses.push(t(`rules.clause.${key}`, { count: Number(days), ...values }))
  }
  if (form.posting.isOn) clauses.push(t(`rules.clause.posting_${form.posting.who}`))
  if (form.inviting.isOn) clauses.push(t(`rules.clause.inviting_${form.inviting.who}`))
  if (form.joinApproval.isOn) {
    const { required, screening } = form.joinApproval
    const more = required && screening !== 'off' ? `_${screening}` : ''
    clauses.push(t(`rules.clause.join_approval_${required ? 'on' : 'off'}${more}`))
  }
  if (form.inviteLinkRotation.isOn) {
    every('invite_link_rotation', form.inviteLinkRotation.everyDays)
  }
  if (form.announcementCadence.isOn) {
    every('announcement_cadence', form.announcementCadence.everyDays)
  }
  if (form.pinnedMessage.isOn) every('pinned_message', form.pinnedMessage.days)
  if (form.memberReview.isOn) {
    const words = criteria(form, t, listName)
    if (words.length === 0) every('member_review', form.memberReview.everyDays)
    else
      every('member_review_criteria', form.memberReview.everyDays, {
        criteria: eitherOf(words, language),
      })
  }
  return clauses
}
