import { csvLine } from './csv-line.ts'
import { customProperty, ownName, ownProperties } from './contact-import/vcard-rows.ts'
import { escapeFormula, unescapeFormula } from './escape-formula.ts'
import { createSheetWriter } from './sheet-writer.ts'

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

/** A file written a portion at a time; each call gives the bytes that are ready. */
export interface ContactWriter {
  add(contacts: readonly ExportedContact[]): Uint8Array
  end(): Uint8Array
}

export type ContactFormat = 'csv' | 'xlsx' | 'vcard'

export const contactFileEndings: Readonly<Record<ContactFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  vcard: 'vcf',
}

/** Rows that a sheet holds at most beside its heading (Microsoft: Excel specifications and limits). */
export const maxSheetRows = 1_048_575

/** Characters that a cell of a sheet holds at most (Microsoft: Excel specifications and limits). */
const maxSheetCell = 32_767

/** The headings of a table are the names of the import's fields, so that it can be taken in again. */
export function createContactWriter(format: ContactFormat, options: ExportOptions): ContactWriter {
  switch (format) {
    case 'csv':
      return csvWriter(options)
    case 'xlsx':
      return createSheetWriter(headings(options), (contact) =>
        cells(contact, options).map((cell) => cell.slice(0, maxSheetCell)),
      )
    case 'vcard':
      return vcardWriter(options)
  }
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

function cells(contact: ExportedContact, { customKeys }: ExportOptions): string[] {
  return [
    contact.number ?? '',
    contact.name,
    contact.username ?? '',
    contact.email ?? '',
    contact.city ?? '',
    contact.birthday ?? '',
    contact.language ?? '',
    contact.externalId ?? '',
    contact.tags.join('; '),
    contact.note ?? '',
    contact.optIn ?? '',
    contact.optInAt === null ? '' : new Date(contact.optInAt).toISOString(),
    contact.optInSource ?? '',
    ...customKeys.map((key) => contact.custom[key] ?? ''),
  ].map(withoutFormula)
}

/** A plus sign and digits alone are a number in any spreadsheet, and nothing that runs. */
function withoutFormula(text: string): string {
  return /^\+\d{5,15}$/.test(text) ? text : escapeFormula(text)
}

/** A byte order mark goes first, so that Excel reads UTF-8. */
function csvWriter(options: ExportOptions): ContactWriter {
  let head = `\ufeff${csvLine(headings(options))}`
  const take = (text: string) => {
    const bytes = encoded(head + text)
    head = ''
    return bytes
  }
  return {
    add: (contacts) => take(contacts.map((contact) => csvLine(cells(contact, options))).join('')),
    end: () => take(''),
  }
}

function encoded(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

/** The first card names every field of this app's own, so that a reader knows which there are. */
function vcardWriter(options: ExportOptions): ContactWriter {
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
