import { randomBytes } from 'node:crypto'

/** Random bytes are drawn for many ids at a time: one draw costs as much as a thousand bytes. */
const poolBytes = 4096
let pool = Buffer.alloc(0)

function randomSlice(): Buffer {
  if (pool.length < 16) pool = randomBytes(poolBytes)
  const slice = pool.subarray(0, 16)
  pool = pool.subarray(16)
  return slice
}

let lastMs = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562): 48 bits of Unix ms, then a counter so that ids made in the same millisecond
 * keep their order, then random bits.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    counter = randomBytes(2).readUInt16BE() & 0x7ff
  } else {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  }
  const bytes = randomSlice()
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
