import { createPublicKey, hash, verify } from 'node:crypto'

/** Whether `signature` (base64) is the Ed25519 signature of the text by `publicKey` (DER, base64). */
export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  if (!isExactBase64(publicKey) || !isExactBase64(signature)) return false
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
    )
  } catch {
    // A key or signature that cannot be read was not made by the app, so nothing is signed by it.
    return false
  }
}

/**
 * Name of a public key that people can compare: the first 16 bytes of its SHA-256 in groups of four
 * hexadecimal digits.
 */
export function keyFingerprint(publicKey: string): string {
  const digest = hash('sha256', Buffer.from(publicKey, 'base64'), 'hex')
  return (digest.slice(0, 32).match(/.{4}/g) ?? []).join(' ').toUpperCase()
}

/** Base64 has several spellings of the same bytes; only the one that is written counts. */
function isExactBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text
}
