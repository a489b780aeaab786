import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import type { StoredImport } from '../../store/contact-import-store.ts'
import type { Imports } from '../context.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { one } from '../../store/statement.ts'

/**
 * Refuses a mapping by which nobody could be known.
 *
 * @throws AppError `invalid_input`.
 */
export function requireUsableMapping(
  { columns }: CallOutput<'imports.inspect'>,
  kind: StoredImport['kind'],
): void {
  const fields = new Set(columns.map((column) => column.field))
  const isUsable =
    kind === 'contacts'
      ? ['number', 'username', 'externalId', 'email'].some((field) => fields.has(field))
      : (fields.has('number') || fields.has('externalId')) &&
        fields.has('orderAt') &&
        fields.has('amount')
  if (!isUsable)
    throw new AppError('invalid_input', {
      field: 'mapping.columns',
      message:
        kind === 'contacts'
          ? 'Say which column holds the number, the username, the email or the customer number.'
          : 'Say which columns hold the customer, the time and the amount of an order.',
    })
}

/**
 * Refuses fields, purposes and wordings that there are none of.
 *
 * @throws AppError `invalid_input`.
 */
export function checkOptions(
  db: ReadableDatabase,
  mapping: ParsedInput<'imports.start'>['mapping'],
  { consent }: ParsedInput<'imports.start'>['options'],
): void {
  for (const { field } of mapping.columns ?? []) {
    if (!field.startsWith('custom:')) continue
    const key = field.slice('custom:'.length)
    if (!one(db, 'SELECT 1 AS found FROM custom_field WHERE key=$key', { key }))
      throw new AppError('invalid_input', {
        field: 'mapping.columns',
        message: 'There is no field of this key. Add it first.',
      })
  }
  if (consent === null) return
  if (
    !one(db, 'SELECT 1 AS found FROM consent_purpose WHERE key=$purpose', {
      purpose: consent.purpose,
    })
  )
    throw new AppError('invalid_input', {
      field: 'options.consent.purpose',
      message: 'There is no such purpose. Choose one of those listed.',
    })
  const id = consent.legalTextId
  if (
    id !== undefined &&
    !one(
      db,
      `SELECT 1 AS found FROM legal_text WHERE id=$id AND kind='consent' AND purpose=$purpose`,
      { id, purpose: consent.purpose },
    )
  )
    throw new AppError('invalid_input', {
      field: 'options.consent.legalTextId',
      message: 'There is no such wording for this purpose. Choose one of those listed.',
    })
}

/**
 * Keeps hands off an import that is being taken back.
 *
 * @throws AppError `conflict`.
 */
export function requireNotUndoing({ undoing }: Imports, importId: string): void {
  if (undoing.has(importId))
    throw new AppError('conflict', {
      message: 'This import is being undone. Wait until that is over.',
    })
}
