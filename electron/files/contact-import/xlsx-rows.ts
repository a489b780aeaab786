import {
  maxColumns,
  maxRowLength,
  tooLarge,
  unknownFormat,
  unreadable,
  type ByteSource,
  type RowPortion,
  type SourceRow,
} from './source.ts'
import { attribute, XmlScanner } from './xml-scan.ts'
import { unpackEntry, unpackWhole, type ZipEntry } from './zip-entries.ts'

/** All texts of a workbook are held at once; this is more than honest ones have. */
const maxSharedCharacters = 64 * 1024 * 1024
const maxSharedTexts = 4_000_000
const maxPartBytes = 16 * 1024 * 1024

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** Days are counted from 1904 in workbooks of old Macs. */
  readonly is1904: boolean
}

/**
 * What an Excel workbook holds.
 *
 * @throws AppError `file_unreadable`, `file_format_unknown`.
 * @see ECMA-376, part 1, 18.2
 */
export function openWorkbook(source: ByteSource, list: readonly ZipEntry[]): Workbook {
  const entries = new Map(list.map((entry) => [entry.name.replace(/^\//, ''), entry]))
  const main = entries.get('xl/workbook.xml')
  const relations = entries.get('xl/_rels/workbook.xml.rels')
  if (!main || !relations) throw unknownFormat()
  const targets = new Map<string, string>()
  scan(unpackWhole(source, relations, maxPartBytes), (name, attributes) => {
    const id = attribute(attributes, 'Id')
    const target = attribute(attributes, 'Target')
    if (name === 'Relationship' && id !== null && target !== null)
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  })
  const sheets: { name: string; path: string }[] = []
  let is1904 = false
  scan(unpackWhole(source, main, maxPartBytes), (name, attributes) => {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
    const path = targets.get(attribute(attributes, 'id') ?? '')
    if (name === 'sheet' && path !== undefined && entries.has(path))
      sheets.push({ name: attribute(attributes, 'name') ?? '', path })
  })
  if (sheets.length === 0) throw unknownFormat('The workbook has no sheet with cells.')
  return { sheets, entries, is1904 }
}

function scan(xml: string, open: (name: string, attributes: string) => void): void {
  const scanner = new XmlScanner({ open, text: () => undefined, close: () => undefined })
  scanner.push(xml)
  scanner.end()
}

/**
 * Rows of a sheet, its first one where none is named. Dates come as YYYY-MM-DD, with a time where they
 * have one, and numbers in full, as a phone number kept as a number is meant.
 *
 * @throws AppError `file_unreadable`, `file_too_large`, `file_format_unknown`.
 */
export function* readXlsx(
  source: ByteSource,
  workbook: Workbook,
  sheetName?: string,
): Generator<RowPortion> {
  const sheet = workbook.sheets.find(({ name }) => name === sheetName) ?? workbook.sheets[0]!
  const entry = workbook.entries.get(sheet.path)!
  const shared = readShared(source, workbook.entries.get('xl/sharedStrings.xml'))
  const dateStyles = readDateStyles(source, workbook.entries.get('xl/styles.xml'))
  const reader = new SheetReader(shared, dateStyles, workbook.is1904)
  const scanner = new XmlScanner(reader)
  const decoder = new TextDecoder()
  for (const { bytes, bytesRead } of unpackEntry(source, entry)) {
    scanner.push(decoder.decode(bytes, { stream: true }))
    const rows = reader.takeRows()
    const share = Math.min(1, bytesRead / entry.compressedSize)
    if (rows.length > 0) yield { rows, bytesRead: Math.floor(source.size * share) }
  }
  scanner.end()
}

function readShared(source: ByteSource, entry: ZipEntry | undefined): string[] {
  if (!entry) return []
  const texts: string[] = []
  let characters = 0
  let current = ''
  let isText = false
  let isPhonetic = false
  const scanner = new XmlScanner({
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text(text) {
      if (isText && current.length < maxRowLength) current += text
    },
    close(name) {
      isText = false
      if (name === 'rPh') isPhonetic = false
      if (name !== 'si') return
      characters += current.length
      if (characters > maxSharedCharacters || texts.length >= maxSharedTexts)
        throw tooLarge('The workbook is too large. Save the sheet as CSV and import that.')
      texts.push(current)
    },
  })
  const decoder = new TextDecoder()
  for (const { bytes } of unpackEntry(source, entry))
    scanner.push(decoder.decode(bytes, { stream: true }))
  scanner.end()
  return texts
}

/** Formats that Excel has by itself: 14 to 22 and 45 to 47 are dates and times (ECMA-376, 18.8.30). */
const isBuiltInDate = (format: number) =>
  (format >= 14 && format <= 22) ||
  (format >= 27 && format <= 36) ||
  (format >= 45 && format <= 47) ||
  (format >= 50 && format <= 58)

/** Which cell styles show a number as a date. */
function readDateStyles(source: ByteSource, entry: ZipEntry | undefined): Set<number> {
  const dates = new Set<number>()
  if (!entry) return dates
  const custom = new Map<number, boolean>()
  let isCells = false
  let index = 0
  const scanner = new XmlScanner({
    open(name, attributes) {
      if (name === 'cellXfs') isCells = true
      if (name === 'numFmt') {
        const code = (attribute(attributes, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '')
        custom.set(Number(attribute(attributes, 'numFmtId')), /[ymdh]/i.test(code))
      }
      if (name !== 'xf' || !isCells) return
      const format = Number(attribute(attributes, 'numFmtId') ?? 0)
      if (custom.get(format) ?? isBuiltInDate(format)) dates.add(index)
      index += 1
    },
    text: () => undefined,
    close(name) {
      if (name === 'cellXfs') isCells = false
    },
  })
  scanner.push(unpackWhole(source, entry, maxPartBytes))
  return dates
}

class SheetReader {
  readonly #shared: readonly string[]
  readonly #dateStyles: ReadonlySet<number>
  readonly #is1904: boolean
  #rows: SourceRow[] = []
  #line = 0
  #cells: string[] = []
  #column = 0
  #type = ''
  #style = 0
  #value = ''
  #length = 0
  #isValue = false
  #isBroken = false

  constructor(shared: readonly string[], dateStyles: ReadonlySet<number>, is1904: boolean) {
    this.#shared = shared
    this.#dateStyles = dateStyles
    this.#is1904 = is1904
  }

  takeRows(): SourceRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: string): void {
    if (name === 'row') {
      const line = Number(attribute(attributes, 'r') ?? this.#line + 1)
      this.#line = Number.isInteger(line) && line > this.#line ? line : this.#line + 1
      this.#cells = []
      this.#column = 0
      this.#length = 0
      this.#isBroken = false
    } else if (name === 'c') {
      const at = columnOf(attributes)
      this.#column = at ?? this.#cells.length
      this.#type = attribute(attributes, 't') ?? 'n'
      this.#style = Number(attribute(attributes, 's') ?? 0)
      this.#value = ''
    } else this.#isValue = name === 'v' || name === 't'
  }

  text(text: string): void {
    if (!this.#isValue) return
    this.#length += text.length
    if (this.#length > maxRowLength) this.#isBroken = true
    else this.#value += text
  }

  close(name: string): void {
    this.#isValue = false
    if (name === 'c') {
      const text = this.#cellText()
      if (this.#column >= maxColumns) this.#isBroken ||= text !== ''
      else if (text !== '') {
        while (this.#cells.length < this.#column) this.#cells.push('')
        this.#cells[this.#column] = text
      }
    } else if (name === 'row') {
      if (this.#isBroken)
        this.#rows.push({
          line: this.#line,
          // shared texts may be long, and many cells may hold the same one
          cells: [
            this.#cells
              .slice(0, 20)
              .map((cell) => cell.slice(0, 200))
              .join(' ')
              .slice(0, 200),
          ],
          isBroken: true,
        })
      else if (this.#cells.some((cell) => cell !== ''))
        this.#rows.push({ line: this.#line, cells: this.#cells })
    }
  }

  #cellText(): string {
    const value = this.#value
    if (value === '' || this.#type === 'e') return ''
    if (this.#type === 's') {
      const text = this.#shared[Number(value)]
      if (text === undefined) throw unreadable()
      return text
    }
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (this.#type !== 'n') return value
    const number = Number(value)
    if (!Number.isFinite(number)) return value
    if (this.#dateStyles.has(this.#style)) return dateText(number, this.#is1904) ?? value
    return Number.isInteger(number) && Math.abs(number) < 1e15 ? number.toFixed(0) : String(number)
  }
}

const reference = /(?:^|\s)r="([A-Z]{1,4})\d/

function columnOf(attributes: string): number | null {
  const letters = reference.exec(attributes)?.[1]
  if (letters === undefined) return null
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}

const dayMs = 86_400_000

/** Day 60 of the count from 1900 is the 29 February that year never had; later ones are one off. */
function dateText(days: number, is1904: boolean): string | null {
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const moment = new Date(epoch + Math.round((days * dayMs) / 1000) * 1000)
  if (days < 0 || Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999) return null
  const text = moment.toISOString()
  if (days < 1) return text.slice(11, 16)
  return days % 1 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}
