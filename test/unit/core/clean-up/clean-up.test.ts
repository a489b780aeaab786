import { describe, expect, test } from 'vitest'
import { monthsBefore } from '../../../../electron/core/clean-up/months-before.ts'
import {
  announcementDue,
  dayMs,
  nextStep,
  scheduleAfterSave,
  type RunStanding,
} from '../../../../electron/core/clean-up/next-step.ts'

describe('some months before a moment', () => {
  test.each([
    ['2026-07-15T10:30:00Z', 1, '2026-06-15T10:30:00Z'],
    ['2026-07-15T10:30:00Z', 24, '2024-07-15T10:30:00Z'],
    ['2026-03-31T23:59:59Z', 1, '2026-02-28T23:59:59Z'],
    ['2024-03-31T00:00:00Z', 1, '2024-02-29T00:00:00Z'],
    ['2024-02-29T00:00:00Z', 12, '2023-02-28T00:00:00Z'],
    ['2026-01-31T00:00:00Z', 2, '2025-11-30T00:00:00Z'],
    ['2026-01-01T00:00:00Z', 1, '2025-12-01T00:00:00Z'],
  ])('%s less %d is %s', (from, months, expected) => {
    expect(new Date(monthsBefore(Date.parse(from), months)).toISOString()).toBe(
      new Date(expected).toISOString(),
    )
  })
})

const standing = (patch: Partial<RunStanding>): RunStanding => ({
  state: 'announced',
  binAt: 1000,
  purgeAt: 2000,
  endedAt: null,
  inBin: 0,
  ...patch,
})

describe('the next step of a clean-up', () => {
  test.each<[string, Partial<RunStanding>, number, string]>([
    ['announced, before its time', {}, 999, 'wait'],
    ['announced, at its time', {}, 1000, 'bin'],
    ['broken off half-way into the bin', { inBin: 5 }, 1500, 'bin'],
    ['announced, and the app was closed over both times', {}, 9000, 'bin'],
    ['in the bin, before its time', { state: 'in_bin', inBin: 5 }, 1999, 'wait'],
    ['in the bin, at its time', { state: 'in_bin', inBin: 5 }, 2000, 'purge'],
    ['purged to the last', { state: 'in_bin', inBin: 0 }, 2000, 'end'],
    ['all brought back one by one, before its time', { state: 'in_bin' }, 1999, 'wait'],
    ['undone, with some still in the bin', { state: 'undone', inBin: 5 }, 1500, 'restore'],
    ['undone, long after the time to purge', { state: 'undone', inBin: 5 }, 9000, 'restore'],
    ['undone to the last', { state: 'undone' }, 1500, 'end'],
    ['undone and ended', { state: 'undone', endedAt: 1500 }, 9000, 'wait'],
    ['cancelled', { state: 'cancelled', endedAt: 500 }, 9000, 'wait'],
    ['finished', { state: 'finished', endedAt: 2000 }, 9000, 'wait'],
  ])('%s', (_, patch, now, expected) => {
    expect(nextStep(standing(patch), now)).toBe(expected)
  })
})

describe('a scheduled clean-up', () => {
  const at = 100 * dayMs
  test.each<[string, number | null, number | null, number, number | null]>([
    ['is not announced where there is no schedule', null, null, at, null],
    ['is not announced four days before', 30, at + 4 * dayMs, at, null],
    ['is announced three days before, for its day', 30, at + 3 * dayMs, at, at + 3 * dayMs],
    ['is put off when the app was closed', 30, at + dayMs, at, at + 3 * dayMs],
    ['is put off when its day is long past', 30, at - 50 * dayMs, at, at + 3 * dayMs],
  ])('%s', (_, everyDays, nextRunAt, now, expected) => {
    expect(announcementDue({ everyDays, nextRunAt }, now)).toBe(expected)
  })

  test.each<
    [
      string,
      { everyDays: number | null; nextRunAt: number | null } | null,
      number | null,
      number | null,
    ]
  >([
    ['begins one rhythm from now', null, 30, at + 30 * dayMs],
    ['keeps its day when only words differ', { everyDays: 30, nextRunAt: 7 }, 30, 7],
    ['counts anew with another rhythm', { everyDays: 30, nextRunAt: 7 }, 60, at + 60 * dayMs],
    ['ends', { everyDays: 30, nextRunAt: 7 }, null, null],
  ])('%s', (_, before, everyDays, expected) => {
    expect(scheduleAfterSave(before, everyDays, at)).toBe(expected)
  })
})
