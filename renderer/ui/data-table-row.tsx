import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from './data-table-types.ts'
import type { RowKeyboard } from './use-row-keyboard.ts'
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
  readonly keyboard: RowKeyboard
}

/** One drawn row of a table. */
export function DataTableRow<T>(props: DataTableRowProps<T>) {
  const { t } = useTranslation()
  const { row, index, isSelected, keyboard } = props
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
          <Checkbox
            size="xs"
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
