import { groupEvent, type WireGroupEvent } from '../graph/wire/webhooks.ts'
import type { GroupSettingsPart, ParsedUpdate, ParticipantsRemoved } from './parsed-update.ts'
import { namesSomebody, personKey, toPersonKeys } from './person-keys.ts'
import {
  type ChangeContext,
  headOf,
  orNull,
  toUpdateErrors,
  unknownUpdate,
  type UpdateHead,
} from './update-context.ts'

/** One event of the four group fields (Meta: Webhooks for Groups API). */
export function parseGroupEvent(context: ChangeContext, item: unknown): ParsedUpdate {
  const parsed = groupEvent.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const event = parsed.data
  return readEvent(context, item, event) ?? unknownUpdate(context, item, 'shape')
}

type WirePart = NonNullable<WireGroupEvent['group_subject']>

type Reader = (
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
) => ParsedUpdate | null

const readers: Readonly<Record<string, Reader | undefined>> = {
  group_create: readCreated,
  group_delete: readDeleted,
  group_participants_add: readAdded,
  group_participants_remove: readRemoved,
  group_join_request_created: readJoinRequestCreated,
  group_join_request_revoked: readJoinRequestRevoked,
  group_settings_update: readSettings,
  group_suspend: (_event, head, groupId) =>
    groupId === null ? null : { ...head, kind: 'group_suspended', groupId },
  group_suspend_cleared: (_event, head, groupId) =>
    groupId === null ? null : { ...head, kind: 'group_suspension_cleared', groupId },
}

function readEvent(
  context: ChangeContext,
  item: unknown,
  event: WireGroupEvent,
): ParsedUpdate | null {
  const reader = Object.hasOwn(readers, event.type) ? readers[event.type] : undefined
  if (reader === undefined) return null
  return reader(
    event,
    headOf(context, item, keyParts(event), event.timestamp),
    orNull(event.group_id),
  )
}

/**
 * What tells one group event from another. The people are part of it, because a removal of several
 * may be told in several events with one request id and one time.
 */
function keyParts(event: WireGroupEvent): readonly unknown[] {
  const people = [
    ...(event.added_participants ?? []),
    ...(event.removed_participants ?? []),
    ...(event.failed_participants ?? []),
  ].map((person) => personKey(toPersonKeys(person)))
  const parts = [event.group_subject, event.group_description, event.profile_picture].map((part) =>
    part === undefined ? null : [part.update_successful ?? null, part['text'] ?? null],
  )
  return [
    'group',
    event.type,
    event.group_id ?? null,
    event.request_id ?? null,
    event.join_request_id ?? null,
    people.sort(),
    parts,
    event.timestamp ?? null,
  ]
}

function readCreated(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  const requestId = orNull(event.request_id)
  const subject = orNull(event.subject)
  const errors = toUpdateErrors(event.errors)
  if (errors.length > 0) {
    return { ...head, kind: 'group_create_failed', requestId, groupId, subject, errors }
  }
  if (groupId === null) return null
  const mode = event.join_approval_mode
  return {
    ...head,
    kind: 'group_created',
    groupId,
    requestId,
    subject,
    description: orNull(event.description),
    inviteLink: orNull(event.invite_link),
    joinApprovalMode: mode === 'approval_required' || mode === 'auto_approve' ? mode : null,
  }
}

function readDeleted(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  if (groupId === null) return null
  const requestId = orNull(event.request_id)
  const errors = toUpdateErrors(event.errors)
  return errors.length > 0
    ? { ...head, kind: 'group_delete_failed', groupId, requestId, errors }
    : { ...head, kind: 'group_deleted', groupId, requestId }
}

function readAdded(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  if (groupId === null || event.added_participants === undefined) return null
  return {
    ...head,
    kind: 'participants_added',
    groupId,
    reason: orNull(event.reason),
    participants: event.added_participants.map((person) => toPersonKeys(person)),
  }
}

function readRemoved(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  if (groupId === null) return null
  return {
    ...head,
    kind: 'participants_removed',
    groupId,
    requestId: orNull(event.request_id),
    initiatedBy: toInitiator(event),
    participants: (event.removed_participants ?? []).map((person) => toPersonKeys(person)),
    failed: (event.failed_participants ?? []).map((person) => ({
      person: toPersonKeys(person),
      errors: toUpdateErrors(person.errors),
    })),
    errors: toUpdateErrors(event.errors),
  }
}

/** Optional on the wire; a request id tells as much, for only the business makes requests. */
function toInitiator(event: WireGroupEvent): ParticipantsRemoved['initiatedBy'] {
  if (event.initiated_by === 'business' || event.initiated_by === 'participant') {
    return event.initiated_by
  }
  return event.request_id === undefined ? 'unknown' : 'business'
}

function readJoinRequestCreated(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  const person = toPersonKeys(event)
  const joinRequestId = orNull(event.join_request_id)
  if (groupId === null || joinRequestId === null || !namesSomebody(person)) return null
  const reason = orNull(event.reason)
  return { ...head, kind: 'join_request_created', groupId, joinRequestId, person, reason }
}

function readJoinRequestRevoked(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  const joinRequestId = orNull(event.join_request_id)
  if (groupId === null || joinRequestId === null) return null
  const person = toPersonKeys(event)
  return { ...head, kind: 'join_request_revoked', groupId, joinRequestId, person }
}

function readSettings(
  event: WireGroupEvent,
  head: UpdateHead,
  groupId: string | null,
): ParsedUpdate | null {
  if (groupId === null) return null
  return {
    ...head,
    kind: 'group_settings',
    groupId,
    requestId: orNull(event.request_id),
    subject: toPart(event.group_subject, event.group_subject?.text),
    description: toPart(event.group_description, event.group_description?.text),
    picture: toPart(event.profile_picture, undefined),
    errors: toUpdateErrors(event.errors),
  }
}

function toPart(
  part: Pick<WirePart, 'update_successful' | 'errors'> | undefined,
  text: string | undefined,
): GroupSettingsPart | null {
  if (part === undefined) return null
  const errors = toUpdateErrors(part.errors)
  return { text: text ?? null, isDone: part.update_successful ?? errors.length === 0, errors }
}
