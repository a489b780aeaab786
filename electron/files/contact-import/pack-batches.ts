import type {
  ImportBatch,
  PreparedColumns,
  PreparedOrder,
  Rejection,
} from '../../core/imports/import-batch.ts'
import {
  hasOnlyEmail,
  packedColumns,
  type PackedBatch,
  type PackedContacts,
} from '../../core/imports/pack-contacts.ts'
import { rowsOfRun } from './read-batches.ts'

/**
 * Rows that are packed at once. While a few hundred are all that lives, the collector of garbage has
 * next to nothing to carry from one place to the next; of a whole portion it carries most twice.
 */
export const rowsAtOnce = 250

/**
 * Bytes of a run with room to spare. Taken at once, as to grow would leave holes of memory behind; what is never
 * written to is not taken from the machine.
 */
const usualRunBytes = 24 << 20

/** The ids in front of a row's values are given last. */
const keptColumns = packedColumns.slice(
  packedColumns.indexOf('noteId') + 1,
) as (keyof PreparedColumns)[]

/** A contact of the run: where its texts stand among the kept bytes, and what is told of it besides. */
interface KeptContact {
  /** Its values, behind the ids. */
  readonly start: number
  /** Its search words, behind its values. */
  readonly tokens: number
  readonly end: number
  readonly tags: readonly string[] | null
  readonly note: string | null
  readonly hasUsername: boolean
  readonly hasOnlyEmail: boolean
  readonly isLandline: boolean
}

type Kept = KeptContact | PreparedOrder | Rejection

interface KeptRow {
  readonly row: number
  readonly name: string
  readonly kept: Kept
}

/**
 * Gathers the rows of a run and gives them out as portions, sorted by name. The customers of a portion then
 * lie together in the indexes by name and by email, where unsorted each would lie on a page of its own; a
 * place in the sorted run is as good a position as one in the file, as both are the same at every reading.
 */
export class RunPacker {
  readonly #newId: () => string
  readonly #takeMemory: (bytes: number) => ArrayBuffer
  /** Rows that are settled already, counted as they are given out. */
  readonly #settled: number
  #rows: KeptRow[] = []
  #absent: PackedContacts['absent'] = []
  #bytes = Buffer.alloc(usualRunBytes)
  #end = 0
  #first: number | null = null
  #position = 0
  #share = 0
  #given = 0
  #isClosed = false

  constructor(options: {
    readonly newId: () => string
    readonly position: number
    /** Memory of so many bytes at least, for a text of a portion; new memory if not told. */
    readonly takeMemory?: (bytes: number) => ArrayBuffer
  }) {
    this.#newId = options.newId
    this.#takeMemory = options.takeMemory ?? ((bytes) => new ArrayBuffer(bytes))
    this.#settled = options.position
  }

  /** Rows to be given out; none before the run is at its end. */
  get size(): number {
    return this.#isClosed ? this.#rows.length - this.#given : 0
  }

  /** Takes more rows of a run; of none while those of the last are still to be given out. */
  add(batch: ImportBatch): void {
    if (this.#isClosed) this.#begin()
    const { contacts, orders, rejections, names, position } = batch
    const nameOf = (row: number) => names[names.length - 1 - (position - row)]!
    this.#first ??= position - names.length
    contacts.row.forEach((row, at) =>
      this.#rows.push({ row, name: nameOf(row), kept: this.#keep(contacts, at) }),
    )
    for (const kept of [...orders, ...rejections])
      this.#rows.push({ row: kept.row, name: nameOf(kept.row), kept })
    this.#position = position
    this.#share = batch.share
    this.#absent = batch.absent
    if (batch.endsRun) this.end()
  }

  /** The run is at its end, if it is not already: all that was added can be taken. */
  end(): void {
    if (this.#isClosed || this.#first === null) return
    this.#isClosed = true
    this.#rows.sort((one, other) =>
      one.name < other.name ? -1 : one.name > other.name ? 1 : one.row - other.row,
    )
    this.#given = Math.min(this.#rows.length, Math.max(0, this.#settled - this.#first))
  }

  #begin(): void {
    this.#rows = []
    this.#end = 0
    this.#first = null
    this.#given = 0
    this.#isClosed = false
  }

