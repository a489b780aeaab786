import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn, TableSelection, TableSort } from './data-table-types.ts'
import classes from './data-table.module.css'

interface DataTableHeaderProps<T> {
  readonly columns: ReadonlyArray<DataColumn<T>>
  readonly sort: TableSort | undefined
  readonly selection: TableSelection | undefined
  readonly loadedKeys: readonly T[]
  readonly rowKey: (row: T) => string
}

/**
 * The sticky first row: names, sorting, and a box that chooses every loaded row. Scrolling the table draws
 * none of it again.
 */
export const DataTableHeader = memo(Header) as typeof Header

function Header<T>(props: DataTableHeaderProps<T>) {
  return (
    <div role="rowgroup" className={classes['header']}>
      <div role="row" aria-rowindex={1} className={classes['headerRow']}>
        {props.selection === undefined ? null : (
          <ChooseAll {...props} selection={props.selection} />
        )}
        {props.columns.map((column) => (
          <HeaderCell key={column.key} column={column} sort={props.sort} />
        ))}
      </div>
    </div>
  )
}

function ChooseAll<T>(props: DataTableHeaderProps<T> & { selection: TableSelection }) {
  const { t } = useTranslation()
  const { loadedKeys, rowKey } = props
  const { selected } = props.selection
  const chosen = useMemo(
    () => (selected.size === 0 ? 0 : loadedKeys.filter((row) => selected.has(rowKey(row))).length),
    [loadedKeys, rowKey, selected],
  )
  const isAll = loadedKeys.length > 0 && chosen === loadedKeys.length
  return (
    <div role="columnheader" className={classes['cell']}>
      <Checkbox
        size="xs"
        aria-label={t('common.selectAll')}
        checked={isAll}
        indeterminate={chosen > 0 && !isAll}
        onChange={() =>
          props.selection.onChange(isAll ? new Set() : new Set(loadedKeys.map(rowKey)))
        }
      />
    </div>
  )
}

interface HeaderCellProps<T> {
  readonly column: DataColumn<T>
  readonly sort: TableSort | undefined
}

function HeaderCell<T>({ column, sort }: HeaderCellProps<T>) {
  const { sortKey } = column
  const isSorted = sort !== undefined && sortKey === sort.key
  const direction = sort?.descending === true ? 'descending' : 'ascending'
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      className={classes['cell']}
      data-align={column.align}
      {...(sortKey === undefined ? {} : { 'aria-sort': isSorted ? direction : 'none' })}
    >
      {sort === undefined || sortKey === undefined ? (
        column.header
      ) : (
        <UnstyledButton
          className={classes['sortButton']}
          onClick={() => sort.onChange(sortKey, isSorted ? !sort.descending : false)}
        >
          {column.header}
          {isSorted ? <Arrow size={13} aria-hidden /> : null}
        </UnstyledButton>
      )}
    </div>
  )
}
