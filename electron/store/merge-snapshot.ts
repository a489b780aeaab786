import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

type Value = string | number | null
type Row = Record<string, Value>

/** A table that holds something of a contact, and how its rows are told apart. */
interface ContactTable {
  readonly table: string
  readonly key: readonly string[]
  /** Columns that name the contact. */
  readonly owners: readonly string[]
  readonly by: 'id' | 'seq'
  /** What is kept of a row; left out: all of it, because a merge may drop the row. */
  readonly columns?: readonly string[]
  /** Kept right by triggers of other tables. */
  readonly derived?: readonly string[]
}

const byId = (table: string, columns?: readonly string[]): ContactTable => ({
  table,
  key: ['id'],
  owners: ['contact_id'],
  by: 'id',
  ...(columns && { columns: ['id', 'contact_id', ...columns] }),
})

/** The latest orders and messages, which triggers keep. */
const kept = ['last_order_at']
  .concat([2, 3, 4, 5].map((n) => `order_at_${n}`))
  .concat([1, 2, 3, 4, 5].map((n) => `wrote_at_${n}`))

/** In the order in which rows can be put in: what is referred to first. */
const contactTables: readonly ContactTable[] = [
  {
    table: 'contact',
    key: ['id'],
    owners: ['id'],
    by: 'id',
    derived: ['is_listed', 'order_count', 'order_total', ...kept],
  },
  {
    table: 'contact_identity',
    key: ['seq'],
    owners: ['contact_id'],
    by: 'id',
    columns: ['seq', 'contact_id', 'replaced_at'],
  },
  byId('contact_note', []),
  { table: 'contact_tag', key: ['contact_seq', 'tag_seq'], owners: ['contact_seq'], by: 'seq' },
  {
    table: 'shop_order',
    key: ['seq'],
    owners: ['contact_seq'],
    by: 'seq',
    columns: ['seq', 'contact_seq'],
  },
  { table: 'broadcast_recipient', key: ['seq'], owners: ['contact_seq'], by: 'seq' },
  {
    table: 'contact_list_member',
    key: ['list_id', 'contact_id'],
    owners: ['contact_id'],
    by: 'id',
  },
  {
    table: 'consent_entry',
    key: ['contact_id', 'purpose', 'at', 'id'],
    owners: ['contact_id'],
    by: 'id',
  },
  byId('signup'),
  byId('direct_message', []),
  byId('screening_evidence', []),
  byId('screening_decision', []),
  byId('participant'),
  byId('review_item'),
  byId('message', []),
  byId('join_request', []),
  byId('finding', ['subject_key']),
  byId('plan_action', []),
  {
    table: 'delivery_recipient',
    key: ['delivery_id', 'contact_id'],
    owners: ['contact_id'],
    by: 'id',
  },
  {
    table: 'import_change',
    key: ['import_seq', 'contact_seq'],
    owners: ['contact_seq'],
    by: 'seq',
  },
  { table: 'cleanup_item', key: ['run_id', 'contact_seq'], owners: ['contact_seq'], by: 'seq' },
  { table: 'contact_merge', key: ['id'], owners: ['into_id'], by: 'id' },
  {
    table: 'merge_dismissal',
    key: ['one_id', 'other_id'],
    owners: ['one_id', 'other_id'],
    by: 'id',
  },
]

interface TableDifference {
  /** Rows that the merge dropped, whole. */
  readonly removed: readonly Row[]
  /** Keys of rows that it made. */
  readonly added: readonly Row[]
  /** Columns of rows that it wrote to, as they were and as they became. */
  readonly changed: readonly { readonly key: Row; readonly before: Row; readonly after: Row }[]
}

/** What a merge did, table by table, so that it can be undone. */
export interface MergeSnapshot {
  /** What the contact that went away was called. */
  readonly name: string
  readonly fromSeq: number
  /** Consent entries that the kept contact had before. */
  readonly consentBefore: readonly string[]
  readonly jobs: readonly { readonly id: string; readonly before: string; readonly after: string }[]
  readonly tables: Readonly<Record<string, TableDifference>>
}

