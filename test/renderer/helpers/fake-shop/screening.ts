import type { z } from 'zod'
import type {
  blockListEntry,
  personScreening,
  ScreeningResult,
  ScreeningSettings,
} from '../../../../shared/domain/screening.ts'
import { screeningPresets } from '../../../../shared/domain/screening-presets.ts'
import { dayMs, fakeId, shopNow } from './basics.ts'

export type FakePerson = z.infer<typeof personScreening>

const result = (
  check: ScreeningResult['check'],
  outcome: ScreeningResult['outcome'],
  points: number,
  code: string,
  params: ScreeningResult['explanation']['params'] = {},
): ScreeningResult => ({ check, outcome, points, explanation: { code, params } })

const silent = [
  result('reported', 'unknown', 0, 'reported_never'),
  result('orders', 'unknown', 0, 'orders_none'),
  result('flood', 'unknown', 0, 'messages_not_kept'),
]

function aPerson(index: number, name: string, known: Partial<FakePerson>): FakePerson {
  return {
    contactId: fakeId('contact', 9000 + index),
    name,
    maskedNumber: `+86 15${index} ···· 66${index}8`,
    username: null,
    numberState: 'valid',
    country: 'CN',
    source: 'import',
    createdAt: shopNow - (index + 1) * dayMs,
    lastSeenAt: null,
    orderCount: 0,
    verdict: 'to_check',
    score: 15,
    checksVerdict: 'to_check',
    screenedAt: shopNow - dayMs,
    decision: null,
    results: [result('number', 'good', 15, 'number_mobile'), ...silent],
    joining: [],
    evidence: [],
    decisions: [],
    ...known,
  }
}

/** People in every state, newest first. */
export const screenedPeople: readonly FakePerson[] = [
  aPerson(0, '沈若兰', {
    joining: [{ groupId: fakeId('group', 0), groupSubject: '茉莉花友会' }],
  }),
  aPerson(1, 'Gustav Ekström', {
    country: 'SE',
    score: -33,
    results: [
      result('block_list', 'bad', -100, 'block_list_reason', {
        source: 'Market Street',
        reason: 'Never paid',
      }),
      result('orders', 'good', 50, 'orders', { count: 4, lastOrderAt: shopNow - 9 * dayMs }),
      result('number', 'good', 15, 'number_mobile'),
      result('market', 'good', 2, 'market_inside', { country: 'SE' }),
    ],
  }),
  aPerson(2, '罗一鸣', {
    maskedNumber: null,
    username: 'luo.yiming',
    numberState: 'none',
    country: null,
    source: 'update',
    score: 0,
    results: [result('number', 'unknown', 0, 'number_none'), ...silent],
    evidence: [
      {
        id: fakeId('job', 7001),
        kind: 'shop_visit',
        place: '柜台',
        note: '',
        recordedBy: 'owner',
        at: shopNow - 3 * dayMs,
        withdrawnAt: shopNow - dayMs,
      },
    ],
  }),
  aPerson(3, 'Maya Lindqvist', { verdict: 'rejected', checksVerdict: 'rejected', score: -60 }),
  aPerson(4, 'Nobody Yet', {
    verdict: 'not_screened',
    checksVerdict: null,
    score: null,
    screenedAt: null,
    results: [],
  }),
]

export const blockList: readonly z.infer<typeof blockListEntry>[] = [
  {
    entryId: fakeId('job', 7100),
    maskedNumber: '+86 151 ···· 6618',
    reason: 'Never paid',
    source: 'Market Street',
    at: shopNow - 4 * dayMs,
    contactId: fakeId('contact', 9001),
  },
  {
    entryId: fakeId('job', 7101),
    maskedNumber: '+86 139 ···· 1200',
    reason: '',
    source: 'Market Street',
    at: shopNow - 4 * dayMs,
    contactId: null,
  },
]

export const fakeScreeningSettings: ScreeningSettings = {
  ...screeningPresets.normal,
  markets: ['CN', 'SE'],
}
