import { all, one, run } from '../../store/statement.ts'
import type { CommandContext } from '../context.ts'

/** A stay of one person in one group, as stored. Times in Unix ms, null where nobody told. */
interface StayRow {
  readonly id: string
  readonly joined_at: number | null
  readonly left_at: number | null
  readonly left_reason: 'left' | 'removed' | 'unknown' | null
}

interface Membership {
  readonly groupId: string
  readonly contactId: string
}

/**
 * Joins and leaves that WhatsApp tells come late and in any order, so each is put in its place among
 * the stays that are known. Told in whatever order, the same joins and leaves give the same stays, as
 * long as they take turns and no two fall into the same second; in one second a leave comes last.
 */
export function placeJoin(context: CommandContext, who: Membership, at: number): boolean {
  const stays = staysOf(context, who)
  if (stays.some((stay) => stay.joined_at === at)) return false
  const nextEnd = earliest(stays, (stay) => stay.left_at, at - 1)
  const nextStart = earliest(stays, (stay) => stay.joined_at, at)
  const isNew = joinBefore(context, who, at, nextEnd, nextStart)
  if (isNew) refreshLastWrote(context, who)
  return isNew
}

function joinBefore(
  context: CommandContext,
  who: Membership,
  at: number,
  nextEnd: StayRow | null,
  nextStart: StayRow | null,
): boolean {
  const endsFirst = (nextEnd?.left_at ?? Infinity) <= (nextStart?.joined_at ?? Infinity)
  const within = nextEnd && endsFirst ? nextEnd : nextStart ? null : currentStay(context, who)
  if (within?.joined_at === null) {
    // known by a leave that was told first, or by a look: now its beginning is known, too
    setStay(context, within.id, { joined_at: at })
    return within.left_at !== null
  }
  if (within?.left_at === at) return false
  // whoever joins again has left in between, which has not been told yet
  if (within) setStay(context, within.id, { left_at: at, left_reason: 'unknown' })
  const end = within ?? (nextStart && { left_at: nextStart.joined_at, left_reason: 'unknown' })
  insertStay(context, who, {
    joined_at: at,
    left_at: end?.left_at ?? null,
    left_reason: end?.left_reason ?? null,
  })
  return true
}

function currentStay(context: CommandContext, who: Membership): StayRow | null {
  return staysOf(context, who).find((stay) => stay.left_at === null) ?? null
}

/** See `placeJoin`. Returns true when the leave was not known before. */
export function placeLeave(
  context: CommandContext,
  who: Membership,
  at: number,
  reason: 'left' | 'removed',
): boolean {
  const stays = staysOf(context, who)
  if (stays.some((stay) => stay.left_at === at && stay.left_reason !== 'unknown')) return false
  const within = stays
    .filter((stay) => (stay.joined_at ?? -Infinity) <= at && (stay.left_at ?? Infinity) > at)
    .sort((a, b) => (a.left_at ?? Infinity) - (b.left_at ?? Infinity))[0]
  const isNew = within
    ? leaveWithin(context, who, at, reason, within)
    : leaveOutside(context, who, at, reason, stays)
  refreshLastWrote(context, who)
  return isNew
}

function leaveWithin(
  context: CommandContext,
  who: Membership,
  at: number,
  reason: 'left' | 'removed',
  stay: StayRow,
): boolean {
  const isOurs = stay.left_at !== null && isNotedHere(stay)
  setStay(context, stay.id, { left_at: at, left_reason: reason })
  if (isOurs) return stay.left_reason === 'unknown'
  // there was a later sign of them, so they came back, which has not been told yet
  const isBack = stay.left_at !== null || wroteAfter(context, who, at)
  if (isBack)
    insertStay(context, who, {
      joined_at: null,
      left_at: stay.left_at,
      left_reason: stay.left_reason,
    })
  return true
}

function leaveOutside(
  context: CommandContext,
  who: Membership,
  at: number,
  reason: 'left' | 'removed',
  stays: readonly StayRow[],
): boolean {
  const last = stays
    .filter((stay) => stay.left_at !== null && stay.left_at <= at)
    .sort((a, b) => (b.left_at ?? 0) - (a.left_at ?? 0))[0]
  const isLast = last !== undefined && !stays.some((stay) => stay.joined_at === last.left_at)
  if (isLast && isNotedHere(last)) {
    setStay(context, last.id, { left_at: at, left_reason: reason })
    return last.left_reason === 'unknown'
  }
  insertStay(context, who, { joined_at: null, left_at: at, left_reason: reason })
  return true
}

