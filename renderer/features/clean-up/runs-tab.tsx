import { Button, Group, Text, Title } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CleanUpRun } from '../../../shared/domain/clean-up.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { useNow } from '../../lib/use-now.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { timeLeft } from './time-left.ts'
import classes from './clean-up.module.css'

const tones: Readonly<Record<CleanUpRun['state'], StatusTone>> = {
  announced: 'attention',
  in_bin: 'attention',
  finished: 'good',
  undone: 'neutral',
  cancelled: 'neutral',
}

/** Every clean-up, the latest first: what is announced, what can still be undone, what is over. */
export function RunsTab() {
  const { t } = useTranslation()
  const pages = useInfinitePages('cleanUp.listRuns', { limit: 50 })
  const [purging, setPurging] = useState<CleanUpRun | null>(null)
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  if (pages.total === 0)
    return (
      <EmptyState
        icon={<IconHistory size={22} />}
        title={t('cleanUp.empty.runs.title')}
        text={t('cleanUp.empty.runs.text')}
      />
    )
  return (
    <>
      <ul className={classes['list']} aria-label={t('cleanUp.tab.runs')}>
        {pages.items.map((run) => (
          <RunLine key={run.id} run={run} onPurge={() => setPurging(run)} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button variant="default" onClick={pages.fetchNextPage}>
          {t('cleanUp.runs.more')}
        </Button>
      ) : null}
      <PurgeDialog run={purging} onClose={() => setPurging(null)} />
    </>
  )
}

interface RunLineProps {
  readonly run: CleanUpRun
  readonly onPurge: () => void
}

function RunLine({ run, onPurge }: RunLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className={classes['card']}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={3} size="h4">
              {run.ruleName}
            </Title>
            <StatusBadge tone={tones[run.state]}>{t(`cleanUp.state.${run.state}`)}</StatusBadge>
          </Group>
          <Text mt={4}>{useRunWords(run)}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t(run.isScheduled ? 'cleanUp.runs.bySchedule' : 'cleanUp.runs.byOwner')} ·{' '}
            {format.dateTime(run.createdAt)}
          </Text>
        </div>
        <RunActions run={run} onPurge={onPurge} />
      </Group>
    </li>
  )
}

/** Where a clean-up stands, in one sentence. */
function useRunWords(run: CleanUpRun): string {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  switch (run.state) {
    case 'announced':
      return run.binAt <= now
        ? t('cleanUp.runs.underWay')
        : t('cleanUp.runs.announced', { count: run.contacts, date: format.dateTime(run.binAt) })
    case 'in_bin':
      return t('cleanUp.runs.inBin', {
        count: run.inBin,
        left: timeLeft(run.purgeAt, now, t),
        date: format.dateTime(run.purgeAt),
      })
    case 'finished':
      return t(`cleanUp.action.${run.action}.done`, { count: run.contacts - run.restored })
    case 'undone':
      return t('cleanUp.runs.undone', { count: run.restored })
    case 'cancelled':
      return t('cleanUp.runs.cancelled')
  }
}

function RunActions({ run, onPurge }: RunLineProps) {
  const { t } = useTranslation()
  const restore = useCommand('cleanUp.restore', {
    onSuccess: ({ contacts }) => showDone(t('cleanUp.bin.restored', { count: contacts })),
  })
  const cancel = useCommand('cleanUp.cancelRun', {
    onSuccess: () => showDone(t('cleanUp.runs.cancelDone')),
  })
  if (run.state === 'announced')
    return (
      <Button
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ runId: run.id })}
      >
        {t('cleanUp.runs.cancel')}
      </Button>
    )
  if (run.state !== 'in_bin' || run.inBin === 0) return null
  return (
    <Group gap="xs" wrap="nowrap">
      <Button loading={restore.isPending} onClick={() => restore.mutate({ runId: run.id })}>
        {t('cleanUp.runs.undo', { count: run.inBin })}
      </Button>
      <Button variant="subtle" color="red" onClick={onPurge}>
        {t('cleanUp.runs.purge')}
      </Button>
    </Group>
  )
}

interface PurgeDialogProps {
  readonly run: CleanUpRun | null
  readonly onClose: () => void
}

function PurgeDialog({ run, onClose }: PurgeDialogProps) {
  const { t } = useTranslation()
  const count = run?.inBin ?? 0
  const purge = useCommand('cleanUp.purgeNow', {
    onSuccess: (done) => {
      showDone(t(`cleanUp.action.${done.action}.done`, { count: done.contacts - done.restored }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      opened={run !== null}
      onClose={onClose}
      title={t('cleanUp.runs.purgeTitle', { count })}
      confirmLabel={t('cleanUp.runs.purgeConfirm', { count })}
      confirmCount={count}
      isBusy={purge.isPending}
      onConfirm={() => {
        if (run !== null) purge.mutate({ runId: run.id, confirmedContacts: count })
      }}
    >
      {t('cleanUp.runs.purgeText')}
    </ConfirmDialog>
  )
}
