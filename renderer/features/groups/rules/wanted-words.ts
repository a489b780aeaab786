import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RuleStatus } from '../../../../shared/domain/rules.ts'
import { explain } from '../../../lib/explain.ts'
import { useFormat } from '../../../lib/format.ts'

type Params = RuleStatus['wanted']['params']

/** The criteria of a member review that are on, in words. */
function criteriaWords(params: Params, t: TFunction): string[] {
  const words: string[] = []
  const inactiveDays = params['inactiveDays']
  if (typeof inactiveDays === 'number') {
    words.push(t('rules.criterion.inactiveDays', { count: inactiveDays }))
  }
  for (const name of ['neverWrote', 'noOptIn', 'optedOut', 'numberInvalid']) {
    if (params[name] === true) words.push(t(`rules.criterion.${name}`))
  }
  if (params['inList'] === true) words.push(t('rules.criterion.notInSomeList'))
  return words
}

/** Words as alternatives: "a, b or c". */
function eitherOf(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(words)
}

/** What a rule asks for, as one sentence. */
export function useWantedWords({ rule, wanted }: RuleStatus): string {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const required = wanted.params['required']
  if (rule === 'join_approval' && typeof required === 'boolean') {
    const { screening } = wanted.params
    const isScreened = required && typeof screening === 'string' && screening !== 'off'
    return t(
      `rules.wanted.join_approval_wanted_${required ? 'on' : 'off'}${isScreened ? `_${screening}` : ''}`,
    )
  }
  const criteria = rule === 'member_review' ? criteriaWords(wanted.params, t) : []
  const { everyDays } = wanted.params
  if (criteria.length > 0 && typeof everyDays === 'number') {
    return t('rules.wanted.member_review_wanted_criteria', {
      count: everyDays,
      everyDays: format.number(everyDays),
      criteria: eitherOf(criteria, i18n.language),
    })
  }
  return explain(
    { code: wanted.code, params: typeof everyDays === 'number' ? { everyDays } : wanted.params },
    'rules.wanted',
  )
}

/** The choice a rule holds, which picks the wording of a checklist step: `admins`, `on`. */
export function wantedChoice(params: Params): string | undefined {
  const { who, required } = params
  if (typeof who === 'string') return who
  return typeof required === 'boolean' ? (required ? 'on' : 'off') : undefined
}
