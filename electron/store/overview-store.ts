import type { ReadableDatabase } from './database.ts'
import { optInExpression } from './consent-store.ts'
import { all, one } from './statement.ts'

export interface Waiting {
  readonly group_id: string | null
  readonly target_id: string | null
  readonly subject: string | null
  readonly code: string | null
  readonly n: number
  readonly since: number | null
}

const list = (text: string) => (db: ReadableDatabase) => all<Waiting>(db, text)

export const waitingReviews = list(
  `SELECT finding.group_id, NULL AS target_id, wa_group.subject, NULL AS code, count(*) AS n, min(finding.since) AS since
   FROM finding JOIN wa_group ON wa_group.id=finding.group_id WHERE finding.state='open' AND wa_group.state<>'deleted' AND finding.code='review_due' GROUP BY finding.group_id`,
)

export const openReviews = list(
  `SELECT review.group_id, review.id AS target_id, wa_group.subject, NULL AS code,
     (SELECT count(*) FROM review_item WHERE review_id=review.id AND decision IS NULL) AS n, review.started_at AS since
   FROM review JOIN wa_group ON wa_group.id=review.group_id WHERE review.state='open' AND wa_group.state<>'deleted'`,
)

export const waitingJoinRequests = list(
  `SELECT join_request.group_id, NULL AS target_id, wa_group.subject, NULL AS code, count(*) AS n, min(requested_at) AS since
   FROM join_request JOIN wa_group ON wa_group.id=join_request.group_id
   WHERE join_request.state='pending' AND wa_group.state<>'deleted' GROUP BY join_request.group_id`,
)

/** Findings that no other line of Today speaks of. */
export const openFindings = list(
  `SELECT finding.group_id, NULL AS target_id, wa_group.subject, NULL AS code, count(*) AS n, min(finding.since) AS since
   FROM finding JOIN wa_group ON wa_group.id=finding.group_id
   WHERE finding.state='open' AND wa_group.state<>'deleted'
     AND finding.code NOT IN ('review_due','join_request_waiting','join_request_held','confirmation_stale','confirmation_missing')
   GROUP BY finding.group_id`,
)

export const staleConfirmations = list(
  `SELECT finding.group_id, NULL AS target_id, wa_group.subject, NULL AS code, count(*) AS n, min(finding.since) AS since
   FROM finding JOIN wa_group ON wa_group.id=finding.group_id
   WHERE finding.state='open' AND wa_group.state<>'deleted' AND finding.code IN ('confirmation_stale','confirmation_missing') GROUP BY finding.group_id`,
)

export const openPlans = list(
  `SELECT plan.group_id, plan.id AS target_id, (SELECT subject FROM wa_group WHERE id=plan.group_id) AS subject, NULL AS code,
     (SELECT count(*) FROM plan_action WHERE plan_id=plan.id AND state='proposed') AS n, plan.created_at AS since
   FROM plan WHERE plan.state='open' AND EXISTS (SELECT 1 FROM plan_action JOIN wa_group ON wa_group.id=plan_action.group_id
     WHERE plan_action.plan_id=plan.id AND plan_action.state='proposed' AND wa_group.state<>'deleted')`,
)

export const actionsByHand = list(
  `SELECT plan_action.group_id, plan.id AS target_id, wa_group.subject, NULL AS code, count(*) AS n, min(plan_action.decided_at) AS since
   FROM plan_action JOIN plan ON plan.id=plan_action.plan_id JOIN wa_group ON wa_group.id=plan_action.group_id
   WHERE plan.state='applying' AND plan_action.mode='by_hand' AND plan_action.state='approved' AND wa_group.state<>'deleted' GROUP BY plan.id, plan_action.group_id`,
)

