import { Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { IconUserCheck, IconUsers } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Review } from '../../../shared/domain/reviews.ts'
import { useFormat } from '../../lib/format.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { CancelReview, FinishReview } from './end-review.tsx'
import { MemberCard } from './member-card.tsx'
import { NoteField } from './note-field.tsx'
import { SideList } from './side-list.tsx'
import { SittingProgress } from './sitting-progress.tsx'
import { useSitting, type Sitting } from './use-sitting.ts'
import classes from './reviews.module.css'

/** A review at work: one card up, the list beside it, everything by keyboard. */
export function ReviewSitting({ review }: { readonly review: Review }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sitting = useSitting(review)
  const [isBulkOpen, setIsBulkOpen] = useState(false)
  return (
    <>
      <PageHeader
        title={t('reviews.name', { group: review.groupSubject })}
        subtitle={t('reviews.startedBy', {
          date: format.dateTime(review.startedAt),
          by: t(`reviews.by.${review.startedBy}`, { defaultValue: review.startedBy }),
        })}
        actions={
          <>
            <CancelReview review={review} sitting={sitting} />
            <Button
              variant="default"
              leftSection={<IconUsers size={16} aria-hidden />}
              onClick={() => setIsBulkOpen(true)}
            >
              {t('reviews.bulk.button')}
            </Button>
          </>
        }
        primary={<FinishReview review={review} sitting={sitting} />}
      />
      <SittingProgress sitting={sitting} />
      <div className={classes['sitting']}>
        <CardPart sitting={sitting} />
        <SideList sitting={sitting} />
      </div>
      <BulkDialog
        reviewId={review.id}
        opened={isBulkOpen}
        onClose={() => setIsBulkOpen(false)}
        settled={sitting.settled}
        onDone={(summary) => void sitting.startOver(summary)}
      />
    </>
  )
}

function CardPart({ sitting }: { readonly sitting: Sitting }) {
  const { t } = useTranslation()
  const noteField = useRef<HTMLTextAreaElement>(null)
  const [undone, setUndone] = useState('')
  const undo = () => {
    const name = sitting.undo()
    setUndone(name === null ? '' : t('reviews.undone', { name }))
  }
  const goBack = () => sitting.goTo(sitting.index - 1)
  const goOn = () => sitting.goTo(sitting.index + 1)
  useKeys(!sitting.isLoading, {
    k: () => sitting.decide('keep'),
    r: () => sitting.decide('remove'),
    a: () => sitting.decide('ask'),
    l: () => sitting.decide('later'),
    z: undo,
    n: () => noteField.current?.focus(),
    ArrowLeft: goBack,
    ArrowUp: goBack,
    ArrowRight: goOn,
    ArrowDown: goOn,
  })
  const { item } = sitting
  if (sitting.error !== null) return <ErrorState error={sitting.error} retry={sitting.retry} />
  if (sitting.isLoading) return <LoadingState rows={8} />
  if (item === null) return <NoCard sitting={sitting} />
  const position = t('reviews.position', { position: sitting.index + 1, total: sitting.total })
  return (
    <div>
      <VisuallyHidden aria-live="polite">{`${undone} ${item.member.name}`}</VisuallyHidden>
      <MemberCard item={item}>
        <NoteField
          key={`${item.id} ${item.note}`}
          value={item.note}
          onSave={(note) => sitting.saveNote(item, note)}
          inputRef={noteField}
        />
        <DecisionButtons sitting={sitting} onUndo={undo} />
      </MemberCard>
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="sm" c="dimmed">
          {position}
        </Text>
        <Group gap="xs" c="dimmed" aria-hidden>
          <Kbd keys={['N']} />
          <Text size="sm">{t('reviews.keys.note')}</Text>
          <Kbd keys={['↑']} />
          <Kbd keys={['↓']} />
          <Text size="sm">{t('reviews.keys.move')}</Text>
        </Group>
      </Group>
    </div>
  )
}

function NoCard({ sitting }: { readonly sitting: Sitting }) {
  const { t } = useTranslation()
  const isDone = sitting.summary.decided >= sitting.summary.total
  return (
    <EmptyState
      icon={<IconUserCheck size={22} />}
      title={t(isDone ? 'reviews.allDecided.title' : 'reviews.nobodyHere.title')}
      text={t(isDone ? 'reviews.allDecided.text' : 'reviews.nobodyHere.text')}
      action={
        sitting.view === 'all' ? null : (
          <Button variant="default" onClick={() => sitting.setView('all')}>
            {t('reviews.nobodyHere.showAll')}
          </Button>
        )
      }
    />
  )
}
