import type { ImportMapping } from '../../../shared/domain/contact-imports.ts'
import type { z } from 'zod'
import type { importFormat } from '../../../shared/domain/contact-imports.ts'
import { readChatHeader } from '../chat-header.ts'
import { chatTitles, readChatPeople } from './chat-rows.ts'
import { guessCsvFormat, readCsv } from './csv-rows.ts'
import { unknownFormat, type ByteSource, type RowPortion } from './source.ts'
import { decodePortions, guessEncoding } from './text-encoding.ts'
import { readVcards, vcardTitlesOf } from './vcard-rows.ts'
import { openWorkbook, readXlsx } from './xlsx-rows.ts'
import { listEntries } from './zip-entries.ts'

export type ImportFormat = z.infer<typeof importFormat>

/** A file that is known for what it is, whatever its name says. */
export interface OpenFile {
  readonly format: ImportFormat
  /** As given, with what the format leaves open filled in. */
  readonly mapping: ImportMapping
  readonly sheets: readonly string[]
  /** Titles that the format itself brings; null where the first row may have them. */
  readonly titles: readonly string[] | null
  portions(): Generator<RowPortion>
}

/** The first card of an export with a long note and many fields. */
const maxFirstCard = 400_000

/**
 * Finds out what a file is by its content, and how it is to be read.
 *
 * @throws AppError `file_format_unknown`, `file_unreadable`, `file_too_large`.
 */
export function openFile(source: ByteSource, fileName: string, given: ImportMapping): OpenFile {
  const head = source.read(0, 8)
  if (head.length === 0) throw unknownFormat('The file is empty. Choose another one.')
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5))
    return openArchive(source, fileName, given)
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11)
    throw unknownFormat(
      'This is a workbook of an old Excel, or one with a password. Save it as .xlsx without one.',
    )
  const encoding = given.encoding ?? guessEncoding(source)
  const start = decodePortions(source, encoding).next().value
  const text = start === undefined ? '' : start.text.slice(0, 4000).trimStart()
  if (/^BEGIN:VCARD\s/i.test(text)) {
    const titles = vcardTitlesOf(start === undefined ? '' : start.text.slice(0, maxFirstCard))
    return {
      format: 'vcard',
      mapping: { ...given, encoding },
      sheets: [],
      titles,
      portions: () => readVcards(source, encoding, titles),
    }
  }
  if (isChat(text)) return openChat(source, fileName, given)
  const format = guessCsvFormat(source, { ...given, encoding })
  return {
    format: 'csv',
    mapping: { ...given, ...format },
    sheets: [],
    titles: null,
    portions: () => readCsv(source, format),
  }
}

function openArchive(source: ByteSource, fileName: string, given: ImportMapping): OpenFile {
  const entries = listEntries(source)
  const isWorkbook = entries.some((entry) => entry.name.replace(/^\//, '') === 'xl/workbook.xml')
  if (!isWorkbook) {
    if (entries.some(({ name }) => name.toLowerCase().endsWith('.txt')))
      return openChat(source, fileName, given)
    throw unknownFormat('The archive holds neither a workbook nor a chat.')
  }
  const workbook = openWorkbook(source, entries)
  const sheets = workbook.sheets.map(({ name }) => name)
  const sheet = given.sheet !== undefined && sheets.includes(given.sheet) ? given.sheet : sheets[0]
  return {
    format: 'xlsx',
    mapping: { ...given, sheet },
    sheets,
    titles: null,
    portions: () => readXlsx(source, workbook, sheet),
  }
}

function openChat(source: ByteSource, fileName: string, given: ImportMapping): OpenFile {
  return {
    format: 'chat',
    mapping: given,
    sheets: [],
    titles: chatTitles,
    portions: () => readChatPeople(source, fileName),
  }
}

/** Among the first lines one begins as a message does; a table has no such line. */
function isChat(text: string): boolean {
  return text
    .split('\n')
    .slice(0, 5)
    .some((line) => readChatHeader(line.slice(0, 1000).replace(/\r$/, '')) !== null)
}
