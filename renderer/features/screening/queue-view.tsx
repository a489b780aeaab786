import { Button, Checkbox, Group, Select, Text, VisuallyHidden } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { screeningCheck } from '../../../shared/domain/screening.ts'
import { screeningState } from '../../../shared/domain/members.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { EvidenceDialog } from './evidence-dialog.tsx'
import { PersonCard } from './person-card.tsx'
import { QueueList } from './queue-list.tsx'
import { useQueue, type Queue, type QueueFilter } from './use-queue.ts'
import classes from './screening.module.css'

interface QueueViewProps {
  readonly summary: CallOutput<'screening.summary'> | undefined
}

/** People one by one, newest first: what speaks for and against each, and the owner's word by one key. */
export function QueueView({ summary }: QueueViewProps) {
  const [filter, setFilter] = useState<QueueFilter>({
    verdict: 'to_check',
    check: null,
    isJoining: false,
  })
  return (
    <>
      <FilterFields filter={filter} onChange={setFilter} summary={summary} />
      <Sitting key={JSON.stringify(filter)} filter={filter} />
    </>
  )
}

interface FilterFieldsProps extends QueueViewProps {
  readonly filter: QueueFilter
  readonly onChange: (filter: QueueFilter) => void
}

const countKeys = {
  trusted: 'trusted',
  to_check: 'toCheck',
  rejected: 'rejected',
  not_screened: 'notScreened',
} as const

function FilterFields({ filter, onChange, summary }: FilterFieldsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const order = ['to_check', 'not_screened', 'rejected', 'trusted'] as const
  return (
    <Group gap="sm" mb="md" align="flex-end" wrap="wrap">
      <Select
        label={t('screening.filter.verdict')}
        allowDeselect={false}
        value={filter.verdict}
        onChange={(value) => {
          const verdict = screeningState.options.find((one) => one === value)
          if (verdict !== undefined) onChange({ ...filter, verdict })
        }}
        data={order.map((value) => {
          const count = summary?.[countKeys[value]]
          const label = t(`screening.verdict.${value}`)
          return {
            value,
            label: count === undefined ? label : `${label} (${format.number(count)})`,
          }
        })}
      />
      <Select
        label={t('screening.filter.check')}
        placeholder={t('screening.filter.anyCheck')}
        clearable
        value={filter.check}
        onChange={(value) =>
          onChange({
            ...filter,
            check: screeningCheck.options.find((one) => one === value) ?? null,
          })
        }
        data={screeningCheck.options.map((value) => ({
          value,
          label: t(`screening.check.${value}`),
        }))}
      />
      <Checkbox
        mb={8}
        label={t('screening.filter.isJoining')}
        checked={filter.isJoining}
        onChange={(event) => onChange({ ...filter, isJoining: event.currentTarget.checked })}
      />
    </Group>
  )
}

function Sitting({ filter }: { readonly filter: QueueFilter }) {
  const queue = useQueue(filter)
  if (queue.error !== null) return <ErrorState error={queue.error} retry={queue.retry} />
  if (queue.isLoading) return <LoadingState rows={8} />
  if (queue.items.length === 0) return <NobodyHere filter={filter} />
  return (
    <div className={classes['sitting']}>
      <CardPart queue={queue} />
      <QueueList queue={queue} />
    </div>
  )
}

function NobodyHere({ filter }: { readonly filter: QueueFilter }) {
  const { t } = useTranslation()
  const isDone = filter.verdict === 'to_check' && filter.check === null && !filter.isJoining
  const part = isDone ? 'allChecked' : 'nobodyHere'
  return (
    <EmptyState
      icon={<IconUserCheck size={22} />}
      title={t(`screening.empty.${part}.title`)}
      text={t(`screening.empty.${part}.text`)}
    />
  )
}

function CardPart({ queue }: { readonly queue: Queue }) {
  const { t } = useTranslation()
  const [isAdding, setIsAdding] = useState(false)
  const [undone, setUndone] = useState('')
  const { person } = queue
  const undo = () => {
    const name = queue.undo()
    setUndone(name === null ? '' : t('screening.undone', { name }))
  }
  const goBack = () => queue.goTo(queue.index - 1)
  const goOn = () => queue.goTo(queue.index + 1)
  useKeys(!isAdding, {
    t: () => queue.decide('trusted'),
    r: () => queue.decide('rejected'),
    c: () => queue.decide('to_check'),
    e: () => setIsAdding(true),
    z: undo,
    ArrowLeft: goBack,
    ArrowUp: goBack,
    ArrowRight: goOn,
    ArrowDown: goOn,
  })
  if (person === null) return null
  return (
    <div>
      <VisuallyHidden aria-live="polite">{`${undone} ${person.name}`}</VisuallyHidden>
      <PersonCard
        key={person.contactId}
        contactId={person.contactId}
        loaded={person}
        onAddEvidence={() => setIsAdding(true)}
      >
        <DecisionButtons
          chosen={queue.wordOn(person.contactId) ?? person.decision?.verdict ?? null}
          onDecide={queue.decide}
          onAddEvidence={() => setIsAdding(true)}
          onUndo={undo}
        />
      </PersonCard>
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="sm" c="dimmed">
          {t('screening.position', { position: queue.index + 1, count: queue.decided })}
        </Text>
        <Group gap="xs" c="dimmed">
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={queue.index <= 0}
            rightSection={<Kbd keys={['←']} />}
            onClick={goBack}
          >
            {t('screening.previous')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={queue.index >= queue.items.length - 1}
            rightSection={<Kbd keys={['→']} />}
            onClick={goOn}
          >
            {t('screening.next')}
          </Button>
        </Group>
      </Group>
      <EvidenceDialog person={person} opened={isAdding} onClose={() => setIsAdding(false)} />
    </div>
  )
}
