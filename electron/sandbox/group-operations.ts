import type { FaultPlan } from './faults.ts'
import { errorItem } from './graph-failure.ts'
import { createGroupId, createInviteLink } from './ids.ts'
import type { Kernel } from './kernel.ts'
import { groupFailureCode } from './magic-recipients.ts'
import type { Group, GroupPicture, Person } from './model.ts'
import { maxParticipants } from './model.ts'
import { personOnWire } from './people.ts'
import { emitGroupEvent } from './webhooks/updates.ts'

/** Runs the effect after the settable delay and answers with the id that its webhook will carry. */
function later(kernel: Kernel, effect: (requestId: string) => void): string {
  const requestId = kernel.random.digits(15)
  kernel.scheduler.after(kernel.settings.operationDelayMs, () => effect(requestId))
  return requestId
}

function faultCode(faults: FaultPlan, kind: Parameters<FaultPlan['forOperation']>[0]) {
  const fault = faults.forOperation(kind)
  return fault === undefined ? undefined : (fault.code ?? 131000)
}

export interface GroupDraft {
  readonly subject: string
  readonly description: string
  readonly joinApprovalMode: Group['joinApprovalMode']
}

/** Puts a group with nobody in it into the state. */
export function addGroup(kernel: Kernel, draft: GroupDraft, createdAt: number): Group {
  const group: Group = {
    ...draft,
    id: createGroupId(kernel.random, kernel.state.account.phoneNumberId),
    createdAt,
    inviteLink: createInviteLink(kernel.random),
    suspended: false,
    deleted: false,
    participants: [],
    removed: new Set(),
    joinRequests: [],
    pins: [],
    picture: undefined,
    lastInboundAt: undefined,
  }
  kernel.state.groups.set(group.id, group)
  return group
}

export function startCreate(kernel: Kernel, draft: GroupDraft): string {
  return later(kernel, (requestId) => {
    const told = {
      type: 'group_create',
      request_id: requestId,
      subject: draft.subject,
      ...(draft.description === '' ? {} : { description: draft.description }),
    }
    const code = faultCode(kernel.faults, 'create_fail')
    if (code !== undefined) {
      emitGroupEvent(kernel, 'group_lifecycle_update', { ...told, errors: [errorItem(code)] })
      return
    }
    const group = addGroup(kernel, draft, kernel.settings.now())
    emitGroupEvent(kernel, 'group_lifecycle_update', {
      ...told,
      group_id: group.id,
      invite_link: group.inviteLink,
      join_approval_mode: group.joinApprovalMode,
    })
  })
}

export function startDelete(kernel: Kernel, group: Group): string {
  return later(kernel, (requestId) => {
    const code = faultCode(kernel.faults, 'delete_fail')
    if (code === undefined) {
      group.deleted = true
      group.inviteLink = undefined
      group.participants = []
      group.joinRequests = []
    }
    emitGroupEvent(kernel, 'group_lifecycle_update', {
      group_id: group.id,
      type: 'group_delete',
      request_id: requestId,
      ...(code === undefined ? {} : { errors: [errorItem(code)] }),
    })
  })
}

export interface SettingsChange {
  readonly subject?: string
  readonly description?: string
  readonly picture?: GroupPicture
}

/** Only the changed parts are told, each with its own success. A partial fault fails the last one. */
export function startSettingsUpdate(kernel: Kernel, group: Group, change: SettingsChange): string {
  return later(kernel, (requestId) => {
    const code = faultCode(kernel.faults, 'settings_partial')
    const parts = Object.entries({
      group_subject: change.subject === undefined ? undefined : { text: change.subject },
      group_description:
        change.description === undefined ? undefined : { text: change.description },
      profile_picture: change.picture && {
        mime_type: change.picture.mimeType,
        sha256: change.picture.sha256,
      },
    }).filter(([, part]) => part !== undefined)
    const failed = code === undefined ? undefined : parts.at(-1)?.[0]
    if (change.subject !== undefined && failed !== 'group_subject') group.subject = change.subject
    if (change.description !== undefined && failed !== 'group_description') {
      group.description = change.description
    }
    if (change.picture !== undefined && failed !== 'profile_picture') group.picture = change.picture
    const told = parts.map(([name, part]) => [
      name,
      name === failed && code !== undefined
        ? { ...part, update_successful: false, errors: [errorItem(code)] }
        : { ...part, update_successful: true },
    ])
    emitGroupEvent(kernel, 'group_settings_update', {
      group_id: group.id,
      type: 'group_settings_update',
      request_id: requestId,
      ...(Object.fromEntries(told) as Record<string, unknown>),
    })
  })
}

export interface Removal {
  /** As the caller wrote it; the webhook names the person by this only. */
  readonly input: string
  readonly person: Person | undefined
}

export function startRemove(kernel: Kernel, group: Group, removals: readonly Removal[]): string {
  return later(kernel, (requestId) => {
    const total = faultCode(kernel.faults, 'remove_fail')
    const partial = total ?? faultCode(kernel.faults, 'remove_partial')
    const removed: { input: string }[] = []
    const failed: { input: string; errors: unknown[] }[] = []
    removals.forEach(({ input, person }, position) => {
      const isStruck = total !== undefined || position === removals.length - 1
      const code = (isStruck ? partial : undefined) ?? removePerson(group, person)
      if (code === undefined) removed.push({ input })
      else failed.push({ input, errors: [errorItem(code)] })
    })
    emitGroupEvent(kernel, 'group_participants_update', {
      group_id: group.id,
      type: 'group_participants_remove',
      request_id: requestId,
      initiated_by: 'business',
      ...(removed.length > 0 ? { removed_participants: removed } : {}),
      ...(failed.length > 0 ? { failed_participants: failed } : {}),
      ...(failed.length > 0 ? { errors: [errorItem(removed.length > 0 ? 131201 : 131000)] } : {}),
    })
  })
}

/** Takes the person out for good; the code says why that could not be. */
function removePerson(group: Group, person: Person | undefined): number | undefined {
  const isIn = group.participants.some((each) => each.person === person)
  if (person === undefined || !isIn) return 131212
  const magic = groupFailureCode(person.phone)
  if (magic !== undefined) return magic
  group.participants = group.participants.filter((each) => each.person !== person)
  group.removed.add(person.key)
  return undefined
}

/** Lets a person in; the code says why that could not be. */
export function letIn(group: Group, person: Person, at: number): number | undefined {
  const magic = groupFailureCode(person.phone)
  if (magic !== undefined) return magic
  if (group.participants.length >= maxParticipants) return 131204
  group.participants.push({ person, joinedAt: at })
  return undefined
}

/** Tells of people who came in by the link or by approval: Meta uses one shape for both. */
export function emitJoined(
  kernel: Kernel,
  group: Group,
  people: readonly Person[],
  at: number = kernel.settings.now(),
): void {
  const added = people.map((person) => ({
    ...personOnWire(person),
    ...(person.hidesPhone || person.phone === undefined ? {} : { input: person.phone }),
  }))
  emitGroupEvent(
    kernel,
    'group_participants_update',
    {
      group_id: group.id,
      type: 'group_participants_add',
      reason: 'invite_link',
      added_participants: added,
    },
    at,
  )
}
