import {
  emptyColumns,
  type ContactColumns,
  type PreparedOrder,
  type Rejection,
} from './import-batch.ts'

/** What a packed row holds, by table; the store reads the values by their place. */
export const packedColumns = {
  people: [
    'id',
    'name',
    'sortName',
    'numberType',
    'country',
    'username',
    'email',
    'city',
    'birthday',
    'language',
    'externalId',
    'custom',
  ],
  identities: ['identityId', 'id', 'waId', 'username'],
  entries: ['optInId', 'id', 'line', 'optIn', 'optInAt', 'optInSource'],
  rest: ['row', 'line', 'tags', 'note', 'noteId'],
} as const satisfies Readonly<Record<string, readonly (keyof ContactColumns)[]>>

type PackedTable = keyof typeof packedColumns
export const packedTables = Object.keys(packedColumns) as PackedTable[]

/**
 * Contacts of a portion as few long texts of JSON, in UTF-8: they cross from thread to thread as bytes,
 * and the store takes them in whole, so the thread that writes never has a row in its hands unless
 * somebody is known already. In each table a row is an array in the order of `packedColumns`.
 */
export interface PackedContacts extends Readonly<Record<PackedTable, Uint8Array>> {
  readonly size: number
  /** What each is found by. */
  readonly tokens: Uint8Array
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

/** The elements of a JSON array, without its brackets: so what is packed bit by bit can be joined. */
type Elements = Readonly<Record<PackedTable | 'tokens', string>>

/** What `PackedContacts` says besides its texts. */
export type PackedFacts = Omit<PackedContacts, PackedTable | 'tokens'>

/** @param places Rows to take, in their order. */
export function elementsOf(columns: ContactColumns, places?: readonly number[]): Elements {
  const taken = places ?? columns.id.map((_, at) => at)
  const table = (names: readonly (keyof ContactColumns)[]) =>
    elements(taken.map((at) => names.map((name) => columns[name][at])))
  return {
    people: table(packedColumns.people),
    identities: table(packedColumns.identities),
    entries: table(packedColumns.entries),
    rest: table(packedColumns.rest),
    tokens: elements(taken.map((at) => columns.tokens[at])),
  }
}

function elements(values: readonly unknown[]): string {
  return JSON.stringify(values).slice(1, -1)
}

/**
 * @param places Rows to take, in their order.
 * @param first Place of the first of them among the packed rows.
 */
export function factsOf(
  columns: ContactColumns,
  places?: readonly number[],
  first = 0,
): PackedFacts {
  const taken = places ?? columns.id.map((_, at) => at)
  const isKnownByEmail = (at: number) =>
    columns.waId[at] === null && columns.externalId[at] === null && columns.username[at] === null
  return {
    size: taken.length,
    hasUsernames: taken.some((at) => columns.username[at] !== null),
    hasOnlyEmails: taken.some(isKnownByEmail),
    landlines: taken.filter((at) => columns.numberType[at] === 'landline').length,
    tagged: taken.flatMap((from, at) => {
      const tags = columns.tags[from] ?? null
      return tags === null ? [] : [{ at: first + at, tags }]
    }),
    notes: taken.flatMap((from) => {
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
  for (const table of packedTables) {
    const rows = JSON.parse(textOf(packed[table])) as unknown[][]
    packedColumns[table].forEach((column, place) => {
      columns[column] = rows.map((row) => row[place])
    })
  }
  columns.tokens = JSON.parse(textOf(packed.tokens)) as string[]
  return columns as unknown as ContactColumns
}
