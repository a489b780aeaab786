import { Button, Progress, Text } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { useNow } from '../../lib/use-now.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListBody } from '../../ui/list-body.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { audienceWords } from './audience-words.ts'
import { BroadcastBadge } from './broadcast-badge.tsx'
import { sumsOf } from './counts.ts'

/** All broadcasts, newest first, each with how far it is and what comes next. */
export function BroadcastsScreen() {
  const { t } = useTranslation()
  const pages = useInfinitePages('broadcasts.list', {})
  const columns = useColumns()
  const isEmpty = !pages.isLoading && pages.error === null && pages.total === 0
  const create = (
    <Button component={Link} to="/broadcasts/new">
      {t('broadcasts.new')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('broadcasts.title')}
        subtitle={t('broadcasts.intro')}
        {...(isEmpty ? {} : { primary: create })}
      />
      <ListBody
        pages={pages}
        empty={
          isEmpty ? (
            <EmptyState
              icon={<IconMailForward size={22} />}
              title={t('broadcasts.empty.title')}
              text={t('broadcasts.empty.text')}
              action={create}
            />
          ) : null
        }
      >
        <DataTable
          label={t('broadcasts.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowHeight={52}
          rowKey={(broadcast) => broadcast.id}
          onEndReached={pages.fetchNextPage}
          onRowClick={(broadcast) => navigate(`/broadcasts/${broadcast.id}`)}
        />
      </ListBody>
    </>
  )
}

function useColumns(): DataColumn<Broadcast>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const count = (name: 'sent' | 'delivered' | 'read'): DataColumn<Broadcast> => ({
      key: name,
      header: t(`broadcasts.column.${name}`),
      width: '5.75rem',
      align: 'end',
      cell: (row) => (row.frozenAt === null ? '–' : format.number(sumsOf(row.counts)[name])),
    })
    return [
      {
        key: 'name',
        header: t('broadcasts.column.name'),
        width: 'minmax(11rem, 2fr)',
        cell: (row) => <NameCell broadcast={row} />,
      },
      {
        key: 'state',
        header: t('broadcasts.column.state'),
        width: '11.5rem',
        cell: (row) => <BroadcastBadge broadcast={row} />,
      },
      {
        key: 'progress',
        header: t('broadcasts.column.progress'),
        width: 'minmax(8rem, 1fr)',
        cell: (row) => <ProgressCell broadcast={row} />,
      },
      count('sent'),
      count('delivered'),
      count('read'),
      {
        key: 'next',
        header: t('broadcasts.column.next'),
        width: 'minmax(11rem, 1fr)',
        cell: (row) => <NextStep broadcast={row} />,
      },
    ]
  }, [t, format])
}

interface CellProps {
  readonly broadcast: Broadcast
}

function NameCell({ broadcast }: CellProps) {
  const { t } = useTranslation()
  return (
    <div style={{ minWidth: 0 }}>
      <Text truncate fw={500}>
        {broadcast.name}
      </Text>
      <Text truncate size="xs" c="dimmed">
        {audienceWords(t, broadcast)}
      </Text>
    </div>
  )
}

function ProgressCell({ broadcast }: CellProps) {
  const { t } = useTranslation()
  const { recipients, settled } = sumsOf(broadcast.counts)
  if (broadcast.frozenAt === null) return '–'
  return (
    <div style={{ width: '100%' }}>
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {t('broadcasts.nOfM', { n: settled, m: recipients })}
      </Text>
      <Progress
        size="sm"
        value={recipients === 0 ? 100 : (settled / recipients) * 100}
        aria-label={t('broadcasts.column.progress')}
      />
    </div>
  )
}

/** The one thing to do about it, or when something happens by itself. */
function NextStep({ broadcast }: CellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { state, counts, sendAt, expectedEndAt } = broadcast
  if (counts.unknown > 0 && state !== 'sending')
    return t('broadcasts.next.unknown', { count: counts.unknown })
  if (state === 'scheduled' && sendAt !== null)
    return t('broadcasts.next.begins', { distance: format.relative(sendAt, now) })
  if (state === 'sending' && expectedEndAt !== null)
    return t('broadcasts.next.until', { distance: format.relative(expectedEndAt, now) })
  return t(`broadcasts.next.${state}`)
}
