import { contactSource } from '../../../shared/domain/contacts.ts'
import { screeningState } from '../../../shared/domain/members.ts'
import { customerTier, rfmClass, type SegmentCondition } from '../../../shared/domain/segments.ts'

const textKinds = ['name', 'city', 'email', 'language', 'externalId'] as const
const dateKinds = ['createdAt', 'lastSeenAt', 'lastOrderAt'] as const

/** What can be asked, in the order of the list that it is chosen from. */
export const kinds = [
  'tier',
  'rfm',
  'movedDown',
  'orders',
  'item',
  'lastOrderAt',
  'lastSeenAt',
  'messages',
  'broadcast',
  'announcement',
  'consent',
  'tag',
  'list',
  'group',
  'screening',
  'country',
  'city',
  'name',
  'email',
  'language',
  'birthday',
  'externalId',
  'custom',
  'number',
  'source',
  'createdAt',
  'segment',
] as const
export type Kind = (typeof kinds)[number]

const isTextKind = (kind: Kind): kind is (typeof textKinds)[number] =>
  (textKinds as readonly string[]).includes(kind)
const isDateKind = (kind: Kind): kind is (typeof dateKinds)[number] =>
  (dateKinds as readonly string[]).includes(kind)

export function kindOf(condition: SegmentCondition): Kind {
  return condition.type === 'text' || condition.type === 'date' ? condition.field : condition.type
}

/** Choices that come from the shop rather than from the app. */
export type ChoiceSource =
  | 'tags'
  | 'lists'
  | 'groups'
  | 'broadcasts'
  | 'segments'
  | 'customFields'
  | 'purposes'
  | 'countries'

/** One part of a condition, as it is edited. */
export type Part =
  | { readonly name: string; readonly as: 'choice'; readonly options: readonly string[] }
  | { readonly name: string; readonly as: 'flag' }
  | {
      readonly name: string
      readonly as: 'one' | 'many'
      readonly from: ChoiceSource | readonly string[]
    }
  | {
      readonly name: string
      readonly as: 'text' | 'number' | 'money' | 'days' | 'months' | 'within' | 'moment'
    }

const membership: Part = { name: 'operator', as: 'choice', options: ['in', 'notIn'] }
const comparison: Part = {
  name: 'comparison',
  as: 'choice',
  options: ['ge', 'le', 'gt', 'lt', 'eq', 'ne'],
}
const within: Part = { name: 'withinDays', as: 'within' }
const many = (name: string, from: ChoiceSource | readonly string[]): Part => ({
  name,
  as: 'many',
  from,
})
const one = (name: string, from: ChoiceSource): Part => ({ name, as: 'one', from })
const choice = (name: string, ...options: string[]): Part => ({ name, as: 'choice', options })

const isWithoutValue = (operator: unknown) => operator === 'isEmpty' || operator === 'isNotEmpty'

