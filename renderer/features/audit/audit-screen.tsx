import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileExport, IconHistory } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall, useInfinitePages, type PageItem } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { AuditFilters, emptyFilter, toAuditInput } from './audit-filters.tsx'
import { actionWords, actorWords } from './audit-words.ts'
import { ChainCheck } from './chain-check.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { ExportDialog } from './export-dialog.tsx'

type Entry = PageItem<'audit.list'>

/** Everything that was done, by whom and when; its chain of hashes, and reports made from it. */
export function AuditScreen() {
  const { t } = useTranslation()
  const format = useFormat()
  const [filter, setFilter] = useState(emptyFilter)
  const [chosen, setChosen] = useState<Entry | null>(null)
  const [isExporting, exporting] = useDisclosure(false)
  const groups = useCall('groups.list', { limit: 500 })
  const entries = useInfinitePages('audit.list', toAuditInput(filter))
  const close = useCallback(() => setChosen(null), [])
  const groupNames = useMemo(
    () => new Map((groups.data?.items ?? []).map((group) => [group.id, group.subject])),
    [groups.data],
  )
  const columns: DataColumn<Entry>[] = [
    {
      key: 'at',
      header: t('audit.column.at'),
      cell: (entry) => format.dateTime(entry.at),
      width: 'minmax(11rem, 1fr)',
      canHide: false,
    },
    {
      key: 'action',
      header: t('audit.column.action'),
      cell: (entry) => actionWords(entry.action),
      width: 'minmax(12rem, 2fr)',
      canHide: false,
    },
    {
      key: 'group',
      header: t('audit.column.group'),
      cell: (entry) => (entry.groupId === null ? null : (groupNames.get(entry.groupId) ?? null)),
      width: 'minmax(10rem, 1.5fr)',
    },
    {
      key: 'actor',
      header: t('audit.column.actor'),
      cell: (entry) => actorWords(entry.actor),
      width: 'minmax(6rem, 0.7fr)',
    },
    {
      key: 'seq',
      header: t('audit.column.seq'),
      cell: (entry) => entry.seq,
      width: '6rem',
      align: 'end',
    },
  ]
  return (
    <>
      <PageHeader
        title={t('audit.title')}
        subtitle={t('audit.subtitle')}
        primary={
          <Button leftSection={<IconFileExport size={16} aria-hidden />} onClick={exporting.open}>
            {t('audit.export.open')}
          </Button>
        }
        actions={<ChainCheck />}
      />
      <Stack gap="sm">
        <AuditFilters filter={filter} onChange={setFilter} groups={groups.data?.items ?? []} />
        <SplitView
          detailLabel={t('audit.detail.title')}
          onClose={close}
          detail={
            chosen === null ? null : (
              <EntryDetail
                entry={chosen}
                groupSubject={groupNames.get(chosen.groupId ?? '') ?? null}
              />
            )
          }
        >
          {entries.error !== null ? (
            <ErrorState error={entries.error} retry={entries.refetch} />
          ) : entries.isLoading ? (
            <LoadingState rows={10} />
          ) : (
            <DataTable
              label={t('audit.title')}
              columns={chosen === null ? columns : columns.slice(0, 2)}
              {...(chosen === null ? { columnsKey: 'audit' } : {})}
              rows={entries.items}
              total={entries.total}
              rowKey={(entry) => String(entry.seq)}
              onEndReached={entries.fetchNextPage}
              onRowClick={setChosen}
              activeKey={chosen === null ? null : String(chosen.seq)}
              empty={
                <EmptyState
                  icon={<IconHistory size={22} />}
                  title={t('audit.empty.title')}
                  text={t('audit.empty.text')}
                />
              }
            />
          )}
          <Text size="sm" c="dimmed" mt="xs">
            {t('audit.count', { count: entries.total })}
          </Text>
        </SplitView>
      </Stack>
      <ExportDialog
        opened={isExporting}
        onClose={exporting.close}
        groups={groups.data?.items ?? []}
        filter={filter}
      />
    </>
  )
}
