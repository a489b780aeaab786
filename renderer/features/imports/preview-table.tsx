import { Group, Stack, Switch, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { isFaulty, type Column, type CustomField, type PreviewRow } from './column-fields.ts'
import { columnName, fieldName, problemWords, sentences } from './field-words.ts'
import classes from './imports.module.css'

interface PreviewTableProps {
  readonly rows: readonly PreviewRow[]
  readonly columns: readonly Column[]
  readonly customFields: readonly CustomField[]
  /** True while the rows belong to an earlier choice. */
  readonly isLooking: boolean
}

/** A table wider than this is no help. */
const mostColumns = 40

/** The first rows as they would be taken in: what is wrong where, and who is known already. */
export function PreviewTable({ rows, columns, customFields, isLooking }: PreviewTableProps) {
  const { t } = useTranslation()
  const [hasAll, setAll] = useState(false)
  const taken = columns.filter((column) => hasAll || column.field !== 'ignore')
  const tableColumns = usePreviewColumns(taken.slice(0, mostColumns), customFields)
  const faulty = rows.filter(isFaulty).length
  const known = rows.filter((row) => row.isKnown).length
  const left = columns.filter((column) => column.field === 'ignore').length
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {isLooking
            ? t('imports.preview.looking')
            : [
                t('imports.preview.rows', { count: rows.length }),
                t('imports.preview.faulty', { count: faulty }),
                ...(known === 0 ? [] : [t('imports.preview.known', { count: known })]),
              ].join(' · ')}
        </Text>
        {left === 0 ? null : (
          <Switch
            size="xs"
            label={t('imports.preview.showLeftOut', { count: left })}
            checked={hasAll}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
      </Group>
      <DataTable
        label={t('imports.preview.title')}
        columns={tableColumns}
        rows={rows}
        total={rows.length}
        rowKey={(row) => String(row.line)}
        maxHeight="26rem"
        empty={
          <Text p="md" c="dimmed">
            {t('imports.preview.none')}
          </Text>
        }
      />
      {taken.length > mostColumns ? (
        <Text size="sm" c="dimmed">
          {t('imports.preview.moreColumns', { count: taken.length - mostColumns })}
        </Text>
      ) : null}
    </Stack>
  )
}

type ShownColumn = Pick<Column, 'index' | 'title' | 'field'>

function usePreviewColumns(
  columns: readonly Column[],
  customFields: readonly CustomField[],
): DataColumn<PreviewRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  // columns are made anew at each drawing, mostly the same; the text tells whether they are
  const asText = JSON.stringify(columns.map(({ index, title, field }) => ({ index, title, field })))
  const shown = useMemo(() => JSON.parse(asText) as readonly ShownColumn[], [asText])
  return useMemo(
    () => [
      {
        key: 'line',
        header: t('imports.preview.line'),
        width: '4.5rem',
        align: 'end',
        cell: (row) => format.number(row.line),
      },
      {
        key: 'state',
        header: t('imports.preview.state'),
        width: '7.5rem',
        cell: (row) => <RowState row={row} />,
      },
      {
        key: 'problems',
        header: t('imports.preview.problems'),
        width: 'minmax(14rem, 1.5fr)',
        cell: (row) => <ProblemWords row={row} />,
      },
      ...shown.map((column): DataColumn<PreviewRow> => {
        const isLeftOut = column.field === 'ignore'
        return {
          key: `column-${column.index}`,
          header: isLeftOut ? columnName(column) : fieldName(column.field, customFields),
          width: 'minmax(11rem, 1fr)',
          cell: (row) => <PreviewCell row={row} index={column.index} isLeftOut={isLeftOut} />,
        }
      }),
    ],
    [shown, customFields, t, format],
  )
}

function RowState({ row }: { readonly row: PreviewRow }) {
  const { t } = useTranslation()
  if (isFaulty(row)) {
    return <StatusBadge tone="attention">{t('imports.preview.hasProblem')}</StatusBadge>
  }
  return (
    <StatusBadge tone={row.isKnown ? 'neutral' : 'good'}>
      {t(row.isKnown ? 'imports.preview.isKnown' : 'imports.preview.isNew')}
    </StatusBadge>
  )
}

function ProblemWords({ row }: { readonly row: PreviewRow }) {
  const words = [...new Set(row.problems.map(({ reason }) => problemWords(reason)))]
  const text = sentences(words)
  return <span title={text}>{text}</span>
}

interface PreviewCellProps {
  readonly row: PreviewRow
  readonly index: number
  readonly isLeftOut: boolean
}

function PreviewCell({ row, index, isLeftOut }: PreviewCellProps) {
  const { t } = useTranslation()
  const text = row.cells[index] ?? ''
  const problem = row.problems.find((one) => one.column === index)
  if (problem === undefined) {
    return (
      <span className={isLeftOut ? classes['dimmed'] : undefined} title={text}>
        {text}
      </span>
    )
  }
  const words = problemWords(problem.reason)
  return (
    <span className={classes['faulty']} title={words}>
      <IconAlertTriangle size={13} aria-label={words} role="img" style={{ flex: 'none' }} />
      <span className={classes['faultyText']}>
        {text === '' ? t('imports.preview.blank') : text}
      </span>
    </span>
  )
}