/** The parts of a condition, left to right; what makes no sense for what is chosen before is left out. */
export function partsOf(condition: SegmentCondition): readonly Part[] {
  switch (condition.type) {
    case 'text':
      return [
        choice(
          'operator',
          'is',
          'isNot',
          'contains',
          'notContains',
          'startsWith',
          'isEmpty',
          'isNotEmpty',
        ),
        ...(isWithoutValue(condition.operator) ? [] : [{ name: 'value', as: 'text' } as const]),
      ]
    case 'date':
      return [
        choice('operator', 'after', 'before', 'isEmpty', 'isNotEmpty'),
        ...(isWithoutValue(condition.operator) ? [] : [{ name: 'moment', as: 'moment' } as const]),
      ]
    case 'country':
      return [membership, many('values', 'countries')]
    case 'source':
      return [membership, many('values', contactSource.options)]
    case 'screening':
      return [membership, many('values', screeningState.options)]
    case 'number':
      return [{ name: 'isThere', as: 'flag' }]
    case 'birthday':
      return [{ name: 'withinDays', as: 'days' }]
    case 'tag':
      return [choice('operator', 'any', 'all', 'none'), many('tagIds', 'tags')]
    case 'list':
      return [membership, one('listId', 'lists')]
    case 'custom':
      return [
        one('key', 'customFields'),
        choice('as', 'text', 'number'),
        condition.as === 'number'
          ? choice('operator', 'eq', 'ne', 'ge', 'le', 'gt', 'lt', 'isEmpty', 'isNotEmpty')
          : choice('operator', 'eq', 'ne', 'contains', 'isEmpty', 'isNotEmpty'),
        ...(isWithoutValue(condition.operator) ? [] : [{ name: 'value', as: 'text' } as const]),
      ]
    case 'consent':
      return [
        one('purpose', 'purposes'),
        choice('operator', 'is', 'isNot'),
        choice('state', 'given', 'withdrawn', 'expired', 'unknown'),
      ]
    case 'group':
      return [choice('operator', 'in', 'notIn', 'wasIn'), one('groupId', 'groups')]
    case 'orders':
      return [
        choice('measure', 'count', 'sum', 'average', 'largest'),
        comparison,
        { name: 'value', as: condition.measure === 'count' ? 'number' : 'money' },
        within,
      ]
    case 'item':
      return [choice('operator', 'bought', 'notBought'), { name: 'text', as: 'text' }, within]
    case 'messages':
      return [choice('what', 'any', 'buttons'), comparison, { name: 'value', as: 'number' }, within]
    case 'announcement':
      return [choice('what', 'got', 'notGot', 'read', 'notRead'), within]
    case 'broadcast':
      return [
        choice('what', 'got', 'notGot', 'read', 'notRead', 'answered', 'notAnswered', 'heldOut'),
        one('broadcastId', 'broadcasts'),
        within,
      ]
    case 'rfm':
      return [membership, many('classes', rfmClass.options)]
    case 'tier':
      return [membership, many('tiers', customerTier.options)]
    case 'movedDown':
      return [choice('what', 'tier', 'class'), { name: 'withinMonths', as: 'months' }]
    case 'segment':
      return [membership, one('segmentId', 'segments')]
  }
}

/** A condition of a kind as it stands when it is first chosen; parts that a person has to choose are empty. */
export function freshCondition(kind: Kind): SegmentCondition {
  if (isTextKind(kind)) return { type: 'text', field: kind, operator: 'contains', value: '' }
  if (isDateKind(kind))
    return { type: 'date', field: kind, operator: 'after', moment: { kind: 'daysAgo', days: 90 } }
  return { ...fresh[kind] }
}

const fresh: Readonly<
  Record<Exclude<Kind, (typeof textKinds)[number] | (typeof dateKinds)[number]>, SegmentCondition>
> = {
  tier: { type: 'tier', operator: 'in', tiers: ['loyal'] },
  rfm: { type: 'rfm', operator: 'in', classes: ['champions'] },
  movedDown: { type: 'movedDown', what: 'tier', withinMonths: 3 },
  orders: { type: 'orders', measure: 'count', withinDays: 90, comparison: 'ge', value: 2 },
  item: { type: 'item', operator: 'bought', text: '', withinDays: null },
  messages: { type: 'messages', what: 'any', withinDays: 30, comparison: 'ge', value: 1 },
  broadcast: { type: 'broadcast', what: 'read', broadcastId: null, withinDays: 90 },
  announcement: { type: 'announcement', what: 'read', withinDays: 90 },
  consent: { type: 'consent', purpose: 'marketing', operator: 'is', state: 'given' },
  tag: { type: 'tag', operator: 'any', tagIds: [] },
  list: { type: 'list', operator: 'in', listId: '' },
  group: { type: 'group', operator: 'in', groupId: null },
  screening: { type: 'screening', operator: 'in', values: ['trusted'] },
  country: { type: 'country', operator: 'in', values: [] },
  birthday: { type: 'birthday', withinDays: 14 },
  custom: { type: 'custom', key: '', as: 'text', operator: 'eq', value: '' },
  number: { type: 'number', isThere: true },
  source: { type: 'source', operator: 'in', values: ['import'] },
  segment: { type: 'segment', operator: 'in', segmentId: '' },
}
