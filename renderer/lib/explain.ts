import type { Explanation } from '../../shared/domain/common.ts'
import { formatDate, formatNumber } from './format.ts'
import { i18n } from './i18n.ts'

type Value = Explanation['params'][string]

function valueInWords(name: string, value: Value, namespace: string): string {
  if (value === null) return i18n.t('common.unknown')
  if (typeof value === 'boolean') return i18n.t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') {
    return /At$|^at$|Until$/.test(name) ? formatDate(value) : formatNumber(value)
  }
  const key = `${namespace}.values.${name}.${value}`
  return i18n.exists(key) ? i18n.t(key) : value
}

function pluralCount(params: Explanation['params']): number | undefined {
  if (typeof params['count'] === 'number') return params['count']
  const other = Object.entries(params).find(
    ([name, value]) => typeof value === 'number' && !/At$|^at$|Until$/.test(name),
  )
  return other?.[1] as number | undefined
}

/**
 * Words for an explanation: key `<namespace>.<code>`. Names that end in `At` or `Until` are moments,
 * other numbers are grouped; strings that have a text at `<namespace>.values.<name>.<value>` get it.
 * The plural form follows `count`, else the first number (its formatted form is at its own name).
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
    defaultValue: fallback ?? i18n.t('common.unknownReason', { code: explanation.code }),
  })
}
