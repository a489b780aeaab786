import { Button, NavLink, Stack } from '@mantine/core'
import { IconFilter, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '../../../shared/domain/segments.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SegmentEditor } from './segment-editor.tsx'
import classes from './segments.module.css'

/** Word in the address for a segment that is not saved yet. */
const newSegment = 'new'

/** All segments with how many fit, and one of them open to be changed. */
export function SegmentsScreen() {
  const { t } = useTranslation()
  const chosen = useRoute().params['segmentId'] ?? null
  const list = useCall('segments.list', {})
  if (list.error !== null)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.data === undefined) return <LoadingState />
  const { segments } = list.data
  const open = segments.find((segment) => segment.id === chosen) ?? null
  const isNew = chosen === newSegment
  return (
    <>
      <PageHeader
        title={t('segments.title')}
        subtitle={t('segments.subtitle')}
        actions={
          <Button variant="default" component={Link} to="/rfm">
            {t('segments.toClasses')}
          </Button>
        }
        primary={
          isNew ? undefined : (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => navigate(`/segments/${newSegment}`)}
            >
              {t('segments.new')}
            </Button>
          )
        }
      />
      {segments.length === 0 && !isNew ? (
        <EmptyState
          icon={<IconFilter size={24} />}
          title={t('segments.empty.title')}
          text={t('segments.empty.text')}
          action={
            <Button onClick={() => navigate(`/segments/${newSegment}`)}>{t('segments.new')}</Button>
          }
        />
      ) : (
        <div className={classes['layout']}>
          <SegmentList segments={segments} chosen={chosen} />
          {open === null && !isNew ? (
            <EmptyState title={t('segments.pick.title')} text={t('segments.pick.text')} />
          ) : (
            <SegmentEditor key={chosen} segment={open} />
          )}
        </div>
      )}
    </>
  )
}

interface SegmentListProps {
  readonly segments: readonly Segment[]
  readonly chosen: string | null
}

function SegmentList({ segments, chosen }: SegmentListProps) {
  const { t } = useTranslation()
  return (
    <Stack component="nav" gap={0} aria-label={t('segments.list')}>
      {segments.map((segment) => (
        <SegmentLink key={segment.id} segment={segment} isOpen={segment.id === chosen} />
      ))}
      {chosen === newSegment ? (
        <NavLink component="button" label={t('segments.newTitle')} active aria-current="true" />
      ) : null}
    </Stack>
  )
}

function SegmentLink({ segment, isOpen }: { readonly segment: Segment; readonly isOpen: boolean }) {
  const { t } = useTranslation()
  const count = useCall('segments.count', { segmentId: segment.id })
  return (
    <NavLink
      component="button"
      label={segment.name}
      description={
        count.data === undefined ? '…' : t('segments.people', { count: count.data.total })
      }
      active={isOpen}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => navigate(`/segments/${segment.id}`)}
    />
  )
}