/**
 * Whether the end of a stay was noted by looking or left open by a second join, not told: then what is
 * told now is its true time. WhatsApp's times are whole seconds, this computer's are not.
 */
function isNotedHere(stay: StayRow): boolean {
  return stay.left_reason === 'unknown' || (stay.left_at ?? 0) % 1000 !== 0
}

/** Whoever writes is a member, even if nobody has told of the joining. */
export function placeMessage(context: CommandContext, who: Membership, at: number): void {
  const touched = run(
    context.db,
    `UPDATE participant SET last_wrote_at=max(coalesce(last_wrote_at,0),$at)
     WHERE group_id=$groupId AND contact_id=$contactId AND (left_at IS NULL OR left_at>=$at)`,
    { groupId: who.groupId, contactId: who.contactId, at },
  )
  if (touched > 0) return
  insertStay(context, who, { joined_at: null, left_at: null, left_reason: null })
  refreshLastWrote(context, who)
}

function staysOf(context: CommandContext, { groupId, contactId }: Membership): StayRow[] {
  return all<StayRow>(
    context.db,
    `SELECT id, joined_at, left_at, left_reason FROM participant
     WHERE group_id=$groupId AND contact_id=$contactId ORDER BY id`,
    { groupId, contactId },
  )
}

/** The stay whose time comes first after a moment. */
function earliest(
  stays: readonly StayRow[],
  timeOf: (stay: StayRow) => number | null,
  after: number,
): StayRow | null {
  let found: StayRow | null = null
  for (const stay of stays) {
    const time = timeOf(stay)
    if (time === null || time <= after) continue
    if (found === null || time < (timeOf(found) ?? Infinity)) found = stay
  }
  return found
}

function setStay(
  context: CommandContext,
  id: string,
  patch: Partial<Pick<StayRow, 'joined_at' | 'left_at' | 'left_reason'>>,
): void {
  run(
    context.db,
    `UPDATE participant SET joined_at=coalesce($joinedAt,joined_at), left_at=coalesce($leftAt,left_at),
       left_reason=coalesce($leftReason,left_reason) WHERE id=$id`,
    {
      id,
      joinedAt: patch.joined_at ?? null,
      leftAt: patch.left_at ?? null,
      leftReason: patch.left_reason ?? null,
    },
  )
}

function insertStay(
  context: CommandContext,
  { groupId, contactId }: Membership,
  stay: Omit<StayRow, 'id'>,
): void {
  run(
    context.db,
    `INSERT INTO participant (id, group_id, contact_id, source, joined_at, left_at, left_reason, created_at)
     VALUES ($id, $groupId, $contactId, 'update', $joinedAt, $leftAt, $leftReason, $now)`,
    {
      id: context.newId(),
      groupId,
      contactId,
      joinedAt: stay.joined_at,
      leftAt: stay.left_at,
      leftReason: stay.left_reason,
      now: context.now,
    },
  )
}

/** What was written counts for every stay that did not end before it. */
function refreshLastWrote(context: CommandContext, { groupId, contactId }: Membership): void {
  run(
    context.db,
    `UPDATE participant SET last_wrote_at=(SELECT max(message.at) FROM message
       WHERE message.group_id=$groupId AND message.contact_id=$contactId AND message.direction='inbound'
         AND (participant.left_at IS NULL OR message.at<=participant.left_at))
     WHERE group_id=$groupId AND contact_id=$contactId`,
    { groupId, contactId },
  )
}

function wroteAfter(
  context: CommandContext,
  { groupId, contactId }: Membership,
  at: number,
): boolean {
  return (
    one(
      context.db,
      `SELECT 1 AS found FROM message WHERE group_id=$groupId AND contact_id=$contactId
         AND direction='inbound' AND at>$at LIMIT 1`,
      { groupId, contactId, at },
    ) !== undefined
  )
}
