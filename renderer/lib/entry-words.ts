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

/** What an audit entry holds, in one line for a person: only what has a name, and no ids. */
export function detailWords(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .flatMap(([name, value]) => {
      const field = fieldWords(name)
      if (field === null || !isPlain(value) || (typeof value === 'string' && id.test(value))) {
        return []
      }
      return [i18n.t('audit.fieldAndValue', { field, value: valueWords(name, value) })]
    })
    .join(' · ')
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
