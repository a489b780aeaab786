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
  const { header, headerVariables, body, bodyVariables, footer } = text.parts
  const parts = [
    header === null ? null : filled(header, headerVariables, values),
    filled(body, bodyVariables, values.slice(headerVariables.length)),
    footer,
  ]
  return parts.filter((part) => part !== null && part !== '').join('\n\n')
}

function filled(text: string, names: readonly string[], values: readonly string[]): string {
  return text.replace(/\{\{\s*([\w]+)\s*\}\}/g, (whole, name: string) => {
    const at = names.indexOf(name)
    return at < 0 ? whole : (values[at] ?? '')
  })
}
