import { markRead } from './delivery.ts'
import { emitJoined, letIn } from './group-operations.ts'
import type { Kernel } from './kernel.ts'
import { seconds } from './kernel.ts'
import type { Group, Person, TemplateStatus } from './model.ts'
import type { PersonRef } from './people.ts'
import { contactOnWire, personOnWire } from './people.ts'
import {
  emitAccountField,
  emitGroupEvent,
  emitMessages,
  emitUserPreferences,
} from './webhooks/updates.ts'

/** What came of an attempt to join. */
export type JoinOutcome =
  | { readonly outcome: 'joined' }
  | { readonly outcome: 'requested'; readonly joinRequestId: string }
  | {
      readonly outcome: 'refused'
      readonly reason: 'link_dead' | 'removed_before' | 'already_in' | 'full' | 'group_gone'
    }

/** The acts of people and of WhatsApp itself, each with the webhooks that it brings. */
export interface Simulate {
  /** Opens an invite link, the group's own when `viaLink` is left out. */
  join(groupId: string, person: PersonRef, viaLink?: string): JoinOutcome
  /** The same as joining a group that asks for approval; kept apart so that a script reads well. */
  requestToJoin(groupId: string, person: PersonRef): JoinOutcome
  revokeRequest(groupId: string, person: PersonRef): void
  leave(groupId: string, person: PersonRef): void
  /** A text to the group, or to the business when `groupId` is null. Gives the message's id. */
  message(groupId: string | null, person: PersonRef, text: string): string
  markRead(messageId: string, person: PersonRef): void
  suspendGroup(groupId: string): void
  clearSuspension(groupId: string): void
  marketingStop(person: PersonRef): void
  marketingResume(person: PersonRef): void
  security(event: 'PIN_CHANGED' | 'PIN_RESET_REQUEST' | 'PIN_REQUEST_SUCCESS'): void
  templateStatus(name: string, event: TemplateStatus, reason?: string): void
  templateQuality(name: string, score: string): void
  /** Quality rating of the number; Meta's update names it by an event. */
  qualityChange(rating: 'GREEN' | 'YELLOW' | 'RED'): void
  /** A new number, and with it a new user id, as WhatsApp does it. */
  changeNumber(person: PersonRef, phone: string): void
  changeUserId(person: PersonRef, userId: string): void
  hideNumber(person: PersonRef, username?: string): void
  expireToken(): void
  /** Sends any field as it is: for updates that the sandbox has no act for. */
  emit(field: string, value: unknown): void
}

export function createSimulate(kernel: Kernel): Simulate {
  const { people } = kernel.state
  return {
    ...groupActs(kernel),
    ...accountActs(kernel),
    message: (groupId, ref, text) => receiveText(kernel, groupId, people.ensure(ref), text),
    markRead(messageId, ref) {
      const message = kernel.state.sent.get(messageId)
      if (message === undefined) throw new Error('No such sent message')
      markRead(kernel, message, [people.ensure(ref)])
    },
    ...personActs(kernel),
  }
}

