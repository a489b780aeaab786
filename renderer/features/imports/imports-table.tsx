import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { i18n } from '../../lib/i18n.ts'
import { useFormat } from '../../lib/format.ts'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { ImportRecord } from './column-fields.ts'
import { ImportStateBadge } from './import-state-badge.tsx'

interface ImportsTableProps {
  readonly imports: readonly ImportRecord[]
  readonly total: number
  /** True beside an open panel: only what tells one import from another. */
  readonly isCompact: boolean
  readonly onEndReached: () => void
  readonly onOpen: (one: ImportRecord) => void
}

const compactKeys = new Set(['file', 'state', 'when'])

/** All imports, newest first: file, what it is in, what came of it, when and by whom. */
export function ImportsTable(props: ImportsTableProps) {
  const { t } = useTranslation()
  const all = useImportColumns()
  const columns = useMemo(
    () => (props.isCompact ? all.filter((column) => compactKeys.has(column.key)) : all),
    [all, props.isCompact],
  )
  return (
    <DataTable
      label={t('imports.title')}
      columns={columns}
      rows={props.imports}
      total={props.total}
      rowKey={(one) => one.id}
      onEndReached={props.onEndReached}
      onRowClick={props.onOpen}
    />
  )
}

const counts = ['added', 'updated', 'unchanged', 'rejected'] as const
/** States in which nothing has been counted yet. */
const uncounted = new Set<ImportRecord['state']>(['receiving', 'ready'])

function useImportColumns(): DataColumn<ImportRecord>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'file',
        header: t('imports.column.file'),
        width: 'minmax(11rem, 1fr)',
        cell: (one) => <span title={one.fileName}>{one.fileName}</span>,
      },
      {
        key: 'kind',
        header: t('imports.column.kind'),
        width: '5.75rem',
        cell: (one) => t(`imports.kind.${one.kind}`),
      },
      {
        key: 'state',
        header: t('imports.column.state'),
        width: '9rem',
        cell: (one) => <ImportStateBadge state={one.state} />,
      },
      ...counts.map((name): DataColumn<ImportRecord> => ({
        key: name,
        header: t(`imports.column.${name}`),
        width: name === 'unchanged' ? '6rem' : '5rem',
        align: 'end',
        cell: (one) => (uncounted.has(one.state) ? '–' : format.number(one[name])),
      })),
      {
        key: 'when',
        header: t('imports.column.when'),
        width: '11.25rem',
        align: 'end',
        cell: (one) => format.dateTime(one.finishedAt ?? one.createdAt),
      },
      {
        key: 'by',
        header: t('imports.column.by'),
        width: '5rem',
        cell: (one) => actorName(one.createdBy),
      },
    ],
    [t, format],
  )
}

/** Who it was: a kind of actor in words, or the name as it is. */
export function actorName(actor: string): string {
  return i18n.t(`audit.actor.${actor}`, { defaultValue: actor })
}
