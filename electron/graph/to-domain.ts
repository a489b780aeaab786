import type {
  AcceptedOperation,
  CanSendMessage,
  GraphFault,
  GraphGroup,
  GraphGroupSummary,
  GraphHealth,
  GraphJoinRequest,
  GraphPerson,
  GraphPhoneNumber,
  JoinApprovalMode,
  MessageHistoryEntry,
} from './graph-records.ts'
import type { WireError } from './wire/errors.ts'
import type { WireGroupInfo, WireGroupList, WireJoinRequest } from './wire/groups.ts'
import type { WireDeliveryEvent, WireMessageHistory } from './wire/messages.ts'
import type { Person } from './wire/people.ts'
import type { WireHealthStatus, WirePhoneNumberInfo } from './wire/phone-number.ts'
import type { Acknowledgement } from './wire/primitives.ts'

/** Keys that are absent or empty on the wire stay absent. */
export function toPerson(person: Person): GraphPerson {
  return {
    ...(person.wa_id ? { waId: person.wa_id.replace(/^\+/, '') } : {}),
    ...(person.user_id ? { userId: person.user_id } : {}),
    ...(person.parent_user_id ? { parentUserId: person.parent_user_id } : {}),
    ...(person.username ? { username: person.username } : {}),
  }
}

export function toFaults(errors: readonly WireError[] | undefined): readonly GraphFault[] {
  return (errors ?? []).map((error) => ({ code: error.code, title: error.title ?? '' }))
}

export function toAcceptedOperation(reply: Acknowledgement): AcceptedOperation {
  return { requestId: reply.request_id ?? null }
}

export function toGroupSummary(item: WireGroupList['data']['groups'][number]): GraphGroupSummary {
  return { groupId: item.id, subject: item.subject ?? '', createdAt: item.created_at ?? null }
}

export function toGroup(info: WireGroupInfo): GraphGroup {
  const participants = (info.participants ?? []).map(toPerson)
  return {
    groupId: info.id,
    subject: info.subject ?? '',
    description: info.description ?? '',
    isSuspended: info.suspended ?? false,
    createdAt: info.creation_timestamp ?? null,
    joinApprovalMode: toJoinApprovalMode(info.join_approval_mode),
    participantCount: info.total_participant_count ?? participants.length,
    participants,
  }
}

export function toJoinApprovalMode(mode: string | undefined): JoinApprovalMode | null {
  return mode === 'approval_required' || mode === 'auto_approve' ? mode : null
}

export function toJoinRequest(request: WireJoinRequest): GraphJoinRequest {
  return {
    joinRequestId: request.join_request_id,
    person: toPerson(request),
    requestedAt: request.creation_timestamp ?? null,
  }
}

export function toPhoneNumber(info: WirePhoneNumberInfo): GraphPhoneNumber {
  return {
    phoneNumberId: info.id,
    displayPhoneNumber: info.display_phone_number ?? null,
    verifiedName: info.verified_name ?? null,
    status: info.status ?? null,
    qualityRating: info.quality_rating ?? null,
    nameStatus: info.name_status ?? null,
    platformType: info.platform_type ?? null,
    throughputLevel: info.throughput?.level ?? null,
    messagingLimit:
      info.whatsapp_business_manager_messaging_limit ?? info.messaging_limit_tier ?? null,
    obaStatus: info.official_business_account?.oba_status ?? null,
    webhookOverride: info.webhook_configuration?.phone_number ?? null,
  }
}

export function toHealth(health: WireHealthStatus | undefined): GraphHealth {
  return {
    canSendMessage: toCanSendMessage(health?.can_send_message),
    entities: (health?.entities ?? []).map((entity) => ({
      entityType: entity.entity_type,
      entityId: entity.id ?? '',
      canSendMessage: toCanSendMessage(entity.can_send_message),
      errorCodes: (entity.errors ?? []).map((error) => error.error_code),
    })),
  }
}

function toCanSendMessage(word: string | undefined): CanSendMessage | null {
  return word === 'AVAILABLE' || word === 'LIMITED' || word === 'BLOCKED' ? word : null
}

const historyStatuses: Readonly<
  Record<string, MessageHistoryEntry['events'][number]['status'] | undefined>
> = { SENT: 'sent', DELIVERED: 'delivered', READ: 'read', FAILED: 'failed', DELETED: 'deleted' }

export function toMessageHistory(item: WireMessageHistory['data'][number]): MessageHistoryEntry {
  return {
    wamid: item.message_id,
    events: (item.events?.data ?? []).map((event: WireDeliveryEvent) => ({
      status: historyStatuses[event.delivery_status] ?? 'unknown',
      at: event.timestamp ?? null,
      webhookState: event.webhook_update_state ?? null,
    })),
  }
}
