import { z } from 'zod'
import {
  broadcastAudience,
  broadcastSettings,
  broadcastState,
  broadcastVariant,
  recipientState,
  type Broadcast,
  type BroadcastAudience,
  type BroadcastDraft,
  type BroadcastState,
  type BroadcastVariant,
  type RecipientState,
} from '../../../shared/domain/broadcasts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { VariablePlaces } from '../../core/templates/variables.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { decodeCursor, toPage } from '../paging.ts'
import { countSegment, findSegment } from '../segments/segment-store.ts'
import { all, one, run } from '../statement.ts'
import type { TemplateParts } from '../template-store.ts'
import type { WriteClock } from '../write-clock.ts'

/** A row of `broadcast`; `audience`, `variants`, `settings` and `texts` are JSON. */
export interface BroadcastRow {
  readonly seq: number
  readonly id: string
  readonly name: string
  readonly state: BroadcastState
  readonly pause_code: Broadcast['pauseCode']
  readonly purpose: string
  readonly audience: string
  readonly variants: string
  readonly settings: string
  readonly texts: string
  readonly is_marketing: 0 | 1
  readonly follows_seq: number | null
  readonly send_at: number | null
  readonly frozen_at: number | null
  readonly frozen_count: number
  readonly started_at: number | null
  readonly finished_at: number | null
  readonly created_by: string
  readonly created_at: number
  readonly updated_at: number
}

/** The template of a variant as it was frozen. */
export interface FrozenText {
  readonly templateId: string
  readonly name: string
  readonly language: string
  readonly category: string
  readonly isNamed: boolean
  /** Variables in the order of a recipient's parameters. */
  readonly variables: readonly string[]
  readonly parts: TemplateParts
  readonly places: VariablePlaces
}

export type BroadcastCounts = Readonly<Record<RecipientState, number>>

const rateWindowMs = 10_000
const variantList = z.array(broadcastVariant)

/** @throws AppError `not_found`. */
export function broadcastRow(db: ReadableDatabase, broadcastId: string): BroadcastRow {
  const row = findBroadcastRow(db, broadcastId)
  if (!row)
    throw new AppError('not_found', {
      field: 'broadcastId',
      message: 'That broadcast is gone. Choose another.',
    })
  return row
}

export function findBroadcastRow(db: ReadableDatabase, broadcastId: string): BroadcastRow | null {
  return one<BroadcastRow>(db, 'SELECT * FROM broadcast WHERE id=$id', { id: broadcastId }) ?? null
}

/** Broadcasts in a state, the oldest first. */
export function broadcastRowsInState(db: ReadableDatabase, state: BroadcastState): BroadcastRow[] {
  return all<BroadcastRow>(db, 'SELECT * FROM broadcast WHERE state=$state ORDER BY seq', { state })
}

/** What a row holds as JSON, read back. */
export function draftOf(row: BroadcastRow): BroadcastDraft {
  return {
    name: row.name,
    purpose: row.purpose,
    audience: broadcastAudience.parse(JSON.parse(row.audience)),
    variants: variantList.parse(JSON.parse(row.variants)),
    settings: broadcastSettings.parse(JSON.parse(row.settings)),
  }
}

/** Templates of the variants, in order; none before the freeze. */
export function frozenTexts(row: BroadcastRow): FrozenText[] {
  return JSON.parse(row.texts) as FrozenText[]
}

export function setFrozenTexts(
  db: WritableDatabase,
  broadcastSeq: number,
  texts: readonly FrozenText[],
): void {
  run(db, 'UPDATE broadcast SET texts=$texts WHERE seq=$broadcastSeq', {
    broadcastSeq,
    texts: JSON.stringify(texts),
  })
}

/** Rows by state. Every state is named, also one that nobody is in. */
export function broadcastCounts(db: ReadableDatabase, broadcastSeq: number): BroadcastCounts {
  const found = new Map(
    all<{ state: RecipientState; n: number }>(
      db,
      'SELECT state, count(*) AS n FROM broadcast_recipient WHERE broadcast_seq=$broadcastSeq GROUP BY state',
      { broadcastSeq },
    ).map((row) => [row.state, row.n]),
  )
  return Object.fromEntries(
    recipientState.options.map((state) => [state, found.get(state) ?? 0]),
  ) as BroadcastCounts
}

/**
 * A broadcast as screens see it, with the live size of its segment.
 *
 * @throws AppError `not_found`.
 */
