import { AppError } from '../../shared/errors.ts'
import { countryOfNumber } from '../core/contacts/country-of-number.ts'
import { sortName } from '../core/contacts/sort-name.ts'
import { mergeContacts } from './contact-merge-store.ts'
import { indexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { one, run } from './statement.ts'
import { recordSuppressions } from './suppression.ts'
import type { WriteClock } from './write-clock.ts'

export type { WriteClock } from './write-clock.ts'

/** Keys under which WhatsApp may know a person; each of them may be missing. */
export interface PersonKeys {
  readonly waId?: string
  readonly userId?: string
  readonly parentUserId?: string
  readonly username?: string
  readonly profileName?: string
}

export type IdentityKind = 'wa_id' | 'bsuid' | 'parent_bsuid' | 'username'

/** Strongest key first: a business-scoped id is one person for sure, a username can be handed on. */
function keysOf(person: PersonKeys): [IdentityKind, string][] {
  const keys: [IdentityKind, string | undefined][] = [
    ['bsuid', person.userId],
    ['wa_id', person.waId?.replace(/\D/g, '')],
    ['parent_bsuid', person.parentUserId],
    ['username', person.username],
  ]
  return keys.filter((key): key is [IdentityKind, string] => Boolean(key[1]))
}

export function findContact(db: ReadableDatabase, person: PersonKeys): string | null {
  for (const [kind, value] of keysOf(person)) {
    const owner = ownerOf(db, kind, value, person)
    if (owner !== null) return owner
  }
  return null
}

/**
 * Who has this key now, unless it was handed on: a number or username that comes with another
 * business-scoped id than its owner's is somebody else's by now (Meta: Business-scoped user IDs).
 */
function ownerOf(
  db: ReadableDatabase,
  kind: IdentityKind,
  value: string,
  person: PersonKeys,
): string | null {
  const row = one<{ contact_id: string; bsuid: string | null }>(
    db,
    `SELECT contact_id, (SELECT other.value FROM contact_identity other
       WHERE other.contact_id=contact_identity.contact_id AND other.kind='bsuid' AND other.replaced_at IS NULL) AS bsuid
     FROM contact_identity WHERE lookup_key=${identityKey('$kind', '$value')} AND replaced_at IS NULL`,
    { kind, value },
  )
  if (!row) return null
  const isHandedOn =
    (kind === 'wa_id' || kind === 'username') &&
    row.bsuid !== null &&
    Boolean(person.userId) &&
    row.bsuid !== person.userId
  return isHandedOn ? null : row.contact_id
}

/** An update that comes late can carry a key that the person has given up since. */
function wasGivenUp(
  db: ReadableDatabase,
  contactId: string,
  kind: IdentityKind,
  value: string,
): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM contact_identity WHERE contact_id=$contactId AND kind=$kind AND value=$value
         AND replaced_at IS NOT NULL LIMIT 1`,
      { contactId, kind, value },
    ) !== undefined
  )
}

/**
 * The contact behind these keys, made when nobody has them. Two contacts that turn out to be one
 * person (an update carries both keys) are merged into the older one.
 */
export function upsertContact(db: WritableDatabase, clock: WriteClock, person: PersonKeys): string {
  const keys = keysOf(person)
  const known = knownByAll(db, keys)
  if (known) {
    if (person.profileName && isPlaceholder(known.name))
      nameContact(db, clock, known.id, person.profileName)
    return known.id
  }
  const certain = person.userId ? ownerOf(db, 'bsuid', person.userId, person) : null
  const told = keys.filter(
    ([kind, value]) => certain === null || !wasGivenUp(db, certain, kind, value),
  )
  const owners = new Set<string>()
  for (const [kind, value] of told) {
    if (kind === 'parent_bsuid' || kind === 'username') continue
    const owner = ownerOf(db, kind, value, person)
    if (owner) owners.add(owner)
  }
  if (owners.size === 0) {
    const owner = findContact(db, person)
    if (owner) owners.add(owner)
  }
  const [first, ...others] = [...owners].sort()
  const contactId = first ?? insertContact(db, clock, person)
  for (const other of others) mergeContacts(db, clock, contactId, other)
  for (const [kind, value] of told) setIdentity(db, clock, contactId, kind, value)
  if (person.profileName) nameContact(db, clock, contactId, person.profileName)
  indexContact(db, contactId)
  return contactId
}

/** The one contact that has each of these keys: the common case, and nothing to write for it. */
function knownByAll(
  db: ReadableDatabase,
  keys: readonly [IdentityKind, string][],
): { id: string; name: string } | null {
  let known: { id: string; name: string } | null = null
  for (const [kind, value] of keys) {
    const owner = one<{ id: string; name: string }>(
      db,
      `SELECT contact.id, contact.display_name AS name FROM contact_identity
       JOIN contact ON contact.id=contact_identity.contact_id
       WHERE lookup_key=${identityKey('$kind', '$value')} AND replaced_at IS NULL`,
      { kind, value },
    )
    if (!owner || (known && known.id !== owner.id)) return null
    known = owner
  }
  return known
}

/** A name that nobody chose: none, a number, or the username. */
function isPlaceholder(name: string): boolean {
  return name === '' || /^(\+[0-9]|@)/.test(name)
}

function nameContact(db: WritableDatabase, clock: WriteClock, id: string, name: string): void {
  const named = run(
    db,
    `UPDATE contact SET display_name=$name, sort_name=$sortName, updated_at=$now
     WHERE id=$id AND (display_name='' OR display_name GLOB '+[0-9]*' OR display_name LIKE '@%')`,
    { id, name, sortName: sortName(name), now: clock.now },
  )
  if (named > 0) indexContact(db, id)
}

function insertContact(db: WritableDatabase, clock: WriteClock, person: PersonKeys): string {
  const id = clock.newId()
  const name = person.profileName ?? (person.username ? `@${person.username}` : '')
  run(
    db,
    `INSERT INTO contact (id, display_name, sort_name, number_state, created_at, updated_at)
     VALUES ($id, $name, $sortName, $numberState, $now, $now)`,
    {
      id,
      name,
      sortName: sortName(name),
      numberState: person.waId ? 'valid' : 'none',
      now: clock.now,
    },
  )
  return id
}

/** Gives a contact a key. One that it had of this kind, or that another had of this value, is history. */
function setIdentity(
  db: WritableDatabase,
  clock: WriteClock,
  contactId: string,
  kind: IdentityKind,
  value: string,
): void {
  const owner = one<{ seq: number; contact_id: string }>(
    db,
    `SELECT seq, contact_id FROM contact_identity
     WHERE lookup_key=${identityKey('$kind', '$value')} AND replaced_at IS NULL`,
    { kind, value },
  )
  run(
    db,
    `UPDATE contact_identity SET replaced_at=$now
     WHERE contact_id=$contactId AND kind=$kind AND value<>$value AND replaced_at IS NULL`,
    { contactId, kind, value, now: clock.now },
  )
  if (owner?.contact_id === contactId) return
  if (owner)
    run(db, 'UPDATE contact_identity SET replaced_at=$now WHERE seq=$seq', {
      seq: owner.seq,
      now: clock.now,
    })
  run(
    db,
    `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at)
     VALUES ($contactId, $kind, $value, $now)`,
    { contactId, kind, value, now: clock.now },
  )
  if (kind !== 'parent_bsuid') recordSuppressions(db, clock, contactId, kind, value)
  if (kind === 'wa_id')
    run(
      db,
      `UPDATE contact SET country=$country, updated_at=$now,
         number_state=CASE number_state WHEN 'none' THEN 'valid' ELSE number_state END WHERE id=$id`,
      { id: contactId, country: countryOfNumber(value), now: clock.now },
    )
}

/**
 * The person has another number or another id from now on. Who was met under the new one before the
 * change was told is the same person.
 */
export function replaceIdentity(
  db: WritableDatabase,
  clock: WriteClock,
  old: PersonKeys,
  fresh: PersonKeys,
): string | null {
  const contactId = findContact(db, old)
  if (!contactId) return null
  for (const [kind, value] of keysOf(fresh)) {
    const owner = kind === 'username' ? null : ownerOf(db, kind, value, fresh)
    if (owner !== null && owner !== contactId) mergeContacts(db, clock, contactId, owner)
  }
  for (const [kind, value] of keysOf(fresh)) setIdentity(db, clock, contactId, kind, value)
  indexContact(db, contactId)
  return contactId
}

/** What delivery has shown of a person's number; without a number there is nothing to say. */
export function setNumberState(
  db: WritableDatabase,
  contactId: string,
  state: 'valid' | 'unreachable',
): void {
  run(
    db,
    `UPDATE contact SET number_state=$state WHERE id=$contactId AND number_state NOT IN ('none', $state)`,
    { contactId, state },
  )
}

export interface ContactBrief {
  readonly id: string
  readonly name: string
  /** Digits without `+`, or null. */
  readonly waId: string | null
  readonly userId: string | null
}

export function getContact(db: ReadableDatabase, contactId: string): ContactBrief | null {
  const row = one<{ id: string; name: string; wa_id: string | null; bsuid: string | null }>(
    db,
    `SELECT contact.id, contact.display_name AS name,
       (SELECT value FROM contact_identity WHERE contact_id=contact.id AND kind='wa_id' AND replaced_at IS NULL LIMIT 1) AS wa_id,
       (SELECT value FROM contact_identity WHERE contact_id=contact.id AND kind='bsuid' AND replaced_at IS NULL LIMIT 1) AS bsuid
     FROM contact WHERE contact.id=$contactId`,
    { contactId },
  )
  return row ? { id: row.id, name: row.name, waId: row.wa_id, userId: row.bsuid } : null
}

/** @throws AppError `not_found`. */
export function requireContact(db: ReadableDatabase, contactId: string): ContactBrief {
  const contact = getContact(db, contactId)
  if (!contact)
    throw new AppError('not_found', { field: 'contactId', message: 'There is no such contact.' })
  return contact
}

/** Current phone number of `contact.id` as digits, an SQL expression. */
export const waIdExpression = `(SELECT identity.value FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.kind='wa_id' AND identity.replaced_at IS NULL LIMIT 1)`

export const usernameExpression = `(SELECT identity.value FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.kind='username' AND identity.replaced_at IS NULL LIMIT 1)`
