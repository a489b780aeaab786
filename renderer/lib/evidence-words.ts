import type { Explanation } from '../../shared/domain/common.ts'
import { formatDate, formatDays, formatNumber } from './format.ts'
import { i18n } from './i18n.ts'

type Params = Explanation['params']

const dayNames = new Set(['days', 'everyDays', 'staleDays'])
/** Where a value decides between sentences rather than standing in one. */
const variantNames: Readonly<Record<string, string>> = {
  pinned_message_missing: 'reason',
  member_number_invalid: 'state',
}

function valueInWords(name: string, value: Params[string]): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    if (dayNames.has(name)) return formatDays(value)
    return /At$|^at$/.test(name) ? formatDate(value) : formatNumber(value)
  }
  if (value === 'approval_required') return i18n.t('findings.approvalOn')
  if (value === 'auto_approve') return i18n.t('findings.approvalOff')
  return String(value)
}

function variantKeys(code: string, params: Params): string[] {
  const variant = params[variantNames[code] ?? '']
  if (typeof variant === 'string') return [`${code}_${variant}`]
  const hasGap = Object.values(params).includes(null)
  return hasGap ? [`${code}_never`, `${code}_unknown`] : []
}

/** What was seen, as a sentence: the evidence of a finding, of a plan's action, of a review card. */
export function evidenceInWords({ code, params }: Explanation): string {
  const keys = [...variantKeys(code, params), code].map((key) => `findings.evidence.${key}`)
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (name !== 'count') words[name] = valueInWords(name, value)
  }
  const { count } = params
  return i18n.t(keys, {
    ...words,
    ...(typeof count === 'number' ? { count } : {}),
    defaultValue: i18n.t('common.unknownReason', { code }),
  })
}
