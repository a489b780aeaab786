import type { ReadableDatabase } from '../database.ts'
import { all } from '../statement.ts'

/** A row of which WhatsApp can be asked what became of it. */
export interface AskableRow {
  readonly seq: number
  readonly wamid: string
  /** Unix ms. */
  readonly sent_at: number | null
}

/** Rows whose outcome is open and whose id at WhatsApp is known, after a row. */
export function unknownWithWamid(
  db: ReadableDatabase,
  asked: { readonly after: number; readonly limit: number },
): AskableRow[] {
  return all<AskableRow>(
    db,
    `SELECT seq, wamid, sent_at FROM broadcast_recipient INDEXED BY broadcast_recipient_open
     WHERE state IN ('sending','unknown') AND state='unknown' AND wamid IS NOT NULL AND seq>$after
     ORDER BY seq LIMIT $limit`,
    asked,
  )
}

/**
 * Rows that WhatsApp took and of which no update has come since, the oldest first.
 *
 * @param asked `after`: moment and row to go on behind; `before`: what left later is left out (Unix ms)
 */
export function silentRows(
  db: ReadableDatabase,
  asked: {
    readonly after: { readonly at: number; readonly seq: number }
    readonly before: number
    readonly limit: number
  },
): AskableRow[] {
  return all<AskableRow>(
    db,
    `SELECT seq, wamid, sent_at FROM broadcast_recipient INDEXED BY broadcast_recipient_silent
     WHERE state='accepted' AND (sent_at, seq)>($at, $seq) AND sent_at<=$before AND wamid IS NOT NULL
     ORDER BY sent_at, seq LIMIT $limit`,
    { at: asked.after.at, seq: asked.after.seq, before: asked.before, limit: asked.limit },
  )
}
