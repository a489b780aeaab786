import type { Explanation, Locale } from '../../../shared/domain/common.ts'
import type { RuleStatus } from '../../../shared/domain/rules.ts'
import type { AuditBody } from '../audit/chain.ts'

/** An audit entry as a report carries it: everything that its hash covers, and the hashes. */
export interface ReportEntry extends AuditBody {
  readonly prevHash: string
  readonly hash: string
}

/** A person as the store knows them; how much of it is shown is decided by the report. */
export interface ReportPerson {
  readonly name: string
  readonly username: string | null
  /** Digits without `+`. */
  readonly number: string | null
}

export interface ReportGroup {
  readonly id: string
  readonly subject: string
  readonly kind: 'managed' | 'phone'
  readonly state: string
  readonly ruleSetName: string | null
  readonly members: number
  readonly rules: readonly RuleStatus[]
}

export interface ReportMember extends ReportPerson {
  readonly group: string
  readonly isAdmin: boolean
  readonly joinedAt: number | null
  readonly leftAt: number | null
  readonly leftReason: string | null
  readonly lastWroteAt: number | null
  readonly messages90: number
  readonly optIn: string
}

export interface ReportDecision extends ReportPerson {
  readonly group: string
  readonly decision: string
  readonly criteria: readonly Explanation[]
  readonly note: string
  readonly by: string | null
  readonly at: number
}

export interface ReportAction extends Partial<ReportPerson> {
  readonly group: string
  readonly kind: string
  readonly mode: string
  readonly state: string
  readonly reasons: readonly Explanation[]
  readonly errorCode: string | null
  readonly plannedAt: number
  readonly approvedBy: string | null
  readonly finishedAt: number | null
}

export interface ReportAnnouncement {
  readonly group: string
  readonly text: string
  readonly template: string | null
  readonly state: string
  readonly errorCode: string | null
  readonly at: number
  readonly recipients: number
  readonly delivered: number
  readonly read: number
}

export interface ReportFinding extends Partial<ReportPerson> {
  readonly group: string
  readonly code: string
  readonly evidence: Explanation
  readonly state: string
  readonly openedAt: number
  readonly closedAt: number | null
  readonly closedReason: string | null
}

export interface ReportConsent extends ReportPerson {
  readonly purpose: string
  readonly state: string
  readonly source: string
  readonly note: string
  readonly by: string
  readonly at: number
}

/** What a report is asked for. Times in Unix ms; `from` null is the beginning. */
export interface ReportScope {
  readonly groupId: string | null
  readonly from: number | null
  readonly to: number
}

/** Everything a report tells, as the store holds it. */
export interface ReportData {
  readonly scope: ReportScope
  readonly workspaceName: string
  /** Title of the one group it is about, or null when it is about everything. */
  readonly subject: string | null
  readonly groups: readonly ReportGroup[]
  readonly members: readonly ReportMember[]
  readonly decisions: readonly ReportDecision[]
  readonly actions: readonly ReportAction[]
  readonly announcements: readonly ReportAnnouncement[]
  readonly findings: readonly ReportFinding[]
  readonly consents: readonly ReportConsent[]
  readonly entries: readonly ReportEntry[]
}

/** How it is to be told. */
export interface ReportOptions {
  readonly language: Locale
  readonly revealNumbers: boolean
  /** Unix ms. */
  readonly generatedAt: number
  /** IANA name, shown beside the times. */
  readonly timeZone: string
  /** Moment in words, in that zone: `2026-03-05 15:04`. */
  readonly formatMoment: (at: number) => string
  readonly signedBy: string
  readonly headSeq: number
  readonly headHash: string
}
