import { createHash } from 'node:crypto'
import type { PreparedOrder, Rejection } from '../core/imports/import-batch.ts'
import type { WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { one, run } from './statement.ts'

interface OrderCounts {
  added: number
  unchanged: number
}

/** Writes orders to the customers that have them. An order that is there already stays as it is. */
export function writeOrders(
  db: WritableDatabase,
  { stored }: { readonly stored: { readonly seq: number } },
  orders: readonly PreparedOrder[],
  counts: OrderCounts,
): Rejection[] {
  const rejections: Rejection[] = []
  for (const order of orders) {
    const contactSeq = customerOf(db, order)
    if (contactSeq === null) {
      const { row, line, customerColumn: column, customerCell: cell } = order
      rejections.push({ row, line, column, reason: 'customer_unknown', cell })
      continue
    }
    const added = run(
      db,
      `INSERT INTO shop_order (contact_seq, order_key, order_no, at, amount, currency, items, import_seq)
       VALUES ($contactSeq, $orderKey, $orderNo, $at, $amount, $currency, $items, $importSeq)
       ON CONFLICT (order_key) DO NOTHING`,
      {
        contactSeq,
        orderKey: orderKey(contactSeq, order),
        orderNo: order.orderNo,
        at: order.at,
        amount: order.amount,
        currency: order.currency,
        items: order.items,
        importSeq: stored.seq,
      },
    )
    if (added > 0) {
      counts.added += 1
      run(db, 'UPDATE contact SET is_screening_due=1 WHERE seq=$contactSeq', { contactSeq })
    } else counts.unchanged += 1
  }
  return rejections
}

/** Its own number, else who bought what for how much and when. */
function orderKey(contactSeq: number, order: PreparedOrder): string {
  if (order.orderNo !== null) return `no:${order.orderNo}`
  const { at, amount, currency, items } = order
  const what = JSON.stringify([contactSeq, at, amount, currency, items])
  return `of:${createHash('sha256').update(what).digest('hex').slice(0, 32)}`
}

function customerOf(db: WritableDatabase, { waId, externalId }: PreparedOrder): number | null {
  const byNumber =
    waId === null
      ? undefined
      : one<{ seq: number }>(
          db,
          `SELECT contact.seq FROM contact_identity identity JOIN contact ON contact.id=identity.contact_id
           WHERE identity.lookup_key=${identityKey("'wa_id'", '$waId')} AND identity.replaced_at IS NULL
             AND contact.binned_at IS NULL`,
          { waId },
        )
  if (byNumber || externalId === null) return byNumber?.seq ?? null
  return (
    one<{ seq: number }>(
      db,
      'SELECT seq FROM contact WHERE external_id=$externalId AND binned_at IS NULL',
      { externalId },
    )?.seq ?? null
  )
}
