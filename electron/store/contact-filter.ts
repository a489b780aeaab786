import type { ContactFilter } from '../../shared/domain/contacts.ts'
import { AppError } from '../../shared/errors.ts'
import { searchParts } from '../core/contacts/search-words.ts'
import { optInExpression } from './consent-store.ts'
import type { ReadableDatabase } from './database.ts'
import { one } from './statement.ts'

type Value = string | number

/** One thing that has to hold. Its texts are constants; values are bound by name. */
export interface FilterPart {
  /** Holds or not for a row of `contact`. */
  readonly condition: string
  /** The same as a list of `seq`, where an index gives one. */
  readonly candidates?: string
  /** True where `condition` costs more than a look into an index or two. */
  readonly isDear?: boolean
}

export interface CompiledFilter {
  readonly parts: readonly FilterPart[]
  readonly parameters: Readonly<Record<string, Value>>
}

const matches = 'SELECT rowid FROM contact_search WHERE contact_search MATCH $match'

/**
 * A filter as SQL. An existence is written as a scalar subquery, which is never turned into a join, so
 * that the order in which rows are walked stays the one asked for.
 *
 * @throws AppError `not_found` for a tag, group or import that is not there.
 */
export function compileFilter(db: ReadableDatabase, filter: ContactFilter): CompiledFilter {
  const parts: FilterPart[] = []
  const parameters: Record<string, Value> = {}
  searchFor(filter.search ?? '', parts, parameters)
  tagsOf(db, filter.tagIds ?? [], parts, parameters)
  if (filter.countries !== undefined && filter.countries.length > 0) {
    parts.push(countryPart(filter.countries.length))
    if (filter.countries.length === 1) parameters.country = filter.countries[0]!
    else parameters.countries = JSON.stringify(filter.countries)
  }
  standing(filter, parts, parameters)
  belonging(db, filter, parts, parameters)
  moments(filter, parts, parameters)
  return { parts, parameters }
}

function searchFor(typed: string, parts: FilterPart[], parameters: Record<string, Value>): void {
  const search = searchParts(typed)
  if (!search) return
  if (search.match !== null) {
    parameters.match = search.match
    parts.push({
      condition: `(${matches} AND contact_search.rowid=contact.seq) IS NOT NULL`,
      candidates: matches,
      isDear: true,
    })
  }
  search.inName.forEach((text, at) => {
    parameters[`name${at}`] = text
    if (search.match === null && at === 0) {
      parameters.nameEnd = `${text}\u{10ffff}`
      const isBetween = 'sort_name >= $name0 AND sort_name < $nameEnd'
      parts.push({ condition: isBetween, candidates: `SELECT seq FROM contact WHERE ${isBetween}` })
    } else parts.push({ condition: `instr(contact.sort_name, $name${at}) > 0` })
  })
}

function tagsOf(
  db: ReadableDatabase,
  tagIds: readonly string[],
  parts: FilterPart[],
  parameters: Record<string, Value>,
): void {
  tagIds.forEach((tagId, at) => {
    parameters[`tag${at}`] = seqOf(db, 'tag', tagId, 'tagIds')
    const ofTag = `SELECT contact_seq FROM contact_tag WHERE tag_seq=$tag${at}`
    parts.push({
      condition: `(${ofTag} AND contact_seq=contact.seq) IS NOT NULL`,
      candidates: ofTag,
    })
  })
}

function countryPart(count: number): FilterPart {
  const condition =
    count === 1 ? 'country=$country' : 'country IN (SELECT value FROM json_each($countries))'
  return { condition, candidates: `SELECT seq FROM contact WHERE ${condition}` }
}