/** Failures of the last seven days; older ones are in the list of actions. */
export const failedJobs = (db: ReadableDatabase, now: number) =>
  all<Waiting>(
    db,
    `SELECT group_id, kind AS target_id, (SELECT subject FROM wa_group WHERE id=job.group_id) AS subject, error_code AS code,
     count(*) AS n, max(finished_at) AS since
   FROM job WHERE state='failed' AND finished_at>=$since
   GROUP BY group_id, kind, error_code`,
    { since: now - 7 * 24 * 60 * 60 * 1000 },
  )

export const unknownJobs = list(
  `SELECT group_id, id AS target_id, (SELECT subject FROM wa_group WHERE id=job.group_id) AS subject, kind AS code, 1 AS n, started_at AS since
   FROM job WHERE state='unknown'`,
)

export interface WaitingCleanUp {
  readonly id: string
  readonly subject: string
  readonly code: 'announced' | 'purge_soon'
  readonly n: number
  /** When it goes on, Unix ms. */
  readonly at: number
  readonly since: number
}

/** Clean-ups that can still be called off, and those whose bin is emptied within two days. */
export const waitingCleanUps = (db: ReadableDatabase, now: number) =>
  all<WaitingCleanUp>(
    db,
    `SELECT id, rule_name AS subject, 'announced' AS code, contact_count AS n, bin_at AS at, created_at AS since
     FROM cleanup_run WHERE state='announced' AND bin_at>$now AND bin_at>created_at
     UNION ALL SELECT id, rule_name, 'purge_soon', contact_count-restored_count, purge_at, bin_at
     FROM cleanup_run WHERE state='in_bin' AND purge_at>$now AND purge_at<=$soon AND contact_count>restored_count`,
    { now, soon: now + 2 * 24 * 60 * 60 * 1000 },
  )

/** Broadcasts that stand still, with how many people still wait. `code`: why the app stopped it. */
export const pausedBroadcasts = list(
  `SELECT NULL AS group_id, id AS target_id, name AS subject, pause_code AS code, updated_at AS since,
     (SELECT count(*) FROM broadcast_recipient WHERE broadcast_seq=broadcast.seq AND state='queued') AS n
   FROM broadcast WHERE state='paused'`,
)

/** Scheduled ones that could not begin at their time, and are drafts again. */
export const notStartedBroadcasts = list(
  `SELECT NULL AS group_id, id AS target_id, name AS subject, pause_code AS code, updated_at AS since, 1 AS n
   FROM broadcast WHERE state='draft' AND pause_code IS NOT NULL`,
)

/** Broadcasts with messages of which nobody knows whether they left, and nothing is on its way to tell. */
export const unknownInBroadcasts = list(
  `SELECT NULL AS group_id, id AS target_id, name AS subject, NULL AS code, min(broadcast_recipient.updated_at) AS since,
     count(*) AS n
   FROM broadcast JOIN broadcast_recipient ON broadcast_seq=broadcast.seq AND broadcast_recipient.state='unknown'
   WHERE broadcast.state<>'sending' GROUP BY broadcast.seq`,
)

/** People whom screening leaves to the owner; read off an index. */
export function countToCheck(db: ReadableDatabase): number {
  return one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM contact WHERE screening='to_check' AND binned_at IS NULL",
  )!.n
}

export interface PeopleCounts {
  readonly groups: number
  readonly members: number
  readonly optedIn: number
  readonly optedOut: number
}

export function countPeople(db: ReadableDatabase): PeopleCounts {
  return one<PeopleCounts>(
    db,
    `WITH member AS (SELECT DISTINCT contact_id AS id FROM participant JOIN wa_group ON wa_group.id=participant.group_id
         WHERE left_at IS NULL AND wa_group.state<>'deleted'),
       state AS (SELECT ${optInExpression} AS opt_in FROM member contact)
     SELECT (SELECT count(*) FROM wa_group WHERE state NOT IN ('deleted','failed')) AS groups,
       count(*) AS members, coalesce(sum(opt_in='opted_in'),0) AS optedIn, coalesce(sum(opt_in='opted_out'),0) AS optedOut
     FROM state`,
  )!
}