  #keep(contacts: PreparedColumns, at: number): KeptContact {
    const start = this.#end
    // what the ids open with a bracket is not opened again
    const values = keptColumns.map((column) => contacts[column][at])
    this.#write(JSON.stringify(values).slice(1))
    const tokens = this.#end
    this.#write(JSON.stringify(contacts.tokens[at]))
    return {
      start,
      tokens,
      end: this.#end,
      tags: contacts.tags[at] ?? null,
      note: contacts.note[at] ?? null,
      hasUsername: contacts.username[at] !== null,
      hasOnlyEmail: hasOnlyEmail(contacts, at),
      isLandline: contacts.numberType[at] === 'landline',
    }
  }

  #write(text: string): void {
    // a character takes three bytes at most
    if (this.#end + text.length * 3 > this.#bytes.length) {
      const larger = Buffer.alloc(Math.ceil(this.#bytes.length * 1.5) + text.length * 3)
      this.#bytes.copy(larger, 0, 0, this.#end)
      this.#bytes = larger
    }
    this.#end += this.#bytes.write(text, this.#end)
  }

  /** The next so many rows as a portion. The memory of its texts is nobody else's and may go to another thread. */
  take(count: number): PackedBatch {
    const taken = this.#rows.slice(this.#given, this.#given + count).map(({ kept }) => kept)
    this.#given += taken.length
    const contacts = taken.filter((kept): kept is KeptContact => 'start' in kept)
    return {
      contacts: this.#pack(contacts),
      orders: taken.filter((kept): kept is PreparedOrder => 'orderNo' in kept),
      rejections: taken.filter((kept): kept is Rejection => 'reason' in kept),
      position: this.#first! + this.#given,
      share: (this.#share * (this.#first! + this.#given)) / this.#position,
    }
  }

  #pack(contacts: readonly KeptContact[]): PackedContacts {
    const bytes = contacts.reduce((sum, { start, tokens }) => sum + tokens - start, 0)
    const tokenBytes = contacts.reduce((sum, { tokens, end }) => sum + end - tokens, 0)
    const room = (pieces: number, each: number) => pieces + contacts.length * each + 2
    const rows = new JsonArray(this.#takeMemory(room(bytes, mostIdBytes + 1)))
    const words = new JsonArray(this.#takeMemory(room(tokenBytes, 1)))
    const notes: PackedContacts['notes'][number][] = []
    for (const { start, tokens, end, note } of contacts) {
      // written at once, so that they need not live as long as the portion
      const id = this.#newId()
      const noteId = note === null ? '' : this.#newId()
      rows.push(`["${id}","${this.#newId()}","${noteId}",`, this.#bytes, start, tokens)
      words.push('', this.#bytes, tokens, end)
      if (note) notes.push({ contactId: id, id: noteId, text: note })
    }
    return {
      rows: rows.end(),
      tokens: words.end(),
      absent: this.#absent,
      size: contacts.length,
      hasUsernames: contacts.some(({ hasUsername }) => hasUsername),
      hasOnlyEmails: contacts.some((contact) => contact.hasOnlyEmail),
      landlines: contacts.filter(({ isLandline }) => isLandline).length,
      tagged: contacts.flatMap(({ tags }, at) => (tags === null ? [] : [{ at, tags }])),
      notes,
    }
  }
}

/** Three ids of 36 characters in quotation marks, with what is between them. */
const mostIdBytes = 3 * (36 + 3) + 1
const [openingBracket, closingBracket, comma] = [...'[],'].map((each) => each.charCodeAt(0)) as [
  number,
  number,
  number,
]

/** A JSON array in memory that is large enough for it. */
class JsonArray {
  readonly #out: Buffer
  #end = 0

  constructor(memory: ArrayBuffer) {
    this.#out = Buffer.from(memory)
  }

  /** @param head Latin letters, which stand in front of the piece. */
  push(head: string, bytes: Buffer, start: number, end: number): void {
    this.#out[this.#end] = this.#end === 0 ? openingBracket : comma
    this.#end += 1
    if (head !== '') this.#end += this.#out.write(head, this.#end, 'latin1')
    this.#end += bytes.copy(this.#out, this.#end, start, end)
  }

  end(): Uint8Array {
    if (this.#end === 0) this.#out[this.#end++] = openingBracket
    this.#out[this.#end++] = closingBracket
    return this.#out.subarray(0, this.#end)
  }
}

/** Rows that an import that goes on has to read again: its place may be anywhere in a run. */
export function firstToRead(position: number): number {
  return Math.max(0, position - rowsOfRun)
}
