import type { Explanation } from '../../shared/domain/common.ts'
import { formatDate, formatNumber } from './format.ts'
import { i18n } from './i18n.ts'

type Value = Explanation['params'][string]

function valueInWords(name: string, value: Value, namespace: string): string {
  const key = `${namespace}.values.${name}.${String(value)}`
  if (typeof value !== 'number' && i18n.exists(key)) return i18n.t(key)
  if (value === null) return i18n.t('common.unknown')
  if (typeof value === 'boolean') return i18n.t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'string') return value
  return isMoment(name) ? formatDate(value) : formatNumber(value)
}

function isMoment(name: string): boolean {
  return /At$|^at$|Until$/.test(name)
}

function pluralCount(params: Explanation['params']): number | undefined {
  if (typeof params['count'] === 'number') return params['count']
  const other = Object.entries(params).find(
    ([name, value]) => typeof value === 'number' && !isMoment(name),
  )
  return other?.[1] as number | undefined
}

/**
 * Words for an explanation: key `<namespace>.<code>`. Names that end in `At` or `Until` are moments,
 * other numbers are grouped; other values (`true` and `null` too) that have a text at
 * `<namespace>.values.<name>.<value>` get it.
 * The plural form follows `count`, else the first number (its formatted form is at its own name).
 * With a value that is null, the text at `<code>_none` is taken where there is one.
 */
export function explain(explanation: Explanation, namespace: string, fallback?: string): string {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(explanation.params)) {
    if (name !== 'count') words[name] = valueInWords(name, value, namespace)
  }
  const count = pluralCount(explanation.params)
  return i18n.t(`${namespace}.${explanation.code}`, {
    ...words,
    ...(count === undefined ? {} : { count }),
    ...(Object.values(explanation.params).includes(null) ? { context: 'none' } : {}),
    defaultValue: fallback ?? i18n.t('common.unknownReason', { code: explanation.code }),
  })
}
