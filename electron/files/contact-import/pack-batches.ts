import {
  emptyColumns,
  type ImportBatch,
  type PreparedOrder,
  type Rejection,
} from '../../core/imports/import-batch.ts'
import {
  elementsOf,
  factsOf,
  packedTables,
  type PackedBatch,
  type PackedFacts,
} from '../../core/imports/pack-contacts.ts'

/**
 * Rows that are packed at once. While a few hundred are all that lives, the collector of garbage has
 * next to nothing to carry from one place to the next; of a whole portion it carries most twice.
 */
export const rowsAtOnce = 250

/** Puts small batches together to portions. */
export class BatchPacker {
  /** Rows that wait, with those that are refused. */
  size = 0
  readonly #texts = {
    people: new JsonArray(),
    identities: new JsonArray(),
    entries: new JsonArray(),
    rest: new JsonArray(),
    tokens: new JsonArray(),
  }
  #facts: PackedFacts = nobody
  #orders: PreparedOrder[] = []
  #rejections: Rejection[] = []
  #position = 0
  #share = 0

  add({ contacts, orders, rejections, position, share }: ImportBatch): void {
    const rows = contacts.id.length
    this.size += rows + orders.length + rejections.length
    if (rows > 0) {
      const elements = elementsOf(contacts)
      for (const name of [...packedTables, 'tokens'] as const)
        this.#texts[name].push(elements[name])
      this.#facts = joined(this.#facts, factsOf(contacts, undefined, this.#facts.size))
    }
    this.#orders.push(...orders)
    this.#rejections.push(...rejections)
    this.#position = position
    this.#share = share
  }

  /** What was put together. Its bytes are nobody else's, so their memory may go to another thread. */
  take(): PackedBatch {
    const { people, identities, entries, rest, tokens } = this.#texts
    const batch = {
      contacts: {
        ...this.#facts,
        people: people.take(),
        identities: identities.take(),
        entries: entries.take(),
        rest: rest.take(),
        tokens: tokens.take(),
      },
      orders: this.#orders,
      rejections: this.#rejections,
      position: this.#position,
      share: this.#share,
    }
    this.size = 0
    this.#facts = nobody
    this.#orders = []
    this.#rejections = []
    return batch
  }
}

const nobody = factsOf(emptyColumns())

function joined(one: PackedFacts, other: PackedFacts): PackedFacts {
  return {
    size: one.size + other.size,
    hasUsernames: one.hasUsernames || other.hasUsernames,
    hasOnlyEmails: one.hasOnlyEmails || other.hasOnlyEmails,
    landlines: one.landlines + other.landlines,
    tagged: [...one.tagged, ...other.tagged],
    notes: [...one.notes, ...other.notes],
  }
}

/** A JSON array in UTF-8 that grows at its end. */
class JsonArray {
  #parts: Buffer[] = []

  /** @param elements As they stand between the brackets; not empty. */
  push(elements: string): void {
    this.#parts.push(Buffer.from(`${this.#parts.length === 0 ? '[' : ','}${elements}`))
  }

  take(): Uint8Array<ArrayBuffer> {
    const parts =
      this.#parts.length === 0 ? [Buffer.from('[]')] : [...this.#parts, Buffer.from(']')]
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    this.#parts = []
    return bytes
  }
}

/** A batch of any size as a portion. */
export function packBatch(batch: ImportBatch): PackedBatch {
  const packer = new BatchPacker()
  packer.add(batch)
  return packer.take()
}
