import {
  screeningCheck,
  type ScreeningCheck,
  type ScreeningResult,
  type ScreeningSettings,
  type ScreeningVerdict,
} from '../../../shared/domain/screening.ts'
import { checkAge } from './checks/age.ts'
import { checkBlockList } from './checks/block-list.ts'
import { checkConsent } from './checks/consent.ts'
import { checkDelivery } from './checks/delivery.ts'
import { checkFlood } from './checks/flood.ts'
import { checkIdentity } from './checks/identity.ts'
import { checkLinkOnly } from './checks/link-only.ts'
import { checkMarket } from './checks/market.ts'
import { checkNumber } from './checks/number.ts'
import { checkOrders } from './checks/orders.ts'
import { checkRemovedBefore } from './checks/removed-before.ts'
import { checkRepeatedText } from './checks/repeated-text.ts'
import { checkReported } from './checks/reported.ts'
import { checkSamePerson } from './checks/same-person.ts'
import type { ContactFacts } from './facts.ts'
import type { Check, CheckFinding } from './finding.ts'

const checks: Readonly<Record<ScreeningCheck, Check>> = {
  block_list: checkBlockList,
  reported: checkReported,
  removed_before: checkRemovedBefore,
  identity: checkIdentity,
  orders: checkOrders,
  consent: checkConsent,
  number: checkNumber,
  market: checkMarket,
  delivery: checkDelivery,
  age: checkAge,
  same_person: checkSamePerson,
  flood: checkFlood,
  repeated_text: checkRepeatedText,
  link_only: checkLinkOnly,
}

/** What the checks make of one person. */
export interface Screening {
  /** From -100 to 100; 0 where nothing is known. */
  readonly score: number
  readonly verdict: ScreeningVerdict
  /** Of every check, in the order in which they are shown. */
  readonly results: readonly ScreeningResult[]
}

/**
 * Puts every check to one person and sums up. All results are kept, so that the verdict explains itself.
 * Where nothing is known nothing is scored, and somebody at 0 is to be checked.
 */
export function screen(facts: ContactFacts, settings: ScreeningSettings): Screening {
  const request = { facts, limits: settings.limits, markets: settings.markets }
  const results = screeningCheck.options.map((check) =>
    toResult(check, checks[check](request), settings.weights[check]),
  )
  const sum = results.reduce((points, result) => points + result.points, 0)
  const score = Math.max(-100, Math.min(100, sum))
  return { score, verdict: verdictOf(score, settings), results }
}

/** Not enough known is never a rejection: thresholds lie on either side of 0. */
export function verdictOf(
  score: number,
  { trustAt, rejectAt }: Pick<ScreeningSettings, 'trustAt' | 'rejectAt'>,
): ScreeningVerdict {
  if (score >= trustAt) return 'trusted'
  return score <= rejectAt ? 'rejected' : 'to_check'
}

function toResult(
  check: ScreeningCheck,
  { strength, explanation }: CheckFinding,
  weight: number,
): ScreeningResult {
  const outcome =
    strength === null ? 'unknown' : strength > 0 ? 'good' : strength < 0 ? 'bad' : 'neutral'
  // `+ 0` turns the -0 of a check without weight into 0
  return { check, outcome, points: Math.round(weight * (strength ?? 0)) + 0, explanation }
}