function standing(
  filter: ContactFilter,
  parts: FilterPart[],
  parameters: Record<string, Value>,
): void {
  if (filter.optIn === 'unknown') parts.push({ condition: `${optInExpression}='unknown'` })
  else if (filter.optIn !== undefined) {
    parameters.consent = filter.optIn === 'opted_in' ? 'given' : 'withdrawn'
    const ofState = `purpose='marketing' AND state=$consent`
    parts.push({
      condition: `(SELECT 1 FROM consent_state WHERE contact_id=contact.id AND ${ofState}) IS NOT NULL`,
      candidates: `SELECT contact.seq FROM consent_state CROSS JOIN contact ON contact.id=contact_id WHERE ${ofState}`,
    })
  }
  if (filter.screening !== undefined) {
    parameters.screening = filter.screening
    const condition = 'screening=$screening'
    parts.push(
      filter.screening === 'not_screened'
        ? { condition }
        : {
            condition,
            candidates: `SELECT seq FROM contact WHERE ${condition} AND screening<>'not_screened'`,
          },
    )
  }
  if (filter.hasNumber !== undefined)
    parts.push({
      condition: `(SELECT 1 FROM contact_identity WHERE contact_id=contact.id AND kind='wa_id'
        AND replaced_at IS NULL) IS ${filter.hasNumber ? 'NOT NULL' : 'NULL'}`,
    })
}

function belonging(
  db: ReadableDatabase,
  filter: ContactFilter,
  parts: FilterPart[],
  parameters: Record<string, Value>,
): void {
  if (filter.groupId !== undefined) {
    seqOf(db, 'wa_group', filter.groupId, 'groupId')
    parameters.groupId = filter.groupId
    const inGroup = 'participant.group_id=$groupId AND participant.left_at IS NULL'
    parts.push({
      condition: `(SELECT 1 FROM participant WHERE participant.contact_id=contact.id AND ${inGroup}) IS NOT NULL`,
      candidates: `SELECT contact.seq FROM participant CROSS JOIN contact ON contact.id=contact_id WHERE ${inGroup}`,
    })
  }
  if (filter.importId !== undefined) {
    parameters.importSeq = seqOf(db, 'contact_import', filter.importId, 'importId')
    const condition = 'import_seq=$importSeq'
    parts.push({ condition, candidates: `SELECT seq FROM contact WHERE ${condition}` })
  }
  if (filter.source !== undefined) {
    parameters.source = filter.source
    parts.push({ condition: 'source=$source' })
  }
}

function moments(
  filter: ContactFilter,
  parts: FilterPart[],
  parameters: Record<string, Value>,
): void {
  if (filter.hasOrders === true)
    parts.push({
      condition: 'order_count > 0',
      candidates: 'SELECT seq FROM contact WHERE order_count > 0',
    })
  if (filter.hasOrders === false) parts.push({ condition: 'order_count = 0' })
  if (filter.seenAfter !== undefined) {
    parameters.seenAfter = filter.seenAfter
    const condition = 'last_seen_at >= $seenAfter'
    parts.push({ condition, candidates: `SELECT seq FROM contact WHERE ${condition}` })
  }
  if (filter.notSeenSince !== undefined) {
    parameters.notSeenSince = filter.notSeenSince
    parts.push({ condition: '(last_seen_at IS NULL OR last_seen_at < $notSeenSince)' })
  }
}

const seqTexts = {
  tag: 'SELECT seq FROM tag WHERE id=$id',
  contact_import: 'SELECT seq FROM contact_import WHERE id=$id',
  wa_group: 'SELECT rowid AS seq FROM wa_group WHERE id=$id',
} as const

function seqOf(
  db: ReadableDatabase,
  table: keyof typeof seqTexts,
  id: string,
  field: string,
): number {
  const row = one<{ seq: number }>(db, seqTexts[table], { id })
  if (!row)
    throw new AppError('not_found', {
      field,
      message: 'What the list is narrowed to is no longer there. Take it out of the filter.',
    })
  return row.seq
}

/** A part whose candidates are few enough to be fetched and sorted; null: the list is walked in order. */
export function fewestCandidates(
  db: ReadableDatabase,
  { parts, parameters }: CompiledFilter,
  bound: number,
): FilterPart | null {
  let fewest: FilterPart | null = null
  let limit = bound
  for (const part of parts) {
    if (part.candidates === undefined) continue
    const { n } = one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM (${part.candidates} LIMIT $bound)`,
      { ...parameters, bound: limit },
    )!
    if (n >= limit) continue
    fewest = part
    limit = n
    if (n === 0) break
  }
  return fewest
}
