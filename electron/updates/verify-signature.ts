import { createHmac, timingSafeEqual } from 'node:crypto'

const headerForm = /^sha256=([0-9a-f]{64})$/i

/**
 * Whether a body comes from someone who holds the app secret: `X-Hub-Signature-256` is the
 * HMAC-SHA256 of the bytes as they came (Meta: Webhooks, getting started). Compares in constant
 * time; the body must not have been decoded and written again before.
 */
export function verifySignature(
  body: Uint8Array,
  header: string | undefined,
  appSecret: string,
): boolean {
  const given = headerForm.exec(header ?? '')?.[1]
  if (given === undefined) return false
  const expected = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}

/** Compares two words in constant time, whatever their lengths. */
export function isSameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
