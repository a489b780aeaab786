import { unreadable, type ByteSource, type RowPortion, type SourceRow } from './source.ts'
import { decodePortions, guessEncoding, type TextEncoding } from './text-encoding.ts'

/** Cells of a card, in this order; the titles are those of the standard. */
export const vcardTitles = [
  'TEL',
  'FN',
  'EMAIL',
  'BDAY',
  'ADR',
  'LANG',
  'NOTE',
  'CATEGORIES',
] as const

/**
 * Properties of this app's own exports for what the standard has no place for (RFC 6350, 6.10: X-names), and the
 * import's field of each.
 */
export const ownProperties = {
  'X-GROUPKEEPER-USERNAME': 'username',
  'X-GROUPKEEPER-EXTERNAL-ID': 'externalId',
  'X-GROUPKEEPER-OPT-IN': 'optIn',
  'X-GROUPKEEPER-OPT-IN-AT': 'optInAt',
  'X-GROUPKEEPER-OPT-IN-SOURCE': 'optInSource',
} as const
/** The name as it is held, empty ones too: a card itself has to have one. */
export const ownName = 'X-GROUPKEEPER-NAME'
const ownCustom = 'X-GROUPKEEPER-CUSTOM-'

/** The property that an own field stands under; X-names have no underscores. */
export function customProperty(key: string): string {
  return `${ownCustom}${key.replaceAll('_', '-').toUpperCase()}`
}

function ownTitleOf(name: string): string | null {
  if (Object.hasOwn(ownProperties, name)) return ownProperties[name as keyof typeof ownProperties]
  return name.startsWith(ownCustom)
    ? `custom:${name.slice(ownCustom.length).toLowerCase().replaceAll('-', '_')}`
    : null
}

/** More own fields than an owner makes. */
const mostOwnTitles = 200

/**
 * Titles of a file's cells. Fields of this app's own are there when the first card of an export names them, as it
 * does for all that the file has.
 *
 * @param start the beginning of the file
 */
export function vcardTitlesOf(start: string): readonly string[] {
  const [firstCard = ''] = start.replace(/\r?\n[ \t]/g, '').split(/^END:VCARD/im)
  const own = [...firstCard.matchAll(/^(X-GROUPKEEPER-[A-Z0-9-]+)[:;]/gim)]
    .map((match) => ownTitleOf(match[1]!.toUpperCase()))
    .filter((title) => title !== null)
  return [...vcardTitles, ...new Set(own.slice(0, mostOwnTitles))]
}

/** Longest card in lines; pictures in base64 make many. */
const maxCardLines = 100_000
/** A note as long as an import takes it, and its marks; more is a picture. */
const maxValueLength = 110_000
/** Cards without an end that are put up with. */
const maxLineLength = 2_000_000

interface Card {
  readonly line: number
  readonly values: Map<string, string>
  rank: number
  structuredName: string
  /** Null: not an export of this app's. */
  ownName: string | null
  lines: number
}

/**
 * Cards of an address book, versions 2.1 to 4.0. Of several numbers the one marked as mobile or
 * preferred is taken. Pictures and all else are passed over.
 * Of this app's own exports the fields that other address books do not know are read too.
 *
 * @see RFC 6350; RFC 2426; vCard 2.1 (versit)
 */
export function* readVcards(
  source: ByteSource,
  encoding?: TextEncoding,
  titles: readonly string[] = vcardTitles,
): Generator<RowPortion> {
  const reader = new CardReader(titles)
  for (const { text, bytesRead } of decodePortions(source, encoding ?? guessEncoding(source)))
    yield { rows: reader.push(text), bytesRead }
  yield { rows: reader.end(), bytesRead: source.size }
}

class CardReader {
  readonly #titles: readonly string[]
  #rest = ''
  #line = 0
  #logical = ''
  #logicalLine = 1
  #isQuoted = false
  #card: Card | null = null
  #rows: SourceRow[] = []

  constructor(titles: readonly string[]) {
    this.#titles = titles
  }

