import type { ImportField, ImportProblem } from '../../../shared/domain/contact-imports.ts'
import { countryOfNumber } from '../../core/contacts/country-of-number.ts'
import { searchWords } from '../../core/contacts/search-words.ts'
import { sortName } from '../../core/contacts/sort-name.ts'
import type { PreparedColumn, PreparedColumns } from '../../core/imports/import-batch.ts'
import { unescapeFormula } from '../escape-formula.ts'
import {
  readBirthday,
  readConsent,
  readMoment,
  readTags,
  type ConsentWord,
  type DateReading,
} from './read-cell.ts'
import { NumberReader, type NumberType } from './read-number.ts'
import { SeenKeys } from './seen-keys.ts'
import type { SourceRow } from './source.ts'

/** Which column holds what. */
export type FieldColumns = ReadonlyMap<ImportField, number>

export interface PrepareOptions {
  readonly columns: FieldColumns
  readonly country: string
  readonly dates: DateReading
  /** Given to every contact; they are found by them, too. */
  readonly tags: readonly string[]
}

export interface Problem {
  readonly column: number | null
  readonly reason: ImportProblem
}

/** Most characters of a cell that are kept. */
const maxLengths: Partial<Record<ImportField, number>> = {
  number: 60,
  name: 200,
  firstName: 100,
  lastName: 100,
  username: 60,
  email: 254,
  city: 120,
  language: 35,
  externalId: 120,
  // all notes of a contact stand in one cell of an export, and all tags
  note: 100_000,
  tags: 32_000,
  optInSource: 200,
}
const maxCustomLength = 500
const email = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/

/** Control characters, which no name or note has; line breaks stay in notes, all of one kind. */

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** Every space there is counts at the ends, as `trim` has it: the wide one of Chinese texts, too. */
const needsCleaning = /[\u0000-\u001f\u007f]|^\s|\s$/

/** What a cell says: without the mark that an export puts before what looks like a formula. */
export function cleanCell(cell: string): string {
  const plain = cell.startsWith("'") ? unescapeFormula(cell) : cell
  return needsCleaning.test(plain)
    ? plain.replace(/\r\n?/g, '\n').replace(controls, '').trim()
    : plain
}

/** Makes contacts of rows: reads each cell, works out names, country and search words. */
export class ContactPreparer {
  readonly numbers: NumberReader
  readonly #options: PrepareOptions
  readonly #custom: readonly (readonly [string, number])[]
  readonly #seen = new SeenKeys()
  readonly #at: (field: ImportField) => number

  constructor(options: PrepareOptions) {
    this.#options = options
    this.numbers = new NumberReader(options.country)
    this.#custom = [...options.columns]
      .filter(([field]) => field.startsWith('custom:'))
      .map(([field, index]) => [field.slice('custom:'.length), index] as const)
    this.#at = (field) => options.columns.get(field) ?? -1
  }

  /** Remembers whom a settled row was about, so that a later double is known. */
  pass(source: SourceRow): void {
    this.#read(source)
  }

  /** What no row has anything of, as no column of the file is read for it. */
  get absent(): PreparedColumn[] {
    const { columns } = this.#options
    const has = (...fields: ImportField[]) => fields.some((field) => columns.has(field))
    const told: Partial<Record<PreparedColumn, boolean>> = {
      waId: has('number'),
      numberType: has('number'),
      country: has('number'),
      optIn: has('optIn', 'optInAt'),
      optInAt: has('optInAt'),
      optInSource: has('optInSource'),
      email: has('email'),
      city: has('city'),
      birthday: has('birthday'),
      birthDay: has('birthday'),
      language: has('language'),
      externalId: has('externalId'),
      custom: this.#custom.length > 0,
      username: has('username'),
    }
    return (Object.keys(told) as PreparedColumn[]).filter((column) => told[column] === false)
  }

