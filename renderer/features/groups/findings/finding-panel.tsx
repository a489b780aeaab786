import { Button, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../../shared/domain/rules.ts'
import { useFormat } from '../../../lib/format.ts'
import { showDone } from '../../../lib/notify.tsx'
import { Link } from '../../../lib/router.ts'
import { useCommand } from '../../../lib/use-call.ts'
import { Explain } from '../../../ui/explain.tsx'
import { MaskedNumber } from '../../../ui/masked-number.tsx'

export interface FindingPanelProps {
  readonly finding: Finding
  readonly onDismissed: () => void
}

/** One finding of the group: which rule, what was seen, since when; and how to let it rest. */
export function FindingPanel({ finding, onDismissed }: FindingPanelProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [note, setNote] = useState('')
  const dismiss = useCommand('findings.dismiss', {
    onSuccess: () => {
      showDone(t('findings.dismissed'))
      onDismissed()
    },
  })
  return (
    <Stack gap="sm">
      <Title order={2} pr="xl">
        {t(`findings.code.${finding.code}`)}
      </Title>
      <Text size="sm" c="dimmed">
        {t(`rules.rule.${finding.rule}`)} ·{' '}
        {t('findings.since', { date: format.date(finding.since) })}
      </Text>
      {finding.name === null ? null : (
        <Text>
          {finding.name}{' '}
          {finding.contactId === null ? null : (
            <MaskedNumber contactId={finding.contactId} masked={finding.maskedNumber} />
          )}
        </Text>
      )}
      <Text>
        <Explain explanation={finding.evidence} namespace="findings.evidence" />
      </Text>
      {finding.planId === null ? null : (
        <Link to={`/plans/${finding.planId}`}>{t('findings.inPlan')}</Link>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          dismiss.mutate({ findingId: finding.id, note })
        }}
      >
        <Stack gap="sm" mt="sm">
          <Textarea
            label={t('findings.note')}
            description={t('findings.noteHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={500}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {t('findings.dismissHelp')}
          </Text>
          <Button type="submit" variant="default" loading={dismiss.isPending}>
            {t('findings.dismiss')}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}
