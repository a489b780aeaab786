import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { unlockWithPassphrase } from '../../electron/secrets/unlock.ts'
import { openReadableStore } from '../../electron/store/open.ts'
import { writeBenchFile } from '../bench/import-file.ts'
import type { FromImportChild, ImportChildOptions } from './import.child.ts'
import { createRandom } from './random.ts'

export interface ImportCrashOptions {
  readonly kills: number
  readonly seed: string
  readonly rows: number
  readonly killsPerRound?: number
  readonly print: (line: string) => void
}

export interface ImportCrashSummary {
  readonly rounds: number
  readonly kills: number
  readonly killedWhile: Readonly<Record<string, number>>
  readonly differences: readonly string[]
  readonly seconds: number
}

const childFile = fileURLToPath(new URL('./import.child.ts', import.meta.url))
const compileCache = join(tmpdir(), 'groupkeeper-crash-cache')
const passphrase = 'three patient kettles'

/**
 * Imports the same file again and again, killed at random moments, and compares what is in the store in
 * the end with an import that nobody disturbed.
 */
export async function runImportCrash(options: ImportCrashOptions): Promise<ImportCrashSummary> {
  const { kills, seed, rows, killsPerRound = 10, print } = options
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-crash-import-'))
  const file = join(folder, 'customers.csv')
  const random = createRandom(seed)
  const killedWhile: Record<string, number> = {}
  const differences: string[] = []
  let killed = 0
  let round = 0
  try {
    writeBenchFile(file, rows)
    const calm = join(folder, 'calm')
    // the first life is the slowest, as nothing is compiled yet; each that comes to its end tells anew
    let usualMs = (await live({ dataDir: calm, passphrase, file }, null)).ms
    const expected = await dump(calm)
    while (killed < kills && differences.length === 0 && round < kills * 3) {
      round += 1
      const dataDir = join(folder, `round-${String(round)}`)
      const child = { dataDir, passphrase, file }
      let inRound = 0
      for (let isOver = false; !isOver;) {
        const mayKill = killed < kills && inRound < killsPerRound
        const life = await live(child, mayKill ? (0.25 + random.next() * 0.75) * usualMs : null)
        isOver = life.stage === 'finished'
        if (isOver) {
          if (inRound === 0) usualMs = Math.min(usualMs, life.ms)
          continue
        }
        if (life.stage === 'failed') throw new Error('The process ended by itself')
        killed += 1
        inRound += 1
        killedWhile[life.stage] = (killedWhile[life.stage] ?? 0) + 1
      }
      const found = compare(expected, await dump(dataDir))
      differences.push(...found.map((what) => `round ${String(round)}: ${what}`))
      print(
        `${seed}/${String(round)}: ${String(inRound)} kills${found.map((what) => `\n  ${what}`).join('')}`,
      )
      rmSync(dataDir, { recursive: true, force: true })
    }
    const seconds = (performance.now() - startedAt) / 1000
    return { rounds: round, kills: killed, killedWhile, differences, seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Life {
  readonly stage: 'start' | 'opened' | 'started' | 'finished' | 'failed'
  readonly ms: number
}

/** One life of the process; `killAfterMs` null lets it live. */
function live(child: ImportChildOptions, killAfterMs: number | null): Promise<Life> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const living = fork(childFile, [JSON.stringify(child)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env, NODE_COMPILE_CACHE: compileCache },
    })
    let stage: Life['stage'] = 'start'
    let isKilled = false
    const timer =
      killAfterMs === null
        ? undefined
        : setTimeout(() => {
            if (stage !== 'finished') isKilled = living.kill('SIGKILL')
          }, killAfterMs)
    living.on('message', (message: FromImportChild) => {
      stage = message.type
    })
    living.on('exit', () => {
      clearTimeout(timer)
      if (!isKilled && stage !== 'finished') stage = 'failed'
      resolve({ stage, ms: performance.now() - startedAt })
    })
  })
}

type Dump = ReadonlyMap<string, readonly string[]>

/** Everything of meaning, without ids and times, which are others each time. */
const tables: Readonly<Record<string, string>> = {
  contacts: `SELECT display_name, sort_name, number_state, number_type, country, email, city, birthday,
    external_id, custom, source, (SELECT group_concat(kind || ':' || value, ' ') FROM
      (SELECT kind, value FROM contact_identity WHERE contact_id=contact.id AND replaced_at IS NULL ORDER BY kind)) AS keys,
    (SELECT group_concat(name, ' ') FROM (SELECT tag.name FROM contact_tag JOIN tag ON tag.seq=tag_seq
      WHERE contact_seq=contact.seq ORDER BY tag.name)) AS tags,
    (SELECT group_concat(text, ' ') FROM contact_note WHERE contact_id=contact.id) AS notes
    FROM contact ORDER BY external_id`,
  consent: `SELECT external_id, purpose, state, consent_entry.source, evidence, at FROM consent_entry
    JOIN contact ON contact.id=contact_id ORDER BY external_id, purpose, at, state`,
  states: `SELECT external_id, purpose, state, latest_at FROM consent_state
    JOIN contact ON contact.id=contact_id ORDER BY external_id, purpose`,
  rejections: 'SELECT row, line, column_title, reason, cell FROM import_rejection ORDER BY row',
  imports:
    'SELECT kind, state, position, row_count, added, updated, unchanged, rejected, landlines FROM contact_import',
  found: `SELECT (SELECT count(*) FROM contact_search WHERE contact_search MATCH 'vip') AS vip,
    (SELECT count(*) FROM contact_search WHERE contact_search MATCH 'peo') AS peonies,
    (SELECT count(*) FROM contact_search) AS all_of_them`,
  starts: `SELECT action FROM audit_entry WHERE action IN ('imports.finished','imports.failed') ORDER BY seq`,
}

async function dump(dataDir: string): Promise<Dump> {
  const { dataKey } = await unlockWithPassphrase(dataDir, passphrase)
  const db = openReadableStore({ directory: dataDir, key: dataKey })
  try {
    const rows = Object.entries(tables).map(
      ([name, text]) =>
        [
          name,
          db
            .prepare(text)
            .all()
            .map((row) => JSON.stringify(row)),
        ] as const,
    )
    const spool = join(dataDir, 'imports')
    const left = existsSync(spool) ? readdirSync(spool) : []
    return new Map([...rows, ['files left', left] as const])
  } finally {
    db.close()
  }
}

function compare(expected: Dump, found: Dump): string[] {
  const differences: string[] = []
  for (const [name, rows] of expected) {
    const others = found.get(name) ?? []
    const at = rows.findIndex((row, index) => row !== others[index])
    if (rows.length !== others.length)
      differences.push(`${name}: ${String(others.length)} instead of ${String(rows.length)}`)
    else if (at >= 0) differences.push(`${name}: ${others[at] ?? ''} instead of ${rows[at] ?? ''}`)
  }
  return differences
}
