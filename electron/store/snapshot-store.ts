import {
  dayMs,
  type GroupSnapshot,
  type MemberFacts,
  type PendingJoinRequest,
  type RuleFacts,
} from '../core/rules/group-snapshot.ts'
import { optInExpression } from './consent-store.ts'
import type { ReadableDatabase } from './database.ts'
import { getGroup } from './group-store.ts'
import { confirmationsOf, rulesOfGroup } from './rule-store.ts'
import { readSettings } from './settings-store.ts'
import { all, one } from './statement.ts'

/** Posts older than this say nothing about how the group is run today. */
const postsWindowDays = 30

/** Gathers all that the rules of a group are judged by. */
export function readSnapshot(db: ReadableDatabase, groupId: string, now: number): GroupSnapshot {
  const facts = readRuleFacts(db, groupId, now)
  return {
    ...facts,
    members: readMemberFacts(db, groupId, facts.postsCountedFrom),
    joinRequests: readJoinRequests(db, groupId),
    listNames: new Map(
      all<{ id: string; name: string }>(db, 'SELECT id, name FROM contact_list').map((row) => [
        row.id,
        row.name,
      ]),
    ),
  }
}

/** What a list of groups shows of their rules; costs the same however many members there are. */
export function readRuleFacts(db: ReadableDatabase, groupId: string, now: number): RuleFacts {
  const group = getGroup(db, groupId)
  const postsCountedFrom = Math.max(group.rules_assigned_at ?? 0, now - postsWindowDays * dayMs)
  return {
    now,
    groupId,
    kind: group.kind,
    isActive: group.state === 'active',
    joinApprovalMode: group.join_approval_mode,
    isReplaced: isReplaced(db, groupId, group.rules_assigned_at),
    inviteLinkRotatedAt: group.invite_link_rotated_at,
    windowOpenUntil: group.window_open_until,
    rules: rulesOfGroup(db, groupId),
    rulesAssignedAt: group.rules_assigned_at,
    postsCountedFrom,
    confirmationStaleDays: readSettings(db).confirmationStaleDays,
    confirmations: confirmationsOf(db, groupId),
    lastAnnouncementAt: lastAnnouncementAt(db, groupId),
    pinned: lastPinned(db, groupId, now),
    lastReviewAt: lastReviewAt(db, groupId),
    hasOpenReview: hasOpenReview(db, groupId),
  }
}

interface FactsRow {
  participant_id: string
  contact_id: string
  is_admin: number
  joined_at: number | null
  created_at: number
  last_wrote_at: number | null
  posts_since: number
  opt_in: MemberFacts['optIn']
  opted_out_at: number | null
  number_state: MemberFacts['numberState']
  list_ids: string | null
  settled_at: number | null
  reminded_at: number | null
}

function readMemberFacts(db: ReadableDatabase, groupId: string, postsFrom: number): MemberFacts[] {
  const rows = all<FactsRow>(
    db,
    `WITH settled AS MATERIALIZED (
       SELECT review_item.contact_id, max(review_item.decided_at) AS at
       FROM review JOIN review_item ON review_item.review_id=review.id
       WHERE review.group_id=$groupId AND review.state='finished' AND review_item.decision IN ('keep','ask')
       GROUP BY review_item.contact_id),
     reminded AS MATERIALIZED (
       SELECT contact_id, max(finished_at) AS at FROM plan_action
       WHERE group_id=$groupId AND kind='ask_member' AND rule='posting' AND state='done' GROUP BY contact_id)
     SELECT participant.id AS participant_id, participant.contact_id, participant.is_admin, participant.joined_at,
       participant.created_at, participant.last_wrote_at,
       (SELECT count(*) FROM message WHERE message.group_id=$groupId AND message.contact_id=participant.contact_id
          AND message.direction='inbound' AND message.at>=$postsFrom) AS posts_since,
       ${optInExpression} AS opt_in,
       (SELECT max(at) FROM consent_entry WHERE contact_id=contact.id AND purpose='marketing' AND state='withdrawn') AS opted_out_at,
       contact.number_state,
       (SELECT group_concat(list_id) FROM contact_list_member WHERE contact_id=contact.id) AS list_ids,
       settled.at AS settled_at, reminded.at AS reminded_at
     FROM participant JOIN contact ON contact.id=participant.contact_id
       LEFT JOIN settled ON settled.contact_id=contact.id LEFT JOIN reminded ON reminded.contact_id=contact.id
     WHERE participant.group_id=$groupId AND participant.left_at IS NULL
     ORDER BY participant.id`,
    { groupId, postsFrom },
  )
  return rows.map((row) => ({
    participantId: row.participant_id,
    contactId: row.contact_id,
    isAdmin: row.is_admin === 1,
    joinedAt: row.joined_at,
    firstSeenAt: row.created_at,
    lastWroteAt: row.last_wrote_at,
    postsSince: row.posts_since,
    optIn: row.opt_in,
    optedOutAt: row.opted_out_at,
    numberState: row.number_state,
    listIds: row.list_ids?.split(',') ?? [],
    settledAt: row.settled_at,
    remindedAt: row.reminded_at,
  }))
}

