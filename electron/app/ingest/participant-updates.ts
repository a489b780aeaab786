import { findContact, upsertContact } from '../../store/contact-store.ts'
import {
  findJoinRequestByRemoteId,
  insertJoinRequest,
  liveJoinRequests,
  setJoinRequestState,
} from '../../store/join-request-store.ts'
import { addParticipant, endParticipation, latestStay } from '../../store/member-store.ts'
import { actionsOfJob, setAction } from '../../store/plan-store.ts'
import { jobsInState, type JobRow } from '../../store/job-store.ts'
import type {
  JoinRequestCreated,
  JoinRequestRevoked,
  ParticipantsAdded,
  ParticipantsRemoved,
  PersonKeys,
} from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { finishPlans } from '../jobs/plan-actions.ts'
import {
  noteRemoval,
  removeParticipants,
  settleWhenNobodyIsLeft,
  type RemovePayload,
} from '../jobs/remove-participants.ts'
import { failJob, isOpenJob } from './confirm-job.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { knownGroup } from './known-group.ts'

/** A removal names the person only by what was sent: a number or a business-scoped id. */
function keysFromInput(person: PersonKeys): PersonKeys {
  if (person.waId || person.userId || !person.input) return person
  return /^[A-Z]{2}\./.test(person.input)
    ? { ...person, userId: person.input }
    : { ...person, waId: person.input.replace(/\D/g, '') }
}

export function applyParticipantsAdded(
  context: CommandContext,
  update: ParticipantsAdded,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  for (const person of update.participants) {
    const contactId = upsertContact(context.db, context, keysFromInput(person))
    const stay = latestStay(context.db, group.id, contactId)
    // told late: the person left again after this
    if (stay?.leftAt !== null && stay?.leftAt !== undefined && stay.leftAt >= update.at) continue
    const isNew = addParticipant(context.db, context, {
      groupId: group.id,
      contactId,
      source: 'update',
      joinedAt: update.at,
    })
    for (const request of liveJoinRequests(context.db, group.id))
      if (request.contact_id === contactId)
        setJoinRequestState(context.db, context.now, request.id, 'approved')
    if (!isNew) continue
    context.audit({
      action: 'participants.joined',
      subjectKind: 'contact',
      subjectId: contactId,
      groupId: group.id,
      contactId,
      data: { at: update.at, reason: update.reason },
    })
  }
  notes.groups.add(group.id)
  context.changed(['members', 'joinRequests'], group.id)
}

export function applyParticipantsRemoved(
  context: CommandContext,
  update: ParticipantsRemoved,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  const isOurs = update.initiatedBy === 'business' || update.requestId !== null
  for (const person of update.participants) {
    const contactId = findContact(context.db, keysFromInput(person))
    if (contactId === null) continue
    const stay = latestStay(context.db, group.id, contactId)
    // told late: the person came back after this
    if (stay?.joinedAt !== null && stay?.joinedAt !== undefined && stay.joinedAt > update.at)
      continue
    if (isOurs) noteRemoval(context, group.id, contactId, update.at)
    else if (endParticipation(context.db, group.id, contactId, update.at, 'left'))
      context.audit({
        action: 'participants.left',
        subjectKind: 'contact',
        subjectId: contactId,
        groupId: group.id,
        contactId,
        data: { at: update.at },
      })
  }
  for (const job of removalJobs(context, group.id)) {
    noteFailures(context, job, update)
    if (isOpenJob(job)) settleWhenNobodyIsLeft(context, job)
  }
  notes.groups.add(group.id)
  context.changed(['members'], group.id)
}

function removalJobs(context: CommandContext, groupId: string): JobRow[] {
  return (['running', 'awaiting_update', 'unknown'] as const).flatMap((state) =>
    jobsInState(context.db, state).filter(
      (job) => job.kind === removeParticipants.kind && job.group_id === groupId,
    ),
  )
}

/** People whom WhatsApp refused to remove, each with its own reason. */
function noteFailures(context: CommandContext, job: JobRow, update: ParticipantsRemoved): void {
  if (update.requestId !== null && job.request_id !== null && update.requestId !== job.request_id)
    return
  const { contactIds } = JSON.parse(job.payload) as RemovePayload
  const codes = new Map<string, string>()
  for (const { person, errors } of update.failed) {
    const contactId = findContact(context.db, keysFromInput(person))
    if (contactId !== null && contactIds.includes(contactId))
      codes.set(contactId, describeGraphCode(errors[0]?.code))
  }
  if (codes.size === 0) return
  for (const action of actionsOfJob(context.db, job.id)) {
    const errorCode = action.contact_id === null ? undefined : codes.get(action.contact_id)
    const isSettled = errorCode !== undefined && action.state !== 'done'
    if (isSettled) setAction(context.db, context.now, action.id, { state: 'failed', errorCode })
    else if (errorCode === undefined)
      setAction(context.db, context.now, action.id, { state: 'done' })
  }
  failJob(context, job, 'request_refused')
  finishPlans(context)
}

export function applyJoinRequestCreated(
  context: CommandContext,
  update: JoinRequestCreated,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  const contactId = upsertContact(context.db, context, update.person)
  const isNew = insertJoinRequest(context.db, context, {
    groupId: group.id,
    remoteId: update.joinRequestId,
    contactId,
    reason: update.reason,
    requestedAt: update.at,
  })
  if (isNew) context.notify({ kind: 'join_requests', count: 1, groupId: group.id })
  notes.groups.add(group.id)
  context.changed(['joinRequests', 'overview'], group.id)
}

/** A revocation may come before the request itself: the request is then noted as already revoked. */
export function applyJoinRequestRevoked(
  context: CommandContext,
  update: JoinRequestRevoked,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  const contactId = upsertContact(context.db, context, update.person)
  insertJoinRequest(context.db, context, {
    groupId: group.id,
    remoteId: update.joinRequestId,
    contactId,
    reason: null,
    requestedAt: update.at,
  })
  const request = findJoinRequestByRemoteId(context.db, group.id, update.joinRequestId)
  if (request && request.state !== 'approved' && request.state !== 'rejected')
    setJoinRequestState(context.db, context.now, request.id, 'revoked')
  notes.groups.add(group.id)
  context.changed(['joinRequests', 'overview'], group.id)
}
