import type { Contact } from '../../shared/domain/contacts.ts'
import { fromMinorUnits } from '../core/contacts/minor-units.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { optInExpression } from './consent-store.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import type { ReadableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { all } from './statement.ts'

export interface ContactRow {
  readonly seq: number
  readonly id: string
  readonly display_name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly number_state: Contact['numberState']
  readonly country: string | null
  readonly city: string | null
  readonly tag_names: string | null
  readonly source: Contact['source']
  readonly opt_in: Contact['optIn']
  readonly screening: Contact['screening']
  readonly groups: number
  readonly last_seen_at: number | null
  readonly order_count: number
  readonly order_total: number
  readonly currency: string | null
  readonly last_order_at: number | null
  readonly created_at: number
}

/** Columns of a contact as lists show it; needs `contact`. */
export const contactColumns = `contact.seq, contact.id, contact.display_name, ${usernameExpression} AS username,
  ${waIdExpression} AS wa_id, contact.number_state, contact.country, contact.city,
  (SELECT group_concat(tag.name, char(10)) FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
     WHERE contact_tag.contact_seq=contact.seq) AS tag_names,
  contact.source, ${optInExpression} AS opt_in, contact.screening,
  (SELECT count(*) FROM participant WHERE participant.contact_id=contact.id AND participant.left_at IS NULL) AS groups,
  contact.last_seen_at, contact.order_count, contact.order_total,
  CASE WHEN contact.order_count > 0 THEN (SELECT CASE WHEN min(currency)=max(currency) THEN max(currency) END
     FROM shop_order WHERE shop_order.contact_seq=contact.seq) END AS currency,
  contact.last_order_at, contact.created_at`

export function toContact(row: ContactRow): Contact {
  return {
    id: row.id,
    name: displayName(row.display_name, row.username, row.wa_id),
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    username: row.username,
    numberState: row.number_state,
    country: row.country,
    city: row.city,
    tags: row.tag_names?.split('\n').sort() ?? [],
    source: row.source,
    optIn: row.opt_in,
    screening: row.screening,
    groups: row.groups,
    lastSeenAt: row.last_seen_at,
    orderCount: row.order_count,
    spent: row.currency === null ? null : fromMinorUnits(row.order_total, row.currency),
    lastOrderAt: row.last_order_at,
    createdAt: row.created_at,
  }
}

/** The contacts of these `seq`, in this order. */
export function contactsBySeq(db: ReadableDatabase, seqs: readonly number[]): Contact[] {
  const rows = all<ContactRow>(
    db,
    `SELECT ${contactColumns} FROM contact WHERE contact.seq IN (SELECT value FROM json_each($seqs))`,
    { seqs: JSON.stringify(seqs) },
  )
  const bySeq = new Map(rows.map((row) => [row.seq, row]))
  return seqs.flatMap((seq) => {
    const row = bySeq.get(seq)
    return row ? [toContact(row)] : []
  })
}
