import { List, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'

interface DecisionHistoryProps {
  readonly decisions: CallOutput<'screening.get'>['decisions']
}

/** Every word that was said on a person, newest first. */
export function DecisionHistory({ decisions }: DecisionHistoryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (decisions.length === 0) return null
  return (
    <section aria-labelledby="screening-decisions">
      <Title order={2} size="h4" mt="lg" mb="xs" id="screening-decisions">
        {t('screening.history')}
      </Title>
      <List size="sm">
        {decisions.map((decision) => (
          <List.Item key={decision.id}>
            {t('screening.decidedAs', {
              verdict: t(`screening.word.${decision.verdict}`),
              date: format.dateTime(decision.at),
              by: t(`screening.by.${decision.decidedBy}`, { defaultValue: decision.decidedBy }),
            })}
            {decision.note === '' ? null : <Text size="sm">{decision.note}</Text>}
          </List.Item>
        ))}
      </List>
    </section>
  )
}
