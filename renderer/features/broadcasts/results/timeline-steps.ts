import type { BroadcastResults } from '../../../../shared/domain/broadcasts.ts'

type Hour = BroadcastResults['timeline'][number]

/** What is counted over time, in the order in which it happens. */
export const happenings = ['sent', 'delivered', 'read', 'answered'] as const

/** More points than these and a line says nothing. */
const mostHours = 72

/** The hours as they are, or put together into days where they are many. */
export function inSteps(timeline: readonly Hour[]): { steps: Hour[]; isByDay: boolean } {
  const isByDay = timeline.length > mostHours
  if (!isByDay) return { steps: [...timeline], isByDay }
  const days = new Map<number, Hour>()
  for (const { hour, ...counts } of timeline) {
    const start = hour - (hour % 24)
    const day = days.get(start) ?? { hour: start, sent: 0, delivered: 0, read: 0, answered: 0 }
    for (const key of happenings) day[key] += counts[key]
    days.set(start, day)
  }
  return { steps: [...days.values()], isByDay }
}
