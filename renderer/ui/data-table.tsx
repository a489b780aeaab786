import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ColumnChooser, useHiddenColumns } from './data-table-columns.tsx'
import type { DataColumn, TableSelection, TableSort } from './data-table-types.ts'
import { DataTableHeader } from './data-table-header.tsx'
import { DataTableRow } from './data-table-row.tsx'
import { useRowKeyboard } from './use-row-keyboard.ts'
import classes from './data-table.module.css'

export interface DataTableProps<T> {
  /** Accessible name of the table. */
  readonly label: string
  readonly columns: ReadonlyArray<DataColumn<T>>
  /** Rows loaded so far. Keep the array stable between renders (`useInfinitePages` does). */
  readonly rows: readonly T[]
  /** All rows there are, loaded or not; null as long as nobody has counted them. */
  readonly total: number | null
  /** Whether more rows can be asked for; left out, the total tells. */
  readonly hasMore?: boolean
  readonly rowKey: (row: T) => string
  /** Called when the last loaded rows come into sight. */
  readonly onEndReached?: () => void
  readonly selection?: TableSelection
  readonly onRowClick?: (row: T) => void
  /** Key of the row whose details are open. */
  readonly activeKey?: string | null
  readonly sort?: TableSort
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode
  /** CSS length; the table scrolls inside it. */
  readonly maxHeight?: string
  /** Row height in px. */
  readonly rowHeight?: number
  /** Name under which the chosen columns are remembered; left out, no chooser. */
  readonly columnsKey?: string
  /** Name under which the place in the list is kept while the page lives, so that one comes back to it. */
  readonly placeKey?: string
}

/** Where each list was scrolled to, in px. */
const places = new Map<string, number>()

const features = tableFeatures({ columnVisibilityFeature })
/** So many rows before the last one drawn, the next are asked for. */
const endDistance = 60
const defaultTrack = 'minmax(8rem, 1fr)'

/** Rows by the thousand: only those in sight are drawn, more are asked for as one scrolls. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, total, rowKey, onEndReached, placeKey, rowHeight = 36 } = props
  const hasMore = props.hasMore ?? (total !== null && rows.length < total)
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useHiddenColumns(props.columnsKey, columns)
  const table = useTable({
    features,
    data: rows as unknown as object[],
    columns: useMemo(() => columns.map(({ key, header }) => ({ id: key, header })), [columns]),
    state: { columnVisibility: hidden },
  })
  const visibleKeys = table
    .getVisibleLeafColumns()
    .map((column) => column.id)
    .join(' ')
  const visible = useMemo(() => {
    const keys = new Set(visibleKeys.split(' '))
    return columns.filter((column) => keys.has(column.key))
  }, [columns, visibleKeys])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    ...(placeKey === undefined ? {} : { initialOffset: places.get(placeKey) ?? 0 }),
  })
  useTopOfAnother(placeKey, scroller)
  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && lastIndex >= rows.length - endDistance) onEndReached?.()
  }, [lastIndex, rows.length, hasMore, onEndReached])
  const keyboard = useRowKeyboard({
    rows,
    rowKey,
    selection: props.selection,
    onRowClick: props.onRowClick,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  })
  const tracks = visible.map((column) => column.width ?? defaultTrack)
  if (props.selection !== undefined) tracks.unshift('2.25rem')

  return (
    <div
      className={classes['frame']}
      data-chooser={props.columnsKey === undefined ? undefined : true}
    >
      {props.columnsKey === undefined ? null : (
        <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />
      )}
      <div
        ref={scroller}
        className={classes['scroller']}
        {...(placeKey === undefined
          ? {}
          : { onScroll: (event) => places.set(placeKey, event.currentTarget.scrollTop) })}
        style={{
          maxHeight: props.maxHeight ?? 'calc(100dvh - 15rem)',
          ['--tracks' as string]: tracks.join(' '),
        }}
      >
        <div
          role="grid"
          className={classes['grid']}
          aria-label={props.label}
          aria-rowcount={total === null ? -1 : total + 1}
          {...(props.selection === undefined ? {} : { 'aria-multiselectable': true })}
        >
          <DataTableHeader
            columns={visible}
            sort={props.sort}
            selection={props.selection}
            loadedKeys={rows}
            rowKey={rowKey}
          />
          <div
            role="rowgroup"
            className={classes['body']}
            style={{ height: virtualizer.getTotalSize() }}
            onKeyDown={keyboard.onKeyDown}
          >
            {items.map((item) => {
              const row = rows[item.index]
              if (row === undefined) return null
              return (
                <DataTableRow
                  key={rowKey(row)}
                  row={row}
                  index={item.index}
                  start={item.start}
                  height={rowHeight}
                  columns={visible}
                  isSelected={props.selection?.selected.has(rowKey(row))}
                  isActive={props.activeKey === rowKey(row)}
                  isClickable={props.onRowClick !== undefined}
                  isTabStop={keyboard.focusIndex === item.index}
                  keyboard={keyboard.actions}
                  t={t}
                />
              )
            })}
          </div>
        </div>
        {rows.length === 0 ? props.empty : null}
      </div>
    </div>
  )
}

/** Another list under the same table begins at its top. */
function useTopOfAnother(
  placeKey: string | undefined,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  const shown = useRef(placeKey)
  useLayoutEffect(() => {
    if (shown.current === placeKey) return
    shown.current = placeKey
    scroller.current?.scrollTo({ top: 0 })
  }, [placeKey, scroller])
}
