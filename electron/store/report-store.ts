import type { Explanation } from '../../shared/domain/common.ts'
import type { RuleStatus } from '../../shared/domain/rules.ts'
import type {
  ReportAction,
  ReportAnnouncement,
  ReportConsent,
  ReportData,
  ReportDecision,
  ReportEntry,
  ReportFinding,
  ReportGroup,
  ReportMember,
  ReportScope,
} from '../core/reports/report-data.ts'
import { auditColumns, type AuditRow } from './audit-store.ts'
import { optInExpression } from './consent-store.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import type { ReadableDatabase } from './database.ts'
import { all, one } from './statement.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Needs `contact`; its columns are null where it is joined and missing. */
const person = `contact.display_name AS name, ${usernameExpression} AS username, ${waIdExpression} AS number`

type Parameters = { groupId: string | null; from: number; to: number; since90: number }

/**
 * Everything a report needs of one group, or of all, within a period.
 *
 * @param statusOf States of a group's rules, judged by the caller.
 */
export function readReport(
  db: ReadableDatabase,
  scope: ReportScope,
  workspaceName: string,
  statusOf: (groupId: string) => readonly RuleStatus[],
): ReportData {
  const parameters: Parameters = {
    groupId: scope.groupId,
    from: scope.from ?? 0,
    to: scope.to,
    since90: scope.to - 90 * dayMs,
  }
  return {
    scope,
    workspaceName,
    subject: readSubject(db, scope.groupId),
    groups: readGroups(db, parameters).map((group) => ({ ...group, rules: statusOf(group.id) })),
    members: readMembers(db, parameters),
    decisions: readDecisions(db, parameters),
    actions: readActions(db, parameters),
    announcements: readAnnouncements(db, parameters),
    findings: readFindings(db, parameters),
    consents: readConsents(db, parameters),
    entries: readEntries(db, parameters),
  }
}

function readSubject(db: ReadableDatabase, groupId: string | null): string | null {
  if (groupId === null) return null
  return (
    one<{ subject: string }>(db, 'SELECT subject FROM wa_group WHERE id=$groupId', { groupId })
      ?.subject ?? null
  )
}

function readGroups(db: ReadableDatabase, parameters: Parameters): Omit<ReportGroup, 'rules'>[] {
  return all(
    db,
    `SELECT wa_group.id, subject, kind, state,
       (SELECT name FROM rule_set WHERE rule_set.id=wa_group.rule_set_id) AS ruleSetName,
       (SELECT count(*) FROM participant WHERE group_id=wa_group.id AND left_at IS NULL) AS members
     FROM wa_group
     WHERE ($groupId IS NULL AND state<>'deleted') OR wa_group.id=$groupId
     ORDER BY subject COLLATE NOCASE, wa_group.id`,
    parameters,
  )
}

/** Current members, and those who left within the period. */
function readMembers(db: ReadableDatabase, parameters: Parameters): ReportMember[] {
  return all<Omit<ReportMember, 'isAdmin'> & { isAdmin: number }>(
    db,
    `SELECT wa_group.subject AS "group", ${person}, is_admin AS isAdmin, joined_at AS joinedAt, left_at AS leftAt,
       left_reason AS leftReason, last_wrote_at AS lastWroteAt, ${optInExpression} AS optIn,
       (SELECT count(*) FROM message WHERE message.group_id=participant.group_id
          AND message.contact_id=participant.contact_id AND direction='inbound' AND at>=$since90) AS messages90
     FROM participant JOIN contact ON contact.id=participant.contact_id JOIN wa_group ON wa_group.id=participant.group_id
     WHERE ($groupId IS NULL OR participant.group_id=$groupId) AND wa_group.state<>'deleted'
       AND (left_at IS NULL OR left_at BETWEEN $from AND $to OR joined_at BETWEEN $from AND $to)
     ORDER BY wa_group.subject COLLATE NOCASE, contact.display_name COLLATE NOCASE, participant.id`,
    parameters,
  ).map((row) => ({ ...row, isAdmin: row.isAdmin === 1 }))
}

function readDecisions(db: ReadableDatabase, parameters: Parameters): ReportDecision[] {
  return all<Omit<ReportDecision, 'criteria'> & { criteria: string }>(
    db,
    `SELECT wa_group.subject AS "group", ${person}, decision, criteria, note, decided_by AS "by", decided_at AS at
     FROM review_item JOIN review ON review.id=review_item.review_id JOIN wa_group ON wa_group.id=review.group_id
       JOIN contact ON contact.id=review_item.contact_id
     WHERE decision IS NOT NULL AND ($groupId IS NULL OR review.group_id=$groupId) AND decided_at BETWEEN $from AND $to
     ORDER BY decided_at, review_item.id`,
    parameters,
  ).map((row) => ({ ...row, criteria: explanations(row.criteria) }))
}

