import Papa from 'papaparse'
import { AppError } from '../../shared/errors.ts'
import { decodeText } from './decode-text.ts'
import { toE164 } from './phone-number.ts'

export interface CsvMember {
  readonly line: number
  /** E.164, or null where the row has a name only. */
  readonly number: string | null
  readonly name: string
  /** Null where the file does not say. */
  readonly isAdmin: boolean | null
  /** Unix ms; a day counts from its midnight on this machine. */
  readonly joinedAt: number | null
}

export type CsvRejection =
  | 'number_missing'
  | 'number_invalid'
  | 'name_missing'
  | 'duplicate'
  | 'date_invalid'
  | 'admin_invalid'
  | 'too_long'

export interface RejectedCsvRow {
  readonly line: number
  /** Heading of the column, or null where the whole row is meant. */
  readonly column: string | null
  readonly reason: CsvRejection
}

export interface MemberCsv {
  readonly rows: number
  readonly members: readonly CsvMember[]
  readonly rejected: readonly RejectedCsvRow[]
}

type Field = 'number' | 'name' | 'admin' | 'joined'

const headings: Readonly<Record<Field, RegExp>> = {
  number:
    /^(phone|phonenumber|number|mobile|mobilenumber|cell|tel|telephone|whatsapp|whatsappnumber|waid|msisdn|电话|电话号码|手机|手机号|手机号码|号码|電話|電話號碼|手機|手機號碼|號碼|联系电话)$/,
  name: /^(name|fullname|displayname|contact|contactname|member|nickname|姓名|名字|名称|昵称|暱稱|名稱|成员|成員|客户|客戶)$/,
  admin:
    /^(admin|isadmin|groupadmin|administrator|role|管理员|是否管理员|群管理员|管理員|是否管理員|角色)$/,
  joined:
    /^(joined|joinedat|joindate|joinedon|datejoined|since|membersince|加入|加入时间|加入日期|入群时间|入群日期|加入時間|入群時間)$/,
}

const maxRows = 200_000
const maxNameLength = 200

/**
 * Members from a table: number, name, admin, joined, in any order and with any usual separator and
 * encoding. Headings may be English or Chinese; without headings the column full of phone numbers
 * is the number and the other text is the name. Cells are data: a formula stays text.
 *
 * @throws AppError `file_format_unknown`, `file_too_large`.
 */
export function parseMemberCsv(bytes: Uint8Array, defaultCountry: string): MemberCsv {
  const { data } = Papa.parse<string[]>(decodeText(bytes), { preview: maxRows + 2 })
  if (data.length > maxRows + 1)
    throw new AppError('file_too_large', {
      message: 'The table holds too many rows. Split it and import the parts.',
      params: { limit: maxRows },
    })
  const columns = findColumns(data, defaultCountry)
  const reader = new RowReader(columns, defaultCountry)
  let line = 1
  data.forEach((cells, index) => {
    const isHeading = index === 0 && columns.hasHeadings
    if (!isHeading && cells.some((cell) => cell.trim() !== '')) reader.read(cells, line)
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
  })
  return { rows: reader.rows, members: reader.members, rejected: reader.rejected }
}

interface Columns {
  readonly hasHeadings: boolean
  readonly at: ReadonlyMap<Field, number>
  readonly titles: readonly string[]
}

function findColumns(data: readonly string[][], defaultCountry: string): Columns {
  const titles = (data[0] ?? []).slice(0, 200)
  const at = new Map<Field, number>()
  titles.forEach((title, index) => {
    const plain = title.toLowerCase().replace(/[^\p{Letter}]/gu, '')
    for (const field of Object.keys(headings) as Field[])
      if (!at.has(field) && headings[field].test(plain)) at.set(field, index)
  })
  if (at.has('number') || at.has('name')) return { hasHeadings: true, at, titles }
  const guessed = guessColumns(data, defaultCountry)
  if (!guessed)
    throw new AppError('file_format_unknown', {
      message:
        'The file has no column of phone numbers. Name the columns number, name, admin, joined.',
    })
  return { hasHeadings: false, at: guessed, titles: [] }
}

