import { z } from 'zod'
import type { SendRequest } from './client.ts'
import type { MediaOperations } from './graph-client.ts'
import { wireId } from './wire/primitives.ts'

/** A large file on a slow line takes its time. */
const uploadMs = 10 * 60_000

const uploaded = z.looseObject({ id: wireId })

/** Files that messages show (Meta: Media). */
export function createMediaOperations(send: SendRequest, phoneNumberId: string): MediaOperations {
  return {
    uploadMedia: async (file) => {
      const reply = await send({
        method: 'POST',
        path: [phoneNumberId, 'media'],
        form: { fields: { messaging_product: 'whatsapp', type: file.mimeType }, file },
        shape: uploaded,
        timeoutMs: uploadMs,
      })
      return reply.id
    },
  }
}
