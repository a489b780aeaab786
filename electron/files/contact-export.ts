import { customProperty, ownName, ownProperties } from './contact-import/vcard-rows.ts'
import { unescapeFormula } from './escape-formula.ts'
import {
  createTableWriter,
  momentCell,
  type TableFormat,
  type TableWriter,
} from './table-writer.ts'

/** A contact as it leaves the app. */
export interface ExportedContact {
  /** Empty where nobody told it. */
  readonly name: string
  /** E.164, or masked; null where there is none. */
  readonly number: string | null
  readonly username: string | null
  readonly email: string | null
  readonly city: string | null
  readonly birthday: string | null
  readonly language: string | null
  readonly externalId: string | null
  readonly tags: readonly string[]
  readonly note: string | null
  /** Marketing: what the ledger says. */
  readonly optIn: 'yes' | 'no' | 'expired' | null
  /** Unix ms. */
  readonly optInAt: number | null
  readonly optInSource: string | null
  readonly custom: Readonly<Record<string, string>>
}

export interface ExportOptions {
  readonly customKeys: readonly string[]
  /** False: numbers are masked, which the heading says, so that no import takes them for numbers. */
  readonly withNumbers: boolean
}

export type ContactFormat = TableFormat | 'vcard'

export const contactFileEndings: Readonly<Record<ContactFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  vcard: 'vcf',
}

/** The headings of a table are the names of the import's fields, so that it can be taken in again. */
export function createContactWriter(
  format: ContactFormat,
  options: ExportOptions,
): TableWriter<ExportedContact> {
  if (format !== 'vcard')
    return createTableWriter(format, headings(options), (contact) => cells(contact, options))
  return vcardWriter(options)
}

function headings({ customKeys, withNumbers }: ExportOptions): string[] {
  return [
    withNumbers ? 'number' : 'maskedNumber',
    'name',
    'username',
    'email',
    'city',
    'birthday',
    'language',
    'externalId',
    'tags',
    'note',
    'optIn',
    'optInAt',
    'optInSource',
    ...customKeys.map((key) => `custom:${key}`),
  ]
}

function cells(contact: ExportedContact, { customKeys }: ExportOptions) {
  return [
    contact.number,
    contact.name,
    contact.username,
    contact.email,
    contact.city,
    contact.birthday,
    contact.language,
    contact.externalId,
    contact.tags.join('; '),
    contact.note,
    contact.optIn,
    momentCell(contact.optInAt),
    contact.optInSource,
    ...customKeys.map((key) => contact.custom[key] ?? null),
  ]
}

function encoded(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

/** The first card names every field of this app's own, so that a reader knows which there are. */
function vcardWriter(options: ExportOptions): TableWriter<ExportedContact> {
  let isFirst = true
  return {
    add: (contacts) =>
      encoded(
        contacts
          .map((contact) => {
            const text = card(contact, options, isFirst)
            isFirst = false
            return text
          })
          .join(''),
      ),
    end: () => encoded(''),
  }
}

/** What the standard has no place for, under X-names (RFC 6350, 6.10). */
function ownLines(
  contact: ExportedContact,
  { customKeys }: ExportOptions,
  isFirst: boolean,
): string[] {
  const values: Record<keyof typeof ownProperties, string> = {
    'X-GROUPKEEPER-USERNAME': contact.username ?? '',
    'X-GROUPKEEPER-EXTERNAL-ID': contact.externalId ?? '',
    'X-GROUPKEEPER-OPT-IN': contact.optIn ?? '',
    'X-GROUPKEEPER-OPT-IN-AT':
      contact.optInAt === null ? '' : new Date(contact.optInAt).toISOString(),
    'X-GROUPKEEPER-OPT-IN-SOURCE': contact.optInSource ?? '',
  }
  return [
    ...Object.entries(values),
    ...customKeys.map((key) => [customProperty(key), contact.custom[key] ?? ''] as const),
  ]
    .filter(([, value]) => value !== '' || isFirst)
    .map(([name, value]) => `${name}:${cardText(value)}`)
}

/** vCard 3.0 (RFC 2426), which every address book reads. A masked number is left out: it calls nobody. */
function card(contact: ExportedContact, options: ExportOptions, isFirst: boolean): string {
  const label =
    contact.name || (contact.username && `@${contact.username}`) || contact.number || '—'
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${cardText(label)}`,
    `N:${cardText(label)};;;;`,
    ...(options.withNumbers && contact.number ? [`TEL;TYPE=CELL:${contact.number}`] : []),
    ...(contact.username ? [`NICKNAME:${cardText(contact.username)}`] : []),
    ...(contact.email ? [`EMAIL:${cardText(contact.email)}`] : []),
    ...(contact.city ? [`ADR:;;;${cardText(contact.city)};;;`] : []),
    ...(contact.birthday ? [`BDAY:${contact.birthday}`] : []),
    ...(contact.language ? [`LANG:${cardText(contact.language)}`] : []),
    ...(contact.externalId ? [`UID:${cardText(contact.externalId)}`] : []),
    ...(contact.tags.length > 0 ? [`CATEGORIES:${contact.tags.map(cardText).join(',')}`] : []),
    ...(contact.note ? [`NOTE:${cardText(contact.note)}`] : []),
    ...(label === contact.name ? [] : [`${ownName}:`]),
    ...ownLines(contact, options, isFirst),
    'END:VCARD',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** What an import would take for escaped is escaped once more; all else stands as it is. */
function cardText(text: string): string {
  const kept = unescapeFormula(text) === text ? text : `'${text}`
  return kept.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r\n|\r|\n/g, '\\n')
}

/** Lines hold 75 bytes at most (RFC 2426, 2.6); none is cut inside a character. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line
  let text = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 75) {
      text += '\r\n '
      bytes = 1
    }
    text += character
    bytes += size
  }
  return text
}
