import { hash } from 'node:crypto'

/** Lower-case hexadecimal SHA-256 of a UTF-8 text. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex')
}
