import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { countryOfNumber } from '../core/contacts/country-of-number.ts'
import { sortName } from '../core/contacts/sort-name.ts'
import { indexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { all, one, run } from './statement.ts'
import { recordSuppressions } from './suppression.ts'
import type { WriteClock } from './write-clock.ts'

type Patch = Omit<ParsedInput<'contacts.update'>, 'contactId'>

export interface NewNumber {
  /** Without `+`. */
  readonly digits: string
  readonly type: 'mobile' | 'landline' | 'other'
}

/** @throws AppError `not_found`; also for a contact in the bin, which nobody writes to. */
export function requireListedContact(
  db: ReadableDatabase,
  contactId: string,
  field = 'contactId',
): { seq: number } {
  const row = one<{ seq: number }>(
    db,
    'SELECT seq FROM contact WHERE id=$contactId AND is_listed=1',
    {
      contactId,
    },
  )
  if (!row) throw new AppError('not_found', { field, message: 'There is no such contact.' })
  return row
}

/** Whose number it is now; null: nobody's. */
export function ownerOfNumber(db: ReadableDatabase, digits: string): string | null {
  return (
    one<{ contact_id: string }>(
      db,
      `SELECT contact_id FROM contact_identity
       WHERE lookup_key=${identityKey("'wa_id'", '$digits')} AND replaced_at IS NULL`,
      { digits },
    )?.contact_id ?? null
  )
}

/**
 * Adds a contact by hand.
 *
 * @throws AppError `conflict` for a number or an own key that is another contact's.
 */
export function createContact(
  db: WritableDatabase,
  clock: WriteClock,
  input: Patch & { readonly name: string },
  number: NewNumber | null,
): string {
  if (number && ownerOfNumber(db, number.digits) !== null)
    throw new AppError('conflict', {
      field: 'number',
      message: 'Another contact has this number. Open that one, or merge the two.',
    })
  const id = clock.newId()
  run(
    db,
    `INSERT INTO contact (id, display_name, sort_name, number_state, number_type, country, source, created_at, updated_at)
     VALUES ($id, $name, $sortName, $numberState, $numberType, $country, 'manual', $now, $now)`,
    {
      id,
      name: input.name,
      sortName: sortName(input.name),
      numberState: number ? 'valid' : 'none',
      numberType: number?.type ?? null,
      country: number ? countryOfNumber(number.digits) : null,
      now: clock.now,
    },
  )
  if (number) {
    run(
      db,
      `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at)
       VALUES ($id, 'wa_id', $digits, $now)`,
      { id, digits: number.digits, now: clock.now },
    )
    recordSuppressions(db, clock, id, 'wa_id', number.digits)
  }
  updateContact(db, clock, id, input)
  return id
}

/**
 * Writes what is given and leaves the rest. A custom value that is empty is taken out.
 *
 * @throws AppError `conflict` for an own key that is another contact's, `invalid_input` for a custom
 * field that there is none of, or a value that is none of its type.
 */
export function updateContact(
  db: WritableDatabase,
  clock: WriteClock,
  contactId: string,
  patch: Patch,
): void {
  if (patch.externalId) refuseTakenKey(db, contactId, patch.externalId)
  const known = one<Record<string, string | null>>(
    db,
    'SELECT display_name, email, city, birthday, language, external_id, custom FROM contact WHERE id=$contactId',
    { contactId },
  )!
  const name = patch.name ?? known.display_name!
  run(
    db,
    `UPDATE contact SET display_name=$name, sort_name=$sortName, email=$email, city=$city, birthday=$birthday,
       language=$language, external_id=$externalId, custom=$custom, is_screening_due=1, updated_at=$now
     WHERE id=$contactId`,
    {
      contactId,
      name,
      sortName: sortName(name),
      email: given(patch.email?.toLowerCase() ?? patch.email, known.email),
      city: given(patch.city, known.city),
      birthday: given(patch.birthday, known.birthday),
      language: given(patch.language, known.language),
      externalId: given(patch.externalId, known.external_id),
      custom: customAfter(db, known.custom!, patch.custom),
      now: clock.now,
    },
  )
  indexContact(db, contactId)
}

/** Empty is the same as taken out; left out is as it was. */
function given(value: string | null | undefined, known: string | null | undefined): string | null {
  if (value === undefined) return known ?? null
  return value === '' ? null : value
}

function refuseTakenKey(db: ReadableDatabase, contactId: string, externalId: string): void {
  const owner = one<{ id: string }>(db, 'SELECT id FROM contact WHERE external_id=$externalId', {
    externalId,
  })
  if (owner && owner.id !== contactId)
    throw new AppError('conflict', {
      field: 'externalId',
      message: 'Another contact has this customer number. Give each its own.',
    })
}

const customChecks: Readonly<Record<string, RegExp>> = {
  text: /^/,
  number: /^-?\d+([.,]\d+)?$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  flag: /^(true|false)$/,
}

function customAfter(
  db: ReadableDatabase,
  known: string,
  patch: Readonly<Record<string, string>> | undefined,
): string {
  if (!patch) return known
  const types = new Map(
    all<{ key: string; type: string }>(db, 'SELECT key, type FROM custom_field').map((field) => [
      field.key,
      field.type,
    ]),
  )
  const values = JSON.parse(known) as Record<string, string>
  for (const [key, value] of Object.entries(patch)) {
    const type = types.get(key)
    if (type === undefined || (value !== '' && !customChecks[type]!.test(value)))
      throw new AppError('invalid_input', {
        field: `custom.${key}`,
        message:
          type === undefined
            ? 'There is no such field. Add it first.'
            : `The value is not a ${type}. Write dates as 2026-03-05 and flags as true or false.`,
      })
    if (value === '') delete values[key]
    else values[key] = value
  }
  return JSON.stringify(values)
}
