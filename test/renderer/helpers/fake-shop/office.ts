import type { z } from 'zod'
import type { Account, connectionCheck, syncStatus } from '../../../../shared/domain/account.ts'
import type { AuditEntry } from '../../../../shared/domain/audit.ts'
import type { overview } from '../../../../shared/domain/overview.ts'
import type { Settings, workspaceStatus } from '../../../../shared/domain/workspace.ts'
import { chance, dayMs, fakeId, hourMs, shopNow } from './basics.ts'
import { activity, groups } from './groups.ts'
import { members } from './people.ts'

export type WorkspaceStatus = z.infer<typeof workspaceStatus>
export type SyncStatus = z.infer<typeof syncStatus>
export type Overview = z.infer<typeof overview>
export type ConnectionCheck = z.infer<typeof connectionCheck>

export const readyWorkspace: WorkspaceStatus = {
  state: 'ready',
  lockedReason: null,
  vault: 'keychain',
  isDemo: false,
  name: '花间集',
  keychainAvailable: true,
  recoveryConfirmed: true,
  version: '0.1.0',
}

export const missingWorkspace: WorkspaceStatus = {
  ...readyWorkspace,
  state: 'missing',
  vault: null,
  name: null,
  recoveryConfirmed: false,
}

export const lockedWorkspace: WorkspaceStatus = {
  ...readyWorkspace,
  state: 'locked',
  lockedReason: 'passphrase',
  vault: 'passphrase',
}

export const demoWorkspace: WorkspaceStatus = {
  ...readyWorkspace,
  vault: 'memory',
  isDemo: true,
}

export const fakeSettings: Settings = {
  workspaceName: '花间集',
  language: 'en',
  colorScheme: 'auto',
  defaultCountry: 'CN',
  confirmationStaleDays: 30,
  graphVersion: 'v23.0',
  updatesPort: 0,
  automaticUpdates: true,
  notifications: true,
  rateCard: { currency: 'USD', asOf: '2026-10-01', marketing: 0.0782, utility: 0.0341 },
}

export const connectedAccount: Account = {
  connected: true,
  isSandbox: false,
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+86 571 ···· 8000',
  verifiedName: '花间集 Huajian Flowers',
  status: 'CONNECTED',
  qualityRating: 'GREEN',
  messagingLimit: 'TIER_1K',
  canSendMessage: 'AVAILABLE',
  groups: 'eligible',
  hasToken: true,
  hasAppSecret: true,
  stoppedCode: null,
  checkedAt: shopNow - 20 * 60_000,
}

export const noAccount: Account = {
  connected: false,
  isSandbox: false,
  phoneNumberId: null,
  wabaId: null,
  displayPhoneNumber: null,
  verifiedName: null,
  status: null,
  qualityRating: null,
  messagingLimit: null,
  canSendMessage: null,
  groups: 'unknown',
  hasToken: false,
  hasAppSecret: false,
  stoppedCode: null,
  checkedAt: null,
}

export const connectionChecks: ConnectionCheck[] = [
  { item: 'token', outcome: 'passed', code: 'token_ok' },
  { item: 'phone_number', outcome: 'passed', code: 'phone_number_ok' },
  { item: 'waba', outcome: 'passed', code: 'waba_ok' },
  { item: 'app_secret', outcome: 'not_checked', code: 'app_secret_kept' },
  { item: 'health', outcome: 'warning', code: 'health_limited' },
  { item: 'groups', outcome: 'passed', code: 'groups_eligible' },
]

export const idleSync: SyncStatus = {
  state: 'idle',
  lastFinishedAt: shopNow - 3 * 60_000,
  lastErrorCode: null,
  receiverUrl: 'http://127.0.0.1:43117/updates',
  updatesReceived: 1284,
  updatesRefused: 2,
  updatesUnknown: 1,
  lastUpdateAt: shopNow - 40_000,
}

export const unknownUpdates = [
  {
    id: fakeId('job', 900),
    field: 'group_topics_update',
    receivedAt: shopNow - 5 * hourMs,
    preview: '{"field":"group_topics_update","value":{"from":"+86 13· ···· 8000"}}',
  },
]

type Attention = Overview['attention'][number]

function attention(kind: Attention['kind'], rest: Partial<Attention>): Attention {
  return {
    key: `${kind}:${rest.groupId ?? ''}`,
    kind,
    urgency: 'today',
    explanation: { code: kind, params: { count: rest.count ?? 1 } },
    groupId: null,
    targetId: null,
    count: 1,
    minutes: 2,
    since: shopNow - dayMs,
    ...rest,
  }
}