  /** Adds the row to the columns, or says why not. */
  add(source: SourceRow, row: number, into: PreparedColumns): Problem | null {
    const read = this.#read(source)
    if ('reason' in read) return read
    const tags = [...this.#options.tags, ...read.tags]
    into.row.push(row)
    into.line.push(source.line)
    into.name.push(read.name)
    into.sortName.push(sortName(read.name ?? (read.username ? `@${read.username}` : '')))
    into.waId.push(read.waId)
    into.numberType.push(read.numberType)
    into.country.push(read.waId === null ? null : countryOfNumber(read.waId))
    into.username.push(read.username)
    into.email.push(read.email)
    into.city.push(read.city)
    into.birthday.push(read.birthday)
    into.birthDay.push(read.birthday?.slice(-5) ?? null)
    into.language.push(read.language)
    into.externalId.push(read.externalId)
    into.custom.push(read.custom)
    into.tags.push(read.tags.length === 0 ? null : read.tags)
    into.note.push(read.note)
    into.optIn.push(read.optIn)
    into.optInAt.push(read.optInAt)
    into.optInSource.push(read.optInSource)
    into.tokens.push(
      searchWords([
        read.name,
        read.email,
        read.externalId,
        read.city,
        read.waId,
        read.username,
        read.note,
        tags.length === 0 ? null : tags.join(' '),
      ]),
    )
    return null
  }

  #read(source: SourceRow): ReadContact | Problem {
    if (source.isBroken) return { column: null, reason: 'row_broken' }
    const { cells } = source
    const long = this.#tooLong(cells)
    if (long) return long
    const number = this.#number(cells)
    if (number && 'reason' in number) return number
    const username = orNull(this.#text(cells, 'username').replace(/^@/, ''))
    const externalId = orNull(this.#text(cells, 'externalId'))
    const address = orNull(this.#text(cells, 'email').toLowerCase())
    if (address !== null && !email.test(address))
      return { column: this.#at('email'), reason: 'email_invalid' }
    const waId = number?.waId ?? null
    if (waId === null && username === null && externalId === null && address === null)
      return this.#at('number') >= 0
        ? { column: this.#at('number'), reason: 'number_missing' }
        : { column: null, reason: 'nothing_to_know_by' }
    const dated = this.#dated(cells)
    if ('reason' in dated) return dated
    const double = this.#double(waId, externalId, username, address)
    if (double) return double
    return {
      waId,
      numberType: number?.type ?? null,
      username,
      externalId,
      email: address,
      ...dated,
      name: this.#name(cells),
      city: orNull(this.#text(cells, 'city')),
      language: orNull(this.#text(cells, 'language')),
      custom: this.#customJson(cells),
      tags: readTags(this.#text(cells, 'tags')),
      note: orNull(this.#text(cells, 'note')),
      optInSource: orNull(this.#text(cells, 'optInSource')),
    }
  }

  #number(cells: readonly string[]): { waId: string; type: NumberType } | Problem | null {
    const column = this.#at('number')
    if (column < 0) return null
    const cell = cleanCell(cells[column] ?? '')
    if (cell === '') return null
    const reading = this.numbers.read(cell)
    return 'reason' in reading ? { column, reason: reading.reason } : reading
  }

  #dated(cells: readonly string[]): Dated | Problem {
    const { dates } = this.#options
    const birthdayCell = this.#text(cells, 'birthday')
    const birthday = birthdayCell === '' ? null : readBirthday(birthdayCell, dates)
    if (birthdayCell !== '' && birthday === null)
      return { column: this.#at('birthday'), reason: 'birthday_invalid' }
    const optInCell = this.#text(cells, 'optIn')
    const flag = optInCell === '' ? null : readConsent(optInCell)
    if (optInCell !== '' && flag === null)
      return { column: this.#at('optIn'), reason: 'flag_invalid' }
    const atCell = this.#text(cells, 'optInAt')
    const optInAt = atCell === '' ? null : readMoment(atCell, dates)
    if (atCell !== '' && optInAt === null)
      return { column: this.#at('optInAt'), reason: 'date_invalid' }
    // a date without a column that says yes or no is a yes
    const optIn = flag ?? (this.#at('optIn') < 0 && optInAt !== null ? 'given' : null)
    return { birthday, optIn, optInAt }
  }

  #double(
    waId: string | null,
    externalId: string | null,
    username: string | null,
    address: string | null,
  ): Problem | null {
    const of = (field: ImportField): Problem => ({
      column: this.#at(field),
      reason: 'duplicate_in_file',
    })
    if (waId !== null && !this.#seen.addNumber(waId)) return of('number')
    if (externalId !== null && !this.#seen.addText('id', externalId)) return of('externalId')
    if (username !== null && !this.#seen.addText('username', username.toLowerCase()))
      return of('username')
    const isByEmail = waId === null && externalId === null && username === null
    if (isByEmail && address !== null && !this.#seen.addText('email', address)) return of('email')
    return null
  }

  #tooLong(cells: readonly string[]): Problem | null {
    for (const [field, column] of this.#options.columns) {
      const cell = cells[column] ?? ''
      const most = maxLengths[field] ?? maxCustomLength
      // the mark in front of a formula does not count
      if (cell.length > most && unescapeFormula(cell).length > most)
        return { column, reason: 'too_long' }
    }
    return null
  }

  #text(cells: readonly string[], field: ImportField): string {
    const column = this.#at(field)
    return column < 0 ? '' : cleanCell(cells[column] ?? '')
  }

  #name(cells: readonly string[]): string | null {
    const whole = this.#text(cells, 'name')
    if (whole !== '') return whole.replace(/\s+/g, ' ')
    const first = this.#text(cells, 'firstName')
    const last = this.#text(cells, 'lastName')
    const isHan = /^\p{Script=Han}+$/u.test(first + last)
    return orNull(isHan ? last + first : `${first} ${last}`.replace(/\s+/g, ' ').trim())
  }

  #customJson(cells: readonly string[]): string | null {
    if (this.#custom.length === 0) return null
    const values: Record<string, string> = {}
    for (const [key, index] of this.#custom) {
      const cell = cleanCell(cells[index] ?? '')
      if (cell !== '') values[key] = cell
    }
    return Object.keys(values).length === 0 ? null : JSON.stringify(values)
  }
}

interface Dated {
  readonly birthday: string | null
  readonly optIn: ConsentWord | null
  readonly optInAt: number | null
}

interface ReadContact extends Dated {
  readonly waId: string | null
  readonly numberType: NumberType | null
  readonly username: string | null
  readonly externalId: string | null
  readonly email: string | null
  readonly name: string | null
  readonly city: string | null
  readonly language: string | null
  readonly custom: string | null
  readonly tags: readonly string[]
  readonly note: string | null
  readonly optInSource: string | null
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}
