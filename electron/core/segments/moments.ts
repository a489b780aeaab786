import type { SegmentMoment } from '../../../shared/domain/segments.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Unix ms of a moment that may move with today. */
export function momentMs(moment: SegmentMoment, now: number): number {
  return moment.kind === 'at' ? moment.at : now - moment.days * dayMs
}

/** Unix ms from which on "in the last so many days" counts; null: ever. */
export function sinceMs(withinDays: number | null, now: number): number | null {
  return withinDays === null ? null : now - withinDays * dayMs
}

/** A month as `YYYY-MM`, UTC: the running one, or so many before it. */
export function monthOf(now: number, back = 0): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1))
    .toISOString()
    .slice(0, 7)
}

/**
 * Birthdays (MM-DD) from today on for so many days, in local time. Where a year has no 29 February, it is
 * kept on 1 March.
 */
export function birthdaysWithin(days: number, now: number): string[] {
  const today = new Date(now)
  const found: string[] = []
  for (let ahead = 0; ahead <= Math.min(days, 366); ahead += 1) {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead)
    const text = `${two(day.getMonth() + 1)}-${two(day.getDate())}`
    found.push(text)
    if (text === '03-01' && new Date(day.getFullYear(), 1, 29).getDate() !== 29) found.push('02-29')
  }
  return [...new Set(found)]
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
