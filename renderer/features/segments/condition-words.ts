import type { TFunction } from 'i18next'
import {
  isSegmentGroup,
  type SegmentCondition,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import { formatAlternatives, formatDate, formatList, formatNumber } from '../../lib/format.ts'
import { kindOf, partsOf, type Part } from './condition-kinds.ts'
import type { Choices } from './use-choices.ts'

/** A segment as a sentence's middle: "who ordered at least 2 times and who is from Germany". */
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

/**
 * A condition as a clause: the text is chosen by what is asked and how (`said.orders.count`), the other
 * parts are filled in.
 */
function conditionWords(condition: SegmentCondition, t: TFunction, choices: Choices): string {
  const values = condition as unknown as Readonly<Record<string, unknown>>
  const kind = kindOf(condition)
  const path: string[] = [condition.type === 'text' ? 'text' : kind]
  const words: Record<string, string> = {}
  for (const part of partsOf(condition)) {
    const value = values[part.name]
    if (isFormPart(part)) path.push(part.as === 'flag' ? (value ? 'yes' : 'no') : String(value))
    else words[part.name] = partWords(condition, part, value, t, choices)
  }
  const moment = values['moment'] as Moment | undefined
  const isDaysAgo = words['moment'] !== undefined && moment?.kind === 'daysAgo'
  const count = isDaysAgo ? (moment.days ?? 0) : Number(values['value'])
  return t(`segments.said.${path.join('.')}${isDaysAgo ? 'DaysAgo' : ''}`, {
    ...words,
    ...(condition.type === 'text' ? { field: t(`segments.said.field.${kind}`) } : {}),
    ...(Number.isFinite(count) ? { count } : {}),
  })
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Parts that shape the clause rather than fill it. */
function isFormPart(part: Part): boolean {
  return (
    part.as === 'flag' ||
    part.name === 'state' ||
    (part.as === 'choice' && part.name !== 'comparison' && part.name !== 'as')
  )
}

function partWords(
  condition: SegmentCondition,
  part: Part,
  value: unknown,
  t: TFunction,
  choices: Choices,
): string {
  const chosen = (one: string) => t(`segments.choice.${condition.type}.${part.name}.${one}`)
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
      return value === null
        ? t(`segments.any.${condition.type}`)
        : value === ''
          ? '…'
          : named(String(value))
    case 'many': {
      const names = (value as string[]).map(named)
      if (names.length === 0) return '…'
      const isAll = condition.type === 'tag' && condition.operator === 'all'
      return isAll ? formatList(names) : formatAlternatives(names)
    }
    case 'text':
      return value === '' ? '…' : t('segments.words.quoted', { text: String(value) })
    case 'number':
      return formatNumber(Number(value))
    case 'money':
      return formatNumber(Number(value) / 100)
    case 'days':
      return t('segments.words.inDays', { count: Number(value) })
    case 'months':
      return t('segments.words.inMonths', { count: Number(value) })
    case 'within':
      return value === null ? '' : t('segments.words.within', { count: Number(value) })
    case 'moment':
      return formatDate((value as Moment).at ?? 0)
  }
}

interface Moment {
  readonly kind: string
  readonly days?: number
  readonly at?: number
}
