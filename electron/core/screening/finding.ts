import type { Explanation } from '../../../shared/domain/common.ts'
import type { ScreeningRequest } from './facts.ts'

/**
 * What a check sees, before the owner's weight is put on it. `strength` is from -1 (speaks fully against the
 * person) to 1 (fully for them); null: the check has nothing to go by.
 */
export interface CheckFinding {
  readonly strength: number | null
  readonly explanation: Explanation
}

/** One question about a person. Pure: the same request gives the same finding. */
export type Check = (request: ScreeningRequest) => CheckFinding

export function found(
  strength: number,
  code: string,
  params: Explanation['params'] = {},
): CheckFinding {
  return { strength, explanation: { code, params } }
}

/** Nothing is known that would tell; never counts against anybody. */
export function unknown(code: string, params: Explanation['params'] = {}): CheckFinding {
  return { strength: null, explanation: { code, params } }
}
