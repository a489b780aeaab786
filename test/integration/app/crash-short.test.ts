import { expect, test } from 'vitest'
import { runBroadcastCrash } from '../../crash/run-broadcast-crash.ts'
import { runCrash } from '../../crash/run-crash.ts'
import { runImportCrash } from '../../crash/run-import-crash.ts'

/** The short form of `npm run crash -- main-job`, with the same faults and the same checks. */
test('a process killed at random moments ends where an undisturbed one does', async () => {
  const lines: string[] = []
  const summary = await runCrash({
    kills: 6,
    seed: String(Date.now()),
    killsPerRound: 3,
    groupCount: 2,
    print: (line) => lines.push(line),
  })
  expect({ doubles: summary.doubles, differences: summary.differences }, lines.join('\n')).toEqual({
    doubles: [],
    differences: [],
  })
  expect(summary.kills).toBe(6)
}, 300_000)

/** The short form of `npm run crash -- import`. */
test('an import killed at random moments ends where an undisturbed one does', async () => {
  const summary = await runImportCrash({
    kills: 4,
    seed: String(Date.now()),
    rows: 3000,
    killsPerRound: 4,
    print: () => undefined,
  })
  expect(summary.differences).toEqual([])
  expect(summary.kills).toBe(4)
}, 300_000)

/** The short form of `npm run crash -- broadcast`. */
test('a broadcast killed at random moments reaches nobody twice and tells the truth', async () => {
  const summary = await runBroadcastCrash({
    kills: 3,
    seed: String(Date.now()),
    recipients: 300,
    perSecond: 80,
    killsPerRound: 3,
    print: () => undefined,
  })
  expect(summary.differences).toEqual([])
  expect(summary.kills).toBe(3)
}, 300_000)
