import { wireError } from '../graph/wire/errors.ts'
import { inboundMessage, messageContact, type WireInboundMessage } from '../graph/wire/webhooks.ts'
import type { ParsedUpdate } from './parsed-update.ts'
import { parseStatus } from './parse-status.ts'
import {
  type ContactLookup,
  createContactLookup,
  namesSomebody,
  toPersonKeys,
} from './person-keys.ts'
import {
  type ChangeContext,
  headOf,
  orNull,
  timeKey,
  toUpdateErrors,
  unknownUpdate,
} from './update-context.ts'

type Json = Readonly<Record<string, unknown>>

/** Field `messages`: what people wrote, what became of what was sent, troubles of the account. */
export function parseMessagesValue(context: ChangeContext, value: Json): ParsedUpdate[] {
  const lookup = readContacts(value)
  const updates = [
    ...listOf(value['messages']).map((item) => parseMessage(context, item, lookup)),
    ...listOf(value['statuses']).map((item) => parseStatus(context, item, lookup)),
    ...listOf(value['errors']).map((item) => parseAccountError(context, item)),
  ]
  return updates.length > 0 ? updates : [unknownUpdate(context, value, 'shape')]
}

/** The contacts of a change by their keys; those that cannot be read are missed by nobody. */
export function readContacts(value: Json): ContactLookup {
  const contacts = listOf(value['contacts']).flatMap((item) => {
    const parsed = messageContact.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
  return createContactLookup(contacts)
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function parseMessage(context: ChangeContext, item: unknown, lookup: ContactLookup): ParsedUpdate {
  const parsed = inboundMessage.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const message = parsed.data
  const update =
    message.type === 'system'
      ? readIdentityChange(context, item, message)
      : readMessage(context, item, message, lookup)
  return update ?? unknownUpdate(context, item, 'shape')
}

function readMessage(
  context: ChangeContext,
  item: unknown,
  message: WireInboundMessage,
  lookup: ContactLookup,
): ParsedUpdate | null {
  const from = lookup({
    wa_id: message.from,
    user_id: message.from_user_id,
    parent_user_id: message.from_parent_user_id,
  })
  if (!namesSomebody(from) || message.id === '') return null
  return {
    ...headOf(context, item, ['message', message.id], message.timestamp),
    kind: 'message_received',
    wamid: message.id,
    groupId: orNull(message.group_id),
    from,
    messageType: message.type,
    text: textOf(message),
    buttonPayload: payloadOf(message),
    contextWamid: contextOf(message),
    isForwarded:
      message.context?.forwarded === true || message.context?.frequently_forwarded === true,
    errors: toUpdateErrors(message.errors),
  }
}

function textOf(message: WireInboundMessage): string | null {
  const edited = message.edit?.message
  const answer = message.interactive?.button_reply ?? message.interactive?.list_reply
  return (
    message.text?.body ??
    message.image?.caption ??
    message.video?.caption ??
    message.document?.caption ??
    message.button?.text ??
    answer?.title ??
    message.interactive?.nfm_reply?.body ??
    message.reaction?.emoji ??
    edited?.text?.body ??
    edited?.image?.caption ??
    edited?.video?.caption ??
    edited?.document?.caption ??
    null
  )
}

function payloadOf(message: WireInboundMessage): string | null {
  const answer = message.interactive?.button_reply ?? message.interactive?.list_reply
  return message.button?.payload ?? answer?.id ?? null
}

function contextOf(message: WireInboundMessage): string | null {
  return orNull(
    message.reaction?.message_id ??
      message.edit?.original_message_id ??
      message.revoke?.original_message_id ??
      message.context?.id,
  )
}

const numberChanges = new Set(['user_changed_number', 'customer_changed_number'])

function readIdentityChange(
  context: ChangeContext,
  item: unknown,
  message: WireInboundMessage,
): ParsedUpdate | null {
  const { system } = message
  const isNumber = numberChanges.has(system?.type ?? '')
  if (system === undefined || (!isNumber && system.type !== 'user_changed_user_id')) return null
  const before = toPersonKeys({
    wa_id: message.from,
    user_id: system.previous_user_id ?? message.from_user_id,
    parent_user_id: message.from_parent_user_id,
  })
  const after = toPersonKeys({
    wa_id: system.wa_id ?? system.new_wa_id,
    user_id: system.user_id,
    parent_user_id: system.parent_user_id,
  })
  if (!namesSomebody(before) || !namesSomebody(after)) return null
  return {
    ...headOf(context, item, ['identity', message.id], message.timestamp),
    kind: 'identity_changed',
    change: isNumber ? 'number' : 'user_id',
    before,
    after,
  }
}

function parseAccountError(context: ChangeContext, item: unknown): ParsedUpdate {
  const parsed = wireError.safeParse(item)
  if (!parsed.success) return unknownUpdate(context, item, 'shape')
  const { code, title } = parsed.data
  return {
    ...headOf(context, item, ['account_error', code, timeKey(context)], null),
    kind: 'account_event',
    source: 'error',
    event: String(code),
    severity: 'warning',
    details: { code, ...(title === undefined ? {} : { title }) },
  }
}
