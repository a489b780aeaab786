import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { youngGenerationMb } from '../../electron/app/workers/start-thread.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { median, rounded, type BenchLine } from './bench-line.ts'
import type { SendOrder, Sent } from './broadcast-sender.child.ts'
import { fillBroadcastShop, freezeBroadcast } from './broadcast-shop.ts'
import type { ServedGraph, ServerKind } from './graph-server.child.ts'
import { barePool, greatDetail, rateOf, whatsappApiJs, type SendOne } from './other-clients.ts'
import { serveGraph } from './serve-graph.ts'

const childFile = fileURLToPath(new URL('./broadcast-sender.child.ts', import.meta.url))
const lanes = 64
/** As the app's own thread has it: three such spaces are its young generation. */
const execArgv = [`--max-semi-space-size=${String(youngGenerationMb / 3)}`]
const templateName = 'order_ready'
/** Numbers of further customers end in codes that the sandbox answers with, one of which stops a broadcast. */
const mostAtSandbox = 5000
/** Seconds for which the sandbox's own limit is kept to. */
const limitedSeconds = 20

/**
 * Messages a second that are accepted and on disk, against a stub that does nothing and against the sandbox,
 * each in a process of its own. Beside it, in the same run and with as many requests at a time: the pool of
 * connections alone, and two clients from npm, all of which write nothing down.
 */
export async function benchBroadcast({ rows }: { readonly rows: number }): Promise<BenchLine[]> {
  return [
    ...(await compare('stub', rows)),
    ...(await compare('sandbox', Math.min(mostAtSandbox, Math.ceil(rows / 5)))),
    await keepLimit(),
  ]
}

async function compare(kind: ServerKind, rows: number): Promise<BenchLine[]> {
  const graph = await serveGraph(kind, {
    shop: 'small',
    limits: 'lifted',
    operationDelayMs: 60_000,
  })
  try {
    const few = Math.max(500, Math.ceil(rows / 10))
    const others: Record<string, SendOne> = {
      undici: barePool(graph, lanes),
      'whatsapp-api-js': whatsappApiJs(graph),
      'great-detail': greatDetail(graph),
    }
    const rates: Record<string, number[]> = {}
    let offset = 0
    const measureOthers = async () => {
      for (const [name, send] of Object.entries(others)) {
        await rateOf(send, Math.min(200, few), lanes, offset)
        ;(rates[name] ??= []).push(await rateOf(send, few, lanes, (offset += few)))
      }
    }
    const ours = [await sendAll(graph, { rows, templateName, limit: Infinity })]
    await measureOthers()
    ours.push(await sendAll(graph, { rows, templateName, limit: Infinity }))
    await measureOthers()
    const perSecond = median(ours.map((each) => each.perSecond))
    const rssMb = Math.max(...ours.map((each) => each.rssMb))
    return [
      ...Object.entries(rates).map(([name, found]) => ({
        bench: `broadcast.${kind}.against.${name}`,
        figure: Math.round(perSecond),
        unit: 'messages/s',
        baseline: Math.round(median(found)),
        ratio: rounded(median(found) / perSecond),
        rows,
      })),
      {
        bench: `broadcast.${kind}.memory`,
        figure: Math.round(rssMb),
        unit: 'MB',
        baseline: 300,
        ratio: rounded(rssMb / 300),
        rows,
      },
    ]
  } finally {
    graph.close()
  }
}

/** The share of 80 a second that is used, with nothing refused. */
async function keepLimit(): Promise<BenchLine> {
  const rows = 80 * limitedSeconds
  const graph = await serveGraph('sandbox', { shop: 'small', operationDelayMs: 60_000 })
  try {
    const { perSecond, refused } = await sendAll(graph, {
      rows,
      templateName,
      limit: 80,
    })
    if (refused > 0) throw new Error(`${String(refused)} messages were refused as too fast`)
    return {
      bench: 'broadcast.limit',
      figure: rounded(perSecond),
      unit: 'messages/s',
      baseline: 80,
      ratio: rounded(80 / perSecond),
      rows,
    }
  } finally {
    graph.close()
  }
}

/** Fills a shop and sends its broadcast in a process of its own, whose memory is measured. */
async function sendAll(
  graph: ServedGraph,
  options: { readonly rows: number; readonly templateName: string; readonly limit: number },
): Promise<Sent> {
  const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-broadcast-'))
  const key = Buffer.alloc(32, 42)
  try {
    const db = openWritableStore({ directory, key, migrations })
    fillBroadcastShop(db, options.rows, options.templateName)
    const id = await freezeBroadcast(db)
    db.close()
    const { url, accessToken, phoneNumberId, wabaId } = graph
    const order: SendOrder = {
      directory,
      key: key.toString('hex'),
      broadcastId: id,
      graph: { url, accessToken, phoneNumberId, wabaId },
      perSecond: options.limit === Infinity ? null : options.limit,
      lanes,
    }
    return await new Promise((resolve, reject) => {
      const child = fork(childFile, [JSON.stringify(order)], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        execArgv,
      })
      child.once('message', (message) => resolve(message as Sent))
      child.once('exit', (code) => reject(new Error(`The sender ended with ${String(code)}`)))
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
