import { Button, Group, Stack, Table, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/domain/rules.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { Explain } from '../../ui/explain.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { usePlanMaker } from './use-plan-maker.ts'

export interface FindingDetailProps {
  readonly finding: Finding
  readonly onDismissed: () => void
}

/** One finding: which rule, which evidence, since when; a plan for it, or letting it rest. */
export function FindingDetail({ finding, onDismissed }: FindingDetailProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <Title order={2} pr="xl">
        {t(`findings.code.${finding.code}`)}
      </Title>
      <Text>
        <Explain explanation={finding.evidence} namespace="findings.evidence" />
      </Text>
      <Facts finding={finding} />
      <NextStep finding={finding} />
      {finding.state === 'open' ? (
        <DismissForm finding={finding} onDismissed={onDismissed} />
      ) : null}
    </Stack>
  )
}

function Facts({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { closedAt, closedReason, contactId, name } = finding
  const rows = [
    [
      t('findings.column.group'),
      <Link key="group" to={`/groups/${finding.groupId}/findings`}>
        {finding.groupSubject}
      </Link>,
    ],
    [t('findings.column.rule'), t(`rules.rule.${finding.rule}`)],
    name === null
      ? null
      : [
          t('findings.column.who'),
          <Group key="who" gap="xs">
            {name === finding.maskedNumber ? null : name}
            {contactId === null ? null : (
              <MaskedNumber contactId={contactId} masked={finding.maskedNumber} />
            )}
          </Group>,
        ],
    [t('findings.column.since'), format.dateTime(finding.since)],
    closedAt === null || closedReason === null
      ? null
      : [
          t('findings.column.state'),
          t('findings.closedAt', {
            reason: t(`findings.closedReason.${closedReason}`),
            date: format.date(closedAt),
          }),
        ],
    finding.note === '' ? null : [t('findings.note'), finding.note],
  ].filter((row) => row !== null)
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={String(label)}>
            <Table.Th fw={400} c="dimmed" bg="transparent" w="30%">
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function NextStep({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const planMaker = usePlanMaker()
  if (finding.planId !== null) {
    return (
      <Button component={Link} to={`/plans/${finding.planId}`} variant="light">
        {t('findings.openPlan')}
      </Button>
    )
  }
  if (finding.state !== 'open') return null
  return (
    <Button
      variant="light"
      loading={planMaker.isPending}
      onClick={() => planMaker.make({ groupId: finding.groupId })}
    >
      {t('findings.makePlanFor', { subject: finding.groupSubject })}
    </Button>
  )
}

function DismissForm({ finding, onDismissed }: FindingDetailProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const dismiss = useCommand('findings.dismiss', {
    onSuccess: () => {
      showDone(t('findings.dismissed'))
      onDismissed()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        dismiss.mutate({ findingId: finding.id, note })
      }}
    >
      <Stack gap="xs">
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
  )
}
