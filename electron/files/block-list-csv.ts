import Papa from 'papaparse'
import { AppError } from '../../shared/errors.ts'
import { decodeText } from './decode-text.ts'
import { toE164 } from './phone-number.ts'

export interface BlockListRow {
  /** Digits without `+`. */
  readonly waId: string
  readonly reason: string
}

export interface RejectedBlockListRow {
  readonly line: number
  /** Heading of the column, or null where there is none. */
  readonly column: string | null
  readonly reason: 'number_missing' | 'number_invalid' | 'duplicate' | 'too_long'
}

export interface BlockListFile {
  readonly rows: number
  readonly entries: readonly BlockListRow[]
  readonly rejected: readonly RejectedBlockListRow[]
}

const numberHeading =
  /^(phone|phonenumber|number|mobile|mobilenumber|tel|telephone|whatsapp|whatsappnumber|waid|msisdn|电话|电话号码|手机|手机号|手机号码|号码|電話|手機|號碼)$/
const reasonHeading = /^(reason|why|note|notes|remark|comment|原因|理由|备注|備註|说明|說明)$/
const maxRows = 200_000
const maxReason = 300

/**
 * Numbers that a shared list warns of: a column of numbers and, where there is one, a column of reasons.
 * Without headings the first column is the number and the second the reason.
 *
 * @param defaultCountry ISO 3166-1 alpha-2; whose numbers are written without a country code.
 * @throws AppError `file_format_unknown`, `file_too_large`.
 */
export function parseBlockList(bytes: Uint8Array, defaultCountry: string): BlockListFile {
  const { data } = Papa.parse<string[]>(decodeText(bytes), { preview: maxRows + 2 })
  if (data.length > maxRows + 1)
    throw new AppError('file_too_large', {
      message: 'The list holds too many rows. Split it and import the parts.',
      params: { limit: maxRows },
    })
  const columns = findColumns(data, defaultCountry)
  const entries = new Map<string, BlockListRow>()
  const rejected: RejectedBlockListRow[] = []
  let rows = 0
  let line = 1
  data.forEach((cells, index) => {
    const isHeading = index === 0 && columns.hasHeadings
    if (!isHeading && cells.some((cell) => cell.trim() !== '')) {
      rows += 1
      const read = readRow(cells, columns, defaultCountry, entries)
      if ('waId' in read) entries.set(read.waId, read)
      else rejected.push({ line, ...read })
    }
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
  })
  return { rows, entries: [...entries.values()], rejected }
}

interface Columns {
  readonly hasHeadings: boolean
  readonly titles: readonly string[]
  readonly number: number
  readonly reason: number
}

function findColumns(data: readonly string[][], defaultCountry: string): Columns {
  const titles = (data[0] ?? []).slice(0, 200)
  const plain = titles.map((title) => title.toLowerCase().replaceAll(/[^\p{Letter}]/gu, ''))
  const number = plain.findIndex((title) => numberHeading.test(title))
  if (number >= 0) {
    const reason = plain.findIndex((title) => reasonHeading.test(title))
    return { hasHeadings: true, titles, number, reason }
  }
  const sample = data.slice(0, 50).filter((cells) => (cells[0] ?? '').trim() !== '')
  const valid = sample.filter((cells) => toE164(cells[0] ?? '', defaultCountry).state === 'valid')
  if (sample.length === 0 || valid.length * 2 < sample.length)
    throw new AppError('file_format_unknown', {
      message: 'The file has no column of phone numbers. Name the columns number and reason.',
    })
  return { hasHeadings: false, titles: [], number: 0, reason: 1 }
}

type Read = BlockListRow | Omit<RejectedBlockListRow, 'line'>

function readRow(
  cells: readonly string[],
  columns: Columns,
  defaultCountry: string,
  known: ReadonlyMap<string, BlockListRow>,
): Read {
  const title = (at: number) => columns.titles[at]?.slice(0, 80) ?? null
  const written = (cells[columns.number] ?? '').slice(0, 1000).trim()
  const reason = columns.reason < 0 ? '' : (cells[columns.reason] ?? '').slice(0, 1000).trim()
  if (written === '') return { column: title(columns.number), reason: 'number_missing' }
  if (reason.length > maxReason) return { column: title(columns.reason), reason: 'too_long' }
  const { e164, state } = toE164(written, defaultCountry)
  if (e164 === null || state === 'invalid')
    return { column: title(columns.number), reason: 'number_invalid' }
  const waId = e164.slice(1)
  if (known.has(waId)) return { column: title(columns.number), reason: 'duplicate' }
  return { waId, reason }
}
