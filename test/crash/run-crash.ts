import { createRandom } from './random.ts'
import { runRound, type RoundResult } from './round.ts'

export interface CrashOptions {
  readonly kills: number
  readonly seed: string
  /** Kills of one round before it is left to finish. */
  readonly killsPerRound?: number
  readonly groupCount?: number
  /** Rounds at a time, each with a shop and a process of its own. */
  readonly lanes?: number
  readonly print: (line: string) => void
}

export interface CrashSummary {
  readonly rounds: number
  readonly kills: number
  readonly starts: number
  readonly killedIn: Readonly<Record<string, number>>
  readonly resolvedByOwner: number
  readonly doubles: readonly string[]
  readonly differences: readonly string[]
  readonly openMs: number
  readonly seconds: number
}

/** Rounds without a kill that are put up with in a row, and rounds that went wrong in all. */
const maxIdleRounds = 10
const maxWrongRounds = 5

/** Runs rounds of the main job until its process has been killed so many times. */
export async function runCrash(options: CrashOptions): Promise<CrashSummary> {
  const { kills, seed, killsPerRound = 10, groupCount = 4, lanes = 3, print } = options
  const startedAt = performance.now()
  const results: RoundResult[] = []
  let planned = 0
  let idle = 0
  let wrong = 0
  let round = 0

  async function runLane(): Promise<void> {
    while (planned < kills && idle < maxIdleRounds && wrong < maxWrongRounds) {
      const name = `${seed}/${(round += 1)}`
      const maxKills = Math.min(killsPerRound, kills - planned)
      planned += maxKills
      const random = createRandom(name)
      const result = await runRound({ seed: name, random, maxKills, groupCount })
      planned -= maxKills - result.kills
      idle = result.kills === 0 ? idle + 1 : 0
      wrong += result.doubles.length + result.differences.length > 0 ? 1 : 0
      results.push(result)
      print(lineOf(name, result))
    }
  }

  await Promise.all(Array.from({ length: Math.min(lanes, kills) }, runLane))
  return summarize(results, (performance.now() - startedAt) / 1000)
}

function lineOf(name: string, { kills, starts, resolvedByOwner, ...found }: RoundResult): string {
  const wrong = [...found.doubles.map((what) => `TWICE ${what}`), ...found.differences]
  const head = `${name}: ${kills} kills, ${starts} starts, ${resolvedByOwner} answered by the owner`
  return [head, ...wrong.map((what) => `  ${what}`)].join('\n')
}

function summarize(results: readonly RoundResult[], seconds: number): CrashSummary {
  const sum = (pick: (result: RoundResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0)
  const killedIn: Record<string, number> = {}
  for (const result of results)
    for (const [stage, count] of Object.entries(result.killedIn))
      killedIn[stage] = (killedIn[stage] ?? 0) + count
  return {
    rounds: results.length,
    kills: sum((result) => result.kills),
    starts: sum((result) => result.starts),
    killedIn,
    resolvedByOwner: sum((result) => result.resolvedByOwner),
    doubles: results.flatMap((result) => result.doubles),
    differences: results.flatMap((result) => result.differences),
    openMs: Math.max(0, ...results.map((result) => result.openMs)),
    seconds,
  }
}