export function getBroadcast(db: ReadableDatabase, broadcastId: string, now: number): Broadcast {
  const row = broadcastRow(db, broadcastId)
  return { ...toBroadcast(db, row, now), liveAudience: liveAudience(db, row, now) }
}

/** The same without the live size, which costs a look at every contact: what commands answer with. */
export function describeBroadcast(
  db: ReadableDatabase,
  broadcastId: string,
  now: number,
): Broadcast {
  return toBroadcast(db, broadcastRow(db, broadcastId), now)
}

function liveAudience(db: ReadableDatabase, row: BroadcastRow, now: number): number | null {
  const { audience } = draftOf(row)
  if (audience.kind !== 'segment') return null
  const segment = findSegment(db, audience.segmentId)
  return segment === null ? null : countSegment(db, segment.conditions, now)
}

function toBroadcast(db: ReadableDatabase, row: BroadcastRow, now: number): Broadcast {
  const draft = draftOf(row)
  // A draft has no rows, and one that is being frozen none that anybody may rely on.
  const counts = broadcastCounts(db, row.state === 'freezing' ? -1 : row.seq)
  const perSecond = row.state === 'sending' ? messagesPerSecond(db, row.seq, now) : null
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    pauseCode: row.pause_code,
    purpose: row.purpose,
    audience: draft.audience,
    audienceName: audienceName(db, draft.audience),
    variants: draft.variants.map((variant) => withTemplateName(db, variant)),
    settings: draft.settings,
    followsId: row.follows_seq === null ? null : idOfSeq(db, row.follows_seq),
    sendAt: row.send_at,
    frozenAt: row.frozen_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    counts: { ...counts },
    liveAudience: null,
    perSecond,
    expectedEndAt: expectedEnd(db, row.seq, { now, waiting: counts.queued, perSecond }),
  }
}

function audienceName(db: ReadableDatabase, audience: BroadcastAudience): string | null {
  if (audience.kind === 'segment') return findSegment(db, audience.segmentId)?.name ?? null
  if (audience.kind === 'notReached')
    return findBroadcastRow(db, audience.broadcastId)?.name ?? null
  return null
}

function withTemplateName(db: ReadableDatabase, variant: BroadcastVariant) {
  const found = one<{ name: string }>(db, 'SELECT name FROM template WHERE id=$id', {
    id: variant.templateId,
  })
  return { ...variant, templateName: found?.name ?? null }
}

function idOfSeq(db: ReadableDatabase, seq: number): string | null {
  return one<{ id: string }>(db, 'SELECT id FROM broadcast WHERE seq=$seq', { seq })?.id ?? null
}

function messagesPerSecond(db: ReadableDatabase, broadcastSeq: number, now: number): number {
  const { n } = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM broadcast_recipient
     WHERE sent_at > $since AND sent_at <= $now AND broadcast_seq=$broadcastSeq`,
    { broadcastSeq, now, since: now - rateWindowMs },
  )!
  return n / (rateWindowMs / 1000)
}

/** By the rate of the last seconds, and not before the last one's time has come. */
function expectedEnd(
  db: ReadableDatabase,
  broadcastSeq: number,
  at: {
    readonly now: number
    readonly waiting: number
    readonly perSecond: number | null
  },
): number | null {
  if (at.waiting === 0 || at.perSecond === null || at.perSecond === 0) return null
  const last = one<{ at: number | null }>(
    db,
    `SELECT max(due_at) AS at FROM broadcast_recipient WHERE broadcast_seq=$broadcastSeq AND state='queued'`,
    { broadcastSeq },
  )!.at
  return Math.round(Math.max(at.now + (at.waiting / at.perSecond) * 1000, last ?? 0))
}

/** A keyset page, the newest first. */
export function listBroadcasts(
  db: ReadableDatabase,
  input: {
    readonly cursor?: string | undefined
    readonly limit: number
    readonly state?: BroadcastState | undefined
  },
  now: number,
): { items: Broadcast[]; nextCursor: string | null; total: number } {
  const [before] = input.cursor === undefined ? [null] : decodeCursor(input.cursor, 1)
  const state = input.state === undefined ? null : broadcastState.parse(input.state)
  const { n: total } = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM broadcast WHERE $state IS NULL OR state=$state',
    { state },
  )!
  const rows = all<BroadcastRow>(
    db,
    `SELECT * FROM broadcast WHERE ($state IS NULL OR state=$state) AND ($before IS NULL OR seq < $before)
     ORDER BY seq DESC LIMIT $limit`,
    { state, before: before ?? null, limit: input.limit + 1 },
  )
  return toPage(
    rows,
    input.limit,
    total,
    (row) => [row.seq],
    (row) => toBroadcast(db, row, now),
  )
}

/** A broadcast follows the one whose people it is for. */
const followed = `(SELECT earlier.seq FROM broadcast earlier
  WHERE earlier.id=json_extract($audience,'$.broadcastId'))`

/** Puts a new draft down; returns its id. */
export function insertBroadcastDraft(
  db: WritableDatabase,
  clock: WriteClock,
  draft: BroadcastDraft,
  origin: { readonly createdBy: string; readonly followsSeq?: number | null },
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO broadcast (id, name, state, purpose, audience, variants, settings, follows_seq, created_by, created_at, updated_at)
     VALUES ($id, $name, 'draft', $purpose, $audience, $variants, $settings, coalesce($followsSeq, ${followed}), $createdBy, $now, $now)`,
    {
      id,
      ...asColumns(draft),
      followsSeq: origin.followsSeq ?? null,
      createdBy: origin.createdBy,
      now: clock.now,
    },
  )
  return id
}

