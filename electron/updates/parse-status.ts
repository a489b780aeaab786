import { messageStatus, type WireMessageStatus } from '../graph/wire/webhooks.ts'
import type { MessageStatusWord, ParsedUpdate, PersonKeys, StatusPricing } from './parsed-update.ts'
import { type ContactLookup, namesSomebody, personKey } from './person-keys.ts'
import {
  type ChangeContext,
  headOf,
  orNull,
  toUpdateErrors,
  unknownUpdate,
} from './update-context.ts'

const words: ReadonlySet<string> = new Set<MessageStatusWord>([
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'deleted',
  'warning',
])

/** What became of a message that was sent (Meta: Status messages webhook reference). */
export function parseStatus(
  context: ChangeContext,
  item: unknown,
  lookup: ContactLookup,
): ParsedUpdate {
  const parsed = messageStatus.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const status = parsed.data
  if (!isStatusWord(status.status) || status.id === '') {
    return unknownUpdate(context, item, 'shape')
  }
  const groupId = groupOf(status)
  const person = personOf(status, groupId, lookup)
  const key = ['status', status.id, groupId === null || person === null ? '' : personKey(person)]
  return {
    ...headOf(context, item, [...key, status.status], status.timestamp),
    kind: 'message_status',
    wamid: status.id,
    status: status.status,
    groupId,
    person,
    callbackData: orNull(status.biz_opaque_callback_data),
    errors: toUpdateErrors(status.errors),
    pricing: toPricing(status),
  }
}

function isStatusWord(word: string): word is MessageStatusWord {
  return words.has(word)
}

/**
 * The guides put the group into `recipient_id`, the OpenAPI file into `group_id`. A participant can
 * only be told for a group, so its key says as much as the type does.
 */
function groupOf(status: WireMessageStatus): string | null {
  if (status.group_id !== undefined) return orNull(status.group_id)
  const isGroup =
    status.recipient_type === 'group' ||
    status.recipient_participant_id !== undefined ||
    status.recipient_participant_user_id !== undefined
  return isGroup ? orNull(status.recipient_id) : null
}

function personOf(
  status: WireMessageStatus,
  groupId: string | null,
  lookup: ContactLookup,
): PersonKeys | null {
  const isRecipientGroup = groupId !== null && status.recipient_id === groupId
  const recipientId = isRecipientGroup ? undefined : status.recipient_id
  const person = lookup({
    wa_id: status.recipient_participant_id ?? recipientId,
    user_id: status.recipient_participant_user_id ?? status.recipient_user_id,
    parent_user_id: status.recipient_participant_parent_user_id,
  })
  return namesSomebody(person) ? person : null
}

function toPricing({ pricing }: WireMessageStatus): StatusPricing | null {
  if (pricing === undefined) return null
  return {
    isBillable: pricing.billable ?? null,
    type: pricing.type ?? null,
    category: pricing.category ?? null,
    model: pricing.pricing_model ?? null,
  }
}
