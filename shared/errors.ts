import { z } from 'zod'

/**
 * Every way a call can be refused, as a closed list. The renderer holds one text per code and
 * language; a code says what happened, never who did it.
 */
export const errorCode = z.enum([
  // the call itself
  'invalid_input',
  'unknown_call',
  'forbidden',
  'not_found',
  'conflict',
  'cancelled',
  'internal',
  // the workspace and its key
  'workspace_locked',
  'workspace_missing',
  'workspace_exists',
  'workspace_in_use',
  'workspace_not_writable',
  'disk_full',
  'store_wrong_key',
  'store_damaged',
  'store_newer_version',
  'keychain_unavailable',
  'keychain_entry_missing',
  'passphrase_wrong',
  'recovery_code_wrong',
  'secret_missing',
  // the Business API
  'account_missing',
  'token_invalid',
  'permission_missing',
  'account_restricted',
  'groups_not_eligible',
  'group_gone',
  'group_suspended',
  'group_full',
  'group_has_nobody_else',
  'group_creation_stopped',
  'rate_limited',
  'pair_rate_limited',
  'spam_limited',
  'temporary_failure',
  'network_failed',
  'window_closed',
  'opt_in_missing',
  'opted_out',
  'frequency_capped',
  'recipient_unreachable',
  'recipient_not_allowed',
  'recipient_blocked_business',
  'participant_not_in_group',
  'join_request_gone',
  'template_not_approved',
  'template_parameters_wrong',
  'payment_missing',
  'request_refused',
  'outcome_unknown',
  'schedule_missed',
  // input files
  'file_unreadable',
  'file_too_large',
  'file_format_unknown',
  // plans and reviews
  'confirmation_required',
  'plan_not_open',
  'review_not_open',
  // reports
  'report_altered',
  'pdf_printer_unavailable',
])
export type ErrorCode = z.infer<typeof errorCode>

/** What a refused call looks like on the other side of a host. Holds no number, token or text. */
export const errorReply = z.object({
  code: errorCode,
  /** English, one sentence, says what to do. The renderer shows its own text by `code`. */
  message: z.string(),
  retryable: z.boolean(),
  /** Name of the offending input field, with `invalid_input`. */
  field: z.string().optional(),
  /** Reference under which an `internal` error stands in the log. */
  ref: z.string().optional(),
  /** Values that a text may need (a count, a limit). */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ErrorReply = z.infer<typeof errorReply>

export interface AppErrorOptions {
  readonly message?: string
  readonly retryable?: boolean
  readonly field?: string
  readonly params?: Record<string, string | number>
  readonly cause?: unknown
}

/** An expected refusal. Everything else that is thrown is a defect and is logged as one. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly field: string | undefined
  readonly params: Record<string, string | number> | undefined

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(
      options.message ?? code,
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = 'AppError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.field = options.field
    this.params = options.params
  }

  toReply(): ErrorReply {
    const reply: ErrorReply = { code: this.code, message: this.message, retryable: this.retryable }
    if (this.field !== undefined) reply.field = this.field
    if (this.params !== undefined) reply.params = this.params
    return reply
  }
}

/** Closes a switch over a union: a new member becomes a compile error here. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`)
}
