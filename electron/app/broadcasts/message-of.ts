import { AppError } from '../../../shared/errors.ts'
import type { PersonAddress, TemplateMessage, TemplateVariable } from '../../graph/graph-records.ts'
import type { FrozenText } from '../../store/broadcasts/broadcast-store.ts'

/** Goes before a row's number in what travels with its message. */
export const broadcastCallbackPrefix = 'bc:'

/** The row that a message's callback data names; null: it is not one of a broadcast. */
export function recipientOfCallback(callbackData: string | null): number | null {
  if (!callbackData?.startsWith(broadcastCallbackPrefix)) return null
  const seq = Number(callbackData.slice(broadcastCallbackPrefix.length))
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null
}

/**
 * What is sent for a row.
 *
 * @param parameters values in order, header first
 */
export function messageOf(
  text: FrozenText,
  seq: number,
  parameters: readonly string[],
): TemplateMessage {
  const fill = (names: readonly string[], from: number) =>
    names.map((name, at): TemplateVariable => ({
      kind: 'text',
      text: parameters[from + at] ?? '',
      ...(text.isNamed ? { name } : {}),
    }))
  return {
    name: text.name,
    language: text.language,
    header: fill(text.parts.headerVariables, 0),
    body: fill(text.parts.bodyVariables, text.parts.headerVariables.length),
    callbackData: `${broadcastCallbackPrefix}${seq}`,
  }
}

/** The number where it is known, else the id by which the business knows the person. */
export function addressOf(waId: string | null, userId: string | null): PersonAddress {
  if (waId !== null) return { kind: 'phone', phone: waId }
  if (userId !== null) return { kind: 'user_id', userId }
  throw new AppError('recipient_unreachable', {
    message: 'Neither a number nor a WhatsApp id of this person is known.',
  })
}
