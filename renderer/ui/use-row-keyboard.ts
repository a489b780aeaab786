import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { TableSelection } from './data-table-types.ts'

export interface RowKeyboardOptions<T> {
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  readonly selection: TableSelection | undefined
  readonly onRowClick: ((row: T) => void) | undefined
  readonly scrollTo: (index: number) => void
}

/** What a row does; the same object for as long as the table lives, so that rows need not draw again. */
export interface RowActions {
  readonly setFocusIndex: (index: number) => void
  readonly onClick: (index: number, event: MouseEvent) => void
  readonly toggle: (index: number, withShift: boolean) => void
}

export interface RowKeyboard {
  readonly focusIndex: number
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly actions: RowActions
}

function focusRow(body: HTMLElement, index: number): void {
  // The row may only be drawn after the scroll.
  requestAnimationFrame(() => {
    body.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus()
  })
}

/** Arrow keys, Home, End, Enter, Space and Ctrl/Cmd A on table rows; shift chooses a span. */
export function useRowKeyboard<T>(options: RowKeyboardOptions<T>): RowKeyboard {
  const { rows, rowKey, selection, onRowClick, scrollTo } = options
  const [focusIndex, setFocusIndex] = useState(0)
  const anchor = useRef(0)

  const chooseSpan = (from: number, to: number) => {
    if (selection === undefined) return
    const span = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(rowKey)
    selection.onChange(new Set([...selection.selected, ...span]))
  }
  const toggle = (index: number, withShift: boolean) => {
    const row = rows[index]
    if (selection === undefined || row === undefined) return
    if (withShift) {
      chooseSpan(anchor.current, index)
      return
    }
    const next = new Set(selection.selected)
    if (!next.delete(rowKey(row))) next.add(rowKey(row))
    anchor.current = index
    selection.onChange(next)
  }
  const move = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    event.preventDefault()
    if (event.shiftKey) chooseSpan(focusIndex, next)
    setFocusIndex(next)
    scrollTo(next)
    focusRow(event.currentTarget, next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys inside a cell's own button or field belong to it.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return
    const row = rows[focusIndex]
    if (event.key === 'ArrowDown') move(event, focusIndex + 1)
    else if (event.key === 'ArrowUp') move(event, focusIndex - 1)
    else if (event.key === 'Home') move(event, 0)
    else if (event.key === 'End') move(event, rows.length - 1)
    else if (event.key === 'Enter' && row !== undefined) onRowClick?.(row)
    else if (event.key === ' ') {
      event.preventDefault()
      toggle(focusIndex, event.shiftKey)
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selection !== undefined) {
      event.preventDefault()
      selection.onChange(new Set(rows.map(rowKey)))
    }
  }
  const onClick = (index: number, event: MouseEvent) => {
    setFocusIndex(index)
    const row = rows[index]
    const choosing = event.shiftKey || event.ctrlKey || event.metaKey || onRowClick === undefined
    if (choosing) toggle(index, event.shiftKey)
    else if (row !== undefined) onRowClick(row)
  }
  const latest = useRef({ onClick, toggle })
  useEffect(() => {
    latest.current = { onClick, toggle }
  })
  const actions = useMemo<RowActions>(
    () => ({
      setFocusIndex,
      onClick: (index, event) => latest.current.onClick(index, event),
      toggle: (index, withShift) => latest.current.toggle(index, withShift),
    }),
    [],
  )
  return { focusIndex: Math.min(focusIndex, rows.length - 1), onKeyDown, actions }
}
