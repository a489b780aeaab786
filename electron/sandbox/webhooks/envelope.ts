import { createHmac } from 'node:crypto'
import { seconds } from '../seconds.ts'

export interface Update {
  readonly field: string
  readonly value: unknown
  /** Unix milliseconds. */
  readonly at: number
}

/** The bytes of one POST: pure ASCII, since Meta writes every other character as an escape of four hex digits. */
export function envelopeBytes(wabaId: string, updates: readonly Update[]): Buffer {
  const entry = {
    id: wabaId,
    time: seconds(updates[0]?.at ?? 0),
    changes: updates.map(({ field, value }) => ({ value, field })),
  }
  return Buffer.from(escapeToAscii(JSON.stringify(envelopeOf(entry))), 'latin1')
}

function envelopeOf(entry: unknown): unknown {
  return { object: 'whatsapp_business_account', entry: [entry] }
}

/** Escapes the characters that Meta escapes: all beyond ASCII, and the slash. */
export function escapeToAscii(json: string): string {
  return json
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\//g, '\\/')
}

/** Value of `X-Hub-Signature-256` for these bytes. */
export function signatureOf(appSecret: string, bytes: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`
}
