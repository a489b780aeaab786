import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/errors.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import type { ImportRecord } from './column-fields.ts'
import { DiscardButton } from './discard-button.tsx'
import { FinishedImport } from './finished-import.tsx'
import { ImportStateBadge } from './import-state-badge.tsx'
import { actorName } from './imports-table.tsx'
import { MappingPage } from './mapping-page.tsx'
import { RunningImport } from './running-import.tsx'
import { StoppedImport } from './stopped-import.tsx'
import { UndoButton } from './undo-button.tsx'
import { UndoneImport } from './undone-import.tsx'

/** How often a running import is asked about, in ms; its events come more seldom on a busy computer. */
const pollMs = 1000

/** One import from the look at its file to what came of it. */
export function ImportScreen() {
  const { params } = useRoute()
  const importId = params['importId'] ?? ''
  const start = useCommand('imports.start')
  const resume = useCommand('imports.resume')
  const isBusy = start.isPending || resume.isPending
  const query = useCall('imports.get', { importId })
  const isRunning = query.data?.state === 'running' || isBusy
  useCall('imports.get', { importId }, { enabled: isRunning, refetchInterval: pollMs })
  const undo = useCommand('imports.undo')
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const one = query.data
  return (
    <>
      <ImportHeader one={one} isUndoing={undo.isPending} onUndo={() => undo.mutate({ importId })} />
      <ImportBody one={one} start={start} resume={resume} />
    </>
  )
}

interface ImportHeaderProps {
  readonly one: ImportRecord
  readonly isUndoing: boolean
  readonly onUndo: () => void
}

const discardable = new Set<ImportRecord['state']>(['receiving', 'ready', 'stopped', 'failed'])

const undoable = new Set<ImportRecord['state']>(['finished', 'stopped', 'failed'])

function ImportHeader({ one, isUndoing, onUndo }: ImportHeaderProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = [
    t(`imports.kind.${one.kind}`),
    format.bytes(one.bytes),
    t('imports.byAt', {
      who: actorName(one.createdBy),
      time: format.dateTime(one.createdAt),
    }),
  ]
  const hasPeople = one.state === 'finished' && one.added + one.updated > 0
  return (
    <PageHeader
      title={<span style={{ overflowWrap: 'anywhere' }}>{one.fileName}</span>}
      subtitle={
        <Group gap="xs">
          <ImportStateBadge state={one.state} />
          <Text span>{facts.join(' · ')}</Text>
        </Group>
      }
      actions={
        <>
          {discardable.has(one.state) ? <DiscardImport one={one} /> : null}
          {undoable.has(one.state) && one.added + one.updated > 0 ? (
            <UndoButton one={one} isBusy={isUndoing} onUndo={onUndo} />
          ) : null}
        </>
      }
      {...(hasPeople
        ? {
            primary: (
              <Button component={Link} to={`/people?importId=${one.id}`}>
                {t('imports.finished.people')}
              </Button>
            ),
          }
        : {})}
    />
  )
}

function DiscardImport({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const discard = useCommand('imports.discard', {
    onSuccess: () => {
      showDone(t('imports.discard.done'))
      // With rows in, it stays in the list, so that it can be undone.
      if (one.position === 0) navigate('/imports')
    },
  })
  return (
    <DiscardButton
      rowsIn={one.position}
      isBusy={discard.isPending}
      onDiscard={() => discard.mutate({ importId: one.id })}
    />
  )
}

type Start = ReturnType<typeof useCommand<'imports.start'>>
type Resume = ReturnType<typeof useCommand<'imports.resume'>>

interface ImportBodyProps {
  readonly one: ImportRecord
  readonly start: Start
  readonly resume: Resume
}

function ImportBody({ one, start, resume }: ImportBodyProps) {
  switch (one.state) {
    case 'receiving':
    case 'ready':
      return <MappingPage key={one.id} one={one} start={start} />
    case 'running':
      return <RunningImport one={one} />
    case 'stopped':
    case 'failed':
      return (
        <StoppedImport
          one={one}
          isBusy={resume.isPending}
          onResume={() => resume.mutate({ importId: one.id })}
        />
      )
    case 'finished':
      return <FinishedImport one={one} />
    case 'undone':
      return <UndoneImport one={one} />
    default:
      return assertNever(one.state, 'state of an import')
  }
}
