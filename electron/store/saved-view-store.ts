import { contactFilter, type contactSort } from '../../shared/domain/contacts.ts'
import type { CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

type View = CallOutput<'savedViews.save'>

interface StoredQuery {
  readonly filter: unknown
  readonly sort: z.infer<typeof contactSort>
  readonly descending: boolean
}

interface ViewRow {
  readonly id: string
  readonly name: string
  readonly query: string
}

/** Filters and sorts of the contact list that the owner gave a name. */
export function listViews(db: ReadableDatabase): View[] {
  return all<ViewRow>(
    db,
    'SELECT id, name, query FROM saved_view ORDER BY name COLLATE NOCASE, id',
  ).map((row) => toView(db, row))
}

/** A tag that is gone is left out: the view goes on with what is there. */
function toView(db: ReadableDatabase, row: ViewRow): View {
  const query = JSON.parse(row.query) as StoredQuery
  const filter = contactFilter.parse(query.filter)
  const tagIds = filter.tagIds?.filter(
    (id) => one(db, 'SELECT 1 AS found FROM tag WHERE id=$id', { id }) !== undefined,
  )
  return {
    id: row.id,
    name: row.name,
    filter: { ...filter, ...(tagIds && { tagIds }) },
    sort: query.sort,
    descending: query.descending,
  }
}

/** @throws AppError `conflict` for a name that another view has, `not_found`. */
export function saveView(
  db: WritableDatabase,
  clock: WriteClock,
  { viewId, name, ...query }: ParsedInput<'savedViews.save'>,
): View {
  const twin = one<{ id: string }>(db, 'SELECT id FROM saved_view WHERE name=$name', { name })
  if (twin && twin.id !== viewId)
    throw new AppError('conflict', {
      field: 'name',
      message: 'Another view has this name. Choose another.',
    })
  if (viewId !== undefined) requireView(db, viewId)
  const id = viewId ?? clock.newId()
  run(
    db,
    `INSERT INTO saved_view (id, name, query, created_at) VALUES ($id, $name, $query, $now)
     ON CONFLICT (id) DO UPDATE SET name=excluded.name, query=excluded.query`,
    { id, name, query: JSON.stringify(query), now: clock.now },
  )
  return toView(db, requireView(db, id))
}

/** @throws AppError `not_found`. */
export function requireView(db: ReadableDatabase, viewId: string): ViewRow {
  const row = one<ViewRow>(db, 'SELECT id, name, query FROM saved_view WHERE id=$viewId', {
    viewId,
  })
  if (!row) throw new AppError('not_found', { field: 'viewId', message: 'There is no such view.' })
  return row
}

export function deleteView(db: WritableDatabase, viewId: string): void {
  run(db, 'DELETE FROM saved_view WHERE id=$viewId', { viewId })
}
