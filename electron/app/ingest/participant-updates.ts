import { findContact, upsertContact } from '../../store/contact-store.ts'
import {
  findJoinRequestByRemoteId,
  insertJoinRequest,
  setJoinRequestState,
} from '../../store/join-request-store.ts'
import { actionsOfJob, setAction } from '../../store/plan-store.ts'
import { jobsInState, type JobRow } from '../../store/job-store.ts'
import { run } from '../../store/statement.ts'
import type {
  JoinRequestCreated,
  JoinRequestRevoked,
  ParticipantsAdded,
  ParticipantsRemoved,
  PersonKeys,
} from '../../updates/parsed-update.ts'
import { takeOutOfBin } from '../clean-up/take-out-of-bin.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { finishPlans } from '../jobs/plan-actions.ts'
import {
  removeParticipants,
  settleWhenNobodyIsLeft,
  type RemovePayload,
} from '../jobs/remove-participants.ts'
import { screenJoining } from '../screening/screen-contacts.ts'
import { failJob, isOpenJob } from './confirm-job.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { knownGroup } from './known-group.ts'
import { placeJoin, placeLeave } from './place-stay.ts'

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
    const isNew = placeJoin(context, { groupId: group.id, contactId }, update.at)
    approveRequests(context, group.id, contactId)
    if (!isNew) continue
    takeOutOfBin(context, contactId, 'joined')
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

/** Whoever came in after asking was let in, by whomever; in whatever order the two are told. */
function approveRequests(context: CommandContext, groupId: string, contactId: string): void {
  run(
    context.db,
    `UPDATE join_request SET state='approved', error_code=NULL, updated_at=$now
     WHERE group_id=$groupId AND contact_id=$contactId AND state IN ('pending','approving','rejecting','failed')
       AND EXISTS (SELECT 1 FROM participant WHERE participant.group_id=join_request.group_id
         AND participant.contact_id=join_request.contact_id AND participant.joined_at>=join_request.requested_at)`,
    { groupId, contactId, now: context.now },
  )
}

export function applyParticipantsRemoved(
  context: CommandContext,
  update: ParticipantsRemoved,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  const isOurs = update.initiatedBy === 'business' || update.requestId !== null
  for (const person of update.participants) {
    // a leave can be the first that is ever heard of somebody: the join comes late
    const contactId = upsertContact(context.db, context, keysFromInput(person))
    const reason = isOurs ? 'removed' : 'left'
    if (!placeLeave(context, { groupId: group.id, contactId }, update.at, reason)) continue
    context.audit({
      action: `participants.${reason}`,
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
  if (isNew) takeOutOfBin(context, contactId, 'asked_to_join')
  else completeJoinRequest(context, group.id, update)
  approveRequests(context, group.id, contactId)
  screenJoining(context, contactId)
  const request = findJoinRequestByRemoteId(context.db, group.id, update.joinRequestId)
  if (isNew && request?.state === 'pending')
    context.notify({ kind: 'join_requests', count: 1, groupId: group.id })
  notes.groups.add(group.id)
  context.changed(['joinRequests', 'overview'], group.id)
}

/** What only the request itself tells, where its revocation or a look came first. */
function completeJoinRequest(
  context: CommandContext,
  groupId: string,
  update: JoinRequestCreated,
): void {
  run(
    context.db,
    `UPDATE join_request SET requested_at=min(requested_at,$at), reason=coalesce(reason,$reason)
     WHERE group_id=$groupId AND remote_id=$remoteId`,
    { groupId, remoteId: update.joinRequestId, at: update.at, reason: update.reason },
  )
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
  // WhatsApp's word on it: an approval noted before was only concluded from a later join
  if (request) setJoinRequestState(context.db, context.now, request.id, 'revoked')
  notes.groups.add(group.id)
  context.changed(['joinRequests', 'overview'], group.id)
}
