import type { ReactNode } from 'react'

export interface DataColumn<T> {
  readonly key: string
  /** Words at the top of the column, also its name in the column chooser. */
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** CSS grid track, `minmax(10rem, 2fr)` by default. */
  readonly width?: string
  readonly align?: 'start' | 'end'
  /** Key handed to `sort.onChange`; left out, the column cannot be sorted by. */
  readonly sortKey?: string
  /** False keeps the column out of the chooser: it is always shown. */
  readonly canHide?: boolean
  /** True keeps the column away until the owner chooses it. */
  readonly isHiddenAtFirst?: boolean
}

export interface TableSelection {
  readonly selected: ReadonlySet<string>
  readonly onChange: (selected: ReadonlySet<string>) => void
}

export interface TableSort {
  readonly key: string
  readonly descending: boolean
  readonly onChange: (key: string, descending: boolean) => void
}
