import { Button, SegmentedControl } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { BlockListView } from './block-list-view.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import { NeverDone } from './never-done.tsx'
import { PersonView } from './person-view.tsx'
import { QueueView } from './queue-view.tsx'
import { SettingsView } from './settings-view.tsx'

const views = ['queue', 'settings', 'blockList'] as const
type View = (typeof views)[number]

/**
 * Who people really are, as far as evidence tells: a queue to work through, how the checks weigh, and the
 * shared block list. `?view=` picks one of the three, `?contactId=` opens one person.
 */
export function ScreeningScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const contactId = search.get('contactId')
  const view = views.find((name) => name === search.get('view')) ?? 'queue'
  const summary = useCall('screening.summary', {})
  const [isBulkOpen, setIsBulkOpen] = useState(false)
  const [round, setRound] = useState(0)
  const goTo = (next: View) =>
    navigate(next === 'queue' ? '/screening' : `/screening?view=${next}`, { replace: true })
  return (
    <>
      <PageHeader
        title={t('screening.title')}
        subtitle={t('screening.intro')}
        actions={
          view === 'queue' && contactId === null ? (
            <Button
              variant="default"
              leftSection={<IconUsers size={16} aria-hidden />}
              onClick={() => setIsBulkOpen(true)}
            >
              {t('screening.bulk.button')}
            </Button>
          ) : undefined
        }
        primary={<RunButton summary={summary.data} onDone={() => setRound((count) => count + 1)} />}
      />
      <ProgressBar kind="screening" />
      {contactId === null ? (
        <SegmentedControl
          mb="md"
          size="xs"
          aria-label={t('screening.view.label')}
          value={view}
          onChange={goTo}
          data={views.map((value) => ({ value, label: t(`screening.view.${value}`) }))}
        />
      ) : null}
      {contactId !== null ? (
        <PersonView contactId={contactId} />
      ) : view === 'settings' ? (
        <SettingsView />
      ) : view === 'blockList' ? (
        <BlockListView />
      ) : (
        <QueueView key={round} summary={summary.data} />
      )}
      <NeverDone />
      <BulkDialog
        opened={isBulkOpen}
        onClose={() => setIsBulkOpen(false)}
        onDone={() => setRound((count) => count + 1)}
      />
    </>
  )
}

interface RunButtonProps {
  readonly summary: CallOutput<'screening.summary'> | undefined
  readonly onDone: () => void
}

/** Puts the checks to whoever was never screened; where there is nobody, to everybody again. */
function RunButton({ summary, onDone }: RunButtonProps) {
  const { t } = useTranslation()
  const run = useCommand('screening.run', {
    onSuccess: ({ screened, changed }) => {
      showDone(t('screening.run.done', { count: screened, changed }))
      onDone()
    },
  })
  const fresh = summary?.notScreened ?? 0
  return (
    // the work is the queue; only people whom nobody looked at yet come before it
    <Button
      variant={fresh > 0 ? 'filled' : 'default'}
      disabled={summary === undefined}
      loading={run.isPending}
      onClick={() => run.mutate({ scope: fresh > 0 ? 'not_screened' : 'all' })}
    >
      {fresh > 0 ? t('screening.run.fresh', { count: fresh }) : t('screening.run.all')}
    </Button>
  )
}
