import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanUpCriteria, type CleanUpAction } from '../../../shared/domain/clean-up.ts'
import {
  advanceCleanUps,
  type CleanUpHost,
} from '../../../electron/app/clean-up/advance-clean-ups.ts'
import { newId } from '../../../electron/app/new-id.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import {
  insertCleanUpRun,
  listCleanUpRuns,
  listCleanUpRules,
  patchCleanUpRun,
  writeCleanUpRule,
} from '../../../electron/store/clean-up-store.ts'
import { all, one } from '../../../electron/store/statement.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { addPerson, dayMs, dumpStore, today } from '../../helpers/clean-up-people.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const people = 25
let store: TestStore
let now = today
let events: AppEvent[] = []

beforeEach(() => {
  store = openTestStore()
  now = today
  events = []
  for (let index = 0; index < people; index += 1)
    addPerson(store.db, {
      name: `Person ${index}`,
      waId: `120255501${String(index).padStart(2, '0')}`,
      createdDaysAgo: 900,
    })
  addPerson(store.db, { name: 'Kept', waId: '12025550190', orderedDaysAgo: 10 })
})
afterEach(() => store.close())

class Killed extends Error {}

/** A host that dies after so many transactions, as a process does: what was committed stands. */
function hostDyingAfter(transactions: number): CleanUpHost {
  const transact = createTransact({
    db: store.db,
    clock: () => now,
    emit: (event) => events.push(event),
    jobsAdded: () => undefined,
  })
  let left = transactions
  const die = () => {
    left -= 1
    if (left < 0) throw new Killed()
  }
  return {
    read: (reader) => reader(store.db, now),
    transact(work) {
      die()
      return transact({ host: 'system', actor: 'groupkeeper' }, work)
    },
    breathe: () => Promise.resolve(),
    // several portions of each kind, so that death comes between them
    portions: { look: 7, restore: 4, erase: 3 },
  }
}

const advance = () => advanceCleanUps(hostDyingAfter(Infinity))

const criteria = cleanUpCriteria.parse({ inactiveMonths: 12 })

function addRule(action: CleanUpAction, everyDays: number | null = null): string {
  const id = newId()
  const nextRunAt = everyDays === null ? null : now + everyDays * dayMs
  writeCleanUpRule(
    store.db,
    { now, newId },
    { id, name: 'Old', criteria, action, everyDays, nextRunAt },
  )
  return id
}

function startRun(action: CleanUpAction): string {
  const id = addRule(action)
  const rule = { id, name: 'Old', criteria, action }
  return insertCleanUpRun(
    store.db,
    { now, newId },
    { rule, expected: people, runBy: 'owner', binAt: now, purgeAt: now + 7 * dayMs },
  )
}

const runs = () => listCleanUpRuns(store.db, { limit: 10 }).items
const count = (where: string) =>
  one<{ n: number }>(store.db, `SELECT count(*) AS n FROM contact WHERE ${where}`)!.n

/** Runs the machine with a death after 0, 1, 2, … transactions until it comes to an end by itself. */
async function advanceThroughDeaths(): Promise<number> {
  for (let transactions = 0; transactions < 200; transactions += 1)
    try {
      await advanceCleanUps(hostDyingAfter(transactions % 4))
      return transactions
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  throw new Error('The clean-up does not come to an end')
}

describe.each(['anonymise', 'delete'] as const)('a clean-up that is to %s', (action) => {
  test('goes into the bin, stays there for seven days, and is gone then, whatever it dies of', async () => {
    startRun(action)
    await advanceThroughDeaths()
    expect(runs()).toMatchObject([
      { state: 'in_bin', contacts: people, inBin: people, restored: 0 },
    ])
    expect(count('binned_at IS NULL')).toBe(1)
    now += 7 * dayMs - 1
    await advance()
    expect(runs()).toMatchObject([{ state: 'in_bin', inBin: people }])
    now += 1
    await advanceThroughDeaths()
    expect(runs()).toMatchObject([{ state: 'finished', contacts: people, inBin: 0, endedAt: now }])
    expect(count("display_name LIKE 'Person%'")).toBe(0)
    expect(count('anonymised_at IS NOT NULL')).toBe(action === 'anonymise' ? people : 0)
    expect(count("display_name='Kept' AND binned_at IS NULL")).toBe(1)
    const log = all<{ action: string }>(store.db, 'SELECT action FROM audit_entry ORDER BY seq')
    expect(log.map((entry) => entry.action)).toEqual(['cleanUp.binned', 'cleanUp.purged'])
  })

  test('leaves everything as it was when it is undone, whatever it dies of', async () => {
    const ignored = ['cleanup_run', 'cleanup_rule', 'audit_entry', 'setting']
    const before = dumpStore(store.db, ignored)
    const runId = startRun(action)
    await advance()
    expect(dumpStore(store.db, ignored)).not.toBe(before)
    now += 6 * dayMs
    patchCleanUpRun(store.db, runId, { state: 'undone' })
    now += 30 * dayMs
    await advanceThroughDeaths()
    expect(dumpStore(store.db, ignored)).toBe(before)
    expect(runs()).toMatchObject([{ state: 'undone', restored: people, inBin: 0, endedAt: now }])
  })
})

describe('a clean-up on a schedule', () => {
  test('is announced once three days before, told to the owner, and carried out at its time', async () => {
    addRule('delete', 30)
    now += 26 * dayMs
    await advance()
    expect(runs()).toEqual([])
    now += dayMs
    await advanceThroughDeaths()
    await advance()
    expect(runs()).toMatchObject([
      { state: 'announced', contacts: people, isScheduled: true, binAt: now + 3 * dayMs },
    ])
    expect(count('binned_at IS NOT NULL')).toBe(0)
    const told = events.filter((event) => event.topic === 'notify')
    expect(told.map((event) => event.payload)).toEqual([
      { kind: 'clean_up', count: people, groupId: null },
    ])
    now += 3 * dayMs
    await advance()
    expect(runs()).toMatchObject([{ state: 'in_bin', purgeAt: now + 7 * dayMs }])
    expect(listCleanUpRules(store.db)).toMatchObject([
      { nextRunAt: now + 30 * dayMs, lastRunAt: now },
    ])
    now += 7 * dayMs
    await advance()
    expect(runs()).toMatchObject([{ state: 'finished' }])
  })

  test('is put off by an app that was closed, never skips the announcement, and does not pile up', async () => {
    addRule('delete', 7)
    now += 200 * dayMs
    await advance()
    expect(runs()).toMatchObject([{ state: 'announced', binAt: now + 3 * dayMs }])
    now += 2 * dayMs
    await advance()
    expect(runs()).toHaveLength(1)
  })

  test('says nothing when there is nobody to clean up, and looks again the next time', async () => {
    addRule('delete', 30)
    store.db.exec('DELETE FROM contact')
    now += 30 * dayMs
    await advance()
    expect(runs()).toEqual([])
    expect(listCleanUpRules(store.db)[0]!.nextRunAt).toBe(now + 33 * dayMs)
  })

  test('leaves out whoever was heard of between announcement and time', async () => {
    addRule('delete', 30)
    now += 28 * dayMs
    await advance()
    store.db.exec(`UPDATE contact SET last_seen_at=${now} WHERE display_name='Person 3'`)
    now += 5 * dayMs
    await advance()
    expect(runs()).toMatchObject([{ state: 'in_bin', contacts: people - 1 }])
    expect(count("display_name='Person 3' AND binned_at IS NULL")).toBe(1)
  })
})
