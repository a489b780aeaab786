import { describe, expect, it } from 'vitest'
import { cleanUpCriteria } from '../../../shared/domain/clean-up.ts'
import { saveCleanUpRuleInput } from '../../../shared/domain/clean-up.ts'
import {
  formErrors,
  toForm,
  toInput,
  type RuleForm,
} from '../../../renderer/features/clean-up/rule-form.ts'
import { oldCustomers } from '../helpers/fake-handlers-clean-up.ts'

const good: RuleForm = { ...toForm(null), name: 'Old' }

describe('the form of a clean-up rule', () => {
  it('gives a saved rule back as it was', () => {
    const { id, nextRunAt: _, lastRunAt: __, ...rule } = oldCustomers
    expect(toInput(toForm(oldCustomers), id)).toEqual({ ruleId: id, ...rule })
  })

  it('begins as a rule that can be saved once it has a name', () => {
    expect(formErrors(toForm(null))).toEqual({ name: 'cleanUp.error.name' })
    expect(saveCleanUpRuleInput.safeParse(toInput(good, null)).success).toBe(true)
    expect(cleanUpCriteria.safeParse(toInput(good, null).criteria).success).toBe(true)
  })

  it.each<[string, Partial<RuleForm>, string[]]>([
    ['no name', { name: '  ' }, ['name']],
    ['a long name', { name: 'x'.repeat(81) }, ['name']],
    ['no months', { inactiveMonths: '' }, ['inactiveMonths']],
    ['half a month', { inactiveMonths: 1.5 }, ['inactiveMonths']],
    ['too many months', { keepOrdersMonths: 241 }, ['keepOrdersMonths']],
    ['months of what is off', { isOrdersOn: false, keepOrdersMonths: '' }, []],
    ['every day', { isScheduled: true, everyDays: 1 }, ['everyDays']],
    ['nothing to look for', { isInactiveOn: false, hasNoPurpose: false }, ['criteria']],
  ])('says what is wrong with %s', (_, patch, fields) => {
    expect(Object.keys(formErrors({ ...good, ...patch }))).toEqual(fields)
  })
})
