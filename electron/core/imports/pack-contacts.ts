import {
  emptyColumns,
  type ContactColumns,
  type PreparedColumn,
  type PreparedColumns,
  type PreparedOrder,
  type Rejection,
} from './import-batch.ts'

/**
 * What a packed row holds; the store reads the values by their place. The ids come first, then what several
 * tables are written from: a value is found by going over those in front of it.
 */
export const packedColumns = [
  'id',
  'optInId',
  'noteId',
  'waId',
  'line',
  'optIn',
  'optInAt',
  'optInSource',
  'name',
  'sortName',
  'numberType',
  'country',
  'email',
  'city',
  'birthday',
  'birthDay',
  'language',
  'externalId',
  'custom',
  'username',
  'row',
  'tags',
  'note',
] as const satisfies readonly (keyof ContactColumns)[]

export type PackedColumn = (typeof packedColumns)[number]

/**
 * Contacts of a portion as two long texts of JSON, in UTF-8: they cross from thread to thread as bytes,
 * and the store takes them in whole, so the thread that writes never has a row in its hands unless
 * somebody is known already.
 */
export interface PackedContacts {
  /** Each row an array in the order of `packedColumns`. */
  readonly rows: Uint8Array
  /** What each is found by. */
  readonly tokens: Uint8Array
  /** Columns that are null in all rows, by what the file has. */
  readonly absent: readonly PreparedColumn[]
  readonly size: number
  readonly hasUsernames: boolean
  /** Whether somebody has an email and nothing else to be known by. */
  readonly hasOnlyEmails: boolean
  readonly landlines: number
  /** Rows that have tags of their own, by their place. */
  readonly tagged: readonly { readonly at: number; readonly tags: readonly string[] }[]
  /** Rows that have a note, by their place. */
  readonly notes: readonly {
    readonly contactId: string
    readonly id: string
    readonly text: string
  }[]
}

/** A portion of a file on its way to the thread that writes. */
export interface PackedBatch {
  readonly contacts: PackedContacts
  readonly orders: readonly PreparedOrder[]
  readonly rejections: readonly Rejection[]
  readonly position: number
  readonly share: number
}

/** Whether a row has an email and nothing else to be known by; one of them every row has. */
export function hasOnlyEmail(columns: PreparedColumns, at: number): boolean {
  return (
    columns.waId[at] === null && columns.externalId[at] === null && columns.username[at] === null
  )
}

/**
 * Contacts packed anew, out of such as were looked at one by one.
 *
 * @param places Rows to take, in their order.
 * @param bytesOf Writes UTF-8.
 */
export function packAgain(
  columns: ContactColumns,
  places: readonly number[],
  bytesOf: (text: string) => Uint8Array,
): PackedContacts {
  return {
    rows: bytesOf(
      JSON.stringify(places.map((at) => packedColumns.map((name) => columns[name][at]))),
    ),
    tokens: bytesOf(JSON.stringify(places.map((at) => columns.tokens[at]))),
    absent: [],
    size: places.length,
    hasUsernames: places.some((at) => columns.username[at] !== null),
    hasOnlyEmails: places.some((at) => hasOnlyEmail(columns, at)),
    landlines: places.filter((at) => columns.numberType[at] === 'landline').length,
    tagged: places.flatMap((from, at) => {
      const tags = columns.tags[from] ?? null
      return tags === null ? [] : [{ at, tags }]
    }),
    notes: places.flatMap((from) => {
      const text = columns.note[from]
      const [contactId, id] = [columns.id[from]!, columns.noteId[from]!]
      return text ? [{ contactId, id, text }] : []
    }),
  }
}

/**
 * The rows themselves, for those that have to be looked at one by one.
 *
 * @param textOf Reads UTF-8.
 */
export function unpackContacts(
  packed: PackedContacts,
  textOf: (bytes: Uint8Array) => string,
): ContactColumns {
  const columns: Record<string, unknown> = { ...emptyColumns() }
  const rows = JSON.parse(textOf(packed.rows)) as unknown[][]
  packedColumns.forEach((column, place) => {
    columns[column] = rows.map((row) => row[place])
  })
  columns.tokens = JSON.parse(textOf(packed.tokens)) as string[]
  return columns as unknown as ContactColumns
}
