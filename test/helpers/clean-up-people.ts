import { upsertContact } from '../../electron/store/contact-store.ts'
import { indexContact } from '../../electron/store/contact-search.ts'
import { recordConsent } from '../../electron/store/consent-store.ts'
import type { ReadableDatabase, WritableDatabase } from '../../electron/store/database.ts'
import { all, run } from '../../electron/store/statement.ts'
import { countingIds } from './test-store.ts'

export const dayMs = 24 * 60 * 60 * 1000
/** The moment at which the people below are looked at. */
export const today = Date.UTC(2026, 6, 1)

export interface MadeUp {
  readonly name: string
  readonly waId?: string
  readonly userId?: string
  readonly email?: string
  /** Days before `today`. */
  readonly createdDaysAgo?: number
  readonly seenDaysAgo?: number
  readonly orderedDaysAgo?: number
  readonly consent?: readonly {
    readonly state: 'given' | 'withdrawn' | 'expired'
    readonly daysAgo: number
    readonly purpose?: string
    readonly isByPerson?: boolean
  }[]
  readonly numberState?: 'valid' | 'invalid' | 'unreachable' | 'none'
  readonly screening?: 'trusted' | 'rejected'
}

const newId = countingIds()

/** Puts a made-up person into a store, with all that is told of them. Returns the contact's id. */
export function addPerson(db: WritableDatabase, person: MadeUp): string {
  const created = today - (person.createdDaysAgo ?? 0) * dayMs
  const clock = { now: created, newId }
  const contactId =
    person.waId || person.userId
      ? upsertContact(db, clock, {
          waId: person.waId,
          userId: person.userId,
          profileName: person.name,
        })
      : addNameless(db, created, person.name)
  run(
    db,
    `UPDATE contact SET email=$email, last_seen_at=$seen, number_state=coalesce($numberState,number_state),
       screening=coalesce($screening,screening), sort_name=lower(display_name) WHERE id=$contactId`,
    {
      contactId,
      email: person.email ?? null,
      seen: person.seenDaysAgo === undefined ? null : today - person.seenDaysAgo * dayMs,
      numberState: person.numberState ?? null,
      screening: person.screening ?? null,
    },
  )
  if (person.orderedDaysAgo !== undefined)
    addOrder(db, contactId, today - person.orderedDaysAgo * dayMs)
  for (const entry of person.consent ?? [])
    recordConsent(db, clock, {
      contactId,
      purpose: entry.purpose ?? 'marketing',
      state: entry.state,
      source: 'form',
      isByPerson: entry.isByPerson ?? false,
      recordedBy: 'owner',
      at: today - entry.daysAgo * dayMs,
    })
  indexContact(db, contactId)
  return contactId
}

function addNameless(db: WritableDatabase, now: number, name: string): string {
  const id = newId()
  run(
    db,
    'INSERT INTO contact (id, display_name, created_at, updated_at) VALUES ($id, $name, $now, $now)',
    { id, name, now },
  )
  return id
}

let orders = 0

export function addOrder(db: WritableDatabase, contactId: string, at: number): void {
  orders += 1
  run(
    db,
    `INSERT INTO shop_order (contact_seq, order_key, order_no, at, amount, currency, items)
     VALUES ((SELECT seq FROM contact WHERE id=$contactId), $key, $key, $at, 2500, 'USD', '[{"name":"Roses"}]')`,
    { contactId, key: `R-${orders}`, at },
  )
}

/** Everything that a store holds in its tables, the search index and its blobs included, as text. */
export function dumpStore(db: ReadableDatabase, without: readonly string[] = []): string {
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  return tables
    .filter(({ name }) => !without.includes(name))
    .map(({ name }) => {
      const rows = all<Record<string, unknown>>(db, `SELECT * FROM "${name}"`)
      const lines = rows.map((row) => JSON.stringify(Object.values(row).map(readable)))
      return `${name}\n${lines.sort().join('\n')}`
    })
    .join('\n\n')
}

function readable(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('latin1') : value
}