function readActions(db: ReadableDatabase, parameters: Parameters): ReportAction[] {
  return all<Omit<ReportAction, 'reasons'> & { reasons: string }>(
    db,
    `SELECT wa_group.subject AS "group", ${person}, plan_action.kind, mode, plan_action.state, reasons,
       plan_action.error_code AS errorCode, plan.created_at AS plannedAt, plan.approved_by AS approvedBy,
       plan_action.finished_at AS finishedAt
     FROM plan_action JOIN plan ON plan.id=plan_action.plan_id JOIN wa_group ON wa_group.id=plan_action.group_id
       LEFT JOIN contact ON contact.id=plan_action.contact_id
     WHERE ($groupId IS NULL OR plan_action.group_id=$groupId)
       AND (plan.created_at BETWEEN $from AND $to OR plan_action.finished_at BETWEEN $from AND $to)
     ORDER BY plan.created_at, plan.id, position`,
    parameters,
  ).map((row) => ({ ...row, reasons: explanations(row.reasons) }))
}

function readAnnouncements(db: ReadableDatabase, parameters: Parameters): ReportAnnouncement[] {
  return all(
    db,
    `SELECT wa_group.subject AS "group", announcement.text, template.name AS template, delivery.state,
       delivery.error_code AS errorCode, coalesce(sent_at, send_at) AS at, recipients,
       (SELECT count(*) FROM delivery_recipient WHERE delivery_id=delivery.id AND state IN ('delivered','read')) AS delivered,
       (SELECT count(*) FROM delivery_recipient WHERE delivery_id=delivery.id AND state='read') AS read
     FROM delivery JOIN announcement ON announcement.id=delivery.announcement_id
       JOIN wa_group ON wa_group.id=delivery.group_id LEFT JOIN template ON template.id=announcement.template_id
     WHERE ($groupId IS NULL OR delivery.group_id=$groupId) AND coalesce(sent_at, send_at) BETWEEN $from AND $to
     ORDER BY at, delivery.id`,
    parameters,
  )
}

/** Open at the end of the period, or opened or closed within it. */
function readFindings(db: ReadableDatabase, parameters: Parameters): ReportFinding[] {
  return all<Omit<ReportFinding, 'evidence'> & { evidence: string }>(
    db,
    `SELECT wa_group.subject AS "group", ${person}, code, evidence, finding.state, opened_at AS openedAt,
       closed_at AS closedAt, closed_reason AS closedReason
     FROM finding JOIN wa_group ON wa_group.id=finding.group_id LEFT JOIN contact ON contact.id=finding.contact_id
     WHERE ($groupId IS NULL OR finding.group_id=$groupId) AND opened_at<=$to AND (closed_at IS NULL OR closed_at>=$from)
     ORDER BY opened_at, finding.id`,
    parameters,
  ).map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Explanation }))
}

function readConsents(db: ReadableDatabase, parameters: Parameters): ReportConsent[] {
  return all(
    db,
    `SELECT ${person}, coalesce(nullif(consent_purpose.name,''), purpose) AS purpose, consent_entry.state, consent_entry.source, note, recorded_by AS "by", consent_entry.at
     FROM consent_entry JOIN contact ON contact.id=consent_entry.contact_id
       JOIN consent_purpose ON consent_purpose.key=consent_entry.purpose
     WHERE consent_entry.at BETWEEN $from AND $to AND ($groupId IS NULL OR EXISTS
       (SELECT 1 FROM participant WHERE participant.contact_id=contact.id AND participant.group_id=$groupId))
     ORDER BY consent_entry.at, consent_entry.id`,
    parameters,
  )
}

function readEntries(db: ReadableDatabase, parameters: Parameters): ReportEntry[] {
  return all<AuditRow>(
    db,
    `SELECT ${auditColumns} FROM audit_entry
     WHERE ($groupId IS NULL OR group_id=$groupId) AND at BETWEEN $from AND $to ORDER BY seq`,
    parameters,
  ).map((row) => ({
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    groupId: row.group_id,
    contactId: row.contact_id,
    data: JSON.parse(row.data) as Record<string, unknown>,
    prevHash: row.prev_hash,
    hash: row.hash,
  }))
}

function explanations(text: string): Explanation[] {
  return JSON.parse(text) as Explanation[]
}
