import { Alert, Button, Divider, List, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  binDays,
  type CleanUpContact,
  type CleanUpPreview,
  type CleanUpRule,
} from '../../../shared/domain/clean-up.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { ruleSentence } from './rule-words.ts'
import { CountTable } from './count-table.tsx'

export interface DryRunProps {
  readonly rule: CleanUpRule
  readonly onDone: () => void
}

/** What a rule would do, with numbers and examples; nothing happens before the number is confirmed. */
export function DryRun({ rule, onDone }: DryRunProps) {
  const { t } = useTranslation()
  const preview = useCall('cleanUp.preview', { criteria: rule.criteria })
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h3" pr="xl">
          {t('cleanUp.dryRun.of', { name: rule.name })}
        </Title>
        <Text c="dimmed" size="sm" mt={4}>
          {ruleSentence(rule, t)}
        </Text>
      </div>
      {preview.error !== null ? (
        <ErrorState error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <>
          <Text role="status">{t('cleanUp.dryRun.looking')}</Text>
          <LoadingState rows={5} />
        </>
      ) : (
        <Result rule={rule} preview={preview.data} onDone={onDone} />
      )}
    </Stack>
  )
}

interface ResultProps extends DryRunProps {
  readonly preview: CleanUpPreview
}

function Result({ rule, preview, onDone }: ResultProps) {
  const { t } = useTranslation()
  const { matched, total } = preview
  return (
    <>
      <Text fw={600} role="status">
        {matched === 0
          ? t('cleanUp.dryRun.nobody', { count: total })
          : t('cleanUp.dryRun.matched', { count: matched, total })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('cleanUp.dryRun.nothingYet')}
      </Text>
      {matched === 0 ? null : (
        <>
          <CountTable
            title={t('cleanUp.dryRun.why')}
            lines={preview.reasons.map(({ reason, contacts }) => ({
              key: reason,
              label: t(`cleanUp.reason.${reason}`),
              contacts,
            }))}
          />
          <Examples
            title={t('cleanUp.dryRun.examples')}
            lines={preview.examples.map((example) => ({
              contact: example,
              why: example.reasons.map((reason) => t(`cleanUp.reason.${reason}`)),
            }))}
          />
        </>
      )}
      {preview.kept.length === 0 ? null : (
        <>
          <Divider />
          <CountTable
            title={t('cleanUp.dryRun.kept')}
            lines={preview.kept.map(({ reason, contacts }) => ({
              key: reason,
              label: t(`cleanUp.keep.${reason}`),
              contacts,
            }))}
          />
          <Examples
            title={t('cleanUp.dryRun.keptExamples')}
            lines={preview.keptExamples.map((example) => ({
              contact: example,
              why: [t(`cleanUp.keep.${example.reason}`)],
            }))}
          />
        </>
      )}
      {matched === 0 ? null : <Approve rule={rule} preview={preview} onDone={onDone} />}
    </>
  )
}

interface ExamplesProps {
  readonly title: string
  readonly lines: ReadonlyArray<{
    readonly contact: CleanUpContact
    readonly why: readonly string[]
  }>
}

function Examples({ title, lines }: ExamplesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <List listStyleType="none" spacing={6}>
        {lines.map(({ contact, why }) => (
          <List.Item key={contact.contactId}>
            <Text>
              {contact.name}
              {contact.maskedNumber === null || contact.maskedNumber === contact.name ? null : (
                <Text span c="dimmed" size="sm" ml={8}>
                  {contact.maskedNumber}
                </Text>
              )}
            </Text>
            <Text size="sm" c="dimmed">
              {[
                ...why,
                contact.lastSeenAt === null
                  ? t('cleanUp.dryRun.neverSeen')
                  : t('cleanUp.dryRun.lastSeen', { date: format.date(contact.lastSeenAt) }),
              ].join(' · ')}
            </Text>
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function Approve({ rule, preview, onDone }: ResultProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const count = preview.matched
  const run = useCommand('cleanUp.run', {
    onSuccess: (done) => {
      setIsAsking(false)
      showDone(t('cleanUp.dryRun.done', { count: done.inBin }))
      onDone()
      navigate('/clean-up?tab=runs')
    },
  })
  return (
    <Stack gap="sm">
      <Alert
        icon={<IconInfoCircle size={18} aria-hidden />}
        variant="light"
        title={t('cleanUp.dryRun.whatStays')}
      >
        <List spacing={4} size="sm">
          <List.Item>{t(`cleanUp.action.${rule.action}.help`)}</List.Item>
          {preview.optedOut === 0 ? null : (
            <List.Item>{t('cleanUp.dryRun.optedOut', { count: preview.optedOut })}</List.Item>
          )}
          <List.Item>{t('cleanUp.dryRun.audit')}</List.Item>
          <List.Item>{t('cleanUp.dryRun.groups')}</List.Item>
          <List.Item>{t('cleanUp.dryRun.backups')}</List.Item>
        </List>
      </Alert>
      <Button onClick={() => setIsAsking(true)}>{t('cleanUp.dryRun.approve', { count })}</Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('cleanUp.dryRun.confirmTitle', { count })}
        confirmLabel={t('cleanUp.dryRun.approve', { count })}
        confirmCount={count}
        isDangerous={false}
        isBusy={run.isPending}
        onConfirm={() => run.mutate({ ruleId: rule.id, confirmedContacts: count })}
      >
        {t('cleanUp.dryRun.confirmText', { count: binDays })}
      </ConfirmDialog>
    </Stack>
  )
}