type Captured = ReadonlyMap<string, ReadonlyMap<string, Row>>

function capture(
  db: ReadableDatabase,
  owners: Readonly<Record<'id' | 'seq', readonly Value[]>>,
): Captured {
  return new Map(
    contactTables.map((table) => {
      const isOwned = table.owners
        .map((column) => `${column} IN (SELECT value FROM json_each($owners))`)
        .join(' OR ')
      const rows = all<Row>(
        db,
        `SELECT ${table.columns?.join(', ') ?? '*'} FROM ${table.table} WHERE ${isOwned}`,
        { owners: JSON.stringify(owners[table.by]) },
      )
      for (const row of rows) for (const column of table.derived ?? []) delete row[column]
      return [table.table, new Map(rows.map((row) => [keyText(table, row), row]))] as const
    }),
  )
}

function keyOf(table: ContactTable, row: Row): Row {
  return Object.fromEntries(table.key.map((column) => [column, row[column]!]))
}

function keyText(table: ContactTable, row: Row): string {
  return JSON.stringify(table.key.map((column) => row[column]))
}

function difference(
  table: ContactTable,
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
): TableDifference {
  const removed: Row[] = []
  const changed: { key: Row; before: Row; after: Row }[] = []
  for (const [key, row] of before) {
    const now = after.get(key)
    if (!now) {
      removed.push(row)
      continue
    }
    const columns = Object.keys(row).filter((column) => row[column] !== now[column])
    if (columns.length > 0)
      changed.push({
        key: keyOf(table, row),
        before: Object.fromEntries(columns.map((column) => [column, row[column]!])),
        after: Object.fromEntries(columns.map((column) => [column, now[column]!])),
      })
  }
  const added = [...after].filter(([key]) => !before.has(key)).map(([, row]) => keyOf(table, row))
  return { removed, added, changed }
}

function seqOf(db: ReadableDatabase, contactId: string): number {
  return one<{ seq: number }>(db, 'SELECT seq FROM contact WHERE id=$contactId', { contactId })!.seq
}

/** Runs a merge and tells what it did. */
export function recordMerge(
  db: WritableDatabase,
  { into, from, name }: { into: string; from: string; name: string },
  merge: () => void,
): MergeSnapshot {
  const intoSeq = seqOf(db, into)
  const fromSeq = seqOf(db, from)
  const before = capture(db, { id: [into, from], seq: [intoSeq, fromSeq] })
  const jobs = all<{ id: string; payload: string }>(
    db,
    'SELECT id, payload FROM job WHERE instr(payload,$from)>0',
    { from },
  )
  merge()
  const after = capture(db, { id: [into], seq: [intoSeq] })
  const tables: Record<string, TableDifference> = {}
  for (const table of contactTables) {
    const made = difference(table, before.get(table.table)!, after.get(table.table)!)
    if (made.removed.length + made.added.length + made.changed.length > 0)
      tables[table.table] = made
  }
  return {
    name,
    fromSeq,
    consentBefore: [...before.get('consent_entry')!.values()]
      .filter((row) => row.contact_id === into)
      .map((row) => String(row.id)),
    jobs: jobs.flatMap(({ id, payload }) => {
      const now = one<{ payload: string }>(db, 'SELECT payload FROM job WHERE id=$id', { id })!
      return now.payload === payload ? [] : [{ id, before: payload, after: now.payload }]
    }),
    tables,
  }
}

/**
 * Undoes a merge: what it moved goes back where it still is, what it dropped is there again, what it
 * wrote is as before unless it was written again since.
 *
 * @returns the `seq` of the contact that is there again.
 */