const subjectOf = (index: number) => groups[index]?.subject ?? ''

export const fakeOverview: Overview = {
  attention: [
    attention('unknown_outcome', {
      urgency: 'now',
      groupId: fakeId('group', 0),
      targetId: fakeId('job', 1),
      since: shopNow - 3 * hourMs,
      explanation: {
        code: 'unknown_outcome',
        params: { count: 1, subject: subjectOf(0), code: 'message.send' },
      },
    }),
    attention('failed_job', {
      urgency: 'now',
      groupId: fakeId('group', 0),
      targetId: 'participants.remove',
      explanation: {
        code: 'failed_job',
        params: { count: 1, subject: subjectOf(0), code: 'participant_not_in_group' },
      },
    }),
    attention('join_requests', {
      groupId: fakeId('group', 0),
      count: 3,
      minutes: 3,
      since: shopNow - 20 * hourMs,
      explanation: { code: 'join_requests', params: { count: 3, subject: subjectOf(0) } },
    }),
    attention('review_open', {
      groupId: fakeId('group', 3),
      targetId: fakeId('review', 1),
      count: 286,
      minutes: 18,
      explanation: { code: 'review_open', params: { count: 286, subject: subjectOf(3) } },
    }),
    attention('findings', {
      groupId: fakeId('group', 3),
      count: 37,
      minutes: 6,
      explanation: { code: 'findings', params: { count: 37, subject: subjectOf(3) } },
    }),
    attention('plan_open', {
      groupId: fakeId('group', 0),
      targetId: fakeId('plan', 1),
      count: 5,
      explanation: { code: 'plan_open', params: { count: 5, subject: subjectOf(0) } },
    }),
    attention('by_hand_todo', {
      groupId: fakeId('group', 3),
      targetId: fakeId('plan', 2),
      urgency: 'soon',
      count: 8,
      minutes: 8,
      explanation: { code: 'by_hand_todo', params: { count: 8, subject: subjectOf(3) } },
    }),
    attention('stale_confirmation', {
      groupId: fakeId('group', 4),
      urgency: 'soon',
      minutes: 1,
      explanation: { code: 'stale_confirmation', params: { count: 1, subject: subjectOf(4) } },
    }),
    attention('unknown_updates', { urgency: 'soon', minutes: 1 }),
  ],
  weeks: activity(12, 3),
  groups: groups.length,
  members: members.length,
  optedIn: members.filter((member) => member.optIn === 'opted_in').length,
  optedOut: members.filter((member) => member.optIn === 'opted_out').length,
  cleanedUp: 0,
}

const auditActions: ReadonlyArray<readonly [action: string, subjectKind: string, data: object]> = [
  ['reviews.decided', 'review_item', { before: { decision: null }, after: { decision: 'keep' } }],
  ['plans.approved', 'plan', { approved: 5, declined: 1, removals: 2 }],
  ['groups.inviteLinkReset', 'group', {}],
  ['rules.confirmed', 'rule', { rule: 'posting', before: null, after: { confirmed: true } }],
  ['joinRequests.approveRequested', 'join_request', { jobs: 1 }],
  ['announcements.approved', 'announcement', { groups: 3, recipients: 323 }],
  ['ruleSets.updated', 'rule_set', { before: { version: 4 }, after: { version: 5 } }],
  ['chatExports.imported', 'group', { messages: 1204, newMembers: 3 }],
  ['members.revealed', 'contact', {}],
  ['settings.updated', 'settings', { before: { language: 'en' }, after: { language: 'zh-CN' } }],
]

function fakeHash(seed: number): string {
  return Array.from({ length: 64 }, (_, index) =>
    Math.floor(chance(seed * 64 + index) * 16).toString(16),
  ).join('')
}

/** The audit log, newest first. */
export const auditEntries: readonly AuditEntry[] = Array.from({ length: 640 }, (_, index) => {
  const seq = 640 - index
  const [action, subjectKind, data] = auditActions[seq % auditActions.length] ?? ['', '', {}]
  const group = groups[seq % groups.length]
  return {
    seq,
    at: shopNow - index * 47 * 60_000,
    actor: seq % 13 === 0 ? 'groupkeeper' : 'owner',
    action,
    subjectKind,
    subjectId: fakeId('job', seq),
    groupId: subjectKind === 'settings' || subjectKind === 'rule_set' ? null : (group?.id ?? null),
    data: data as Record<string, unknown>,
    prevHash: fakeHash(seq - 1),
    hash: fakeHash(seq),
  }
})
