import type { ErrorCode } from '../../../shared/errors.ts'
import { findErrorEntry } from '../../graph/error-table.ts'

/**
 * The app's word for a Graph error number; none, or an unknown one, is a refusal without a reason.
 * Zero is no stand-in for a missing number: Graph says it of a token.
 */
export function describeGraphCode(code: number | null | undefined): ErrorCode {
  return (
    (typeof code === 'number' ? findErrorEntry(code)?.appErrorCode : undefined) ?? 'request_refused'
  )
}
