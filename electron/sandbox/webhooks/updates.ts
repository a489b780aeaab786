import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { WebhookState } from '../model.ts'

type Json = Readonly<Record<string, unknown>>
export type GroupFieldName =
  | 'group_lifecycle_update'
  | 'group_participants_update'
  | 'group_settings_update'
  | 'group_status_update'

function addressed(kernel: Kernel): Json {
  const { displayPhoneNumber, phoneNumberId } = kernel.state.account
  return {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: displayPhoneNumber.replace(/\D/g, ''),
      phone_number_id: phoneNumberId,
    },
  }
}

/** One event of a group field; `at` is Unix milliseconds and now when left out. */
export function emitGroupEvent(
  kernel: Kernel,
  field: GroupFieldName,
  event: Json,
  at: number = kernel.settings.now(),
): void {
  const timestamp = String(seconds(at))
  kernel.webhooks.emit(field, { ...addressed(kernel), groups: [{ timestamp, ...event }] }, { at })
}

/** Inbound messages with their writers. `contacts` stays away from system messages. */
export function emitMessages(
  kernel: Kernel,
  messages: readonly Json[],
  contacts: readonly unknown[] | undefined,
  at: number,
): void {
  const value = { ...addressed(kernel), ...(contacts ? { contacts } : {}), messages }
  kernel.webhooks.emit('messages', value, { at })
}

export interface StatusEmission {
  readonly at: number
  readonly contacts?: readonly unknown[]
  readonly onState: (state: WebhookState) => void
}

/** Statuses of one message, several people together as WhatsApp aggregates them for a group. */
export function emitStatuses(
  kernel: Kernel,
  statuses: readonly Json[],
  { at, contacts, onState }: StatusEmission,
): void {
  const value = { ...addressed(kernel), ...(contacts ? { contacts } : {}), statuses }
  kernel.webhooks.emit('messages', value, { at, label: 'messages/statuses', onState })
}

/** Field `user_preferences`, which carries metadata. */
export function emitUserPreferences(
  kernel: Kernel,
  contact: Json,
  preference: Json,
  at: number = kernel.settings.now(),
): void {
  const value = { ...addressed(kernel), contacts: [contact], user_preferences: [preference] }
  kernel.webhooks.emit('user_preferences', value, { at })
}

/** Field `user_id_update`, which comes beside the system message. */
export function emitUserIdUpdate(kernel: Kernel, update: Json): void {
  kernel.webhooks.emit('user_id_update', { ...addressed(kernel), user_id_update: [update] })
}

/** A field of the account, number or template: these carry no metadata. */
export function emitAccountField(kernel: Kernel, field: string, value: Json): void {
  kernel.webhooks.emit(field, value)
}
