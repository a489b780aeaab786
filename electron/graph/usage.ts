import type { GraphUsage } from './graph-records.ts'
import { businessUseCaseUsage } from './wire/errors.ts'

/**
 * Reads `X-Business-Use-Case-Usage` (Meta: Graph API rate limits). A header that cannot be read
 * says nothing: the call it came with went its way all the same.
 */
export function readUsage(header: string | undefined): readonly GraphUsage[] {
  if (header === undefined) return []
  const parsed = businessUseCaseUsage.safeParse(parseJson(header))
  if (!parsed.success) return []
  return Object.entries(parsed.data).flatMap(([businessId, lines]) =>
    lines.map((line) => ({
      businessId,
      type: line.type ?? 'unknown',
      callPercent: line.call_count ?? 0,
      cpuPercent: line.total_cputime ?? 0,
      timePercent: line.total_time ?? 0,
      minutesToRegainAccess: line.estimated_time_to_regain_access ?? 0,
    })),
  )
}

/** The longest wait that any line asks for, in milliseconds, or null when none does. */
export function regainAccessMs(usage: readonly GraphUsage[]): number | null {
  const minutes = Math.max(0, ...usage.map((line) => line.minutesToRegainAccess))
  return minutes > 0 ? minutes * 60_000 : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An unreadable header is treated as an absent one.
    return undefined
  }
}
