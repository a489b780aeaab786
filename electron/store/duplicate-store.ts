import type { CallOutput } from '../../shared/ipc/contract.ts'
import { duplicateReasons, type DuplicateReason } from '../core/contacts/duplicate-reasons.ts'
import { contactsBySeq } from './contact-row.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, encodeCursor } from './paging.ts'
import { all, one, run } from './statement.ts'

interface ComparedRow {
  readonly seq: number
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly birthday: string | null
  readonly city: string | null
  readonly keys: string | null
}

interface Compared {
  readonly seq: number
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly birthday: string | null
  readonly city: string | null
  readonly numbers: readonly string[]
  readonly usernames: readonly string[]
  readonly hasNumber: boolean
}

interface Pair {
  readonly one: Compared
  readonly other: Compared
  readonly reasons: DuplicateReason[]
}

const comparedColumns = `SELECT contact.seq, contact.id, sort_name AS name, email, birthday, city,
  (SELECT json_group_array(json_array(kind, value, replaced_at IS NULL)) FROM contact_identity
     WHERE contact_id=contact.id AND kind IN ('wa_id','username')) AS keys
  FROM contact`

function toCompared(row: ComparedRow): Compared {
  const keys = JSON.parse(row.keys ?? '[]') as [string, string, number][]
  const numbers = keys.filter(([kind]) => kind === 'wa_id')
  return {
    ...row,
    numbers: numbers.map(([, value]) => value),
    usernames: keys.filter(([kind]) => kind === 'username').map(([, value]) => value),
    hasNumber: numbers.some(([, , isCurrent]) => isCurrent === 1),
  }
}

/** More than that of one name are not compared: they are namesakes. */
const mostNamesakes = 12
/** Looking ends after so many names that several have, and so many pairs found. */
const mostNames = 12_000
const mostPairs = 500
const namesAtOnce = 1000

/** Contacts that look like this one, best reasons first. */
export function duplicatesOf(db: ReadableDatabase, contactId: string): string[] {
  const row = one<ComparedRow>(
    db,
    `${comparedColumns} WHERE contact.id=$contactId AND is_listed=1`,
    { contactId },
  )
  if (!row) return []
  const self = toCompared(row)
  const alike = all<ComparedRow>(
    db,
    `${comparedColumns} WHERE is_listed=1 AND contact.id<>$contactId AND contact.seq IN (
       SELECT seq FROM (SELECT seq FROM contact WHERE sort_name=$name LIMIT $limit)
       UNION SELECT seq FROM (SELECT seq FROM contact WHERE email=$email LIMIT $limit))`,
    { contactId, name: row.name, email: row.email, limit: mostNamesakes + 1 },
  ).map(toCompared)
  const namesakes = 1 + alike.filter((other) => other.name === self.name).length
  return alike
    .filter((other) => duplicateReasons(self, other, namesakes).length > 0)
    .filter((other) => !isDismissed(db, self.id, other.id))
    .map((other) => other.id)
}

function isDismissed(db: ReadableDatabase, first: string, second: string): boolean {
  const [oneId, otherId] = [first, second].sort() as [string, string]
  return (
    one(db, 'SELECT 1 AS found FROM merge_dismissal WHERE one_id=$oneId AND other_id=$otherId', {
      oneId,
      otherId,
    }) !== undefined
  )
}

/**
 * Pairs that look like one person: those with the same email address, then those of the same name with
 * something else in common. Looks through a bounded part of a large store; what is merged or dismissed
 * makes room for the next.
 */
export function listDuplicates(
  db: ReadableDatabase,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): CallOutput<'contacts.duplicates'> {
  const from = input.cursor ? Number(decodeCursor(input.cursor, 1)[0]) : 0
  const pairs = findPairs(db)
  const page = pairs.slice(from, from + input.limit)
  const contacts = new Map(
    contactsBySeq(
      db,
      page.flatMap((pair) => [pair.one.seq, pair.other.seq]),
    ).map((contact) => [contact.id, contact]),
  )
  return {
    items: page.map((pair) => ({
      one: contacts.get(pair.one.id)!,
      other: contacts.get(pair.other.id)!,
      reasons: pair.reasons,
    })),
    nextCursor: from + input.limit < pairs.length ? encodeCursor([from + input.limit]) : null,
    total: pairs.length,
  }
}

function findPairs(db: ReadableDatabase): Pair[] {
  const pairs = new Map<string, Pair>()
  const emails = all<{ email: string }>(
    db,
    `SELECT email FROM contact INDEXED BY contact_by_email WHERE email IS NOT NULL
     GROUP BY email HAVING count(*) > 1 ORDER BY email LIMIT ${mostPairs}`,
  ).map((row) => row.email)
  const byEmail = compared(
    db,
    `INDEXED BY contact_by_email WHERE email IN (SELECT value FROM json_each($values))`,
    emails,
  )
  collect(
    db,
    pairs,
    group(byEmail, (contact) => contact.email),
  )
  let after = ''
  for (let seen = 0; seen < mostNames && pairs.size < mostPairs; seen += namesAtOnce) {
    const names = all<{ name: string }>(
      db,
      `SELECT sort_name AS name FROM contact INDEXED BY contact_by_name WHERE sort_name > $after AND is_listed=1
       GROUP BY sort_name HAVING count(*) BETWEEN 2 AND ${mostNamesakes} ORDER BY sort_name LIMIT ${namesAtOnce}`,
      { after },
    ).map((row) => row.name)
    const last = names.at(-1)
    if (last === undefined) break
    after = last
    const byName = compared(
      db,
      `INDEXED BY contact_by_name WHERE sort_name IN (SELECT value FROM json_each($values))`,
      names,
    )
    collect(
      db,
      pairs,
      group(byName, (contact) => contact.name),
    )
  }
  return [...pairs.values()].slice(0, mostPairs)
}

function compared(db: ReadableDatabase, where: string, values: readonly string[]): Compared[] {
  return all<ComparedRow>(db, `${comparedColumns} ${where} AND is_listed=1 ORDER BY contact.seq`, {
    values: JSON.stringify(values),
  }).map(toCompared)
}

function group(
  contacts: readonly Compared[],
  keyOf: (contact: Compared) => string | null,
): Compared[][] {
  const groups = new Map<string | null, Compared[]>()
  for (const contact of contacts) {
    const alike = groups.get(keyOf(contact))
    if (alike) alike.push(contact)
    else groups.set(keyOf(contact), [contact])
  }
  return [...groups.values()]
}

function collect(
  db: ReadableDatabase,
  pairs: Map<string, Pair>,
  groups: readonly (readonly Compared[])[],
): void {
  for (const alike of groups)
    alike.slice(0, mostNamesakes).forEach((first, at) => {
      for (const second of alike.slice(at + 1, mostNamesakes)) {
        const [earlier, later] = first.id < second.id ? [first, second] : [second, first]
        const key = `${earlier.id} ${later.id}`
        const reasons = duplicateReasons(earlier, later, alike.length)
        if (reasons.length === 0 || pairs.has(key) || isDismissed(db, earlier.id, later.id))
          continue
        pairs.set(key, { one: earlier, other: later, reasons })
      }
    })
}

/** By the owner's word these two are not the same. */
export function dismissPair(
  db: WritableDatabase,
  now: number,
  first: string,
  second: string,
): void {
  const [oneId, otherId] = [first, second].sort() as [string, string]
  run(
    db,
    'INSERT OR IGNORE INTO merge_dismissal (one_id, other_id, at) VALUES ($oneId, $otherId, $now)',
    { oneId, otherId, now },
  )
}
