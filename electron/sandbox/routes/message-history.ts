import type { Answer, Call } from '../http/call.ts'
import type { FieldTree } from '../http/fields.ts'
import { parseFields, pickFields } from '../http/fields.ts'
import { paginate } from '../http/paging.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { DeliveryEvent, SentMessage } from '../model.ts'
import { currentCallback } from '../webhooks/callbacks.ts'

function list(kernel: Kernel, call: Call): Answer {
  const messageId = call.query.get('message_id')
  const { sent } = kernel.state
  const one = messageId === null ? undefined : sent.get(messageId)
  const wanted = messageId === null ? [...sent.values()] : one === undefined ? [] : [one]
  const { items, paging } = paginate(wanted, call, {
    keyOf: ({ historyId }) => historyId,
    defaultLimit: 25,
    maxLimit: 100,
    cursorCode: 100,
  })
  const fields = call.query.get('fields')
  const eventFields = parseFields(fields ?? '').get('events')
  const data = items.map((message) =>
    pickFields(
      {
        id: () => message.historyId,
        message_id: () => message.id,
        events: () => eventsOf(kernel, message, eventFields),
      },
      fields,
      ['id'],
      ['message_id'],
    ),
  )
  return { body: { data, paging } }
}

function eventsOf(kernel: Kernel, message: SentMessage, fields: FieldTree | undefined): unknown {
  const names = [...(fields?.keys() ?? [])].join(',')
  return {
    data: message.events.map((event) =>
      pickFields(
        eventFields(kernel, event),
        names,
        ['id'],
        ['delivery_status', 'timestamp', 'webhook_update_state'],
      ),
    ),
  }
}

function eventFields(kernel: Kernel, event: DeliveryEvent): Record<string, () => unknown> {
  return {
    id: () => event.id,
    delivery_status: () => event.status,
    timestamp: () => seconds(event.at),
    webhook_update_state: () => event.webhookState,
    application: () => ({ id: kernel.state.account.appId }),
    webhook_uri: () => currentCallback(kernel.state.account)?.url,
    error_description: () => event.errorDescription,
  }
}

/** `/{phone}/message_history`: in Meta's OpenAPI file only; sent messages, never received ones. */
export const messageHistoryRoutes: Routes<Handler> = { 'GET /message_history': list }
