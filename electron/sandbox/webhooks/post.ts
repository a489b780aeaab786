import type { Account } from '../model.ts'
import type { Update } from './envelope.ts'
import { envelopeBytes, signatureOf } from './envelope.ts'

/** How long an answer may take before the delivery counts as failed. */
const answerTimeoutMs = 5000

/** Posts one signed batch. False for any answer but 200, and for none. */
export async function postUpdates(
  url: string,
  account: Account,
  updates: readonly Update[],
  closing: AbortSignal,
): Promise<boolean> {
  const bytes = envelopeBytes(account.wabaId, updates)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signatureOf(account.appSecret, bytes),
      },
      body: new Uint8Array(bytes),
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(answerTimeoutMs)]),
    })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    // Nobody answered: the same as a refusal, and it is tried again.
    return false
  }
}
