import { emitJoined, letIn } from '../group-operations.ts'
import { createJoinRequestId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Group, Person } from '../model.ts'
import type { PersonRef } from '../people.ts'
import { personOnWire } from '../people.ts'
import { emitGroupEvent } from '../webhooks/updates.ts'
import type { JoinOutcome } from './join-outcome.ts'

/** The group, or an error for the script that named a wrong one. */
export function requireGroup(kernel: Kernel, groupId: string): Group {
  const group = kernel.state.groups.get(groupId)
  if (group === undefined) throw new Error('No such group')
  return group
}

function openLink(
  kernel: Kernel,
  group: Group,
  person: Person,
  link: string | undefined,
): JoinOutcome {
  const refuse = (reason: Extract<JoinOutcome, { outcome: 'refused' }>['reason']): JoinOutcome => ({
    outcome: 'refused',
    reason,
  })
  if (group.deleted) return refuse('group_gone')
  if (link === undefined || link !== group.inviteLink) return refuse('link_dead')
  if (group.removed.has(person.key)) return refuse('removed_before')
  if (group.participants.some((each) => each.person === person)) return refuse('already_in')
  if (group.joinApprovalMode === 'approval_required') return ask(kernel, group, person)
  if (letIn(group, person, kernel.settings.now()) !== undefined) return refuse('full')
  emitJoined(kernel, group, [person])
  return { outcome: 'joined' }
}

function ask(kernel: Kernel, group: Group, person: Person): JoinOutcome {
  const open = group.joinRequests.find((each) => each.person === person)
  if (open !== undefined) return { outcome: 'requested', joinRequestId: open.id }
  const id = createJoinRequestId(kernel.random)
  group.joinRequests.push({ id, person, createdAt: kernel.settings.now() })
  emitGroupEvent(kernel, 'group_participants_update', {
    group_id: group.id,
    type: 'group_join_request_created',
    join_request_id: id,
    ...personOnWire(person),
    reason: 'invite_link',
  })
  return { outcome: 'requested', joinRequestId: id }
}

/** What people and WhatsApp do with a group. */
export function groupActs(kernel: Kernel) {
  const { people } = kernel.state
  const join = (groupId: string, ref: PersonRef, viaLink?: string): JoinOutcome => {
    const group = requireGroup(kernel, groupId)
    return openLink(kernel, group, people.ensure(ref), viaLink ?? group.inviteLink)
  }
  return {
    join,
    requestToJoin: (groupId: string, ref: PersonRef): JoinOutcome => join(groupId, ref),
    revokeRequest(groupId: string, ref: PersonRef): void {
      const group = requireGroup(kernel, groupId)
      const person = people.ensure(ref)
      const request = group.joinRequests.find((each) => each.person === person)
      if (request === undefined) throw new Error('This person has no open join request')
      group.joinRequests = group.joinRequests.filter((each) => each !== request)
      emitGroupEvent(kernel, 'group_participants_update', {
        group_id: groupId,
        type: 'group_join_request_revoked',
        join_request_id: request.id,
        ...personOnWire(person),
      })
    },
    leave(groupId: string, ref: PersonRef): void {
      const group = requireGroup(kernel, groupId)
      const person = people.ensure(ref)
      group.participants = group.participants.filter((each) => each.person !== person)
      emitGroupEvent(kernel, 'group_participants_update', {
        group_id: groupId,
        type: 'group_participants_remove',
        initiated_by: 'participant',
        removed_participants: [personOnWire(person)],
      })
    },
    suspendGroup: (groupId: string): void => setSuspended(kernel, groupId, true),
    clearSuspension: (groupId: string): void => setSuspended(kernel, groupId, false),
  }
}

function setSuspended(kernel: Kernel, groupId: string, suspended: boolean): void {
  requireGroup(kernel, groupId).suspended = suspended
  emitGroupEvent(kernel, 'group_status_update', {
    type: suspended ? 'group_suspend' : 'group_suspend_cleared',
    group_id: groupId,
  })
}
