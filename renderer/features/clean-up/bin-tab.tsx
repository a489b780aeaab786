import { Button, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinnedContact } from '../../../shared/domain/clean-up.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand, type InfinitePages } from '../../lib/use-call.ts'
import { useNow } from '../../lib/use-now.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { timeLeft } from './time-left.ts'

const nobody: ReadonlySet<string> = new Set()

/** Who is in the bin, why, and for how long yet; some or all can be brought back. */
export function BinTab({ pages }: { readonly pages: InfinitePages<BinnedContact> }) {
  const { t } = useTranslation()
  const columns = useBinColumns()
  const [selected, setSelected] = useState(nobody)
  const restore = useCommand('cleanUp.restore', {
    onSuccess: ({ contacts }) => {
      setSelected(nobody)
      showDone(t('cleanUp.bin.restored', { count: contacts }))
    },
  })
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  if (pages.total === 0)
    return (
      <EmptyState
        icon={<IconTrash size={22} />}
        title={t('cleanUp.empty.bin.title')}
        text={t('cleanUp.empty.bin.text')}
      />
    )
  return (
    <div>
      <Text c="dimmed" mb="sm">
        {t('cleanUp.bin.help')}
      </Text>
      <DataTable
        label={t('cleanUp.tab.bin')}
        columns={columns}
        rows={pages.items}
        total={pages.total}
        rowKey={(row) => row.contactId}
        selection={{ selected, onChange: setSelected }}
        onEndReached={pages.fetchNextPage}
        maxHeight="60dvh"
      />
      <BulkBar count={selected.size} onClear={() => setSelected(nobody)}>
        <Button
          loading={restore.isPending}
          onClick={() => restore.mutate({ contactIds: [...selected] })}
        >
          {t('cleanUp.bin.restore', { count: selected.size })}
        </Button>
      </BulkBar>
    </div>
  )
}

function useBinColumns(): DataColumn<BinnedContact>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('cleanUp.bin.column.name'),
        width: 'minmax(10rem, 1.2fr)',
        cell: (row) => row.name,
      },
      {
        key: 'number',
        header: t('cleanUp.bin.column.number'),
        width: '12rem',
        cell: (row) => row.maskedNumber ?? '–',
      },
      {
        key: 'reason',
        header: t('cleanUp.bin.column.reason'),
        width: 'minmax(11rem, 1fr)',
        cell: (row) => t(`cleanUp.reason.${row.reason}`),
      },
      {
        key: 'rule',
        header: t('cleanUp.bin.column.rule'),
        width: 'minmax(9rem, 1fr)',
        cell: (row) => row.ruleName,
      },
      {
        key: 'groups',
        header: t('cleanUp.bin.column.groups'),
        width: '7rem',
        align: 'end',
        cell: (row) => format.number(row.groups),
      },
      {
        key: 'left',
        header: t('cleanUp.bin.column.left'),
        width: '10rem',
        align: 'end',
        cell: (row) => timeLeft(row.purgeAt, now, t),
      },
    ],
    [t, format, now],
  )
}
