import type { Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { Faults } from '../../electron/sandbox/faults.ts'
import { dayMs, type Group } from '../../electron/sandbox/model.ts'

/** What the main job is to lead to, told by the shop before it begins. */
export interface CrashShop {
  readonly groups: readonly ShopGroup[]
  /** Open findings once everything that happened before the start is known. */
  readonly findings: number
  /** Actions of the plan that these findings ask for. */
  readonly actions: number
}

export interface ShopGroup {
  readonly remoteId: string
  readonly subject: string
  /** Numbers of the members at the end, as digits, sorted. */
  readonly members: readonly string[]
  readonly removed: readonly string[]
  readonly joinRequestIds: readonly string[]
  readonly oldLink: string
}

export const ruleTexts = {
  cadence: 'Fresh peonies on Thursday.',
  pinned: 'Orders before noon are delivered the same day.',
  announcement: 'The workshop on Saturday begins at ten.',
} as const

export const rules = {
  joinApproval: { required: true },
  inviteLinkRotation: { everyDays: 30 },
  announcementCadence: { everyDays: 14, text: ruleTexts.cadence },
  pinnedMessage: { text: ruleTexts.pinned, days: 7 },
  memberReview: { everyDays: 90, criteria: { optedOut: true } },
}

/** Rule findings of each group besides its people: link, announcement, pin, review. */
const findingsPerGroup = 4
/** A due review is the owner's work, so no action goes with it. */
const actionsPerGroup = 3

/**
 * Groups that ask for every kind of action: members who opted out, people who want in, links that are
 * old, messages that are due, and an open window to send them in.
 */
export function fillCrashShop(sandbox: Sandbox, groupCount: number): CrashShop {
  const groups = Array.from({ length: groupCount }, (_, index) => fillGroup(sandbox, index))
  const people = groups.reduce(
    (sum, group) => sum + group.removed.length + group.joinRequestIds.length,
    0,
  )
  return {
    groups,
    findings: groupCount * findingsPerGroup + people,
    actions: groupCount * actionsPerGroup + people,
  }
}

function fillGroup({ state, simulate }: Sandbox, index: number): ShopGroup {
  const createdAt = Date.now() - 60 * dayMs
  const phone = (seat: number) => `1202555${String(1000 + index * 20 + seat)}`
  const group: Group = {
    id: Buffer.from(`capi_group:crash:${index}`).toString('base64url'),
    subject: `Garden circle ${index + 1}`,
    description: '',
    createdAt,
    joinApprovalMode: 'approval_required',
    inviteLink: `https://chat.whatsapp.com/before${index}`,
    suspended: false,
    deleted: false,
    participants: [],
    removed: new Set(),
    joinRequests: [],
    pins: [],
    picture: undefined,
    lastInboundAt: undefined,
  }
  state.groups.set(group.id, group)
  const seats = Array.from({ length: 4 + (index % 2) }, (_, seat) => phone(seat))
  for (const seat of seats) {
    const person = state.people.ensure({ phone: seat, name: `Member ${seat.slice(-4)}` })
    group.participants.push({ person, joinedAt: createdAt })
  }
  const removed = seats.slice(0, 1 + (index % 2))
  const asking = [phone(10), phone(11)].slice(0, 1 + ((index + 1) % 2))
  simulate.message(group.id, { phone: seats.at(-1) ?? '' }, 'When do you open on Saturday?')
  for (const seat of removed) simulate.marketingStop({ phone: seat })
  for (const seat of asking) simulate.requestToJoin(group.id, { phone: seat, name: 'Newcomer' })
  return {
    remoteId: group.id,
    subject: group.subject,
    members: [...seats.filter((seat) => !removed.includes(seat)), ...asking].sort(),
    removed,
    joinRequestIds: group.joinRequests.map((request) => request.id),
    oldLink: group.inviteLink ?? '',
  }
}

/**
 * What goes wrong on the way. Inbound messages and preferences are never dropped, since nothing but
 * their updates tells of them; everything that is dropped can be learned by looking.
 */
export const crashFaults: Faults = {
  calls: [
    { kind: 'latency', ms: 120, probability: 0.25 },
    { kind: 'http', status: 500, probability: 0.05 },
    { kind: 'timeout_after', probability: 0.05 },
    { kind: 'reset_before', probability: 0.02 },
    { kind: 'error', code: 131016, probability: 0.02 },
  ],
  webhooks: [
    { kind: 'duplicate', probability: 0.15 },
    { kind: 'reorder', withinMs: 150, probability: 0.15 },
    { kind: 'late', ms: 400, probability: 0.1 },
    { kind: 'drop', field: 'group_participants_update', probability: 0.1 },
    { kind: 'drop', field: 'messages/statuses', probability: 0.05 },
  ],
}
