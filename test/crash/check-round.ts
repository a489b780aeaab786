import type { Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { FinalState } from './protocol.ts'
import type { CrashShop, ShopGroup } from './shop.ts'

/** Messages to each group: the rule's announcement, the rule's pinned text, the owner's announcement. */
const textsPerGroup = 3
const pinsPerGroup = 2
const reached = new Set(['sent', 'delivered', 'read'])

export interface Verdict {
  /** What was accepted more than once. */
  readonly doubles: readonly string[]
  /** Everything else that is not as it should be. */
  readonly differences: readonly string[]
}

/** Holds the store's final state and the sandbox's against each other and against what was wanted. */
export function checkRound(sandbox: Sandbox, shop: CrashShop, state: FinalState): Verdict {
  return {
    doubles: findDoubles(sandbox, shop),
    differences: [
      ...checkPlan(shop, state),
      ...checkJobs(state),
      ...shop.groups.flatMap((group) => checkGroup(sandbox, group, state)),
      ...state.leftover.map((action) => `planning again proposes ${action}`),
      ...(state.audit.valid ? [] : ['the audit chain does not hold']),
      ...(sandbox.defects.length === 0 ? [] : ['the sandbox has defects']),
    ],
  }
}

export function findDoubles({ counters, state }: Sandbox, shop: CrashShop): string[] {
  const doubles = [...counters.repeated()]
  for (const { remoteId, subject } of shop.groups) {
    const resets = counters.operations[`reset_invite_link ${remoteId}`] ?? 0
    if (resets > 1) doubles.push(`${resets} link resets in ${subject}`)
    const sent = [...state.sent.values()].filter((message) => message.to === remoteId)
    const texts = sent.filter((message) => message.type !== 'pin').length
    const pins = sent.length - texts
    if (texts > textsPerGroup) doubles.push(`${texts} messages to ${subject}`)
    if (pins > pinsPerGroup) doubles.push(`${pins} pins in ${subject}`)
  }
  return doubles
}

function checkPlan(shop: CrashShop, state: FinalState): string[] {
  const actions = Object.entries(state.planActions)
  const done = actions.reduce((sum, [key, n]) => sum + (key.endsWith(' done') ? n : 0), 0)
  return [
    ...(state.planState === 'finished' ? [] : [`the plan is ${state.planState}`]),
    ...(done === shop.actions ? [] : [`${done} of ${shop.actions} actions are done`]),
    ...actions.filter(([key]) => !key.endsWith(' done')).map(([key, n]) => `${n} × ${key}`),
  ]
}

function checkJobs(state: FinalState): string[] {
  return Object.entries(state.jobs)
    .filter(([key]) => !key.endsWith(' done'))
    .map(([key, n]) => `${n} × job ${key}`)
}

function checkGroup(sandbox: Sandbox, wanted: ShopGroup, state: FinalState): string[] {
  const remote = sandbox.state.groups.get(wanted.remoteId)
  const held = state.groups.find((group) => group.subject === wanted.subject)
  if (!remote || !held) return [`${wanted.subject} is missing`]
  const remoteMembers = remote.participants.map(({ person }) => person.phone ?? '').sort()
  const differences: string[] = []
  const same = (what: string, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      differences.push(
        `${wanted.subject}, ${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`,
      )
  }
  same('members at the sandbox', remoteMembers, wanted.members)
  same('members in the store', held.members, wanted.members)
  same('link in the store', held.inviteLink, remote.inviteLink)
  same('link was changed', remote.inviteLink !== wanted.oldLink, true)
  same('join requests at the sandbox', remote.joinRequests.length, 0)
  same('join requests in the store', held.pendingJoinRequests, 0)
  return [...differences, ...checkMessages(sandbox, wanted, state)]
}

function checkMessages(sandbox: Sandbox, wanted: ShopGroup, state: FinalState): string[] {
  const differences: string[] = []
  const deliveries = state.deliveries.filter((row) => row.groupSubject === wanted.subject)
  if (deliveries.length !== textsPerGroup)
    differences.push(`${wanted.subject}: ${deliveries.length} deliveries`)
  for (const delivery of deliveries) {
    const sent = sandbox.counters.messages[`${delivery.id}|${wanted.remoteId}`] ?? 0
    const pins = sandbox.counters.messages[`pin:${delivery.id}|${wanted.remoteId}`] ?? 0
    if (sent !== 1 || !reached.has(delivery.state))
      differences.push(`${wanted.subject}: sent ${sent} times, the store says ${delivery.state}`)
    const isPinned = delivery.pinState === 'pinned'
    if (delivery.pinState === 'none' ? pins !== 0 : pins !== 1 || !isPinned)
      differences.push(
        `${wanted.subject}: pinned ${pins} times, the store says ${delivery.pinState}`,
      )
  }
  const pinned = deliveries.filter((row) => row.pinState === 'pinned').length
  if (pinned !== pinsPerGroup) differences.push(`${wanted.subject}: ${pinned} pinned messages`)
  return differences
}
