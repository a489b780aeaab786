import { announceDays } from '../../../shared/domain/clean-up.ts'

export const dayMs = 24 * 60 * 60 * 1000

export interface RunStanding {
  readonly state: 'announced' | 'in_bin' | 'finished' | 'undone' | 'cancelled'
  /** Unix ms, as are all times here. */
  readonly binAt: number
  readonly purgeAt: number
  readonly endedAt: number | null
  /** Contacts of it that are in the bin. */
  readonly inBin: number
}

/** What a clean-up has to do now; it is asked again after every portion, so it survives any stop. */
export type RunStep = 'wait' | 'bin' | 'purge' | 'restore' | 'end'

export function nextStep(run: RunStanding, now: number): RunStep {
  switch (run.state) {
    case 'announced':
      return now >= run.binAt ? 'bin' : 'wait'
    case 'in_bin':
      if (now >= run.purgeAt) return run.inBin > 0 ? 'purge' : 'end'
      return 'wait'
    case 'undone':
    case 'cancelled':
      if (run.inBin > 0) return 'restore'
      return run.endedAt === null ? 'end' : 'wait'
    case 'finished':
      return 'wait'
  }
}

export interface RuleSchedule {
  readonly everyDays: number | null
  readonly nextRunAt: number | null
}

/** Whether a rule's next clean-up is near enough to be announced, and for when. */
export function announcementDue(rule: RuleSchedule, now: number): number | null {
  if (rule.everyDays === null || rule.nextRunAt === null) return null
  if (rule.nextRunAt - announceDays * dayMs > now) return null
  // an app that was closed in between still says it as long before
  return Math.max(rule.nextRunAt, now + announceDays * dayMs)
}

/** When a rule runs next after it was saved: kept where the rhythm is the same, else counted from now. */
export function scheduleAfterSave(
  before: RuleSchedule | null,
  everyDays: number | null,
  now: number,
): number | null {
  if (everyDays === null) return null
  if (before?.everyDays === everyDays && before.nextRunAt !== null) return before.nextRunAt
  return now + everyDays * dayMs
}
