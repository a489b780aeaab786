import type { ImportProblem } from '../../../shared/domain/contact-imports.ts'

/** A row that is not taken in: the cell as it was written, for the error file. */
export interface Rejection {
  /** Which row of the file, from 1, without its heading. */
  readonly row: number
  readonly line: number
  readonly column: string | null
  readonly reason: ImportProblem
  readonly cell: string
}

/**
 * Contacts ready to be written, column by column: it crosses from one thread to another, and a column
 * is copied faster than objects. Everything that takes thought has been worked out.
 */
export interface ContactColumns {
  readonly row: number[]
  readonly line: number[]
  /** Id for the contact, should it turn out to be a new one. */
  readonly id: string[]
  readonly name: (string | null)[]
  readonly sortName: string[]
  /** Digits without `+`. */
  readonly waId: (string | null)[]
  readonly numberType: ('mobile' | 'landline' | 'other' | null)[]
  readonly country: (string | null)[]
  readonly username: (string | null)[]
  readonly email: (string | null)[]
  readonly city: (string | null)[]
  readonly birthday: (string | null)[]
  /** MM-DD of the birthday. */
  readonly birthDay: (string | null)[]
  readonly language: (string | null)[]
  readonly externalId: (string | null)[]
  /** Values of the owner's own fields, if there are any; JSON. */
  readonly custom: (string | null)[]
  readonly tags: (readonly string[] | null)[]
  readonly note: (string | null)[]
  readonly noteId: string[]
  readonly optIn: ('given' | 'withdrawn' | 'expired' | null)[]
  readonly optInId: string[]
  readonly optInAt: (number | null)[]
  readonly optInSource: (string | null)[]
  /** What it is found by; see `searchWords`. */
  readonly tokens: string[]
}

/** Ids are given when it is settled in which order rows are written, so that they grow with it. */
export type IdColumn = 'id' | 'optInId' | 'noteId'

/** Contacts as they are read. */
export type PreparedColumns = Omit<ContactColumns, IdColumn>

export type PreparedColumn = keyof PreparedColumns

export interface PreparedOrder {
  readonly row: number
  readonly line: number
  readonly waId: string | null
  readonly externalId: string | null
  readonly orderNo: string | null
  /** Unix ms. */
  readonly at: number
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** [{name, quantity?}]; JSON. */
  readonly items: string
  /** Where the customer is told, for the error file. */
  readonly customerColumn: string | null
  readonly customerCell: string
}

/** Some rows of a file, one after the other. */
export interface ImportBatch {
  readonly contacts: PreparedColumns
  /** Columns of the contacts that the file has nothing for. */
  readonly absent: readonly PreparedColumn[]
  readonly orders: readonly PreparedOrder[]
  readonly rejections: readonly Rejection[]
  /** The name of each row as it stands in the file, by which a run is sorted; of those refused, too. */
  readonly names: readonly string[]
  /** The last of these rows. */
  readonly position: number
  /** Whether a run of rows, which are sorted and written together, ends with it. */
  readonly endsRun: boolean
  /** Part of the file that has been read, 0 to 1. */
  readonly share: number
}

export function emptyColumns(): ContactColumns {
  return {
    row: [],
    line: [],
    id: [],
    name: [],
    sortName: [],
    waId: [],
    numberType: [],
    country: [],
    username: [],
    email: [],
    city: [],
    birthday: [],
    birthDay: [],
    language: [],
    externalId: [],
    custom: [],
    tags: [],
    note: [],
    noteId: [],
    optIn: [],
    optInId: [],
    optInAt: [],
    optInSource: [],
    tokens: [],
  }
}
