import { parseArgs } from 'node:util'
import { runBroadcastCrash, type BroadcastCrashSummary } from './run-broadcast-crash.ts'
import { runCrash, type CrashSummary } from './run-crash.ts'
import { runImportCrash, type ImportCrashSummary } from './run-import-crash.ts'

const usage =
  'Usage: npm run crash -- main-job|import|broadcast [--kills N] [--seed TEXT] [--kills-per-round N] [--groups N] [--lanes N] [--rows N] [--recipients N] [--per-second N]'

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now()) },
      'kills-per-round': { type: 'string', default: '10' },
      groups: { type: 'string', default: '4' },
      lanes: { type: 'string', default: '3' },
      rows: { type: 'string', default: '20000' },
      recipients: { type: 'string', default: '2000' },
      'per-second': { type: 'string', default: '200' },
    },
  })
  const numbers = {
    kills: Number(values.kills),
    killsPerRound: Number(values['kills-per-round']),
    groupCount: Number(values.groups),
    lanes: Number(values.lanes),
    rows: Number(values.rows),
    recipients: Number(values.recipients),
    perSecond: Number(values['per-second']),
  }
  const isGood = Object.values(numbers).every((value) => Number.isInteger(value) && value > 0)
  const [job] = positionals
  if (!isGood || positionals.length !== 1 || !isJob(job)) throw new Error(usage)
  return { ...numbers, job, seed: values.seed }
}

const jobs = ['main-job', 'import', 'broadcast'] as const

function isJob(word: string | undefined): word is (typeof jobs)[number] {
  return jobs.some((job) => job === word)
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

function importTable(summary: ImportCrashSummary): string {
  return [
    `rounds       ${String(summary.rounds)}`,
    `kills        ${String(summary.kills)}`,
    ...Object.entries(summary.killedWhile).map(([stage, count]) => `  ${stage}: ${String(count)}`),
    `differences  ${String(summary.differences.length)}`,
    `seconds      ${summary.seconds.toFixed(0)}`,
  ].join('\n')
}

function broadcastTable(summary: BroadcastCrashSummary): string {
  return [
    `rounds        ${String(summary.rounds)}`,
    `kills         ${String(summary.kills)}`,
    ...Object.entries(summary.rows).map(([state, count]) => `  ${state}: ${String(count)}`),
    `most unknown  ${String(summary.mostUnknown)}`,
    `differences   ${String(summary.differences.length)}`,
    `seconds       ${summary.seconds.toFixed(0)}`,
  ].join('\n')
}

async function run(options: ReturnType<typeof readOptions>): Promise<boolean> {
  const print = (line: string) => console.log(line)
  if (options.job === 'import') {
    const summary = await runImportCrash({ ...options, print })
    console.log(`\n${importTable(summary)}`)
    return summary.kills === options.kills && summary.differences.length === 0
  }
  if (options.job === 'broadcast') {
    const summary = await runBroadcastCrash({ ...options, print })
    console.log(`\n${broadcastTable(summary)}`)
    return summary.kills === options.kills && summary.differences.length === 0
  }
  const summary = await runCrash({ ...options, print })
  console.log(`\n${table(summary)}`)
  const isWhole = summary.kills === options.kills
  if (!isWhole)
    console.log(`Only ${String(summary.kills)} of ${String(options.kills)} kills came about.`)
  return isWhole && summary.doubles.length === 0 && summary.differences.length === 0
}

try {
  const options = readOptions()
  console.log(`seed ${options.seed}`)
  process.exitCode = (await run(options)) ? 0 : 1
} catch (error) {
  // a wrong argument and an unknown one both get the usage
  const isUsage = error instanceof Error && (error.message === usage || 'code' in error)
  console.error(isUsage ? usage : error)
  process.exitCode = isUsage ? 2 : 1
}
