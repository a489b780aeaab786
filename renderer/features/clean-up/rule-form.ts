import type {
  CleanUpAction,
  CleanUpCriteria,
  CleanUpRule,
} from '../../../shared/domain/clean-up.ts'
import type { CallInput } from '../../../shared/ipc/contract.ts'

/** A number as it is being typed. */
export type Typed = number | string

/** A rule as the form holds it; each switch keeps its value while it is off. */
export interface RuleForm {
  readonly name: string
  readonly isInactiveOn: boolean
  readonly inactiveMonths: Typed
  readonly isUndeliverable: boolean
  readonly hasNeverAgreed: boolean
  readonly hasNoPurpose: boolean
  readonly isDuplicate: boolean
  readonly match: CleanUpCriteria['match']
  readonly isOrdersOn: boolean
  readonly keepOrdersMonths: Typed
  readonly keepGroupMembers: boolean
  readonly keepTrusted: boolean
  readonly keepTagIds: readonly string[]
  readonly action: CleanUpAction
  readonly isScheduled: boolean
  readonly everyDays: Typed
}

const usual: RuleForm = {
  name: '',
  isInactiveOn: true,
  inactiveMonths: 24,
  isUndeliverable: false,
  hasNeverAgreed: false,
  hasNoPurpose: true,
  isDuplicate: false,
  match: 'any',
  isOrdersOn: true,
  keepOrdersMonths: 24,
  keepGroupMembers: true,
  keepTrusted: true,
  keepTagIds: [],
  action: 'anonymise',
  isScheduled: false,
  everyDays: 90,
}

export function toForm(rule: CleanUpRule | null): RuleForm {
  if (rule === null) return usual
  const { criteria } = rule
  return {
    name: rule.name,
    isInactiveOn: criteria.inactiveMonths !== null,
    inactiveMonths: criteria.inactiveMonths ?? usual.inactiveMonths,
    isUndeliverable: criteria.isUndeliverable,
    hasNeverAgreed: criteria.hasNeverAgreed,
    hasNoPurpose: criteria.hasNoPurpose,
    isDuplicate: criteria.isDuplicate,
    match: criteria.match,
    isOrdersOn: criteria.keepOrdersMonths !== null,
    keepOrdersMonths: criteria.keepOrdersMonths ?? usual.keepOrdersMonths,
    keepGroupMembers: criteria.keepGroupMembers,
    keepTrusted: criteria.keepTrusted,
    keepTagIds: criteria.keepTagIds,
    action: rule.action,
    isScheduled: rule.everyDays !== null,
    everyDays: rule.everyDays ?? usual.everyDays,
  }
}

export type RuleErrors = Partial<
  Record<'name' | 'inactiveMonths' | 'keepOrdersMonths' | 'everyDays' | 'criteria', string>
>

function isWhole(value: Typed, least: number, most: number): boolean {
  const number = value === '' ? NaN : Number(value)
  return Number.isInteger(number) && number >= least && number <= most
}

/** Keys of texts by field; empty when the form can be saved. */
export function formErrors(form: RuleForm): RuleErrors {
  const errors: RuleErrors = {}
  const name = form.name.trim()
  if (name === '') errors.name = 'cleanUp.error.name'
  else if (name.length > 80) errors.name = 'cleanUp.error.nameLong'
  if (form.isInactiveOn && !isWhole(form.inactiveMonths, 1, 240))
    errors.inactiveMonths = 'cleanUp.error.months'
  if (form.isOrdersOn && !isWhole(form.keepOrdersMonths, 1, 240))
    errors.keepOrdersMonths = 'cleanUp.error.months'
  if (form.isScheduled && !isWhole(form.everyDays, 7, 730)) errors.everyDays = 'cleanUp.error.days'
  const looksFor = [
    form.isInactiveOn,
    form.isUndeliverable,
    form.hasNeverAgreed,
    form.hasNoPurpose,
    form.isDuplicate,
  ]
  if (!looksFor.includes(true)) errors.criteria = 'cleanUp.error.criteria'
  return errors
}

/** What the call takes; only for a form without errors. */
export function toInput(form: RuleForm, ruleId: string | null): CallInput<'cleanUp.saveRule'> {
  return {
    ...(ruleId === null ? {} : { ruleId }),
    name: form.name.trim(),
    criteria: {
      inactiveMonths: form.isInactiveOn ? Number(form.inactiveMonths) : null,
      isUndeliverable: form.isUndeliverable,
      hasNeverAgreed: form.hasNeverAgreed,
      hasNoPurpose: form.hasNoPurpose,
      isDuplicate: form.isDuplicate,
      match: form.match,
      keepOrdersMonths: form.isOrdersOn ? Number(form.keepOrdersMonths) : null,
      keepGroupMembers: form.keepGroupMembers,
      keepTrusted: form.keepTrusted,
      keepTagIds: [...form.keepTagIds],
    },
    action: form.action,
    everyDays: form.isScheduled ? Number(form.everyDays) : null,
  }
}
