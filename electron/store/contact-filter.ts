import type { ContactFilter } from '../../shared/domain/contacts.ts'
import { AppError } from '../../shared/errors.ts'
import { searchParts } from '../core/contacts/search-words.ts'
import { optInExpression } from './consent-store.ts'
import type { ReadableDatabase } from './database.ts'
import { segmentFilter } from './segments/segment-store.ts'
import { all, one } from './statement.ts'

type Value = string | number | null

/** One thing that has to hold. Its texts are constants; values are bound by name. */
export interface FilterPart {
  /** Holds or not for a row of `contact`. */
  readonly condition: string
  /** Where an index lists those for whom it holds. */
  readonly driver?: Driver
}

export interface Driver {
  /** Lists `seq`. */
  readonly list: string
  /** Lists as many rows, without looking each contact up; left out: `list`. */
  readonly counted?: string
  /** Reads rows in this index of `contact`, which knows more of them; else each has to be looked up. */
  readonly index?: string
}

export interface CompiledFilter {
  readonly parts: readonly FilterPart[]
  readonly parameters: Readonly<Record<string, Value>>
}

const matches = 'SELECT rowid AS seq FROM contact_search WHERE contact_search MATCH $match'

/**
 * A filter as SQL. An existence is written as a scalar subquery, which is never turned into a join, so
 * that the order in which rows are walked stays the one asked for.
 *
 * @param now Unix ms that a segment's relative dates count from
 * @throws AppError `not_found` for a tag, group, import or segment that is not there.
 */
export function compileFilter(
  db: ReadableDatabase,
  filter: ContactFilter,
  now = Date.now(),
): CompiledFilter {
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
  if (filter.segmentId !== undefined) {
    const segment = segmentFilter(db, filter.segmentId, now)
    Object.assign(parameters, segment.parameters)
    parts.push({ condition: segment.condition, driver: { list: segment.list } })
  }
  return { parts, parameters }
}

function searchFor(typed: string, parts: FilterPart[], parameters: Record<string, Value>): void {
  const search = searchParts(typed)
  if (!search) return
  if (search.match !== null) {
    parameters.match = search.match
    parts.push({
      // found once and kept aside: to ask the search index for one row costs as much as for hundreds
      condition: `contact.seq IN (${matches})`,
      driver: { list: matches },
    })
  }
  search.inName.forEach((text, at) => {
    parameters[`name${at}`] = text
    if (search.match === null && at === 0) {
      parameters.nameEnd = `${text}\u{10ffff}`
      const isBetween = 'sort_name >= $name0 AND sort_name < $nameEnd'
      parts.push(ofContact(isBetween, 'contact_by_name'))
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
    const ofTag = `SELECT contact_seq AS seq FROM contact_tag WHERE tag_seq=$tag${at}`
    parts.push({
      condition: `(${ofTag} AND contact_seq=contact.seq) IS NOT NULL`,
      driver: { list: ofTag },
    })
  })
}

function countryPart(count: number): FilterPart {
  const condition =
    count === 1 ? 'country=$country' : 'country IN (SELECT value FROM json_each($countries))'
  return ofContact(condition, 'contact_by_country')
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
      driver: {
        list: `SELECT contact.seq FROM consent_state CROSS JOIN contact ON contact.id=contact_id WHERE ${ofState}`,
        counted: `SELECT contact_id FROM consent_state WHERE ${ofState}`,
      },
    })
  }
  if (filter.screening !== undefined) {
    parameters.screening = filter.screening
    parts.push(
      filter.screening === 'not_screened'
        ? { condition: 'screening=$screening' }
        : ofContact('screening=$screening', 'contact_by_screening'),
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
      driver: {
        list: `SELECT contact.seq FROM participant CROSS JOIN contact ON contact.id=contact_id WHERE ${inGroup}`,
        counted: `SELECT contact_id FROM participant WHERE ${inGroup}`,
      },
    })
  }
  if (filter.importId !== undefined) {
    parameters.importSeq = seqOf(db, 'contact_import', filter.importId, 'importId')
    parts.push(ofContact('import_seq=$importSeq', 'contact_by_import'))
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
  if (filter.hasOrders === true) parts.push(ofContact('order_count > 0', 'contact_by_order_count'))
  if (filter.hasOrders === false) parts.push({ condition: 'order_count = 0' })
  if (filter.seenAfter !== undefined) {
    parameters.seenAfter = filter.seenAfter
    parts.push(ofContact('last_seen_at >= $seenAfter', 'contact_by_last_seen'))
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

function ofContact(condition: string, index: string): FilterPart {
  return {
    condition,
    driver: { list: `SELECT seq FROM contact INDEXED BY ${index} WHERE ${condition}`, index },
  }
}

/** To read a contact's row costs about as much as so many entries of an index. */
const rowCost = 6
/** An index that lists more than this is not gone through to find few. */
const mostEntries = 120_000

/**
 * All contacts that match, where they are fewer than `bound` and an index leads to them; null: they
 * are many, or only a walk through all of them would tell.
 */
export function findFew(
  db: ReadableDatabase,
  filter: CompiledFilter,
  bound: number,
  most = mostEntries,
): number[] | null {
  const part = cheapestPart(db, filter, most)
  if (!part?.driver) return null
  const others = filter.parts.filter((other) => other !== part).map((other) => other.condition)
  const from =
    part.driver.index === undefined
      ? `(${part.driver.list}) AS listed CROSS JOIN contact ON contact.seq=listed.seq`
      : `contact INDEXED BY ${part.driver.index}`
  const own = part.driver.index === undefined ? [] : [part.condition]
  const rows = all<{ seq: number }>(
    db,
    `SELECT contact.seq FROM ${from} WHERE ${[...own, 'is_listed=1', ...others].join(' AND ')} LIMIT $bound`,
    { ...filter.parameters, bound },
  )
  return rows.length < bound ? rows.map((row) => row.seq) : null
}

function cheapestPart(
  db: ReadableDatabase,
  { parts, parameters }: CompiledFilter,
  most: number,
): FilterPart | null {
  let cheapest: FilterPart | null = null
  let least = most
  for (const part of parts) {
    if (!part.driver) continue
    const each = part.driver.index === undefined ? rowCost : 1
    const bound = Math.ceil(least / each)
    const { n } = one<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM (${part.driver.counted ?? part.driver.list} LIMIT $bound)`,
      { ...parameters, bound },
    )!
    if (n >= bound) continue
    cheapest = part
    least = n * each
    if (n === 0) break
  }
  return cheapest
}
