import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { broadcastDraft, type BroadcastDraft } from '../../shared/domain/broadcasts.ts'
import { advanceFreezes, usualPortion } from '../../electron/app/broadcasts/advance-freezes.ts'
import { beginFreeze } from '../../electron/app/broadcasts/begin-freeze.ts'
import { planBroadcast } from '../../electron/app/broadcasts/plan-broadcast.ts'
import { createTransact } from '../../electron/app/transact.ts'
import {
  broadcastRow,
  insertBroadcastDraft,
} from '../../electron/store/broadcasts/broadcast-store.ts'
import type { WritableDatabase } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { replaceTemplates } from '../../electron/store/template-store.ts'
import { rounded, timeMs, type BenchLine, type BenchOptions } from './bench-line.ts'
import { filledId, filledNow, fillContacts } from './fill-contacts.ts'

const key = new Uint8Array(32).fill(42)
const plainSettings = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'temp_store = MEMORY',
  'cache_size = -65536',
  'wal_autocheckpoint = 4000',
]

/**
 * Freezing a broadcast to everybody: the plan, the moment itself, and all of it with every recipient's
 * own text, beside the same rows put into a plain, unencrypted table without any index, and the longest
 * time in which nobody else had a turn.
 */
export async function benchFreeze({ rows }: BenchOptions): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-freeze-'))
  mkdirSync(join(folder, 'store'))
  const db = openWritableStore({ directory: join(folder, 'store'), key, migrations })
  try {
    fillContacts(db, rows)
    db.exec(agreeAll)
    const draft = draftFor(db)
    const planned = timeMs(() => planBroadcast(db, draft, filledNow))
    const frozen = await freeze(db, draft)
    const baseline = plainInsert(db, join(folder, 'plain.db'))
    const line = (bench: string, taken: number): BenchLine => ({
      bench,
      figure: rounded(taken / 1000),
      unit: 's',
      baseline: rounded(baseline / 1000),
      ratio: rounded(taken / baseline),
      rows,
    })
    return [
      line('freeze.plan', planned),
      line('freeze.moment', frozen.moment),
      line('freeze.longestTurn', frozen.longestTurn),
      line('freeze.all', frozen.all),
    ]
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const agreeAll = `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at)
  SELECT id || ':', id, 'service', 'given', 'form', 'owner', created_at, created_at FROM contact`

function draftFor(db: WritableDatabase): BroadcastDraft {
  let made = 0
  replaceTemplates(db, { now: filledNow, newId: () => filledId((made += 1), 8) }, [
    {
      remoteId: '1',
      name: 'bench_offer',
      language: 'en',
      category: 'UTILITY',
      status: 'APPROVED',
      quality: 'GREEN',
      isNamed: false,
      draft: null,
      rejectedReason: null,
      parts: {
        header: null,
        headerVariables: [],
        body: 'Hello {{1}}, {{2}}',
        bodyVariables: ['1', '2'],
        footer: null,
        buttons: [],
      },
    },
  ])
  const bindings = {
    '1': { from: 'field', field: 'firstName', fallback: 'you' },
    '2': { from: 'field', field: 'city', fallback: 'in town' },
  }
  const variant = { templateId: filledId(1, 8), bindings }
  return broadcastDraft.parse({
    name: 'Bench',
    purpose: 'service',
    audience: { kind: 'everybody' },
    variants: [variant, variant],
  })
}

async function freeze(db: WritableDatabase, draft: BroadcastDraft) {
  const clock = () => filledNow
  const transact = createTransact({ db, clock, emit: () => undefined, jobsAdded: () => undefined })
  const caller = { host: 'test', actor: 'owner' } as const
  const id = transact(caller, (context) =>
    insertBroadcastDraft(db, context, draft, { createdBy: 'owner' }),
  )
  const moment = timeMs(() =>
    transact(caller, (context) => beginFreeze(context, broadcastRow(db, id))),
  )
  let longestTurn = 0
  const start = performance.now()
  let turn = start
  await advanceFreezes({
    read: (reader) => reader(db, filledNow),
    transact: (work) => transact(caller, work),
    async breathe() {
      longestTurn = Math.max(longestTurn, performance.now() - turn)
      await new Promise((resolve) => setImmediate(resolve))
      turn = performance.now()
    },
    progress: () => undefined,
    portion: usualPortion,
  })
  return { moment, longestTurn, all: moment + performance.now() - start }
}

/** The same rows, as they are, into a table without index, encryption or guards. */
function plainInsert(from: WritableDatabase, path: string): number {
  const plain = new Database(path)
  for (const setting of plainSettings) plain.pragma(setting)
  plain.exec(`CREATE TABLE recipient (seq INTEGER PRIMARY KEY, contact_seq INTEGER, variant INTEGER, stratum TEXT,
    state TEXT, reason TEXT, parameters TEXT, due_at INTEGER)`)
  const insert = plain.prepare(
    `INSERT INTO recipient SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7 FROM json_each(?)`,
  )
  const read = from
    .prepare(
      `SELECT seq, contact_seq, variant, stratum, state, reason, parameters, due_at FROM broadcast_recipient
       WHERE seq > ? ORDER BY seq LIMIT ${usualPortion}`,
    )
    .raw()
  let taken = 0
  for (let after = 0; ;) {
    const rows = read.all(after) as (string | number | null)[][]
    if (rows.length === 0) break
    after = rows.at(-1)![0] as number
    const text = JSON.stringify(rows)
    taken += timeMs(() => plain.transaction(() => insert.run(text))())
  }
  plain.close()
  return taken
}
