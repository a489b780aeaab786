import { useTranslation } from 'react-i18next'
import type { DraftProblems } from './draft.ts'

/** Words for what is wrong with a field, or null. */
export function useProblem(problems: DraftProblems): (field: string) => string | null {
  const { t } = useTranslation()
  return (field) => {
    const problem = problems[field]
    return problem === undefined ? null : t(`broadcasts.problem.${problem}`)
  }
}
