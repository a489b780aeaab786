import { Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../shared/domain/audit.ts'
import { detailWords } from '../../lib/entry-words.ts'
import { useFormat } from '../../lib/format.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

/** Every entry of the audit log about this group, newest first. */
export function HistoryTab({ groupId }: { readonly groupId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const entries = useInfinitePages('audit.list', { groupId })
  const columns = useMemo(() => historyColumns(t, format), [t, format])
  if (entries.error !== null) return <ErrorState error={entries.error} retry={entries.refetch} />
  if (entries.isLoading) return <LoadingState />
  return (
    <Stack gap="sm">
      <DataTable
        label={t('groups.page.history')}
        columns={columns}
        rows={entries.items}
        total={entries.total}
        rowKey={(entry) => String(entry.seq)}
        onEndReached={entries.fetchNextPage}
        maxHeight="calc(100dvh - 20rem)"
        empty={
          <EmptyState title={t('groups.history.emptyTitle')} text={t('groups.history.emptyText')} />
        }
      />
    </Stack>
  )
}

type Format = ReturnType<typeof useFormat>

function historyColumns(t: TFunction, format: Format): DataColumn<AuditEntry>[] {
  return [
    {
      key: 'when',
      header: t('groups.history.when'),
      width: '12rem',
      cell: (entry) => format.dateTime(entry.at),
    },
    {
      key: 'who',
      header: t('groups.history.who'),
      width: '9rem',
      cell: (entry) => t(`audit.actor.${entry.actor}`, { defaultValue: entry.actor }),
    },
    {
      key: 'what',
      header: t('groups.history.what'),
      width: 'minmax(12rem, 1fr)',
      cell: (entry) => t(`audit.action.${entry.action}`, { defaultValue: entry.action }),
    },
    {
      key: 'details',
      header: t('groups.history.details'),
      width: 'minmax(14rem, 2fr)',
      cell: (entry) => <Details data={entry.data} />,
    },
  ]
}

function Details({ data }: { readonly data: AuditEntry['data'] }) {
  const words = detailWords(data)
  return (
    <Text span size="sm" c="dimmed" title={words}>
      {words}
    </Text>
  )
}