function readJoinRequests(db: ReadableDatabase, groupId: string): PendingJoinRequest[] {
  return all<{
    id: string
    contact_id: string
    requested_at: number
    screening: PendingJoinRequest['screening']
  }>(
    db,
    `SELECT join_request.id, join_request.contact_id, join_request.requested_at, contact.screening
     FROM join_request JOIN contact ON contact.id=join_request.contact_id
     WHERE join_request.group_id=$groupId AND join_request.state='pending' ORDER BY join_request.requested_at, join_request.id`,
    { groupId },
  ).map((row) => ({
    joinRequestId: row.id,
    contactId: row.contact_id,
    requestedAt: row.requested_at,
    screening: row.screening,
  }))
}

/** By the API, or done by hand: either counts for the cadence. */
function lastAnnouncementAt(db: ReadableDatabase, groupId: string): number | null {
  return one<{ at: number | null }>(
    db,
    `SELECT max(at) AS at FROM (
       SELECT max(sent_at) AS at FROM delivery WHERE group_id=$groupId AND state IN ('accepted','sent','delivered','read','done_by_hand')
       UNION ALL
       SELECT max(finished_at) FROM plan_action WHERE group_id=$groupId AND kind='send_message' AND mode='by_hand' AND state='done')`,
    { groupId },
  )!.at
}

function lastPinned(db: ReadableDatabase, groupId: string, now: number) {
  const row = one<{ text: string; at: number; expires_at: number | null }>(
    db,
    `SELECT text, at, expires_at FROM (
       SELECT announcement.text, delivery.pinned_at AS at, delivery.pin_expires_at AS expires_at
       FROM delivery JOIN announcement ON announcement.id=delivery.announcement_id
       WHERE delivery.group_id=$groupId AND delivery.pin_state IN ('pinned','expired')
       UNION ALL
       SELECT text, finished_at, finished_at + pin_days*${dayMs} FROM plan_action
       WHERE group_id=$groupId AND kind='pin_message' AND mode='by_hand' AND state='done')
     WHERE at<=$now ORDER BY at DESC LIMIT 1`,
    { groupId, now },
  )
  return row ? { text: row.text, expiresAt: row.expires_at } : null
}

/** The approval mode cannot be switched later, so the word counts until other rules are assigned. */
function isReplaced(db: ReadableDatabase, groupId: string, since: number | null): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM plan_action WHERE group_id=$groupId AND kind='recreate_group'
         AND state='done' AND finished_at>=$since LIMIT 1`,
      { groupId, since: since ?? 0 },
    ) !== undefined
  )
}

export function lastReviewAt(db: ReadableDatabase, groupId: string): number | null {
  return one<{ at: number | null }>(
    db,
    `SELECT max(finished_at) AS at FROM review WHERE group_id=$groupId AND state='finished'`,
    { groupId },
  )!.at
}

function hasOpenReview(db: ReadableDatabase, groupId: string): boolean {
  return (
    one(db, `SELECT 1 AS found FROM review WHERE group_id=$groupId AND state='open'`, {
      groupId,
    }) !== undefined
  )
}