export function undoMerge(db: WritableDatabase, snapshot: MergeSnapshot): number {
  const fromSeq = putBackContact(db, snapshot)
  const translated = (row: Row): Row =>
    row.contact_seq === snapshot.fromSeq ? { ...row, contact_seq: fromSeq } : row
  for (const table of contactTables) {
    const made = snapshot.tables[table.table]
    if (!made) continue
    const stillThere = new Set<string>()
    for (const key of made.added)
      if (deleteRow(db, table, key)) stillThere.add(unownedKey(table, key))
    const addedKeys = new Set(made.added.map((key) => unownedKey(table, key)))
    for (const change of made.changed)
      restore(db, table, change.key, translated(change.before), change.after)
    if (table.table === 'contact') continue
    for (const row of made.removed) {
      // what was moved and taken away since does not come back
      const twin = unownedKey(table, row)
      if (!addedKeys.has(twin) || stillThere.has(twin)) insertRow(db, table, translated(row))
    }
  }
  for (const job of snapshot.jobs)
    run(db, 'UPDATE job SET payload=$before WHERE id=$id AND payload=$after', { ...job })
  return fromSeq
}

/** The number of the row is the one it had, unless another contact has it by now. */
function putBackContact(db: WritableDatabase, snapshot: MergeSnapshot): number {
  const table = contactTables[0]!
  const row = snapshot.tables[table.table]!.removed[0]!
  const isTaken =
    one(db, 'SELECT 1 AS found FROM contact WHERE seq=$seq', { seq: snapshot.fromSeq }) !==
    undefined
  const { seq, external_id: externalId, screening_results: results, ...rest } = row
  insertRow(db, table, { ...rest, ...(!isTaken && { seq: seq! }) })
  // what they say by check is written as they are
  if (results !== null)
    run(db, 'UPDATE contact SET screening_results=$results WHERE id=$id', {
      id: row.id!,
      results: results!,
    })
  // the kept contact may hold it, and gives it back first
  restoreAll(db, snapshot, table)
  if (externalId !== null)
    run(
      db,
      `UPDATE contact SET external_id=$externalId WHERE id=$id
         AND NOT EXISTS (SELECT 1 FROM contact other WHERE other.external_id=$externalId)`,
      { id: row.id!, externalId: externalId! },
    )
  return seqOf(db, String(row.id))
}

function restoreAll(db: WritableDatabase, snapshot: MergeSnapshot, table: ContactTable): void {
  for (const change of snapshot.tables[table.table]?.changed ?? [])
    restore(db, table, change.key, change.before, change.after)
}

/** The key without the contact's part: equal for a row that was moved by writing it anew. */
function unownedKey(table: ContactTable, row: Row): string {
  const columns = table.key.filter((column) => !table.owners.includes(column))
  return columns.length === table.key.length || columns.length === 0
    ? `own:${keyText(table, row)}`
    : JSON.stringify(columns.map((column) => row[column]))
}

function where(table: ContactTable): string {
  return table.key.map((column) => `${column}=$${column}`).join(' AND ')
}

function deleteRow(db: WritableDatabase, table: ContactTable, key: Row): boolean {
  return run(db, `DELETE FROM ${table.table} WHERE ${where(table)}`, { ...key }) > 0
}

function restore(
  db: WritableDatabase,
  table: ContactTable,
  key: Row,
  before: Row,
  after: Row,
): void {
  for (const column of Object.keys(before))
    run(
      db,
      `UPDATE OR IGNORE ${table.table} SET ${column}=$before WHERE ${where(table)} AND ${column} IS $after`,
      { ...key, before: before[column]!, after: after[column]! },
    )
}

/** What the row refers to may be gone by now; then it does not come back. */
function insertRow(db: WritableDatabase, table: ContactTable, row: Row): void {
  const columns = Object.keys(row)
  try {
    run(
      db,
      `INSERT OR IGNORE INTO ${table.table} (${columns.join(', ')}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`,
      row,
    )
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error
  }
}
