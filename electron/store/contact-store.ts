import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

/** Keys under which WhatsApp may know a person; each of them may be missing. */
export interface PersonKeys {
  readonly waId?: string
  readonly userId?: string
  readonly parentUserId?: string
  readonly username?: string
  readonly profileName?: string
}

type IdentityKind = 'wa_id' | 'bsuid' | 'parent_bsuid' | 'username'

export interface WriteClock {
  readonly now: number
  newId(): string
}

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
     FROM contact_identity WHERE kind=$kind AND value=$value AND replaced_at IS NULL`,
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
       WHERE kind=$kind AND value=$value AND replaced_at IS NULL`,
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
  run(
    db,
    `UPDATE contact SET display_name=$name, updated_at=$now
     WHERE id=$id AND (display_name='' OR display_name GLOB '+[0-9]*' OR display_name LIKE '@%')`,
    { id, name, now: clock.now },
  )
}

function insertContact(db: WritableDatabase, clock: WriteClock, person: PersonKeys): string {
  const id = clock.newId()
  const name = person.profileName ?? (person.username ? `@${person.username}` : '')
  run(
    db,
    `INSERT INTO contact (id, display_name, number_state, created_at, updated_at)
     VALUES ($id, $name, $numberState, $now, $now)`,
    { id, name, numberState: person.waId ? 'valid' : 'none', now: clock.now },
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
  const owner = one<{ id: string; contact_id: string }>(
    db,
    'SELECT id, contact_id FROM contact_identity WHERE kind=$kind AND value=$value AND replaced_at IS NULL',
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
    run(db, 'UPDATE contact_identity SET replaced_at=$now WHERE id=$id', {
      id: owner.id,
      now: clock.now,
    })
  run(
    db,
    `INSERT INTO contact_identity (id, contact_id, kind, value, first_seen_at)
     VALUES ($id, $contactId, $kind, $value, $now)`,
    { id: clock.newId(), contactId, kind, value, now: clock.now },
  )
  if (kind === 'wa_id')
    run(
      db,
      `UPDATE contact SET number_state='valid', updated_at=$now WHERE id=$id AND number_state='none'`,
      {
        id: contactId,
        now: clock.now,
      },
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
  return contactId
}

/** Both are in the same group: what is known of one stay is known of the other. */
const joinStays = `UPDATE participant SET
    last_wrote_at=nullif(max(coalesce(participant.last_wrote_at,0), coalesce(twin.last_wrote_at,0)),0),
    joined_at=coalesce(participant.joined_at, twin.joined_at), is_admin=max(participant.is_admin, twin.is_admin),
    export_name=coalesce(participant.export_name, twin.export_name)
  FROM participant AS twin WHERE participant.contact_id=$into AND participant.left_at IS NULL
    AND twin.contact_id=$from AND twin.left_at IS NULL AND twin.group_id=participant.group_id`

/** In a review under way each person is one card, with what was decided about either of the two. */
const joinDecisions = `UPDATE review_item SET decision=twin.decision, note=twin.note, decided_by=twin.decided_by,
    decided_at=twin.decided_at
  FROM review_item AS twin JOIN review ON review.id=twin.review_id
  WHERE review.state='open' AND twin.review_id=review_item.review_id AND twin.contact_id=$from
    AND twin.decision IS NOT NULL AND review_item.contact_id=$into AND review_item.decision IS NULL`
const dropSecondCards = `DELETE FROM review_item WHERE contact_id=$from
  AND review_id IN (SELECT id FROM review WHERE state='open')
  AND EXISTS (SELECT 1 FROM review_item first WHERE first.review_id=review_item.review_id AND first.contact_id=$into)`

/** Cards of a stay that goes away because the other contact has the same one. */
const moveCards = `UPDATE review_item SET participant_id=stays.kept
  FROM (SELECT twin.id AS dropped, participant.id AS kept
    FROM participant JOIN participant AS twin ON twin.group_id=participant.group_id
    WHERE participant.contact_id=$into AND participant.left_at IS NULL
      AND twin.contact_id=$from AND twin.left_at IS NULL) AS stays
  WHERE review_item.participant_id=stays.dropped`

const keepName = `UPDATE contact SET display_name=twin.display_name
  FROM contact AS twin WHERE contact.id=$into AND twin.id=$from AND twin.display_name<>''
    AND (contact.display_name='' OR contact.display_name GLOB '+[0-9]*' OR contact.display_name LIKE '@%')`

/** Work that waits, or can be tried again, names people by their contact. */
const renameInJobs = `UPDATE job SET payload=replace(payload,$from,$into)
  WHERE state NOT IN ('done','cancelled') AND instr(payload,$from)>0`

const moves = [
  keepName,
  joinDecisions,
  dropSecondCards,
  moveCards,
  'UPDATE message SET contact_id=$into WHERE contact_id=$from',
  'UPDATE join_request SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE finding SET subject_key=$into WHERE subject_key=$from',
  'UPDATE finding SET contact_id=$into WHERE contact_id=$from',
  'UPDATE plan_action SET contact_id=$into WHERE contact_id=$from',
  'UPDATE review_item SET contact_id=$into WHERE contact_id=$from',
  'UPDATE contact_identity SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE contact_list_member SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE delivery_recipient SET contact_id=$into WHERE contact_id=$from',
  'UPDATE participant SET contact_id=$into WHERE contact_id=$from AND left_at IS NOT NULL',
  joinStays,
  'UPDATE OR IGNORE participant SET contact_id=$into WHERE contact_id=$from',
  renameInJobs,
  'DELETE FROM contact WHERE id=$from',
]

/** Everything known of `from` becomes known of `into`; a withdrawal of consent is never lost. */
export function mergeContacts(
  db: WritableDatabase,
  clock: WriteClock,
  into: string,
  from: string,
): void {
  const withdrawn = withdrawnPurposes(db, [into, from])
  copyConsent(db, clock, into, from)
  for (const purpose of withdrawn) keepWithdrawn(db, clock, into, purpose)
  for (const text of moves) run(db, text, { into, from })
}

type Purpose = NewConsent['purpose']

/** Purposes for which the latest word of at least one of these contacts is no. */
function withdrawnPurposes(db: ReadableDatabase, contactIds: readonly string[]): Purpose[] {
  return all<{ purpose: Purpose }>(
    db,
    `SELECT DISTINCT purpose FROM consent_entry entry
     WHERE entry.contact_id IN (SELECT value FROM json_each($ids)) AND entry.state='withdrawn'
       AND NOT EXISTS (SELECT 1 FROM consent_entry later WHERE later.contact_id=entry.contact_id
         AND later.purpose=entry.purpose AND later.at>entry.at)`,
    { ids: JSON.stringify(contactIds) },
  ).map((row) => row.purpose)
}

/**
 * A yes given as another contact did not answer the no of this one, so the no stands until the
 * person says yes again.
 */
function keepWithdrawn(
  db: WritableDatabase,
  clock: WriteClock,
  contactId: string,
  purpose: Purpose,
): void {
  const { at } = one<{ at: number }>(
    db,
    'SELECT max(at) AS at FROM consent_entry WHERE contact_id=$contactId AND purpose=$purpose',
    { contactId, purpose },
  )!
  recordConsent(db, clock, {
    contactId,
    purpose,
    state: 'withdrawn',
    source: 'merge',
    recordedBy: 'groupkeeper',
    at,
  })
}

/** Consent entries are append-only, so they are written anew under the contact that stays. */
function copyConsent(db: WritableDatabase, clock: WriteClock, into: string, from: string): void {
  const entries = all<{
    purpose: string
    state: string
    source: string
    note: string
    recorded_by: string
    at: number
  }>(
    db,
    'SELECT purpose, state, source, note, recorded_by, at FROM consent_entry WHERE contact_id=$from ORDER BY at, id',
    { from },
  )
  for (const entry of entries)
    run(
      db,
      `INSERT INTO consent_entry (id, contact_id, purpose, state, source, note, recorded_by, at, recorded_at)
       VALUES ($id, $into, $purpose, $state, $source, $note, $recordedBy, $at, $now)`,
      {
        id: clock.newId(),
        into,
        purpose: entry.purpose,
        state: entry.state,
        source: entry.source,
        note: entry.note,
        recordedBy: entry.recorded_by,
        at: entry.at,
        now: clock.now,
      },
    )
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

export interface NewConsent {
  readonly contactId: string
  readonly purpose: 'marketing' | 'service' | 'group'
  readonly state: 'given' | 'withdrawn' | 'expired'
  readonly source: string
  readonly note?: string
  readonly recordedBy: string
  /** When the person said so, Unix ms. */
  readonly at: number
}

export function recordConsent(db: WritableDatabase, clock: WriteClock, entry: NewConsent): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO consent_entry (id, contact_id, purpose, state, source, note, recorded_by, at, recorded_at)
     VALUES ($id, $contactId, $purpose, $state, $source, $note, $recordedBy, $at, $now)`,
    {
      id,
      contactId: entry.contactId,
      purpose: entry.purpose,
      state: entry.state,
      source: entry.source,
      note: entry.note ?? '',
      recordedBy: entry.recordedBy,
      at: entry.at,
      now: clock.now,
    },
  )
  return id
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

/**
 * State of consent to marketing: the latest word counts, and at the same moment a withdrawal wins.
 * An SQL expression over `contact.id`, yielding opted_in, opted_out or unknown.
 */
export const optInExpression = `coalesce((SELECT CASE consent.state WHEN 'given' THEN 'opted_in' WHEN 'withdrawn' THEN 'opted_out' ELSE 'unknown' END
  FROM consent_entry consent WHERE consent.contact_id=contact.id AND consent.purpose='marketing'
  ORDER BY consent.at DESC, consent.state='withdrawn' DESC LIMIT 1), 'unknown')`

/** Current phone number of `contact.id` as digits, an SQL expression. */
export const waIdExpression = `(SELECT identity.value FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.kind='wa_id' AND identity.replaced_at IS NULL LIMIT 1)`

export const usernameExpression = `(SELECT identity.value FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.kind='username' AND identity.replaced_at IS NULL LIMIT 1)`
