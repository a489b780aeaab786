const startSlots = 1 << 12

/**
 * Keys that a file has had so far, in sixteen bytes and a half-empty slot each: a million take 32 MB,
 * where a set of texts would take several times as much. A phone number is itself its key; other texts
 * are hashed to a hundred bits, which no two of a file share.
 */
export class SeenKeys {
  #slots = new Float64Array(startSlots * 2)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** False where the number was seen before. Digits, fifteen at most. */
  addNumber(digits: string): boolean {
    return this.#add(Number(digits), 1)
  }

  /** False where the text was seen before. Texts of another kind are other texts. */
  addText(kind: string, text: string): boolean {
    const whole = `${kind}:${text}`
    return this.#add(hash(whole, 0x2545f491), 2 + hash(whole, 0x9e3779b9))
  }

  #add(first: number, second: number): boolean {
    const mask = this.#slots.length / 2 - 1
    let slot = scatter(first, second) & mask
    for (; this.#slots[slot * 2 + 1] !== 0; slot = (slot + 1) & mask)
      if (this.#slots[slot * 2] === first && this.#slots[slot * 2 + 1] === second) return false
    this.#slots[slot * 2] = first
    this.#slots[slot * 2 + 1] = second
    this.#size += 1
    if (this.#size * 2 > mask) this.#grow()
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    this.#size = 0
    for (let at = 0; at < old.length; at += 2)
      if (old[at + 1] !== 0) this.#add(old[at]!, old[at + 1]!)
  }
}

function scatter(first: number, second: number): number {
  let mixed = (first % 0x1_0000_0000) ^ (first / 0x1_0000_0000) ^ (second % 0x1_0000_0000)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Fifty bits of a text (after cyrb53). */
function hash(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed
  let two = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (two >>> 0) * 0x40000 + (one >>> 14)
}
