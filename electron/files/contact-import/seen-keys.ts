/** Keys are dealt out to so many tables: to grow, a small one is copied at a time, and never all of them. */
const tables = 96
const startSlots = 1 << 6
const isNumber = 0x4000_0000
const isText = 0x8000_0000

/**
 * Keys that a file has had so far, in eight bytes each, in tables that are at most three quarters full: a
 * million take 11 to 22 MB, where a set of texts would take several times as much. A phone number is itself
 * its key; other texts are hashed to 63 bits, so that two of a million are taken for one once in ten million
 * files.
 */
export class SeenKeys {
  readonly #tables = Array.from({ length: tables }, () => new KeyTable())

  get size(): number {
    return this.#tables.reduce((sum, table) => sum + table.size, 0)
  }

  /** False where the number was seen before. Digits, fifteen at most. */
  addNumber(digits: string): boolean {
    const number = Number(digits)
    return this.#add(isNumber + Math.floor(number / 0x1_0000_0000), number % 0x1_0000_0000)
  }

  /** False where the text was seen before. Texts of another kind are other texts. */
  addText(kind: string, text: string): boolean {
    const whole = `${kind}:${text}`
    let one = 0xdeadbeef
    let two = 0x41c6ce57
    // after cyrb53
    for (let at = 0; at < whole.length; at += 1) {
      const code = whole.charCodeAt(at)
      one = Math.imul(one ^ code, 2654435761)
      two = Math.imul(two ^ code, 1597334677)
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
    return this.#add((two | isText) >>> 0, one >>> 0)
  }

  #add(high: number, low: number): boolean {
    const place = scatter(high, low)
    return this.#tables[place % tables]!.add(high, low)
  }
}

/** Keys with nothing between them, each in the first free slot from where it belongs. */
class KeyTable {
  size = 0
  #slots = new Uint32Array(startSlots * 2)

  /** False where the key is there. Its high part is never 0, which stands for a free slot. */
  add(high: number, low: number): boolean {
    const slots = this.#slots
    const mask = slots.length / 2 - 1
    let slot = Math.floor(scatter(high, low) / tables) & mask
    for (; slots[slot * 2] !== 0; slot = (slot + 1) & mask)
      if (slots[slot * 2] === high && slots[slot * 2 + 1] === low) return false
    slots[slot * 2] = high
    slots[slot * 2 + 1] = low
    this.size += 1
    if (this.size * 4 > mask * 3) this.#grow()
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    this.size = 0
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0) this.add(old[at]!, old[at + 1]!)
  }
}

function scatter(high: number, low: number): number {
  let mixed = high ^ low
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
