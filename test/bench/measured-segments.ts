import type { SegmentCondition, SegmentGroup, SegmentNode } from '../../shared/domain/segments.ts'
import { filledNow } from './fill-contacts.ts'
import { filledSegments } from './fill-segments.ts'

const all = (...of: SegmentNode[]): SegmentGroup => ({ type: 'all', isNot: false, of })
const any = (...of: SegmentNode[]): SegmentGroup => ({ type: 'any', isNot: false, of })
const none = (...of: SegmentNode[]): SegmentGroup => ({ type: 'any', isNot: true, of })
const agreed: SegmentCondition = {
  type: 'consent',
  purpose: 'marketing',
  operator: 'is',
  state: 'given',
}
const country = (...values: string[]): SegmentCondition => ({
  type: 'country',
  operator: 'in',
  values,
})
const orders = (
  measure: 'count' | 'sum',
  withinDays: number | null,
  comparison: 'eq' | 'lt' | 'ge' | 'gt',
  value: number,
): SegmentCondition => ({ type: 'orders', measure, withinDays, comparison, value })
const wrote = (
  withinDays: number | null,
  comparison: 'eq' | 'ge',
  value: number,
): SegmentCondition => ({ type: 'messages', what: 'any', withinDays, comparison, value })
const inGroup = (groupId: string): SegmentCondition => ({ type: 'group', operator: 'in', groupId })
const may = Math.ceil((filledNow - Date.UTC(2026, 4, 1)) / 86_400_000)

/** Twelve segments as shops ask for them; "indexed" ones begin with what an index leads to. */
export const measuredSegments: readonly {
  readonly name: string
  readonly conditions: SegmentGroup
}[] = [
  {
    name: 'indexed.a-not-b-unread-since-may',
    conditions: all(inGroup(filledSegments.groupA), none(inGroup(filledSegments.groupB)), {
      type: 'announcement',
      what: 'notRead',
      withinDays: may,
    }),
  },
  {
    name: 'indexed.wholesale-spent-this-year',
    conditions: all(
      { type: 'tag', operator: 'any', tagIds: [filledSegments.wholesale] },
      any(orders('sum', 365, 'ge', 100_000), orders('count', null, 'ge', 20)),
    ),
  },
  {
    name: 'indexed.champions-agreed-in-china',
    conditions: all(
      { type: 'rfm', operator: 'in', classes: ['champions'] },
      agreed,
      country('CN', 'HK'),
    ),
  },
  {
    name: 'indexed.list-silent',
    conditions: all(
      { type: 'list', operator: 'in', listId: filledSegments.list },
      wrote(180, 'eq', 0),
      { type: 'number', isThere: true },
    ),
  },
  {
    name: 'indexed.birthday-loyal',
    conditions: all(
      { type: 'birthday', withinDays: 7 },
      { type: 'tier', operator: 'in', tiers: ['loyal'] },
    ),
  },
  {
    name: 'indexed.new-this-week',
    conditions: all(
      {
        type: 'date',
        field: 'createdAt',
        operator: 'after',
        moment: { kind: 'daysAgo', days: 14 },
      },
      orders('count', null, 'eq', 0),
      agreed,
    ),
  },
  {
    name: 'twice-in-90-not-in-30',
    conditions: all(orders('count', 90, 'ge', 2), orders('count', 30, 'eq', 0)),
  },
  {
    name: 'spent-in-90-days',
    conditions: all(orders('sum', 90, 'ge', 50_000), agreed),
  },
  {
    name: 'slipping-away-wrote-lately',
    conditions: all(
      { type: 'tier', operator: 'in', tiers: ['lost'] },
      orders('sum', null, 'ge', 100_000),
      wrote(60, 'ge', 1),
    ),
  },
  {
    name: 'nested',
    conditions: all(
      any(
        all(country('CN', 'HK'), orders('count', 365, 'ge', 3)),
        all(country('US'), wrote(90, 'ge', 3)),
      ),
      none(
        { type: 'tag', operator: 'any', tagIds: [filledSegments.wholesale] },
        all(
          { type: 'rfm', operator: 'in', classes: ['lost', 'about_to_sleep'] },
          wrote(30, 'eq', 0),
        ),
      ),
      { type: 'number', isThere: true },
    ),
  },
  {
    name: 'bought-peonies',
    conditions: all(
      { type: 'item', operator: 'bought', text: 'peony', withinDays: 180 },
      orders('count', 30, 'eq', 0),
    ),
  },
  {
    name: 'clicked-not-bought',
    conditions: all(
      { type: 'messages', what: 'buttons', withinDays: 90, comparison: 'ge', value: 1 },
      orders('count', 60, 'eq', 0),
    ),
  },
]
