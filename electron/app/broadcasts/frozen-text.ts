import { plainText, renderTemplate } from '../../core/templates/render-template.ts'
import { frozenTexts, type BroadcastRow } from '../../store/broadcasts/broadcast-store.ts'
import type { RecipientRow } from '../../store/broadcasts/recipient-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { one } from '../../store/statement.ts'

/** The text of a row as it was frozen, as the phone shows it; empty for whom no text was chosen. */
export function frozenTextOf(db: ReadableDatabase, recipient: RecipientRow): string {
  if (recipient.variant === null) return ''
  const row = one<BroadcastRow>(db, 'SELECT * FROM broadcast WHERE seq=$seq', {
    seq: recipient.broadcast_seq,
  })
  const text = row && frozenTexts(row)[recipient.variant]
  if (!text) return ''
  const values = JSON.parse(recipient.parameters) as string[]
  return plainText(renderTemplate(text.parts, text.places, values))
}
