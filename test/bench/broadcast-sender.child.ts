import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { createSender } from '../../electron/app/broadcasts/sender.ts'
import { createTransact } from '../../electron/app/transact.ts'
import { createGraphClient } from '../../electron/graph/create-graph-client.ts'
import type { GraphClient } from '../../electron/graph/graph-client.ts'
import { broadcastCounts, broadcastRow } from '../../electron/store/broadcasts/broadcast-store.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { one } from '../../electron/store/statement.ts'
import type { ServedGraph } from './graph-server.child.ts'

/** What the process is told: a store with a frozen broadcast, and where to send it. */
export interface SendOrder {
  readonly directory: string
  /** Hex. */
  readonly key: string
  readonly broadcastId: string
  readonly graph: Omit<ServedGraph, 'controlToken'>
  /** Null: no limit. */
  readonly perSecond: number | null
  readonly lanes: number
  /** Messages before those that are measured. */
  readonly warm: number
}

export interface Sent {
  readonly perSecond: number
  readonly rssMb: number
  /** Messages that were refused as too fast. */
  readonly refused: number
}

const order = JSON.parse(process.argv[2] ?? '') as SendOrder
const db = openWritableStore({
  directory: order.directory,
  key: Buffer.from(order.key, 'hex'),
  migrations,
})
const client = createGraphClient({
  baseUrl: order.graph.url,
  version: 'v24.0',
  accessToken: () => order.graph.accessToken,
  phoneNumberId: order.graph.phoneNumberId,
  wabaId: order.graph.wabaId,
})
let answered = 0
let startedAt = performance.now()
const counted: GraphClient = {
  ...client,
  async sendTemplate(to, message) {
    try {
      return await client.sendTemplate(to, message)
    } finally {
      answered += 1
      if (answered === order.warm) startedAt = performance.now()
    }
  },
}
const transact = createTransact({
  db,
  clock: Date.now,
  emit: () => undefined,
  jobsAdded: () => undefined,
})
const sender = createSender({
  db,
  clock: Date.now,
  transact: (work) => transact({ host: 'system', actor: 'groupkeeper' }, work),
  graph: () => counted,
  throughput: () => order.perSecond ?? Infinity,
  graceMs: () => 60_000,
  log: pino({ level: 'error' }),
  emit: () => undefined,
  concurrency: order.lanes,
})
const counts = () => broadcastCounts(db, broadcastRow(db, order.broadcastId).seq)
const wanted = counts().queued
let rssMb = 0
startedAt = performance.now()
sender.wake()
while (broadcastRow(db, order.broadcastId).state === 'sending') {
  rssMb = Math.max(rssMb, process.memoryUsage.rss() / 1e6)
  await pause(20)
}
const seconds = (performance.now() - startedAt) / 1000
await sender.stop()
await client.close()
const { accepted, failed, unknown } = counts()
// the sandbox refuses those whom it knows by no number, and numbers that end in a code: answers as well; on a
// machine that others use, too, a connection may break while it idles
if (accepted + failed + unknown !== wanted || failed + unknown > wanted / 20)
  throw new Error(`${String(accepted)} of ${String(wanted)} were accepted`)
const { refused } = one<{ refused: number }>(
  db,
  `SELECT count(*) AS refused FROM broadcast_event WHERE reason='rate_limited'`,
)!
process.send?.({ perSecond: (wanted - order.warm) / seconds, rssMb, refused } satisfies Sent)
process.disconnect?.()
