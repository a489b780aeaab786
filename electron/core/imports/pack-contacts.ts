import type { ContactColumns, ImportBatch } from './import-batch.ts'

/** Order of a packed row's values. The store reads them by their place. */
export const packedColumns = [
  'row',
  'line',
  'id',
  'name',
  'sortName',
  'waId',
  'identityId',
  'numberType',
  'country',
  'username',
  'email',
  'city',
  'birthday',
  'language',
  'externalId',
  'custom',
  'tags',
  'note',
  'noteId',
  'optIn',
  'optInId',
  'optInAt',
  'optInSource',
] as const satisfies readonly (keyof ContactColumns)[]

/**
 * Contacts of a portion as few long texts. They cross from thread to thread as bytes, and the store takes
 * them in whole, so the thread that writes never has a row in its hands unless somebody is known already.
 */
export interface PackedContacts {
  readonly size: number
  /** JSON: a row is an array in the order of `packedColumns`. */
  readonly rows: string
  /** JSON: what each is found by. */
  readonly tokens: string
  /** JSON: what each may be known by, or null where no row has one. Emails only of who has nothing else. */
  readonly keys: Readonly<Record<'waId' | 'username' | 'externalId' | 'email', string | null>>
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
export interface PackedBatch extends Omit<ImportBatch, 'contacts'> {
  readonly contacts: PackedContacts
}

export function packBatch({ contacts, ...batch }: ImportBatch): PackedBatch {
  return { ...batch, contacts: packContacts(contacts) }
}

/** @param places Rows to take, in their order. */
export function packContacts(columns: ContactColumns, places?: readonly number[]): PackedContacts {
  const taken = places ?? columns.id.map((_, at) => at)
  const isKnownByEmail = (at: number) =>
    columns.waId[at] === null && columns.externalId[at] === null && columns.username[at] === null
  const textOf = (values: readonly (string | null)[]) =>
    values.every((value) => value === null) ? null : JSON.stringify(values)
  return {
    size: taken.length,
    rows: JSON.stringify(taken.map((at) => packedColumns.map((column) => columns[column][at]))),
    tokens: JSON.stringify(taken.map((at) => columns.tokens[at])),
    keys: {
      waId: textOf(taken.map((at) => columns.waId[at] ?? null)),
      username: textOf(taken.map((at) => columns.username[at] ?? null)),
      externalId: textOf(taken.map((at) => columns.externalId[at] ?? null)),
      email: textOf(taken.map((at) => (isKnownByEmail(at) ? (columns.email[at] ?? null) : null))),
    },
    landlines: taken.filter((at) => columns.numberType[at] === 'landline').length,
    tagged: taken.flatMap((from, at) => {
      const tags = columns.tags[from] ?? null
      return tags === null ? [] : [{ at, tags }]
    }),
    notes: taken.flatMap((from) => {
      const text = columns.note[from]
      const [contactId, id] = [columns.id[from]!, columns.noteId[from]!]
      return text ? [{ contactId, id, text }] : []
    }),
  }
}

/** The rows themselves, for those that have to be looked at one by one. */
export function unpackContacts({ rows, tokens }: PackedContacts): ContactColumns {
  const parsed = JSON.parse(rows) as unknown[][]
  const columns = packedColumns.map(
    (column, place) => [column, parsed.map((row) => row[place])] as const,
  )
  return {
    ...Object.fromEntries(columns),
    tokens: JSON.parse(tokens) as string[],
  } as ContactColumns
}