/** The group, or an error for the script that named a wrong one. */
function requireGroup(kernel: Kernel, groupId: string): Group {
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
  const plain = `${kernel.random.digits(11)}:${kernel.random.digits(18)}`
  const id = Buffer.from(plain).toString('base64url')
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

function groupActs(kernel: Kernel) {
  const { people } = kernel.state
  const join: Simulate['join'] = (groupId, ref, viaLink) => {
    const group = requireGroup(kernel, groupId)
    return openLink(kernel, group, people.ensure(ref), viaLink ?? group.inviteLink)
  }
  const setSuspended = (groupId: string, suspended: boolean): void => {
    requireGroup(kernel, groupId).suspended = suspended
    emitGroupEvent(kernel, 'group_status_update', {
      type: suspended ? 'group_suspend' : 'group_suspend_cleared',
      group_id: groupId,
    })
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
    suspendGroup: (groupId: string): void => setSuspended(groupId, true),
    clearSuspension: (groupId: string): void => setSuspended(groupId, false),
  }
}

/** Records an inbound text, which opens the customer service window, and tells of it. */
export function receiveText(
  kernel: Kernel,
  groupId: string | null,
  person: Person,
  text: string,
  at: number = kernel.settings.now(),
): string {
  const group = groupId === null ? undefined : requireGroup(kernel, groupId)
  const id = `wamid.${Buffer.from(kernel.random.hex(28)).toString('base64')}`
  kernel.state.received.set(id, { id, person, group, at })
  person.lastInboundAt = group === undefined ? at : person.lastInboundAt
  if (group !== undefined) group.lastInboundAt = Math.max(at, group.lastInboundAt ?? 0)
  const { wa_id: from, user_id: fromUserId } = personOnWire(person)
  const message = {
    ...(from === undefined ? {} : { from }),
    ...(fromUserId === undefined ? {} : { from_user_id: fromUserId }),
    id,
    timestamp: String(seconds(at)),
    type: 'text',
    ...(group === undefined ? {} : { group_id: group.id }),
    text: { body: text },
  }
  emitMessages(kernel, [message], [contactOnWire(person)], at)
  return id
}

function personActs(kernel: Kernel) {
  const { people } = kernel.state
  const prefer = (ref: PersonRef, value: 'stop' | 'resume'): void => {
    const person = people.ensure(ref)
    person.stoppedMarketing = value === 'stop'
    const { username: _, ...ids } = personOnWire(person)
    emitUserPreferences(
      kernel,
      { profile: { name: person.name }, ...ids },
      {
        ...ids,
        detail: `User requested to ${value} marketing messages`,
        category: 'marketing_messages',
        value,
        timestamp: seconds(kernel.settings.now()),
      },
    )
  }
  const systemMessage = (from: string | undefined, system: Record<string, unknown>): void => {
    const at = kernel.settings.now()
    const id = `wamid.${Buffer.from(kernel.random.hex(28)).toString('base64')}`
    const message = {
      ...(from ? { from } : {}),
      id,
      timestamp: String(seconds(at)),
      type: 'system',
    }
    emitMessages(kernel, [{ ...message, system }], undefined, at)
  }
  return {
    marketingStop: (ref: PersonRef): void => prefer(ref, 'stop'),
    marketingResume: (ref: PersonRef): void => prefer(ref, 'resume'),
    changeNumber(ref: PersonRef, phone: string): void {
      const person = people.ensure(ref)
      const old = personOnWire(person).wa_id
      people.change(person, { phone })
      systemMessage(old, {
        body: 'A person changed their phone number',
        wa_id: person.phone,
        type: 'user_changed_number',
      })
    },
    changeUserId(ref: PersonRef, userId: string): void {
      const person = people.ensure(ref)
      const old = person.userId
      people.change(person, { userId })
      systemMessage(personOnWire(person).wa_id, {
        body: 'A person has a new user id',
        previous_user_id: old,
        user_id: userId,
        type: 'user_changed_user_id',
      })
    },
    hideNumber(ref: PersonRef, username?: string): void {
      const person = people.ensure(ref)
      person.hidesPhone = true
      person.username = username ?? person.username
      people.change(person, {})
    },
  }
}

function accountActs(kernel: Kernel) {
  const { account, templates } = kernel.state
  const requireTemplates = (name: string) => {
    const found = [...templates.values()].filter((each) => each.name === name)
    if (found.length === 0) throw new Error('No such template')
    return found.map((template) => ({
      template,
      named: {
        message_template_id: Number(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
      },
    }))
  }
  return {
    security(event: string): void {
      emitAccountField(kernel, 'security', {
        display_phone_number: account.displayPhoneNumber.replace(/\D/g, ''),
        event,
        requester: kernel.random.digits(15),
      })
    },
    templateStatus(name: string, event: TemplateStatus, reason = 'NONE'): void {
      for (const { template, named } of requireTemplates(name)) {
        template.status = event
        template.rejectedReason = event === 'REJECTED' ? reason : undefined
        emitAccountField(kernel, 'message_template_status_update', { event, ...named, reason })
      }
    },
    templateQuality(name: string, score: string): void {
      for (const { template, named } of requireTemplates(name)) {
        emitAccountField(kernel, 'message_template_quality_update', {
          previous_quality_score: template.quality,
          new_quality_score: score,
          ...named,
        })
        template.quality = score
      }
    },
    qualityChange(rating: 'GREEN' | 'YELLOW' | 'RED'): void {
      account.qualityRating = rating
      emitAccountField(kernel, 'phone_number_quality_update', {
        display_phone_number: account.displayPhoneNumber.replace(/\D/g, ''),
        event: rating === 'GREEN' ? 'UNFLAGGED' : 'FLAGGED',
        max_daily_conversations_per_business: account.messagingLimit,
        current_limit: account.messagingLimit,
      })
    },
    expireToken(): void {
      account.tokenExpired = true
    },
    emit: (field: string, value: unknown): void => kernel.webhooks.emit(field, value),
  }
}
