import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import type { RuleSetForm } from './rule-set-form.ts'
import { ruleClauses } from './summary.ts'

/** The rule set as one sentence that changes as one types. */
export function SummarySentence({ form }: { readonly form: RuleSetForm }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { data } = useCall('contactLists.list', {})
  const list = data?.lists.find(({ id }) => id === form.memberReview.notInListId)
  const clauses = ruleClauses(form, t, i18n.language, list?.name ?? null)
  return (
    <Text role="status" aria-label={t('rules.editor.summary')}>
      {clauses.length === 0
        ? t('rules.editor.summaryEmpty')
        : t('rules.editor.summaryText', { clauses: format.list(clauses) })}
    </Text>
  )
}
