import type { BroadcastSettings } from '../../../shared/domain/broadcasts.ts'
import { dueBy, duePieces, type DuePiece } from './due-times.ts'
import { createMovingDay, dayMs, type DailyLimit, type MovingDay } from './moving-day.ts'
import { alwaysOpen, type OpenHours } from './quiet-hours.ts'

/** What holds a send back. Left out: a limit that is not looked at. */
export interface SendLimits {
  /** Messages a second. */
  readonly perSecond?: number | undefined
  /** People in a moving 24 hours, over all numbers of the portfolio. */
  readonly portfolio?: DailyLimit
  /** Messages in a moving 24 hours that the owner allows. */
  readonly own?: DailyLimit
}

/** People whose hours are the same. */
export interface RecipientGroup {
  readonly hours: OpenHours
  readonly count: number
}

export interface ScheduleInput {
  /** Unix ms. */
  readonly startAt: number
  readonly groups: readonly RecipientGroup[]
  readonly pace: BroadcastSettings['pace']
  readonly limits: SendLimits
  /** Messages of other broadcasts that leave first. */
  readonly ahead?: number
  /** End of the day that a moment lies in, where days are told apart. */
  readonly endOfDay?: (at: number) => number
}

/** So many of a group leave from one moment on, as fast as the throughput allows, before another moment. */
export interface Slice {
  readonly group: number
  readonly from: number
  readonly until: number
  readonly count: number
}

export interface Schedule {
  readonly slices: readonly Slice[]
  /** The first and the last message; null for nobody, and for a last one that never comes. */
  readonly startAt: number | null
  readonly finishAt: number | null
}

/** The longest step; what became due within one leaves with the next. */
const longestStepMs = 5 * 60_000
const stepsOfSpread = 500
/** Looked at day by day; what is left then goes on at the pace of the last weeks. */
const horizonMs = 62 * dayMs
const paceMs = 28 * dayMs
const hourMs = 60 * 60 * 1000

interface Line {
  readonly group: number
  readonly hours: OpenHours
  readonly pieces: readonly DuePiece[]
  readonly count: number
  left: number
}

/**
 * When everybody leaves, group by group: whoever is due and not asleep, in the order of the groups, as
 * many as every limit leaves room for. Works on counts, so a million people take as long as a hundred.
 */
export function planSchedule(input: ScheduleInput): Schedule {
  const { startAt } = input
  const lines = linesOf(input)
  const days = [input.limits.portfolio ?? null, input.limits.own ?? null].map(createMovingDay)
  const slices: Slice[] = []
  const end = startAt + horizonMs
  let at = startAt
  while (at < end && lines.some((line) => line.left > 0)) {
    const step = stepAt(input, lines, at)
    const due = lines.filter((line) => dueOf(line, at) > 0)
    const free = Math.min(...days.map((day) => day.free(at)))
    if (due.length === 0) at = nextDue(lines, at, step)
    else if (free === 0) at = nextRoom(days, at)
    else {
      send(due, { at, until: step, free, perSecond: input.limits.perSecond ?? Infinity }, slices)
      for (const slice of slicesSince(slices, at))
        for (const day of days) day.use(slice.until, slice.count)
      at = step
    }
  }
  const own = slices.filter((slice) => slice.group >= 0)
  return { slices: own, startAt: own[0]?.from ?? null, finishAt: finishOf(own, lines, at) }
}

function linesOf({ groups, startAt, pace, ahead = 0 }: ScheduleInput): Line[] {
  const waiting: Line = {
    group: -1,
    hours: alwaysOpen,
    pieces: duePieces(alwaysOpen, startAt, { kind: 'fast' }),
    count: ahead,
    left: ahead,
  }
  const own = groups.map(({ hours, count }, group) => {
    return { group, hours, pieces: duePieces(hours, startAt, pace), count, left: count }
  })
  return [waiting, ...own.sort((one, other) => one.pieces[0]!.from - other.pieces[0]!.from)]
}

/** How many of a line may leave at a moment. */
function dueOf(line: Line, at: number): number {
  if (line.left === 0 || line.hours.openUntil(at) === null) return 0
  return dueBy(line.pieces, line.count, at) - (line.count - line.left)
}

/** A step ends where somebody's night begins or a day ends, so that both hold for all of it. */
function stepAt({ pace, endOfDay }: ScheduleInput, lines: readonly Line[], at: number): number {
  const longest =
    pace.kind === 'fast'
      ? longestStepMs
      : Math.min(longestStepMs, Math.max(1000, Math.ceil((pace.hours * hourMs) / stepsOfSpread)))
  const nights = lines.flatMap((line) =>
    line.left === 0 ? [] : [line.hours.openUntil(at) ?? Infinity],
  )
  return Math.min(at + longest, endOfDay?.(at) ?? Infinity, ...nights)
}

function nextDue(lines: readonly Line[], at: number, step: number): number {
  const moments = lines
    .filter((line) => line.left > 0)
    .map((line) => line.hours.opensAt(Math.max(at, line.pieces[0]!.from)))
  const next = Math.min(...moments)
  return next > at ? next : step
}

/** When every limit that is used up has room again. */
function nextRoom(days: readonly MovingDay[], at: number): number {
  return Math.max(...days.map((day) => (day.free(at) === 0 ? day.nextFree() : at)))
}

function send(
  due: readonly Line[],
  room: {
    readonly at: number
    readonly until: number
    readonly free: number
    readonly perSecond: number
  },
  slices: Slice[],
): void {
  let { at, free } = room
  for (const line of due) {
    const fits = Math.floor(((room.until - at) * room.perSecond) / 1000)
    const count = Math.min(dueOf(line, room.at), free, Number.isNaN(fits) ? free : fits)
    if (count <= 0) continue
    const until = Math.min(room.until, Math.ceil(at + (count * 1000) / room.perSecond))
    slices.push({ group: line.group, from: at, until, count })
    line.left -= count
    free -= count
    at = until
  }
}

function* slicesSince(slices: readonly Slice[], at: number): Generator<Slice> {
  for (let index = slices.length - 1; index >= 0 && slices[index]!.from >= at; index -= 1)
    yield slices[index]!
}

function finishOf(slices: readonly Slice[], lines: readonly Line[], at: number): number | null {
  const last = slices.at(-1)
  if (!last) return null
  const left = lines.reduce((sum, line) => sum + line.left, 0)
  if (left === 0) return slices.reduce((latest, slice) => Math.max(latest, slice.until), 0)
  const lately = slices.filter((slice) => slice.from >= last.from - paceMs)
  const passed = last.from - lately[0]!.from
  const pace = lately.reduce((sum, slice) => sum + slice.count, -last.count)
  return pace <= 0 || passed === 0 ? null : Math.ceil(at + (left / pace) * passed)
}
