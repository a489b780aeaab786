import type { ErrorCode } from '../../../shared/errors.ts'
import { findErrorEntry } from '../../graph/error-table.ts'

/** The app's word for a Graph error number; an unknown number is a refusal without a reason. */
export function describeGraphCode(code: number): ErrorCode {
  return findErrorEntry(code)?.appErrorCode ?? 'request_refused'
}
