import { parseArgs } from 'node:util'
import { runCrash, type CrashSummary } from './run-crash.ts'

const usage =
  'Usage: npm run crash -- main-job [--kills N] [--seed TEXT] [--kills-per-round N] [--groups N] [--lanes N]'

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now()) },
      'kills-per-round': { type: 'string', default: '10' },
      groups: { type: 'string', default: '4' },
      lanes: { type: 'string', default: '3' },
    },
  })
  const numbers = {
    kills: Number(values.kills),
    killsPerRound: Number(values['kills-per-round']),
    groupCount: Number(values.groups),
    lanes: Number(values.lanes),
  }
  const isGood = Object.values(numbers).every((value) => Number.isInteger(value) && value > 0)
  if (!isGood || positionals.length !== 1 || positionals[0] !== 'main-job') throw new Error(usage)
  return { ...numbers, seed: values.seed }
}

function table(summary: CrashSummary): string {
  const rows: [string, string][] = [
    ['rounds', String(summary.rounds)],
    ['kills', String(summary.kills)],
    ...Object.entries(summary.killedIn)
      .sort()
      .map(([stage, count]): [string, string] => [`  during ${stage}`, String(count)]),
    ['starts', String(summary.starts)],
    ['milliseconds to open', summary.openMs.toFixed(0)],
    ['answered by the owner', String(summary.resolvedByOwner)],
    ['done twice', String(summary.doubles.length)],
    ['other differences', String(summary.differences.length)],
    ['seconds', summary.seconds.toFixed(0)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

try {
  const options = readOptions()
  console.log(`seed ${options.seed}`)
  const summary = await runCrash({ ...options, print: (line) => console.log(line) })
  console.log(`\n${table(summary)}`)
  const isWhole = summary.kills === options.kills
  const isRight = summary.doubles.length === 0 && summary.differences.length === 0
  if (!isWhole) console.log(`Only ${summary.kills} of ${options.kills} kills came about.`)
  process.exitCode = isWhole && isRight ? 0 : 1
} catch (error) {
  // a wrong argument and an unknown one both get the usage
  const isUsage = error instanceof Error && (error.message === usage || 'code' in error)
  console.error(isUsage ? usage : error)
  process.exitCode = isUsage ? 2 : 1
}
