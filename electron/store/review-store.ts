import type { Explanation } from '../../shared/domain/common.ts'
import type { Review, ReviewItem } from '../../shared/domain/reviews.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { optInExpression } from './consent-store.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { memberColumns, since, toMember, type MemberRow } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

interface ReviewRow {
  id: string
  group_id: string
  subject: string
  state: Review['state']
  started_by: string
  started_at: number
  finished_at: number | null
  plan_id: string | null
  total: number
  keep: number
  remove: number
  ask: number
  later: number
  flagged: number
}

const tally = (condition: string) =>
  `(SELECT count(*) FROM review_item WHERE review_item.review_id=review.id AND ${condition})`

const columns = `review.*, wa_group.subject, ${tally('1')} AS total, ${tally(`decision='keep'`)} AS keep,
  ${tally(`decision='remove'`)} AS remove, ${tally(`decision='ask'`)} AS ask, ${tally(`decision='later'`)} AS later,
  ${tally('is_flagged=1')} AS flagged`

function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    groupId: row.group_id,
    groupSubject: row.subject,
    state: row.state,
    summary: {
      total: row.total,
      decided: row.keep + row.remove + row.ask + row.later,
      keep: row.keep,
      remove: row.remove,
      ask: row.ask,
      later: row.later,
      flagged: row.flagged,
    },
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    startedBy: row.started_by,
    planId: row.plan_id,
  }
}

const from = 'review JOIN wa_group ON wa_group.id=review.group_id'

export function getReview(db: ReadableDatabase, reviewId: string): Review {
  const row = one<ReviewRow>(db, `SELECT ${columns} FROM ${from} WHERE review.id=$reviewId`, {
    reviewId,
  })
  if (!row)
    throw new AppError('not_found', { field: 'reviewId', message: 'There is no such review.' })
  return toReview(row)
}

export function openReviewOf(db: ReadableDatabase, groupId: string): string | null {
  return (
    one<{ id: string }>(db, `SELECT id FROM review WHERE group_id=$groupId AND state='open'`, {
      groupId,
    })?.id ?? null
  )
}

