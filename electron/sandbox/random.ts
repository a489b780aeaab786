import { createHash } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Repeatable chance: the same seed gives the same ids, names and outcomes in the same order. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number
  pick<T>(items: readonly T[]): T
  digits(length: number): string
  letters(length: number): string
  hex(length: number): string
}

/** Mulberry32 on a hash of the seed: small, fast, and plenty for a pretend network. */
export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  const from = (letters: string, length: number): string =>
    Array.from({ length }, () => letters[below(letters.length)]).join('')
  return {
    next,
    below,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
    digits: (length) => from('123456789', 1) + from('0123456789', length - 1),
    letters: (length) => from(alphabet, length),
    hex: (length) => from('0123456789abcdef', length),
  }
}