  push(chunk: string): SourceRow[] {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > maxLineLength) throw unreadable()
    for (const line of lines) this.#physical(line.replace(/\r$/, ''))
    return this.#take()
  }

  end(): SourceRow[] {
    if (this.#rest !== '') this.#physical(this.#rest.replace(/\r$/, ''))
    this.#logicalEnds()
    if (this.#card) this.#broken(this.#card)
    return this.#take()
  }

  #take(): SourceRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #broken(card: Card): void {
    this.#rows.push({ line: card.line, cells: [card.values.get('FN') ?? ''], isBroken: true })
    this.#card = null
  }

  /** A line that begins with a space goes on with the one before; so does a soft break of 2.1. */
  #physical(line: string): void {
    this.#line += 1
    if (this.#isQuoted && this.#logical.endsWith('='))
      this.#extend(this.#logical.slice(0, -1) + line)
    else if (/^[ \t]/.test(line) && this.#logical !== '') {
      // a picture goes on for long, and is not read
      if (this.#logical.length < maxValueLength) this.#extend(this.#logical + line.slice(1))
    } else {
      this.#logicalEnds()
      this.#extend(line)
      this.#isQuoted = /;ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(line.slice(0, 200))
      this.#logicalLine = this.#line
    }
  }

  #extend(text: string): void {
    this.#logical = text.slice(0, maxValueLength)
  }

  #logicalEnds(): void {
    const line = this.#logical
    this.#logical = ''
    if (line.trim() === '') return
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      if (this.#card) this.#broken(this.#card)
      this.#card = {
        line: this.#logicalLine,
        values: new Map(),
        rank: -1,
        structuredName: '',
        ownName: null,
        lines: 0,
      }
    } else if (!this.#card) return
    else if (/^END:VCARD\s*$/i.test(line)) {
      const { values, structuredName } = this.#card
      if (this.#card.ownName !== null) values.set('FN', this.#card.ownName)
      else if (!values.get('FN') && structuredName !== '') values.set('FN', structuredName)
      this.#rows.push({
        line: this.#card.line,
        cells: this.#titles.map((title) => values.get(title) ?? ''),
      })
      this.#card = null
    } else if ((this.#card.lines += 1) > maxCardLines) this.#broken(this.#card)
    else readProperty(this.#card, line)
  }
}

const property = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)$/s

function readProperty(card: Card, line: string): void {
  const match = property.exec(line)
  if (!match) return
  const name = match[1]!.toUpperCase()
  const parameters = match[2]!.toUpperCase()
  const value = decodeValue(match[3]!, match[2]!)
  const { values } = card
  switch (name) {
    case 'TEL':
      return readNumber(card, parameters, value)
    case 'N':
      card.structuredName = nameOf(value)
      return
    case 'ADR':
      if (!values.has('ADR')) values.set('ADR', plain(splitValue(value, ';')[3] ?? ''))
      return
    case 'CATEGORIES':
      values.set(
        'CATEGORIES',
        [values.get('CATEGORIES') ?? '', ...splitValue(value, ',').map(plain)]
          .filter((tag) => tag !== '')
          .join(';')
          // cards may name categories without end
          .slice(0, maxValueLength),
      )
      return
    case 'BDAY':
      values.set('BDAY', birthdayOf(value))
      return
    case 'FN':
    case 'EMAIL':
    case 'LANG':
    case 'NOTE':
      if (!values.has(name)) values.set(name, plain(value))
      return
    case ownName:
      card.ownName = plain(value)
      return
    default: {
      const own = name.startsWith('X-') ? ownTitleOf(name) : null
      if (own !== null) values.set(own, plain(value))
    }
  }
}

function readNumber(card: Card, parameters: string, value: string): void {
  const rank = (/CELL|MOBILE/.test(parameters) ? 2 : 0) + (/PREF/.test(parameters) ? 1 : 0)
  const isFax = /FAX|PAGER/.test(parameters)
  if (isFax || rank <= card.rank) return
  card.rank = rank
  card.values.set('TEL', plain(value).replace(/^tel:/i, '').replace(/;.*$/, ''))
}

function nameOf(value: string): string {
  const [family = '', given = '', middle = ''] = splitValue(value, ';').map(plain)
  const isHan = /^\p{Script=Han}+$/u.test(family + given)
  return isHan ? family + given : [given, middle, family].filter((part) => part !== '').join(' ')
}

/** `19900131`, `--0131` and dates with a time become what a cell would hold. */
function birthdayOf(value: string): string {
  const match = /^(\d{4}|-)-?-?(\d{2})-?(\d{2})(?:T.*)?$/.exec(value.trim())
  return match ? `${match[1] === '-' ? '-' : match[1]!}-${match[2]!}-${match[3]!}` : value
}

function splitValue(value: string, separator: string): string[] {
  const parts = ['']
  for (let at = 0; at < value.length; at += 1) {
    const mark = value[at]!
    if (mark === '\\' && at + 1 < value.length) parts[parts.length - 1] += mark + value[(at += 1)]!
    else if (mark === separator) parts.push('')
    else parts[parts.length - 1] += mark
  }
  return parts
}

function plain(value: string): string {
  return value
    .replace(/\\([nN,;:\\])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark))
    .trim()
}

function decodeValue(value: string, parameters: string): string {
  const charset = /CHARSET="?([\w-]+)/i.exec(parameters)?.[1] ?? 'utf-8'
  if (!/QUOTED-PRINTABLE/i.test(parameters)) return value
  const bytes: number[] = []
  for (let at = 0; at < value.length; at += 1) {
    const code = /^=[0-9a-f]{2}/i.test(value.slice(at, at + 3))
      ? parseInt(value.slice(at + 1, at + 3), 16)
      : null
    if (code === null) {
      // whole characters: half of one is none
      const character = String.fromCodePoint(value.codePointAt(at)!)
      bytes.push(...Buffer.from(character))
      at += character.length - 1
    } else {
      bytes.push(code)
      at += 2
    }
  }
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes))
  } catch {
    // a charset nobody knows; most that write 2.1 mean UTF-8
    return Buffer.from(bytes).toString('utf8')
  }
}
