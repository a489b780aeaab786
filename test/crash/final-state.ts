import type { Call, FinalDelivery, FinalGroup, FinalState } from './protocol.ts'

/** Reads through the contract what the store holds when all work is settled. */
export async function readFinalState(call: Call, leftover: readonly string[]): Promise<FinalState> {
  const plans = await call('plans.list', {})
  const planId = plans.items.at(-1)?.id ?? ''
  const plan = await call('plans.get', { planId })
  const { items: jobs } = await call('jobs.list', { limit: 500 })
  const { valid, entries } = await call('audit.verify', {})
  return {
    groups: await readGroups(call),
    planState: plan.state,
    planActions: count(plan.actions.map((action) => `${action.kind} ${action.state}`)),
    jobs: count(jobs.map((job) => `${job.kind} ${job.state}`)),
    deliveries: await readDeliveries(call),
    audit: { valid, entries },
    leftover,
  }
}

async function readGroups(call: Call): Promise<FinalGroup[]> {
  const { items } = await call('groups.list', { kind: 'managed' })
  const groups: FinalGroup[] = []
  for (const group of items) {
    const members = await call('members.list', { groupId: group.id, limit: 100 })
    const numbers: string[] = []
    for (const { contactId } of members.items) {
      const { number } = await call('members.reveal', { contactId })
      numbers.push((number ?? '').replace(/\D/g, ''))
    }
    const { inviteLink } = await call('groups.revealInviteLink', { groupId: group.id })
    groups.push({
      subject: group.subject,
      members: numbers.sort(),
      inviteLink,
      pendingJoinRequests: (await call('joinRequests.list', { groupId: group.id })).total,
    })
  }
  return groups
}

async function readDeliveries(call: Call): Promise<FinalDelivery[]> {
  const deliveries: FinalDelivery[] = []
  const { items } = await call('announcements.list', { limit: 500 })
  for (const { id: announcementId, source } of items) {
    const detail = await call('announcements.get', { announcementId })
    for (const { id, groupSubject, state, pinState } of detail.deliveries)
      deliveries.push({ id, source, groupSubject, state, pinState })
  }
  return deliveries
}

function count(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
