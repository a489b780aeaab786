import { AppError } from '../../../shared/errors.ts'
import type { GraphGroup, GraphPerson, PersonAddress } from '../../graph/graph-records.ts'
import { findContact, getContact } from '../../store/contact-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { currentContactIds, endParticipation } from '../../store/member-store.ts'
import { setJob, type JobRow } from '../../store/job-store.ts'
import { actionsOfJob, setAction } from '../../store/plan-store.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, resultOf, type Executor } from './executor.ts'
import { moveActions, releaseApprovals } from './plan-actions.ts'
import { remoteIdOf } from './remote-group.ts'

export interface RemovePayload {
  readonly groupId: string
  readonly contactIds: readonly string[]
}

interface RemoveResult {
  /** Contacts that a look showed to be out while others of the same call were still in. */
  removed: readonly string[]
}

/** Most participants that one call takes (Meta: Groups API, Group management). */
export const maxRemovalsPerCall = 8

/** Takes members out of a managed group. They cannot come back by the link. */
export const removeParticipants: Executor = {
  kind: 'participants.remove',
  begin: (context, job) => moveActions(context, job, 'running'),
  prepare(db, job) {
    const { groupId, contactIds } = payloadOf<RemovePayload>(job)
    const remoteId = remoteIdOf(db, groupId)
    const present = new Set(currentContactIds(db, groupId))
    // two contacts that became one person since are named twice
    const people = [...new Set(contactIds)]
      .filter((id) => present.has(id))
      .map((id) => addressOf(db, id))
    if (people.length === 0) return null
    return async (graph) => {
      const { requestId } = await graph.removeParticipants(remoteId, people)
      return { state: 'awaiting_update', requestId }
    }
  },
  accepted: (context, job) => moveActions(context, job, 'awaiting_update'),
  confirmed(context, job) {
    const { groupId, contactIds } = payloadOf<RemovePayload>(job)
    for (const contactId of contactIds) noteRemoval(context, groupId, contactId, context.now)
    moveActions(context, job, 'done')
    releaseApprovals(context, groupId)
    evaluateGroup(context, groupId)
  },
  failed(context, job, code) {
    const { groupId } = payloadOf<RemovePayload>(job)
    for (const contactId of resultOf<RemoveResult>(job).removed ?? [])
      noteRemoval(context, groupId, contactId, context.now)
    const present = new Set(currentContactIds(context.db, groupId))
    for (const action of actionsOfJob(context.db, job.id))
      if (action.contact_id !== null && !present.has(action.contact_id))
        setAction(context.db, context.now, action.id, { state: 'done' })
    moveActions(context, job, 'failed', code)
    releaseApprovals(context, groupId)
    evaluateGroup(context, groupId)
  },
  uncertain: (context, job) => moveActions(context, job, 'unknown'),
  async learn(graph, db, job) {
    const { groupId, contactIds } = payloadOf<RemovePayload>(job)
    const present = presentContacts(db, await graph.getGroup(remoteIdOf(db, groupId)))
    const removed = contactIds.filter((id) => !present.has(id))
    if (removed.length === contactIds.length) return { verdict: 'happened' }
    const members = new Set(currentContactIds(db, groupId))
    // who was known to be out already says nothing about this call
    if (!removed.some((id) => members.has(id))) return { verdict: 'did_not_happen' }
    return { verdict: 'partly', code: 'request_refused', result: { removed } }
  },
}

/** The business-scoped id if there is one: a number may have changed hands. */
export function addressOf(db: ReadableDatabase, contactId: string): PersonAddress {
  const contact = getContact(db, contactId)
  if (contact?.userId) return { kind: 'user_id', userId: contact.userId }
  if (contact?.waId) return { kind: 'phone', phone: contact.waId }
  throw new AppError('recipient_unreachable', {
    message:
      'WhatsApp knows no number or user id of this person. Remove them by hand on the phone.',
  })
}

export function presentContacts(db: ReadableDatabase, group: GraphGroup): Set<string> {
  return new Set(
    group.participants
      .map((person: GraphPerson) => findContact(db, person))
      .filter((contactId) => contactId !== null),
  )
}

/** Notes that somebody is out, once, however many updates say so. */
export function noteRemoval(
  context: CommandContext,
  groupId: string,
  contactId: string,
  at: number,
): void {
  if (!endParticipation(context.db, groupId, contactId, at, 'removed')) return
  context.audit({
    action: 'participants.removed',
    subjectKind: 'contact',
    subjectId: contactId,
    groupId,
    contactId,
    data: { at },
  })
  context.changed(['members', 'groups', 'overview'], groupId)
}

/** Settles the job when every action it carries is settled. */
export function settleWhenNobodyIsLeft(context: CommandContext, job: JobRow): void {
  const { groupId, contactIds } = payloadOf<RemovePayload>(job)
  const present = new Set(currentContactIds(context.db, groupId))
  if (contactIds.some((id) => present.has(id))) return
  setJob(context.db, context.now, job.id, { state: 'done' })
  moveActions(context, job, 'done')
  releaseApprovals(context, groupId)
}
