import type { TFunction } from 'i18next'
import {
  isSegmentGroup,
  type SegmentCondition,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import { formatDate, formatList, formatNumber, joinWords } from '../../lib/format.ts'
import { kindOf, partsOf, type Part } from './condition-kinds.ts'
import type { Choices } from './use-choices.ts'

/** A segment as a sentence's middle: "orders in the last 90 days at least 2 and country is Germany". */
export function nodeWords(node: SegmentNode, t: TFunction, choices: Choices): string {
  if (!isSegmentGroup(node)) return conditionWords(node, t, choices)
  const words = node.of.map((child) =>
    isSegmentGroup(child) && child.of.length > 1 && !child.isNot
      ? t('segments.words.bracket', { words: nodeWords(child, t, choices) })
      : nodeWords(child, t, choices),
  )
  if (words.length === 0) return t('segments.words.everybody')
  const joined = words.join(t(`segments.words.${node.type}`))
  return node.isNot ? t('segments.words.not', { words: joined }) : joined
}

function conditionWords(condition: SegmentCondition, t: TFunction, choices: Choices): string {
  const values = condition as unknown as Readonly<Record<string, unknown>>
  const parts = partsOf(condition).map((part) =>
    partWords(condition.type, part, values[part.name], t, choices),
  )
  return joinWords([
    t(`segments.kind.${kindOf(condition)}`),
    ...parts.filter((word) => word !== ''),
  ])
}

function partWords(
  type: SegmentCondition['type'],
  part: Part,
  value: unknown,
  t: TFunction,
  choices: Choices,
): string {
  const chosen = (one: string) => t(`segments.choice.${type}.${part.name}.${one}`)
  const named = (one: string) => {
    if (part.as !== 'one' && part.as !== 'many') return one
    if (typeof part.from !== 'string') return chosen(one)
    return choices[part.from].find((choice) => choice.value === one)?.label ?? t('segments.gone')
  }
  switch (part.as) {
    case 'choice':
      return chosen(String(value))
    case 'flag':
      return chosen(value === true ? 'yes' : 'no')
    case 'one':
      return value === null ? t('segments.anyGroup') : value === '' ? '…' : named(String(value))
    case 'many':
      return (value as string[]).length === 0 ? '…' : formatList((value as string[]).map(named))
    case 'text':
      return value === '' ? '…' : t('segments.words.quoted', { text: String(value) })
    case 'number':
      return formatNumber(Number(value))
    case 'money':
      return formatNumber(Number(value) / 100)
    case 'days':
      return t('segments.words.inDays', { count: Number(value) })
    case 'within':
      return value === null ? '' : t('segments.words.within', { count: Number(value) })
    case 'moment':
      return momentWords(value as { kind: string; days?: number; at?: number }, t)
  }
}

function momentWords(
  moment: { readonly kind: string; readonly days?: number; readonly at?: number },
  t: TFunction,
): string {
  return moment.kind === 'at'
    ? formatDate(moment.at ?? 0)
    : t('segments.words.daysAgo', { count: moment.days ?? 0 })
}
