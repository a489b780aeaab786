/** A line for the audit log, as handlers write it: ids and codes, never a person's data. */
export interface AuditLine {
  /** `domain.verb`. */
  readonly action: string
  readonly subjectKind: string
  readonly subjectId?: string | null
  readonly groupId?: string | null
  readonly contactId?: string | null
  readonly data?: Record<string, unknown>
}
