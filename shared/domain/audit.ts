import { z } from 'zod'
import { id, locale, pageInput, timestampMs } from './common.ts'

export const auditEntry = z.object({
  seq: z.number().int(),
  at: timestampMs,
  actor: z.string(),
  /** `domain.verb`, as the call or the update that caused it. */
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  groupId: id.nullable(),
  /** Before and after, or what was done; ids and codes only, never a person's data. */
  data: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const listAuditInput = z.object({
  ...pageInput,
  groupId: id.optional(),
  contactId: id.optional(),
  action: z.string().max(80).optional(),
  from: timestampMs.optional(),
  to: timestampMs.optional(),
})

export const auditVerification = z.object({
  valid: z.boolean(),
  entries: z.number().int(),
  headHash: z.string().nullable(),
  firstBadSeq: z.number().int().nullable(),
  checkpoints: z.number().int(),
})

export const reportFormat = z.enum(['html', 'pdf', 'csv', 'xlsx', 'json'])
export type ReportFormat = z.infer<typeof reportFormat>

export const exportReportInput = z.object({
  /** Left out: everything. */
  groupId: id.optional(),
  from: timestampMs.optional(),
  to: timestampMs.optional(),
  formats: z.array(reportFormat).min(1).max(5),
  language: locale.default('en'),
  /** Numbers stand in full; asked for on purpose and written to the audit log. */
  revealNumbers: z.boolean().default(false),
  /** Folder to write to; from a terminal only. */
  directory: z.string().max(4096).optional(),
})

export const exportedFile = z.object({
  fileId: id,
  fileName: z.string(),
  format: reportFormat,
  bytes: z.number().int(),
  path: z.string().nullable(),
})
export const exportReportOutput = z.object({
  files: z.array(exportedFile),
  entries: z.number().int(),
  headHash: z.string(),
  signedBy: z.string(),
})