function guessColumns(
  data: readonly string[][],
  defaultCountry: string,
): Map<Field, number> | null {
  const sample = data.slice(0, 50).filter((cells) => cells.some((cell) => cell.trim() !== ''))
  const width = Math.min(50, Math.max(0, ...sample.map((cells) => cells.length)))
  const share = (isKind: (cell: string) => boolean) =>
    Array.from(
      { length: width },
      (_, index) => sample.filter((cells) => isKind(cells[index] ?? '')).length / sample.length,
    )
  const numbers = share((cell) => toE164(cell, defaultCountry).state === 'valid')
  const number = numbers.indexOf(Math.max(...numbers))
  if (number < 0 || numbers[number]! < 0.5) return null
  const found = new Map<Field, number>([['number', number]])
  const words = share((cell) => /\p{Letter}/u.test(cell))
  const name = words.findIndex((part, index) => index !== number && part >= 0.5)
  if (name >= 0) found.set('name', name)
  return found
}

class RowReader {
  rows = 0
  readonly members: CsvMember[] = []
  readonly rejected: RejectedCsvRow[] = []
  readonly #columns: Columns
  readonly #country: string
  readonly #seen = new Set<string>()

  constructor(columns: Columns, country: string) {
    this.#columns = columns
    this.#country = country
  }

  read(cells: readonly string[], line: number): void {
    this.rows += 1
    const rejection = (field: Field | null, reason: CsvRejection) => {
      this.rejected.push({ line, column: field === null ? null : this.#title(field), reason })
    }
    const name = this.#cell(cells, 'name').replace(/\s+/g, ' ')
    const written = this.#cell(cells, 'number')
    if (name.length > maxNameLength) return rejection('name', 'too_long')
    if (written.length > maxNameLength) return rejection('number', 'too_long')
    if (written === '' && name === '')
      return this.#columns.at.has('number')
        ? rejection('number', 'number_missing')
        : rejection('name', 'name_missing')
    const parsed = written === '' ? null : toE164(written, this.#country)
    if (parsed && parsed.state !== 'valid') return rejection('number', 'number_invalid')
    const number = parsed?.e164 ?? null
    const isAdmin = readFlag(this.#cell(cells, 'admin'))
    if (isAdmin === undefined) return rejection('admin', 'admin_invalid')
    const joinedAt = readDay(this.#cell(cells, 'joined'))
    if (joinedAt === undefined) return rejection('joined', 'date_invalid')
    const key = number ?? `name:${name}`
    if (this.#seen.has(key)) return rejection(null, 'duplicate')
    this.#seen.add(key)
    this.members.push({ line, number, name, isAdmin, joinedAt })
  }

  #cell(cells: readonly string[], field: Field): string {
    const index = this.#columns.at.get(field)
    return index === undefined ? '' : (cells[index] ?? '').slice(0, 1000).trim()
  }

  #title(field: Field): string {
    const index = this.#columns.at.get(field)
    const title = index === undefined ? '' : (this.#columns.titles[index] ?? '')
    return title.slice(0, 80) || field
  }
}

const yes =
  /^(yes|y|true|1|x|✓|✔|admin|administrator|owner|creator|superadmin|是|管理员|管理員|群主)$/i
const no = /^(no|n|false|0|-|member|participant|否|成员|成員|普通成员)?$/i

function readFlag(text: string): boolean | null | undefined {
  if (text === '') return null
  if (yes.test(text)) return true
  return no.test(text) ? false : undefined
}

/** `2026-03-05`, `2026/3/5`, `2026年3月5日`, `5.3.2026`, with or without a time; never `5/3/2026`, which means two days. */
function readDay(text: string): number | null | undefined {
  if (text === '') return null
  const match =
    /^(?<y>\d{4})[-/.年]\s?(?<m>\d{1,2})[-/.月]\s?(?<d>\d{1,2})日?(?:[T\s]+(?<h>\d{1,2}):(?<i>\d{2}).{0,20})?$/.exec(
      text,
    ) ??
    /^(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4})(?:\s+(?<h>\d{1,2}):(?<i>\d{2}).{0,20})?$/.exec(
      text,
    )
  if (!match?.groups) return undefined
  const { y, m, d, h, i } = match.groups
  const day = new Date(Number(y), Number(m) - 1, Number(d), Number(h ?? 0), Number(i ?? 0))
  const isReal =
    day.getMonth() === Number(m) - 1 && day.getDate() === Number(d) && Number(h ?? 0) < 24
  return isReal && Number(y) >= 2009 && Number(y) <= 2100 ? day.getTime() : undefined
}
