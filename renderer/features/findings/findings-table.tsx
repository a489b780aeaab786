import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/domain/rules.ts'
import { useFormat } from '../../lib/format.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TableSelection } from '../../ui/data-table-types.ts'
import { Explain } from '../../ui/explain.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'

export interface FindingsTableProps {
  readonly findings: readonly Finding[]
  readonly total: number
  /** Columns besides what, who and since; fewer while details stand beside the table. */
  readonly columns: ReadonlyArray<'group' | 'rule'>
  /** True while details stand beside the table, which repeat the rest. */
  readonly isCompact: boolean
  readonly selection: TableSelection | undefined
  readonly activeKey: string | null
  readonly onOpen: (finding: Finding) => void
  readonly onEndReached: () => void
}

/** Findings as rows of two lines: what it is, and the evidence in words. */
export function FindingsTable(props: FindingsTableProps) {
  const { t } = useTranslation()
  const wanted = props.columns.join()
  const { isCompact } = props
  const columns = useMemo(
    () =>
      (isCompact ? compactColumns(t) : allColumns(t)).filter(
        ({ key }) => !isOptional(key) || wanted.includes(key),
      ),
    [t, wanted, isCompact],
  )
  return (
    <DataTable
      label={t('findings.title')}
      columns={columns}
      rows={props.findings}
      total={props.total}
      rowKey={(finding) => finding.id}
      {...(props.selection === undefined ? {} : { selection: props.selection })}
      activeKey={props.activeKey}
      onRowClick={props.onOpen}
      onEndReached={props.onEndReached}
      rowHeight={54}
    />
  )
}

function compactColumns(t: TFunction): DataColumn<Finding>[] {
  const narrow: Readonly<Record<string, string>> = {
    what: 'minmax(9rem, 2fr)',
    who: 'minmax(6rem, 1fr)',
  }
  return allColumns(t).flatMap((column) => {
    const width = narrow[column.key]
    return width === undefined ? [] : [{ ...column, width }]
  })
}

function isOptional(key: string): boolean {
  return key === 'group' || key === 'rule'
}

function allColumns(t: TFunction): DataColumn<Finding>[] {
  return [
    {
      key: 'what',
      header: t('findings.column.what'),
      width: 'minmax(14rem, 3fr)',
      cell: (finding) => (
        <>
          <Text truncate fw={500}>
            {t(`findings.code.${finding.code}`)}
          </Text>
          <Text truncate size="sm" c="dimmed">
            <Explain explanation={finding.evidence} namespace="findings.evidence" />
          </Text>
        </>
      ),
    },
    {
      key: 'who',
      header: t('findings.column.who'),
      width: 'minmax(7rem, 1fr)',
      cell: (finding) => finding.name ?? '',
    },
    {
      key: 'group',
      header: t('findings.column.group'),
      width: 'minmax(8rem, 1.4fr)',
      cell: (finding) => finding.groupSubject,
    },
    {
      key: 'rule',
      header: t('findings.column.rule'),
      width: 'minmax(8rem, 1.2fr)',
      cell: (finding) => t(`rules.rule.${finding.rule}`),
    },
    {
      key: 'since',
      header: t('findings.column.since'),
      width: '8.5rem',
      cell: (finding) => <SinceCell finding={finding} />,
    },
  ]
}

function SinceCell({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div title={format.dateTime(finding.since)}>{format.relative(finding.since)}</div>
      {finding.planId !== null && finding.state === 'open' ? (
        <StatusBadge>{t('findings.inPlan')}</StatusBadge>
      ) : null}
      {finding.closedReason === null ? null : (
        <StatusBadge>{t(`findings.closedReason.${finding.closedReason}`)}</StatusBadge>
      )}
    </>
  )
}
