import { hash } from 'node:crypto'

/** SHA-256 in lower-case hexadecimal; of a text, its UTF-8 bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}
