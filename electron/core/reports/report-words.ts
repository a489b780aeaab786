import type { Explanation } from '../../../shared/domain/common.ts'
import { maskNumber } from '../contacts/mask-number.ts'
import type { ReportOptions, ReportPerson } from './report-data.ts'
import type { ReportCell, Tone } from './report-model.ts'
import { fill, reportTexts } from './texts.ts'
import type { ReportTexts } from './report-texts.ts'

/** Characters that XML and spreadsheets cannot hold. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu
/** Longest text in a cell; a spreadsheet refuses more than 32,767. */
const maxCellLength = 8_000
/** Something that can be dialled, also inside a text. */
const dialable = /\+?\d[\d\s().\u2010-\u2015-]{6,22}\d/g

const tones: Readonly<Record<string, Tone>> = {
  enforced: 'good',
  ok: 'good',
  done: 'good',
  delivered: 'good',
  read: 'good',
  opted_in: 'good',
  given: 'good',
  resolved: 'good',
  done_by_hand: 'good',
  keep: 'good',
  watched: 'muted',
  by_hand: 'muted',
  declined: 'muted',
  superseded: 'muted',
  cancelled: 'muted',
  stale: 'warn',
  pending: 'warn',
  open: 'warn',
  awaiting_update: 'warn',
  later: 'warn',
  ask: 'warn',
  broken: 'bad',
  failed: 'bad',
  opted_out: 'bad',
  withdrawn: 'bad',
  removed: 'bad',
  remove: 'bad',
}

/** Puts values into cells in one language, masked as the report asks. */
export interface ReportWords {
  readonly texts: ReportTexts
  text(value: string | null | undefined): ReportCell
  /** A person's own words or names, in which a number may stand. */
  personal(value: string | null | undefined): ReportCell
  word(code: string | null): ReportCell
  count(value: number): ReportCell
  moment(at: number | null): ReportCell
  explained(explanation: Explanation): string
  reasons(explanations: readonly Explanation[]): ReportCell
  name(person: Partial<ReportPerson>): ReportCell
  number(person: Partial<ReportPerson>): ReportCell
}

export function reportWords(options: ReportOptions): ReportWords {
  const texts = reportTexts(options.language)
  const plain = (value: string) => ({ text: cleaned(value) })
  const none: ReportCell = { text: texts.none, tone: 'muted' }
  const shown = (value: string) => (options.revealNumbers ? value : maskNumbersIn(value))
  const wordOf = (code: string) =>
    Object.hasOwn(texts.words, code) ? texts.words[code]! : code.replaceAll('_', ' ')
  const explained = (explanation: Explanation) => explain(explanation, texts, wordOf, options)
  return {
    texts,
    text: (value) => (value ? plain(value) : none),
    personal: (value) => (value ? plain(shown(value)) : none),
    word: (code) => {
      if (code === null || code === '') return none
      const tone = Object.hasOwn(tones, code) ? tones[code] : undefined
      return { text: wordOf(code), ...(tone && { tone }) }
    },
    count: (value) => ({ text: String(value), number: value }),
    moment: (at) => (at === null ? none : { text: options.formatMoment(at) }),
    explained,
    reasons: (explanations) =>
      explanations.length === 0
        ? none
        : plain(explanations.map(explained).join(texts.listSeparator)),
    name: (person) => plain(displayName(person, shown) ?? texts.none),
    number: (person) => {
      if (!person.number) return none
      return { text: options.revealNumbers ? `+${person.number}` : maskNumber(person.number) }
    },
  }
}

function displayName(
  person: Partial<ReportPerson>,
  shown: (text: string) => string,
): string | null {
  if (person.name) return shown(person.name)
  if (person.username) return `@${person.username}`
  return person.number ? shown(`+${person.number}`) : null
}

/** Masks whatever in a text could be dialled; an address book may hold a number as a name. */
export function maskNumbersIn(text: string): string {
  return text.replace(dialable, (found) => {
    const digits = found.replace(/\D/g, '')
    return digits.length < 7 ? found : maskNumber(digits)
  })
}

function explain(
  explanation: Explanation,
  texts: ReportTexts,
  wordOf: (code: string) => string,
  options: ReportOptions,
): string {
  const entries = Object.entries(explanation.params)
  const isPartial = entries.some(([, value]) => value === null)
  const key =
    isPartial && Object.hasOwn(texts.explanations, `${explanation.code}_none`)
      ? `${explanation.code}_none`
      : explanation.code
  if (!Object.hasOwn(texts.explanations, key)) return wordOf(explanation.code)
  const values: Record<string, string> = {}
  for (const [name, value] of entries) {
    if (value === null) values[name] = texts.unknown
    else if (typeof value === 'boolean') values[name] = value ? texts.yes : texts.no
    else if (typeof value === 'string')
      values[name] = Object.hasOwn(texts.words, value) ? texts.words[value]! : value
    else values[name] = /At$|^at$|Until$/.test(name) ? options.formatMoment(value) : String(value)
  }
  return fill(texts.explanations[key]!, values)
}

function cleaned(text: string): string {
  const printable = text.replace(unprintable, '\ufffd')
  return printable.length > maxCellLength ? `${printable.slice(0, maxCellLength)}…` : printable
}
