import type { WritableDatabase } from '../../electron/store/database.ts'
import type { BroadcastState, RecipientState } from '../../shared/domain/broadcasts.ts'
import { countingIds } from './test-store.ts'

/** One person's row in a broadcast; times left out did not happen. */
export interface WorldRow {
  readonly contact: number
  readonly state: RecipientState
  readonly variant: number | null
  readonly stratum?: string
  readonly sentAt?: number | null
  readonly deliveredAt?: number | null
  readonly readAt?: number | null
  readonly answeredAt?: number | null
  readonly clickedAt?: number | null
  readonly stoppedAt?: number | null
}

export interface WorldBroadcast {
  readonly state: BroadcastState
  readonly startedAt: number | null
  readonly windowDays: number
  readonly holdOutPercent?: number
  /** How many texts; one unless told. */
  readonly variants?: number
  readonly rows: readonly WorldRow[]
}

export interface WorldOrder {
  readonly contact: number
  readonly at: number
  readonly amount: number
  readonly currency?: string
}

/** Puts broadcasts, their rows and orders into a real store as they would be afterwards. */
export function broadcastWorld(db: WritableDatabase) {
  const together = (work: () => void) => db.transaction(work)()
  const newId = countingIds()
  const ids: string[] = []
  let orders = 0
  return {
    /** Ids of the broadcasts, in the order in which they were added. */
    ids,
    /** Takes all broadcasts and orders away; people stay. */
    clear(): void {
      db.exec('DELETE FROM broadcast; DELETE FROM shop_order')
    },
    addContacts(count: number): void {
      const insert = db.prepare(
        'INSERT INTO contact (seq, id, display_name, created_at, updated_at) VALUES (?,?,?,0,0)',
      )
      together(() => {
        for (let seq = 1; seq <= count; seq += 1) insert.run(seq, newId(), `Person ${seq}`)
      })
    },
    addBroadcast(broadcast: WorldBroadcast): string {
      const id = newId()
      ids.push(id)
      const texts = Array.from({ length: broadcast.variants ?? 1 }, () => ({ templateId: newId() }))
      const settings = {
        windowDays: broadcast.windowDays,
        holdOutPercent: broadcast.holdOutPercent ?? 5,
      }
      const seq = db
        .prepare(
          `INSERT INTO broadcast (id, name, state, purpose, audience, variants, settings, started_at, created_by, created_at, updated_at)
           VALUES (?, 'News', ?, 'marketing', '{"kind":"everybody"}', ?, ?, ?, 'owner', 0, 0)`,
        )
        .run(
          id,
          broadcast.state,
          JSON.stringify(texts),
          JSON.stringify(settings),
          broadcast.startedAt,
        ).lastInsertRowid
      const insert = db.prepare(
        `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, variant, stratum, state, sent_at, delivered_at, read_at,
           answered_at, clicked_at, stopped_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,0)`,
      )
      together(() => {
        for (const row of broadcast.rows)
          insert.run(
            seq,
            row.contact,
            row.variant,
            row.stratum ?? 'none',
            row.state,
            row.sentAt ?? null,
            row.deliveredAt ?? null,
            row.readAt ?? null,
            row.answeredAt ?? null,
            row.clickedAt ?? null,
            row.stoppedAt ?? null,
          )
      })
      return id
    },
    addOrders(rows: readonly WorldOrder[]): void {
      const insert = db.prepare(
        'INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES (?,?,?,?,?)',
      )
      together(() => {
        for (const { contact, at, amount, currency } of rows)
          insert.run(contact, `o${(orders += 1)}`, at, amount, currency ?? 'USD')
      })
    },
  }
}
