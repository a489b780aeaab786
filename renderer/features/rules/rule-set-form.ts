import type { JoiningScreening, Rules, RuleSet } from '../../../shared/domain/rules.ts'

type Who = 'everyone' | 'admins'
/** A number field holds what was typed: a number, or text that is none yet. */
export type Typed = number | string

/** What the editor holds: every rule keeps its fields while it is off, so nothing typed is lost. */
export interface RuleSetForm {
  readonly name: string
  readonly posting: { readonly isOn: boolean; readonly who: Who }
  readonly inviting: { readonly isOn: boolean; readonly who: Who }
  readonly joinApproval: {
    readonly isOn: boolean
    readonly required: boolean
    readonly screening: JoiningScreening
  }
  readonly inviteLinkRotation: { readonly isOn: boolean; readonly everyDays: Typed }
  readonly announcementCadence: {
    readonly isOn: boolean
    readonly everyDays: Typed
    readonly text: string
  }
  readonly pinnedMessage: { readonly isOn: boolean; readonly days: Typed; readonly text: string }
  readonly memberReview: {
    readonly isOn: boolean
    readonly everyDays: Typed
    readonly isInactiveOn: boolean
    readonly inactiveDays: Typed
    readonly neverWrote: boolean
    readonly noOptIn: boolean
    readonly optedOut: boolean
    readonly numberInvalid: boolean
    readonly isListOn: boolean
    readonly notInListId: string | null
  }
}

export const limits = { name: 80, text: 4096, days: 365, pinDays: 30, inactiveDays: 3650 }

/** The form of a rule set, or of a new one with sensible beginnings. */
export function toForm(ruleSet: RuleSet | null): RuleSetForm {
  const rules = ruleSet?.rules ?? null
  const isNew = rules === null
  const criteria = rules?.memberReview?.criteria
  return {
    name: ruleSet?.name ?? '',
    posting: { isOn: isNew || rules.posting !== null, who: rules?.posting?.who ?? 'admins' },
    inviting: { isOn: isNew || rules.inviting !== null, who: rules?.inviting?.who ?? 'admins' },
    joinApproval: {
      isOn: isNew || rules.joinApproval !== null,
      required: rules?.joinApproval?.required ?? true,
      screening: rules?.joinApproval?.screening ?? 'off',
    },
    inviteLinkRotation: {
      isOn: isNew || rules.inviteLinkRotation !== null,
      everyDays: rules?.inviteLinkRotation?.everyDays ?? 30,
    },
    announcementCadence: {
      isOn: (rules?.announcementCadence ?? null) !== null,
      everyDays: rules?.announcementCadence?.everyDays ?? 14,
      text: rules?.announcementCadence?.text ?? '',
    },
    pinnedMessage: {
      isOn: (rules?.pinnedMessage ?? null) !== null,
      days: rules?.pinnedMessage?.days ?? 30,
      text: rules?.pinnedMessage?.text ?? '',
    },
    memberReview: {
      isOn: isNew || rules.memberReview !== null,
      everyDays: rules?.memberReview?.everyDays ?? 90,
      isInactiveOn: isNew || (criteria?.inactiveDays ?? null) !== null,
      inactiveDays: criteria?.inactiveDays ?? 90,
      neverWrote: criteria?.neverWrote ?? false,
      noOptIn: criteria?.noOptIn ?? false,
      optedOut: criteria?.optedOut ?? isNew,
      numberInvalid: criteria?.numberInvalid ?? isNew,
      isListOn: (criteria?.notInListId ?? null) !== null,
      notInListId: criteria?.notInListId ?? null,
    },
  }
}

/** The rules that the form stands for. Only meaningful when {@link formErrors} finds nothing. */
export function toRules(form: RuleSetForm): Rules {
  const { posting, inviting, joinApproval, inviteLinkRotation, announcementCadence } = form
  const { pinnedMessage, memberReview } = form
  return {
    posting: posting.isOn ? { who: posting.who } : null,
    inviting: inviting.isOn ? { who: inviting.who } : null,
    joinApproval: joinApproval.isOn
      ? { required: joinApproval.required, screening: joinApproval.screening }
      : null,
    inviteLinkRotation: inviteLinkRotation.isOn
      ? { everyDays: Number(inviteLinkRotation.everyDays) }
      : null,
    announcementCadence: announcementCadence.isOn
      ? {
          everyDays: Number(announcementCadence.everyDays),
          text: announcementCadence.text.trim(),
        }
      : null,
    pinnedMessage: pinnedMessage.isOn
      ? { days: Number(pinnedMessage.days), text: pinnedMessage.text.trim() }
      : null,
    memberReview: memberReview.isOn ? toMemberReview(memberReview) : null,
  }
}

function toMemberReview(review: RuleSetForm['memberReview']): NonNullable<Rules['memberReview']> {
  return {
    everyDays: Number(review.everyDays),
    criteria: {
      inactiveDays: review.isInactiveOn ? Number(review.inactiveDays) : null,
      neverWrote: review.neverWrote,
      noOptIn: review.noOptIn,
      optedOut: review.optedOut,
      numberInvalid: review.numberInvalid,
      notInListId: review.isListOn ? review.notInListId : null,
    },
  }
}

/** Key of a text that says what is wrong, with its values. */
export interface FieldError {
  readonly key: string
  readonly values?: Readonly<Record<string, number>>
}
export type FormErrors = Readonly<Record<string, FieldError>>

function daysError(typed: Typed, max: number): FieldError | null {
  const days = typed === '' ? Number.NaN : Number(typed)
  if (Number.isInteger(days) && days >= 1 && days <= max) return null
  return { key: 'rules.error.days', values: { min: 1, max } }
}

function textError(text: string): FieldError | null {
  if (text.trim() === '') return { key: 'rules.error.textMissing' }
  if (text.trim().length <= limits.text) return null
  return { key: 'rules.error.textTooLong', values: { max: limits.text } }
}

function nameError(name: string): FieldError | null {
  if (name.trim() === '') return { key: 'rules.error.nameMissing' }
  return name.trim().length > limits.name ? { key: 'rules.error.nameTooLong' } : null
}

/** What is wrong with the form, by field. Rules that are off are not looked at. */
export function formErrors(form: RuleSetForm): FormErrors {
  const { inviteLinkRotation, announcementCadence, pinnedMessage, memberReview } = form
  const found: Record<string, FieldError | null> = { name: nameError(form.name) }
  if (inviteLinkRotation.isOn)
    found['rotationDays'] = daysError(inviteLinkRotation.everyDays, limits.days)
  if (announcementCadence.isOn) {
    found['cadenceDays'] = daysError(announcementCadence.everyDays, limits.days)
    found['cadenceText'] = textError(announcementCadence.text)
  }
  if (pinnedMessage.isOn) {
    found['pinDays'] = daysError(pinnedMessage.days, limits.pinDays)
    found['pinText'] = textError(pinnedMessage.text)
  }
  if (memberReview.isOn) {
    found['reviewDays'] = daysError(memberReview.everyDays, limits.days)
    if (memberReview.isInactiveOn)
      found['inactiveDays'] = daysError(memberReview.inactiveDays, limits.inactiveDays)
    if (memberReview.isListOn && memberReview.notInListId === null)
      found['list'] = { key: 'rules.error.listMissing' }
  }
  const entries = Object.entries(found).filter((entry) => entry[1] !== null)
  return Object.fromEntries(entries) as FormErrors
}
