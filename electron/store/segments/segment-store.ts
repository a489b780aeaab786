import { sql } from 'kysely'
import { AppError } from '../../../shared/errors.ts'
import type { Contact } from '../../../shared/domain/contacts.ts'
import {
  isSegmentGroup,
  segmentGroup,
  type Segment,
  type SegmentGroup,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import { contactsBySeq } from '../contact-row.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { all, one, run } from '../statement.ts'
import type { WriteClock } from '../write-clock.ts'
import {
  compileSegment,
  compileTruth,
  type CompiledSegment,
  type CompileOptions,
} from './compile-segment.ts'
import type { Truth } from './condition-sql.ts'

interface SegmentRow {
  id: string
  name: string
  conditions: string
  created_at: number
  updated_at: number
}

function toSegment(row: SegmentRow): Segment {
  return {
    id: row.id,
    name: row.name,
    conditions: segmentGroup.parse(JSON.parse(row.conditions)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function listSegments(db: ReadableDatabase): Segment[] {
  return all<SegmentRow>(db, 'SELECT * FROM segment ORDER BY name COLLATE NOCASE').map(toSegment)
}

/** Null where it is gone. */
export function findSegment(db: ReadableDatabase, segmentId: string): Segment | null {
  const row = one<SegmentRow>(db, 'SELECT * FROM segment WHERE id=$segmentId', { segmentId })
  return row ? toSegment(row) : null
}

/** @throws AppError `not_found`. */
export function getSegment(db: ReadableDatabase, segmentId: string): Segment {
  const segment = findSegment(db, segmentId)
  if (!segment)
    throw new AppError('not_found', {
      field: 'segmentId',
      message: 'That segment is gone. Choose another.',
    })
  return segment
}

function conditionsOf(db: ReadableDatabase, segmentId: string): SegmentGroup | null {
  return findSegment(db, segmentId)?.conditions ?? null
}

export interface SavedSegment {
  readonly segmentId: string | undefined
  readonly name: string
  readonly conditions: SegmentGroup
}

/**
 * Makes a segment, or writes over one.
 *
 * @throws AppError `conflict` where another has the name, or segments use each other in a circle;
 * `not_found`.
 */
export function saveSegment(db: WritableDatabase, clock: WriteClock, saved: SavedSegment): Segment {
  const { name, conditions } = saved
  const twin = one<{ id: string }>(db, 'SELECT id FROM segment WHERE name=$name', { name })
  if (twin && twin.id !== saved.segmentId)
    throw new AppError('conflict', {
      field: 'name',
      message: 'Another segment has this name. Choose another.',
    })
  if (saved.segmentId !== undefined) getSegment(db, saved.segmentId)
  const id = saved.segmentId ?? clock.newId()
  checkCircle(db, id, conditions)
  run(
    db,
    `INSERT INTO segment (id, name, conditions, created_at, updated_at) VALUES ($id, $name, $conditions, $now, $now)
     ON CONFLICT (id) DO UPDATE SET name=excluded.name, conditions=excluded.conditions, updated_at=excluded.updated_at`,
    { id, name, conditions: JSON.stringify(conditions), now: clock.now },
  )
  return getSegment(db, id)
}

/** Compiling walks through every segment that is used, this one as it is about to be. */
function checkCircle(db: ReadableDatabase, segmentId: string, conditions: SegmentGroup): void {
  const options: CompileOptions = {
    now: 0,
    segmentOf: (used) => (used === segmentId ? conditions : conditionsOf(db, used)),
  }
  const itself: SegmentGroup = {
    type: 'all',
    isNot: false,
    of: [{ type: 'segment', operator: 'in', segmentId }],
  }
  compileSegment(itself, options, { before: sql`SELECT 1 FROM contact`, after: sql`` })
}

/** @throws AppError `conflict` where another segment is made with it, or a group is kept by it. */
export function deleteSegment(db: WritableDatabase, segmentId: string): void {
  getSegment(db, segmentId)
  const user = listSegments(db).find((segment) => uses(segment.conditions, segmentId))
  if (user)
    throw new AppError('conflict', {
      message: 'Another segment is made with this one. Take it out there first.',
    })
  if (one(db, 'SELECT 1 AS found FROM group_segment WHERE segment_id=$segmentId', { segmentId }))
    throw new AppError('conflict', {
      message: 'A group is kept by this segment. Choose another one there first.',
    })
  run(db, 'DELETE FROM segment WHERE id=$segmentId', { segmentId })
}

function uses(node: SegmentNode, segmentId: string): boolean {
  if (isSegmentGroup(node)) return node.of.some((child) => uses(child, segmentId))
  return node.type === 'segment' && node.segmentId === segmentId
}

/** Nobody keeps texts that conditions make: each is compiled once and forgotten. */
function ask<Row>(db: ReadableDatabase, compiled: CompiledSegment): Row[] {
  return db.prepare(compiled.text).all(...compiled.parameters) as Row[]
}

/** A segment among other conditions: of each contact, and as a list of `seq`. Values are bound by name. */
export interface SegmentFilter {
  readonly condition: string
  readonly list: string
  readonly parameters: Readonly<Record<string, string | number | null>>
}

/** @throws AppError `not_found`. */
export function segmentFilter(db: ReadableDatabase, segmentId: string, now: number): SegmentFilter {
  const { conditions } = getSegment(db, segmentId)
  const options: CompileOptions = { now, segmentOf: (used) => conditionsOf(db, used) }
  const around = { before: sql`SELECT contact.seq FROM contact`, after: sql`` }
  const one = named(compileTruth(conditions, options), 'probed')
  const every = named(compileFor(db, conditions, now, around), 'listed')
  return {
    condition: `(contact.is_listed=1 AND ${one.text})`,
    list: every.text,
    parameters: { ...one.parameters, ...every.parameters },
  }
}

/** Conditions hold nothing but constants and places for values, so that every question mark is a place. */
function named({ text, parameters }: CompiledSegment, name: string) {
  let at = 0
  return {
    text: text.replace(/\?/g, () => `$${name}${at++}`),
    parameters: Object.fromEntries(parameters.map((value, place) => [`${name}${place}`, value])),
  }
}

function compileFor(
  db: ReadableDatabase,
  conditions: SegmentGroup,
  now: number,
  around: { readonly before: Truth; readonly after: Truth; readonly isPage?: boolean },
): CompiledSegment {
  const options: CompileOptions = {
    now,
    isPage: around.isPage ?? false,
    segmentOf: (segmentId) => conditionsOf(db, segmentId),
    sizeOf: ({ text, parameters }, bound) =>
      (
        db.prepare(`SELECT count(*) AS n FROM (${text} LIMIT ${bound})`).get(...parameters) as {
          n: number
        }
      ).n,
  }
  return compileSegment(conditions, options, around)
}

/** How many fit at this moment. */
export function countSegment(db: ReadableDatabase, conditions: SegmentGroup, now: number): number {
  const compiled = compileFor(db, conditions, now, {
    before: sql`SELECT count(*) AS n FROM contact`,
    after: sql``,
  })
  return ask<{ n: number }>(db, compiled)[0]?.n ?? 0
}

/** A keyset page of those who fit, the newest contacts first. */
export function segmentContacts(
  db: ReadableDatabase,
  conditions: SegmentGroup,
  now: number,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): { items: Contact[]; nextCursor: string | null } {
  const [before] = page.cursor === undefined ? [null] : decodeCursor(page.cursor, 1)
  const compiled = compileFor(db, conditions, now, {
    before: sql`SELECT contact.seq FROM contact`,
    after: sql`AND (${before ?? null} IS NULL OR contact.seq < ${before ?? null})
      ORDER BY contact.seq DESC LIMIT ${page.limit + 1}`,
    isPage: true,
  })
  const seqs = ask<{ seq: number }>(db, compiled).map((row) => row.seq)
  const shown = seqs.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: contactsBySeq(db, shown),
    nextCursor: seqs.length > page.limit && last !== undefined ? encodeCursor([last]) : null,
  }
}

/** Everybody who fits at this moment, in the order of `seq`. @throws AppError `not_found`. */
export function segmentSeqs(db: ReadableDatabase, segmentId: string, now: number): number[] {
  const compiled = compileFor(db, getSegment(db, segmentId).conditions, now, {
    before: sql`SELECT contact.seq FROM contact`,
    after: sql`ORDER BY contact.seq`,
  })
  return ask<{ seq: number }>(db, compiled).map((row) => row.seq)
}

/** Contacts that segments are drawn from. */
export function countContacts(db: ReadableDatabase): number {
  return one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM contact WHERE binned_at IS NULL AND anonymised_at IS NULL',
  )!.n
}