export function listReviews(db: ReadableDatabase, input: ParsedInput<'reviews.list'>) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = { groupId: input.groupId ?? null, state: input.state ?? null }
  const where =
    '($groupId IS NULL OR review.group_id=$groupId) AND ($state IS NULL OR review.state=$state)'
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM review WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<ReviewRow>(
    db,
    `SELECT ${columns} FROM ${from} WHERE ${where} AND ($id IS NULL OR review.id<$id) ORDER BY review.id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toReview)
}

export interface NewReviewItem {
  readonly participantId: string
  readonly contactId: string
  readonly criteria: readonly Explanation[]
}

export function insertReview(
  db: WritableDatabase,
  clock: WriteClock,
  review: { groupId: string; startedBy: string; items: readonly NewReviewItem[] },
): string {
  const reviewId = clock.newId()
  run(
    db,
    `INSERT INTO review (id, group_id, state, started_by, started_at) VALUES ($reviewId, $groupId, 'open', $startedBy, $now)`,
    { reviewId, groupId: review.groupId, startedBy: review.startedBy, now: clock.now },
  )
  review.items.forEach((item, position) => {
    run(
      db,
      `INSERT INTO review_item (id, review_id, position, participant_id, contact_id, criteria, is_flagged)
       VALUES ($id, $reviewId, $position, $participantId, $contactId, $criteria, $isFlagged)`,
      {
        id: clock.newId(),
        reviewId,
        position,
        participantId: item.participantId,
        contactId: item.contactId,
        criteria: JSON.stringify(item.criteria),
        isFlagged: item.criteria.length > 0 ? 1 : 0,
      },
    )
  })
  return reviewId
}

interface ItemRow extends MemberRow {
  id: string
  review_id: string
  position: number
  criteria: string
  decision: ReviewItem['decision']
  note: string
  decided_at: number | null
  decided_by: string | null
}

const itemSelect = `SELECT review_item.id, review_item.review_id, review_item.position, review_item.criteria,
  review_item.decision, review_item.note, review_item.decided_at, review_item.decided_by, ${memberColumns}
  FROM review_item JOIN participant ON participant.id=review_item.participant_id JOIN contact ON contact.id=review_item.contact_id`

function toItem(row: ItemRow): ReviewItem {
  const { groupId: _, ...member } = toMember(row)
  return {
    id: row.id,
    reviewId: row.review_id,
    position: row.position,
    member,
    criteria: JSON.parse(row.criteria) as Explanation[],
    decision: row.decision,
    note: row.note,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  }
}

const hasCriterion = `EXISTS (SELECT 1 FROM json_each(review_item.criteria) WHERE json_extract(json_each.value,'$.code')=$criterion)`

export function listReviewItems(
  db: ReadableDatabase,
  now: number,
  input: ParsedInput<'reviews.items'>,
) {
  const [position] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = {
    reviewId: input.reviewId,
    filter: input.filter,
    criterion: input.criterion ?? null,
    decision: input.decision ?? null,
  }
  const where = `review_item.review_id=$reviewId
    AND ($filter='all' OR ($filter='undecided' AND review_item.decision IS NULL) OR ($filter='decided' AND review_item.decision IS NOT NULL) OR ($filter='flagged' AND review_item.is_flagged=1))
    AND ($criterion IS NULL OR ${hasCriterion}) AND ($decision IS NULL OR review_item.decision=$decision)`
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM review_item WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<ItemRow>(
    db,
    `${itemSelect} WHERE ${where} AND ($position IS NULL OR review_item.position>$position)
     ORDER BY review_item.position LIMIT $limit`,
    { ...parameters, ...since(now), position: position ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.position], toItem)
}

export function getReviewItem(
  db: ReadableDatabase,
  now: number,
  reviewId: string,
  itemId: string,
): ReviewItem {
  const row = one<ItemRow>(
    db,
    `${itemSelect} WHERE review_item.id=$itemId AND review_item.review_id=$reviewId`,
    { itemId, reviewId, ...since(now) },
  )
  if (!row)
    throw new AppError('not_found', {
      field: 'itemId',
      message: 'There is no such member in this review.',
    })
  return toItem(row)
}

export function decideItem(
  db: WritableDatabase,
  now: number,
  itemId: string,
  decision: { decision: ReviewItem['decision']; note: string | null; by: string },
): void {
  run(
    db,
    `UPDATE review_item SET decision=$decision, note=coalesce($note, note),
       decided_by=CASE WHEN $decision IS NULL THEN NULL ELSE $by END,
       decided_at=CASE WHEN $decision IS NULL THEN NULL ELSE $now END WHERE id=$itemId`,
    { itemId, now, ...decision },
  )
}

/** Items that a bulk decision would touch. */
export function matchingItemIds(
  db: ReadableDatabase,
  input: ParsedInput<'reviews.decideMany'>,
): string[] {
  return all<{ id: string }>(
    db,
    `SELECT review_item.id FROM review_item JOIN participant ON participant.id=review_item.participant_id
     JOIN contact ON contact.id=review_item.contact_id
     WHERE review_item.review_id=$reviewId AND ($onlyUndecided=0 OR review_item.decision IS NULL)
       AND ($criterion IS NULL OR ${hasCriterion})
       AND ($optIn IS NULL OR ${optInExpression}=$optIn)`,
    {
      reviewId: input.reviewId,
      criterion: input.criterion ?? null,
      optIn: input.optIn ?? null,
      onlyUndecided: input.onlyUndecided ? 1 : 0,
    },
  ).map((row) => row.id)
}

export interface DecidedItem {
  readonly id: string
  readonly contact_id: string
  readonly decision: ReviewItem['decision']
  readonly note: string
  readonly criteria: string
  readonly decided_by: string | null
  readonly decided_at: number | null
}

/** Decided items whose person is still a member, in the order of the review. */
export function decidedItems(db: ReadableDatabase, reviewId: string): DecidedItem[] {
  return all<DecidedItem>(
    db,
    `SELECT review_item.id, review_item.contact_id, review_item.decision, review_item.note, review_item.criteria,
       review_item.decided_by, review_item.decided_at
     FROM review_item JOIN participant ON participant.id=review_item.participant_id
     WHERE review_item.review_id=$reviewId AND review_item.decision IS NOT NULL AND participant.left_at IS NULL
     ORDER BY review_item.position`,
    { reviewId },
  )
}

export function closeReview(
  db: WritableDatabase,
  now: number,
  reviewId: string,
  state: 'finished' | 'cancelled',
  planId: string | null,
): void {
  run(db, 'UPDATE review SET state=$state, finished_at=$now, plan_id=$planId WHERE id=$reviewId', {
    reviewId,
    state,
    now,
    planId,
  })
}
