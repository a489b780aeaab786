import { formatDateTime, formatNumber } from './format.ts'
import { i18n } from './i18n.ts'

/** Where the words for a code in an audit entry are looked for, in this order. */
const wordPlaces = [
  'audit.value',
  'findings.code',
  'rules.rule',
  'reviews.decision',
  'reviews.criterion',
  'members.optIn',
  'members.consent',
  'plans.kind',
  'jobs.kind',
  'screening.word',
  'screening.verdict',
  'screening.evidence.kind',
]

/** Name of a field in an audit entry, or null where it says nothing to a person, as an id does. */
export function fieldWords(name: string): string | null {
  const key = `audit.fields.${name}`
  return i18n.exists(key) ? i18n.t(key) : null
}

/** A plain value of an audit entry in words: moments, counts, yes or no, and codes that have a word. */
export function valueWords(name: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return i18n.t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') {
    return /At$|^at$|^from$|^to$/.test(name) ? formatDateTime(value) : formatNumber(value)
  }
  const key = wordPlaces.map((place) => `${place}.${value}`).find((one) => isWord(one))
  return key === undefined ? value : i18n.t(key)
}

function isWord(key: string): boolean {
  return typeof i18n.getResource(i18n.language, 'translation', key) === 'string'
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * A value of an audit entry in words, whatever it holds. Ids say nothing to a person: a list of them is
 * counted, one alone is left out (null).
 */
export function entryValueWords(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return listWords(name, value)
  if (typeof value === 'object') return detailWords(value as Record<string, unknown>)
  if (typeof value === 'string') return id.test(value) ? null : valueWords(name, value)
  return typeof value === 'number' || typeof value === 'boolean' ? valueWords(name, value) : null
}

function listWords(name: string, values: readonly unknown[]): string {
  const words = values.map((value) => entryValueWords(name, codeOf(value) ?? value))
  const known = [...new Set(words.filter((word) => word !== null && word !== ''))] as string[]
  if (known.length === 0) return formatNumber(values.length)
  return known
    .map((word) => {
      const times = words.filter((one) => one === word).length
      return times === 1 ? word : `${word} × ${formatNumber(times)}`
    })
    .join(i18n.t('audit.valueSeparator'))
}

/** The code of a finding or action in a list: what it is about is an id beside it. */
function codeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const { code, kind } = value as { readonly code?: unknown; readonly kind?: unknown }
  const found = code ?? kind
  return typeof found === 'string' ? found : null
}

/** What an audit entry holds, in one line for a person: only what has a name, and no ids. */
export function detailWords(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .flatMap(([name, value]) => {
      const field = fieldWords(name)
      const words = field === null || value === null ? null : entryValueWords(name, value)
      return field === null || words === null || words === ''
        ? []
        : [i18n.t('audit.fieldAndValue', { field, value: words })]
    })
    .join(' · ')
}
