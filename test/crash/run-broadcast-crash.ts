import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { connectionOf, createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { Faults } from '../../electron/sandbox/faults.ts'
import { unlockWithPassphrase } from '../../electron/secrets/unlock.ts'
import { openReadableStore } from '../../electron/store/open.ts'
import type { BroadcastChildOptions, FromBroadcastChild } from './broadcast.child.ts'
import { createRandom } from './random.ts'

export interface BroadcastCrashOptions {
  readonly kills: number
  readonly seed: string
  readonly recipients: number
  readonly perSecond: number
  readonly killsPerRound?: number
  readonly print: (line: string) => void
}

export interface BroadcastCrashSummary {
  readonly rounds: number
  readonly kills: number
  /** Rows by state over all rounds. */
  readonly rows: Readonly<Record<string, number>>
  /** Most rows of one round that nobody knows anything of. */
  readonly mostUnknown: number
  readonly differences: readonly string[]
  readonly seconds: number
}

const childFile = fileURLToPath(new URL('./broadcast.child.ts', import.meta.url))
const compileCache = join(tmpdir(), 'groupkeeper-crash-cache')
const passphrase = 'four patient kettles'
const drainMs = 60_000
/** After its store is open, a process is killed within this long. */
const killWithinMs = 1200

/** What goes wrong while a broadcast is sent. Updates are late and double and never lost. */
const faults: Faults = {
  calls: [
    { kind: 'http', status: 500, probability: 0.05, route: 'POST */messages' },
    { kind: 'timeout_after', probability: 0.05, route: 'POST */messages' },
    { kind: 'latency', ms: 40, probability: 0.3, route: 'POST */messages' },
  ],
  webhooks: [
    { kind: 'duplicate', probability: 0.15 },
    { kind: 'reorder', withinMs: 150, probability: 0.2 },
    { kind: 'late', ms: 500, probability: 0.1 },
  ],
}

/** Sends broadcasts whose process is killed over and over, and holds each against what the sandbox took. */
export async function runBroadcastCrash(
  options: BroadcastCrashOptions,
): Promise<BroadcastCrashSummary> {
  const { kills, killsPerRound = 10, seed, print } = options
  const startedAt = performance.now()
  const rows: Record<string, number> = {}
  const differences: string[] = []
  let killed = 0
  let rounds = 0
  let mostUnknown = 0
  while (killed < kills && differences.length === 0 && rounds < kills * 3) {
    rounds += 1
    const name = `${seed}/${String(rounds)}`
    const result = await runRound(options, name, Math.min(killsPerRound, kills - killed))
    killed += result.kills
    for (const [state, count] of Object.entries(result.states))
      rows[state] = (rows[state] ?? 0) + count
    mostUnknown = Math.max(mostUnknown, result.states['unknown'] ?? 0)
    differences.push(...result.differences.map((what) => `${name}: ${what}`))
    print(`${name}: ${String(result.kills)} kills, ${JSON.stringify(result.states)}`)
    for (const what of result.differences.slice(0, 10)) print(`  ${what}`)
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { rounds, kills: killed, rows, mostUnknown, differences, seconds }
}

interface RoundResult {
  readonly kills: number
  readonly states: Record<string, number>
  readonly differences: readonly string[]
}

async function runRound(
  { recipients, perSecond }: BroadcastCrashOptions,
  seed: string,
  maxKills: number,
): Promise<RoundResult> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-crash-broadcast-'))
  const sandbox = await createSandbox({
    shop: 'small',
    seed,
    limits: 'lifted',
    operationDelayMs: 30,
    webhookRetryMs: 100,
    webhookRetryMaxMs: 500,
    readShare: 0.5,
  })
  const random = createRandom(seed)
  const child: BroadcastChildOptions = {
    dataDir: join(folder, 'shop'),
    passphrase,
    connection: connectionOf(sandbox),
    file: join(folder, 'customers.csv'),
    perSecond,
  }
  writeFileSync(child.file, customerFile(recipients))
  try {
    if ((await live(child, null, sandbox)) !== 'ready') throw new Error('It could not be prepared')
    sandbox.setFaults(faults)
    let kills = 0
    for (;;) {
      const mayKill = kills < maxKills
      const end = await live(child, mayKill ? random.next() * killWithinMs : null, sandbox)
      if (end === 'through') break
      if (end !== 'killed') throw new Error('The process ended by itself')
      kills += 1
    }
    return { kills, ...(await checkRound(child, sandbox, recipients)) }
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Invented numbers, none of which ends in a code with which the sandbox fails it. */
function customerFile(count: number): string {
  const lines = Array.from(
    { length: count },
    (_, index) => `Customer ${String(index + 1)},+1202${String(5_400_000 + index)},yes`,
  )
  return ['Name,Phone,Opt-in', ...lines].join('\n')
}

type End = 'ready' | 'through' | 'killed' | 'failed'

/** One life of the process; null lets it live until all that is on its way has been taken in. */
function live(
  child: BroadcastChildOptions,
  killAfterMs: number | null,
  sandbox: Sandbox,
): Promise<End> {
  return new Promise((resolve) => {
    const living = fork(childFile, [JSON.stringify(child)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env, NODE_COMPILE_CACHE: compileCache },
    })
    let end: End = 'failed'
    let timer: NodeJS.Timeout | undefined
    living.on('message', ({ type }: FromBroadcastChild) => {
      if (type === 'opened' && killAfterMs !== null)
        timer = setTimeout(() => {
          if (end === 'failed' && living.kill('SIGKILL')) end = 'killed'
        }, killAfterMs)
      if (type === 'ready') end = 'ready'
      if (type !== 'through' || end === 'killed') return
      end = 'through'
      void sandbox.drain(drainMs).then(() => {
        if (living.connected) living.send('end')
      })
    })
    living.on('exit', () => {
      clearTimeout(timer)
      resolve(end)
    })
  })
}

interface StoredRow {
  readonly seq: number
  readonly state: string
  readonly phone: string
}

/** What the store says of each row, against what the sandbox took and told. */
async function checkRound(
  { dataDir }: BroadcastChildOptions,
  sandbox: Sandbox,
  recipients: number,
): Promise<Pick<RoundResult, 'states' | 'differences'>> {
  const rows = (await readRows(dataDir)).filter((row) => row.state !== 'skipped')
  const differences = sandbox.counters.repeated().map((what) => `TWICE ${what}`)
  const taken = new Map([...sandbox.state.sent.values()].map((sent) => [sent.callbackData, sent]))
  const perNumber = new Map<string, number>()
  for (const { to } of sandbox.state.sent.values()) perNumber.set(to, (perNumber.get(to) ?? 0) + 1)
  for (const [, count] of perNumber)
    if (count > 1) differences.push(`${String(count)} to one person`)
  if (rows.length !== recipients) differences.push(`${String(rows.length)} rows`)
  if (sandbox.defects.length > 0) differences.push('the sandbox has defects')
  const states: Record<string, number> = {}
  for (const row of rows) {
    states[row.state] = (states[row.state] ?? 0) + 1
    const statuses = taken.get(`bc:${String(row.seq)}`)?.events.map(({ status }) => status)
    const wanted = statuses ? (statuses.at(-1)?.toLowerCase() ?? 'accepted') : 'unknown'
    if (row.state !== wanted) differences.push(`a row is ${row.state}, and it is ${wanted}`)
  }
  return { states, differences }
}

async function readRows(dataDir: string): Promise<StoredRow[]> {
  const { dataKey } = await unlockWithPassphrase(dataDir, passphrase)
  const db = openReadableStore({ directory: dataDir, key: dataKey })
  try {
    return db
      .prepare(
        `SELECT recipient.seq, recipient.state, identity.value AS phone FROM broadcast_recipient recipient
           JOIN contact ON contact.seq=recipient.contact_seq
           JOIN contact_identity identity ON identity.contact_id=contact.id AND identity.kind='wa_id'`,
      )
      .all() as StoredRow[]
  } finally {
    db.close()
  }
}
