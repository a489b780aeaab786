import {
  screeningCheck,
  screeningResult,
  type ScreeningCheck,
  type ScreeningResult,
} from '../../../shared/domain/screening.ts'

/** What a check says most of the time; not written down a million times. */
const usual: Readonly<Partial<Record<ScreeningCheck, string>>> = {
  block_list: 'block_list_not_named',
  reported: 'reported_never',
  removed_before: 'removed_never',
  identity: 'identity_none',
  orders: 'orders_none',
  consent: 'consent_none',
  number: 'number_none',
  market: 'market_not_set',
  delivery: 'delivery_none',
  same_person: 'same_person_none',
  flood: 'messages_not_kept',
  repeated_text: 'messages_not_kept',
  link_only: 'messages_not_kept',
}

function usualResult(check: ScreeningCheck, code: string): ScreeningResult {
  return { check, outcome: 'unknown', points: 0, explanation: { code, params: {} } }
}

/** The results as the store keeps them: what differs from the usual `unknown`. */
export function toStoredResults(results: readonly ScreeningResult[]): string {
  return JSON.stringify(
    results.filter(
      ({ check, outcome, explanation }) =>
        outcome !== 'unknown' || explanation.code !== usual[check],
    ),
  )
}

/** All results again, in the order in which they are shown. Null: the checks never ran. */
export function fromStoredResults(stored: string | null): ScreeningResult[] {
  if (stored === null) return []
  const kept = new Map(
    screeningResult
      .array()
      .parse(JSON.parse(stored))
      .map((result) => [result.check, result]),
  )
  return screeningCheck.options.flatMap((check) => {
    const code = usual[check]
    const result = kept.get(check) ?? (code === undefined ? undefined : usualResult(check, code))
    return result === undefined ? [] : [result]
  })
}
