import { AppError } from '../../../shared/errors.ts'
import type { PersonAddress, TemplateMessage } from '../../graph/graph-records.ts'
import type { FrozenText } from '../../store/broadcasts/broadcast-store.ts'
import { toTemplateMessage } from '../template-message.ts'

/** Goes before a row's number in what travels with its message. */
export const broadcastCallbackPrefix = 'bc:'

/** The row that a message's callback data names; null: it is not one of a broadcast. */
export function recipientOfCallback(callbackData: string | null): number | null {
  if (!callbackData?.startsWith(broadcastCallbackPrefix)) return null
  const seq = Number(callbackData.slice(broadcastCallbackPrefix.length))
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null
}

/**
 * The file of this app's that a row shows on top, by what stands in its values; null: none, or an address.
 */
export function mediaOf(text: FrozenText, parameters: readonly string[]): string | null {
  const ref = text.places.headerMedia === null ? '' : (parameters[0] ?? '')
  return /^\d+$/.test(ref) ? ref : null
}

/**
 * What is sent for a row.
 *
 * @param currentId what WhatsApp calls a file now; null: it does not have it; undefined: not a file of this app's
 * @param parameters values in the order of the text's variables
 * @throws AppError `template_parameters_wrong` where they are not as many as the variables
 */
export function messageOf(
  text: FrozenText,
  seq: number,
  parameters: readonly string[],
  currentId: (mediaId: string) => string | null | undefined,
): TemplateMessage {
  if (parameters.length !== text.variables.length)
    throw new AppError('template_parameters_wrong', {
      message: 'The text has another number of variables than this person has values.',
    })
  const mediaId = mediaOf(text, parameters)
  const current = mediaId === null ? undefined : currentId(mediaId)
  const values = current ? [current, ...parameters.slice(1)] : parameters
  return toTemplateMessage(text, values, `${broadcastCallbackPrefix}${seq}`)
}

/** The number where it is known, else the id by which the business knows the person. */
export function addressOf(waId: string | null, userId: string | null): PersonAddress {
  if (waId !== null) return { kind: 'phone', phone: waId }
  if (userId !== null) return { kind: 'user_id', userId }
  throw new AppError('recipient_unreachable', {
    message: 'Neither a number nor a WhatsApp id of this person is known.',
  })
}
