import type { CleanUpContact } from '../../shared/domain/clean-up.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { optInExpression } from './consent-store.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import { displayName } from './member-store.ts'

export interface CleanUpContactRow {
  readonly seq: number
  readonly id: string
  readonly name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly opt_in: CleanUpContact['optIn']
  readonly order_count: number
  readonly last_seen_at: number | null
  readonly created_at: number
}

/** Columns of a contact as the clean-up shows it; needs `contact`. */
export const cleanUpContactColumns = `contact.seq, contact.id, contact.display_name AS name,
  ${usernameExpression} AS username, ${waIdExpression} AS wa_id, ${optInExpression} AS opt_in,
  contact.order_count, contact.last_seen_at, contact.created_at`

export function toCleanUpContact(row: CleanUpContactRow): CleanUpContact {
  return {
    contactId: row.id,
    name: displayName(row.name, row.username, row.wa_id),
    maskedNumber: row.wa_id === null ? null : maskNumber(`+${row.wa_id}`),
    optIn: row.opt_in,
    orderCount: row.order_count,
    lastSeenAt: row.last_seen_at,
    createdAt: row.created_at,
  }
}
