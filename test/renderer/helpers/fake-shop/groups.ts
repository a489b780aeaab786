import type { z } from 'zod'
import type { activityWeek, Group, joinRequest } from '../../../../shared/domain/groups.ts'
import { chance, dayMs, fakeId, hourMs, shopNow } from './basics.ts'

type Tally = Group['ruleTally']

interface Sketch {
  readonly subject: string
  readonly kind: Group['kind']
  readonly members: number
  readonly findings: number
  readonly requests?: number
  readonly ruleSet: number | null
  readonly tally: Partial<Tally>
  readonly state?: Group['state']
}

const sketches: readonly Sketch[] = [
  {
    subject: '花艺沙龙 · 周三',
    kind: 'managed',
    members: 8,
    findings: 2,
    requests: 2,
    ruleSet: 1,
    tally: { enforced: 4, watched: 2, broken: 1 },
  },
  {
    subject: 'Wedding flowers: June',
    kind: 'managed',
    members: 6,
    findings: 0,
    requests: 1,
    ruleSet: 1,
    tally: { enforced: 4, watched: 2 },
  },
  {
    subject: '新品试用小组',
    kind: 'managed',
    members: 7,
    findings: 1,
    ruleSet: 2,
    tally: { enforced: 3, watched: 1, broken: 1 },
  },
  {
    subject: '花间集老顾客群',
    kind: 'phone',
    members: 312,
    findings: 37,
    ruleSet: 2,
    tally: { watched: 1, byHand: 5, stale: 2, broken: 1 },
  },
  {
    subject: 'Tuesday market pick-up',
    kind: 'phone',
    members: 124,
    findings: 6,
    ruleSet: 2,
    tally: { watched: 1, byHand: 5, stale: 1 },
  },
  {
    subject: '同城配送通知',
    kind: 'phone',
    members: 208,
    findings: 0,
    ruleSet: 3,
    tally: { byHand: 3 },
  },
  {
    subject: '会员福利群',
    kind: 'phone',
    members: 96,
    findings: 4,
    ruleSet: 3,
    tally: { byHand: 3, broken: 1 },
  },
  { subject: '花艺课学员 2026', kind: 'phone', members: 41, findings: 0, ruleSet: null, tally: {} },
]

const ruleSetNames = ['', '小群标准', '大群标准', '只通知']

/** The shop's groups: three managed, five phone groups. */
export const groups: readonly Group[] = sketches.map((sketch, index) => ({
  id: fakeId('group', index),
  kind: sketch.kind,
  state: sketch.state ?? 'active',
  subject: sketch.subject,
  description: '',
  joinApprovalMode: sketch.kind === 'managed' ? 'approval_required' : null,
  participantCount: sketch.members,
  openFindings: sketch.findings,
  pendingJoinRequests: sketch.requests ?? 0,
  ruleSetId: sketch.ruleSet === null ? null : fakeId('ruleSet', sketch.ruleSet),
  ruleSetName: sketch.ruleSet === null ? null : (ruleSetNames[sketch.ruleSet] ?? ''),
  ruleTally: { enforced: 0, watched: 0, byHand: 0, broken: 0, stale: 0, ...sketch.tally },
  createdAt: shopNow - (400 - index * 30) * dayMs,
  lastSyncedAt: sketch.kind === 'managed' ? shopNow - 3 * 60_000 : shopNow - (index + 1) * dayMs,
  lastMessageAt: shopNow - (index + 1) * 2 * hourMs,
}))

/** Bars of the activity chart, oldest first. */
export function activity(weeks: number, scale: number): z.infer<typeof activityWeek>[] {
  const thisWeek = shopNow - (shopNow % (7 * dayMs))
  return Array.from({ length: weeks }, (_, index) => ({
    weekStart: thisWeek - (weeks - 1 - index) * 7 * dayMs,
    messages: Math.round((120 + 90 * chance(index + scale)) * scale),
    joined: Math.round(8 * chance(index * 3 + scale) * scale),
    left: Math.round(4 * chance(index * 5 + scale) * scale),
  }))
}

export const joinRequests: readonly z.infer<typeof joinRequest>[] = [
  ['沈若兰', 0, true, '朋友推荐来学插花'],
  ['Gustav Ekström', 0, false, null],
  ['罗一鸣', 1, false, null],
].map(([name, groupIndex, optedIn, reason], index) => ({
  id: fakeId('request', index),
  groupId: fakeId('group', groupIndex as number),
  groupSubject: groups[groupIndex as number]?.subject ?? '',
  contactId: fakeId('contact', 9000 + index),
  name: name as string,
  maskedNumber: `+86 15${index} ···· 66${index}8`,
  optedIn: optedIn as boolean,
  optedOut: index === 2,
  screening: (['trusted', 'to_check', 'rejected'] as const)[index] ?? 'not_screened',
  reason: reason as string | null,
  requestedAt: shopNow - (index * 9 + 2) * hourMs,
  state: 'pending',
  errorCode: null,
}))