/**
 * Writes over a draft.
 *
 * @throws AppError `not_found`; `conflict` where it is no draft any more.
 */
export function updateBroadcastDraft(
  db: WritableDatabase,
  broadcastId: string,
  draft: BroadcastDraft,
  now: number,
): void {
  expectState(broadcastRow(db, broadcastId), ['draft'])
  run(
    db,
    `UPDATE broadcast SET name=$name, purpose=$purpose, audience=$audience, variants=$variants,
       settings=$settings, follows_seq=${followed}, updated_at=$now WHERE id=$id`,
    { id: broadcastId, ...asColumns(draft), now },
  )
}

function asColumns(draft: BroadcastDraft) {
  return {
    name: draft.name,
    purpose: draft.purpose,
    audience: JSON.stringify(draft.audience),
    variants: JSON.stringify(draft.variants),
    settings: JSON.stringify(draft.settings),
  }
}

/** @throws AppError `conflict` where the broadcast is in none of the states. */
export function expectState(row: BroadcastRow, states: readonly BroadcastState[]): void {
  if (states.includes(row.state)) return
  throw new AppError('conflict', {
    field: 'broadcastId',
    message: `The broadcast is ${row.state} by now. Look at it again.`,
    params: { state: row.state },
  })
}

/** Everything but `state` is kept where it is left out; null clears it. */
export interface BroadcastPatch {
  readonly state?: BroadcastState
  readonly pauseCode?: Broadcast['pauseCode']
  readonly sendAt?: number | null
  readonly frozenAt?: number | null
  readonly frozenCount?: number
  readonly startedAt?: number | null
  readonly finishedAt?: number | null
}

/** Moves a broadcast on; who calls has looked at the state it is in. */
export function setBroadcastState(
  db: WritableDatabase,
  broadcastSeq: number,
  now: number,
  patch: BroadcastPatch,
): void {
  const before = one<BroadcastRow>(db, 'SELECT * FROM broadcast WHERE seq=$seq', {
    seq: broadcastSeq,
  })!
  const kept = <T>(value: T | undefined, stored: T): T => (value === undefined ? stored : value)
  run(
    db,
    `UPDATE broadcast SET state=$state, pause_code=$pauseCode, send_at=$sendAt, frozen_at=$frozenAt,
       frozen_count=$frozenCount, started_at=$startedAt, finished_at=$finishedAt, updated_at=$now WHERE seq=$seq`,
    {
      seq: broadcastSeq,
      state: kept(patch.state, before.state),
      pauseCode: kept(patch.pauseCode, before.pause_code),
      sendAt: kept(patch.sendAt, before.send_at),
      frozenAt: kept(patch.frozenAt, before.frozen_at),
      frozenCount: kept(patch.frozenCount, before.frozen_count),
      startedAt: kept(patch.startedAt, before.started_at),
      finishedAt: kept(patch.finishedAt, before.finished_at),
      now,
    },
  )
}

/** Takes a broadcast away with all its rows. */
export function deleteBroadcast(db: WritableDatabase, broadcastSeq: number): void {
  run(db, 'DELETE FROM broadcast WHERE seq=$seq', { seq: broadcastSeq })
}
