import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts with AES-256-GCM under a fresh nonce: base64 of nonce ‖ ciphertext ‖ tag. `binding` is
 * authenticated but not stored: a sealed value put in another's place does not open.
 */
export function seal(key: Uint8Array, binding: string, plain: Uint8Array): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding))
  const sealed = [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64')
}

/** The plain bytes, or null where key, binding or content are not those of `seal`. */
export function unseal(key: Uint8Array, binding: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (key.length !== 32 || bytes.length < nonceBytes + tagBytes) return null
  const nonce = bytes.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(binding)).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    // a wrong key and an altered value are the same to the caller
    return null
  }
}
