import type { TFunction } from 'i18next'
import { memo } from 'react'
import type { DataColumn } from './data-table-types.ts'
import type { RowActions } from './use-row-keyboard.ts'
import classes from './data-table.module.css'

interface DataTableRowProps<T> {
  readonly row: T
  readonly index: number
  readonly start: number
  readonly height: number
  readonly columns: ReadonlyArray<DataColumn<T>>
  /** Undefined when rows cannot be chosen. */
  readonly isSelected: boolean | undefined
  readonly isActive: boolean
  readonly isClickable: boolean
  readonly isTabStop: boolean
  readonly keyboard: RowActions
  readonly t: TFunction
}

/** One drawn row of a table. Many are drawn while one scrolls, so its box is the plain one and it draws once. */
export const DataTableRow = memo(Row) as typeof Row

function Row<T>(props: DataTableRowProps<T>) {
  const { row, index, isSelected, keyboard, t } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-active={props.isActive || undefined}
      data-clickable={props.isClickable || undefined}
      {...(isSelected === undefined ? {} : { 'aria-selected': isSelected })}
      tabIndex={props.isTabStop ? 0 : -1}
      className={classes['row']}
      style={{ height: props.height, transform: `translateY(${props.start}px)` }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) keyboard.setFocusIndex(index)
      }}
      onClick={(event) => keyboard.onClick(index, event)}
    >
      {isSelected === undefined ? null : (
        <div role="gridcell" className={classes['cell']}>
          <input
            type="checkbox"
            className={classes['box']}
            tabIndex={-1}
            checked={isSelected}
            aria-label={t('common.selectRow', { row: index + 1 })}
            readOnly
            onClick={(event) => {
              event.stopPropagation()
              keyboard.toggle(index, event.shiftKey)
            }}
          />
        </div>
      )}
      {props.columns.map((column) => (
        <div key={column.key} role="gridcell" className={classes['cell']} data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}
