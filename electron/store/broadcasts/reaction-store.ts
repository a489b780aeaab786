import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { one, run } from '../statement.ts'

const dayMs = 24 * 60 * 60 * 1000
/** WhatsApp tells moments to the second, and this app to the millisecond. */
const secondMs = 1000

/**
 * The row of a broadcast that a person's message is a reaction to: the one it answers, or else the latest
 * that reached them, within its broadcast's window; null: none.
 */
export function rowAnsweredBy(
  db: ReadableDatabase,
  message: {
    readonly contactId: string
    /** Unix ms. */
    readonly at: number
    /** The message that it answers. */
    readonly wamid: string | null
  },
): number | null {
  const found = one<{ seq: number }>(
    db,
    `SELECT recipient.seq FROM contact JOIN broadcast_recipient recipient ON recipient.contact_seq=contact.seq
       JOIN broadcast ON broadcast.seq=recipient.broadcast_seq
     WHERE contact.id=$contactId AND recipient.sent_at<$before AND recipient.state<>'failed'
       AND recipient.sent_at > $at - json_extract(broadcast.settings,'$.windowDays') * ${dayMs}
     ORDER BY recipient.wamid IS $wamid DESC, recipient.sent_at DESC LIMIT 1`,
    {
      contactId: message.contactId,
      at: message.at,
      before: message.at + secondMs,
      wamid: message.wamid ?? '',
    },
  )
  return found?.seq ?? null
}

const columns = { answered: 'answered_at', clicked: 'clicked_at', stopped: 'stopped_at' } as const

/** Notes the first reaction of its kind; one that happened earlier and comes later is the first. */
export function noteReaction(
  db: WritableDatabase,
  seq: number,
  kind: keyof typeof columns,
  at: number,
): void {
  const column = columns[kind]
  run(
    db,
    `UPDATE broadcast_recipient SET ${column}=$at WHERE seq=$seq AND coalesce(${column}, $at + 1) > $at`,
    { seq, at },
  )
}
