import type { TFunction } from 'i18next'
import { formatRelative } from '../../lib/format.ts'

const dayMs = 86_400_000

/** How long it is until a moment: in days, a part of one counting as one, and on the last day in hours. */
export function timeLeft(at: number, now: number, t: TFunction): string {
  const left = at - now
  return left > dayMs
    ? t('cleanUp.daysLeft', { count: Math.ceil(left / dayMs) })
    : formatRelative(at, now)
}
