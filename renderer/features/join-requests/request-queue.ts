import type { CallOutput } from '../../../shared/ipc/contract.ts'

export type JoinRequest = CallOutput<'joinRequests.list'>['items'][number]

export type QueueLine =
  | {
      readonly type: 'group'
      readonly groupId: string
      readonly groupSubject: string
      readonly requests: readonly JoinRequest[]
    }
  | { readonly type: 'settled' }
  | { readonly type: 'request'; readonly request: JoinRequest }

/** Whether the owner can still decide; a failed decision can be made again. */
export function canDecide(request: JoinRequest): boolean {
  return request.state === 'pending' || request.state === 'failed'
}

const openStates = new Set<JoinRequest['state']>(['pending', 'failed', 'approving', 'rejecting'])

/** Whether the request has its final answer. */
export function isSettled(request: JoinRequest): boolean {
  return !openStates.has(request.state)
}

/** Requests as drawn: those under way by group, the longest waiting first, then what is settled. */
export function queueLines(requests: readonly JoinRequest[]): QueueLine[] {
  const open = requests.filter((request) => !isSettled(request))
  const settled = requests.filter(isSettled)
  const byGroup = new Map<string, JoinRequest[]>()
  for (const request of open.toSorted((left, right) => left.requestedAt - right.requestedAt)) {
    byGroup.set(request.groupId, [...(byGroup.get(request.groupId) ?? []), request])
  }
  const lines: QueueLine[] = []
  for (const [groupId, members] of byGroup) {
    const groupSubject = members[0]?.groupSubject ?? ''
    lines.push({ type: 'group', groupId, groupSubject, requests: members.filter(canDecide) })
    for (const request of members) lines.push({ type: 'request', request })
  }
  if (settled.length > 0) lines.push({ type: 'settled' })
  for (const request of settled) lines.push({ type: 'request', request })
  return lines
}
