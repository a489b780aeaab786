import type { Contact } from '../../../shared/domain/contacts.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  isSegmentGroup,
  rfmClass,
  type Segment,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import type { segmentCalls } from '../../../shared/ipc/segment-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import { dayMs, fakeId, shopNow } from './fake-shop/basics.ts'
import type { FakeState } from './fake-state.ts'

/** Kept per shop of a test, beside what the other handlers keep. */
const kept = new WeakMap<FakeState, Segment[]>()

function segmentsOf(state: FakeState): Segment[] {
  let segments = kept.get(state)
  if (!segments) {
    segments = [
      {
        id: fakeId('segment', 1),
        name: 'Bought twice lately',
        conditions: {
          type: 'all',
          isNot: false,
          of: [
            { type: 'orders', measure: 'count', withinDays: 90, comparison: 'ge', value: 2 },
            { type: 'country', operator: 'in', values: ['DE'] },
          ],
        },
        createdAt: shopNow - 9 * dayMs,
        updatedAt: shopNow - 2 * dayMs,
      },
    ]
    kept.set(state, segments)
  }
  return segments
}

/** A made-up size that changes with the conditions, as a real one would. */
function sizeOf(node: SegmentNode): number {
  return isSegmentGroup(node)
    ? node.of.reduce((size, child) => size + sizeOf(child), 12)
    : JSON.stringify(node).length
}

const rfm = {
  computedAt: shopNow - dayMs,
  customers: 200,
  classes: rfmClass.options.map((name, index) => ({
    class: name,
    tier: (['loyal', 'potential', 'lost'] as const)[index % 3]!,
    contacts: [40, 30, 20, 20, 20, 10, 10, 20, 10, 10, 10][index]!,
    orders: 50 + index,
    spent: 100_000 + index,
  })),
  thresholds: {
    recencyDays: [30, 60, 120, 240],
    frequency: [2, 3, 5, 8],
    monetary: [5000, 10_000, 20_000, 40_000],
  },
  months: [
    { month: '2026-05', loyal: 80, potential: 70, lost: 40 },
    { month: '2026-06', loyal: 70, potential: 70, lost: 60 },
  ],
  moves: [
    { month: '2026-05', up: 3, down: 8 },
    { month: '2026-06', up: 2, down: 21 },
  ],
}
const ownThresholds = new WeakMap<FakeState, typeof rfm.thresholds>()

function rfmOf(state: FakeState) {
  const own = ownThresholds.get(state)
  return { ...rfm, thresholds: own ?? rfm.thresholds, isOwnThresholds: own !== undefined }
}

const fittingPerson: Contact = {
  id: fakeId('contact', 1),
  name: 'Mira Lund',
  maskedNumber: '+1 202 *** **01',
  username: null,
  numberState: 'valid',
  country: 'US',
  city: null,
  tags: [],
  source: 'import',
  optIn: 'opted_in',
  screening: 'trusted',
  groups: 0,
  lastSeenAt: null,
  orderCount: 0,
  spent: null,
  lastOrderAt: null,
  createdAt: shopNow,
}
const groupSegments = new WeakMap<FakeState, Map<string, string>>()

function groupSegmentOf(state: FakeState, groupId: string) {
  const segmentId = groupSegments.get(state)?.get(groupId) ?? null
  const people: Contact[] =
    segmentId === null ? [] : [1, 2, 3].map((n) => ({ ...fittingPerson, id: fakeId('contact', n) }))
  return {
    segmentId,
    total: people.length * 3,
    inGroup: people.length,
    toInvite: people.slice(0, 2),
    leftOut: people.length === 0 ? [] : [{ reason: 'no_opt_in' as const, contacts: 4 }],
    toRemove: people.slice(2),
  }
}

export const fakeSegmentHandlers: Pick<FakeHandlers, keyof typeof segmentCalls> = {
  'segments.list': (_input, state) => ({ segments: segmentsOf(state) }),
  'segments.get': ({ segmentId }, state) => found(state, segmentId),
  'segments.count': ({ segmentId }, state) => ({
    total: sizeOf(found(state, segmentId).conditions),
  }),
  'segments.contacts': () => ({ items: [], nextCursor: null }),
  'segments.preview': ({ conditions }) => ({ total: sizeOf(conditions), of: 1234, sample: [] }),
  'segments.save': ({ segmentId, name, conditions }, state) => {
    const segments = segmentsOf(state)
    if (segments.some((segment) => segment.name === name && segment.id !== segmentId))
      throw new AppError('conflict', { field: 'name' })
    const made = {
      id: segmentId ?? state.newId(),
      name,
      conditions,
      createdAt: shopNow,
      updatedAt: shopNow,
    }
    kept.set(state, [...segments.filter((segment) => segment.id !== segmentId), made])
    return made
  },
  'segments.delete': ({ segmentId }, state) => {
    kept.set(
      state,
      segmentsOf(state).filter((segment) => segment.id !== segmentId),
    )
    return { done: true }
  },
  'groupSegments.get': ({ groupId }, state) => groupSegmentOf(state, groupId),
  'groupSegments.list': ({ segmentId }, state) => ({
    groups: state.groups
      .filter((group) => groupSegments.get(state)?.get(group.id) === segmentId)
      .map((group) => {
        const { total, inGroup, toInvite, toRemove } = groupSegmentOf(state, group.id)
        return {
          groupId: group.id,
          subject: group.subject,
          inGroup,
          missing: total - inGroup,
          toInvite: toInvite.length,
          toRemove: toRemove.length,
        }
      }),
  }),
  'groupSegments.set': ({ groupId, segmentId }, state) => {
    const of = groupSegments.get(state) ?? new Map<string, string>()
    if (segmentId === null) of.delete(groupId)
    else of.set(groupId, segmentId)
    groupSegments.set(state, of)
    return groupSegmentOf(state, groupId)
  },
  'groupSegments.propose': (_input, state) => ({ planId: state.newId(), removals: 1 }),
  'groupSegments.invite': ({ confirmCount }) => ({ queued: confirmCount }),
  'rfm.slipped': () => ({ contacts: [fittingPerson] }),
  'rfm.get': (_input, state) => rfmOf(state),
  'rfm.recompute': (_input, state) => rfmOf(state),
  'rfm.setThresholds': ({ thresholds }, state) => {
    if (thresholds === null) ownThresholds.delete(state)
    else ownThresholds.set(state, thresholds)
    return rfmOf(state)
  },
}

function found(state: FakeState, segmentId: string): Segment {
  const segment = segmentsOf(state).find((candidate) => candidate.id === segmentId)
  if (!segment) throw new AppError('not_found')
  return segment
}
