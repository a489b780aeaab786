import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { median, rounded, type BenchLine } from './bench-line.ts'
import type { SendOrder, Sent } from './broadcast-sender.child.ts'
import { fillBroadcastShop, freezeBroadcast } from './broadcast-shop.ts'
import type { ServedGraph, ServerKind } from './graph-server.child.ts'
import type { ClientOrder } from './other-client.child.ts'
import { asThread, inProcess } from './in-process.ts'
import { serveGraph } from './serve-graph.ts'

const senderFile = fileURLToPath(new URL('./broadcast-sender.child.ts', import.meta.url))
const clientFile = fileURLToPath(new URL('./other-client.child.ts', import.meta.url))
const lanes = 64
const templateName = 'order_ready'
/** Numbers of further customers end in codes that the sandbox answers with, one of which stops a broadcast. */
const mostAtSandbox = 5000
/** Messages that one of the others sends; its rate does not fall with more of them. */
const mostOfOthers = 20_000
const rounds = 2
const otherClients = ['undici', 'whatsapp-api-js', 'great-detail'] as const
/** Seconds for which the sandbox's own limit is kept to. */
const limitedSeconds = 20

/**
 * Messages a second that are accepted and on disk, against a stub that does nothing and against the sandbox,
 * each in a process of its own. Beside it, in the same run: the pool of connections alone, and two clients
 * from npm, all of which write nothing down. Like for like: every contender is a fresh process with as many
 * requests at a time and as many messages, of which the first are not measured, at a server that is warm;
 * and no updates come back to anybody meanwhile.
 */
export async function benchBroadcast({ rows }: { readonly rows: number }): Promise<BenchLine[]> {
  return [
    ...(await compare('stub', rows)),
    ...(await compare('sandbox', Math.min(mostAtSandbox, Math.ceil(rows / 5)))),
    ...(await keepLimit()),
  ]
}

async function compare(kind: ServerKind, rows: number): Promise<BenchLine[]> {
  const graph = await serveGraph(kind, {
    shop: 'small',
    limits: 'lifted',
    operationDelayMs: 600_000,
  })
  const warm = Math.min(1000, Math.ceil(rows / 5))
  let offset = 0
  const sendBy = async (client: ClientOrder['client'], count: number) => {
    const order = { client, graph: publicOf(graph), rows: count, warm, lanes, offset }
    offset += warm + count
    return (await inProcess<{ perSecond: number }>(clientFile, order, asThread)).perSecond
  }
  try {
    await sendBy('undici', warm)
    const ours: Sent[] = []
    const rates: Record<string, number[]> = {}
    const few = Math.min(rows, mostOfOthers)
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await sendAll(graph, { rows, warm, templateName, limit: Infinity }))
      for (const name of otherClients) (rates[name] ??= []).push(await sendBy(name, few))
    }
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

/** The share of 80 a second that is used, and how many messages were refused as too fast (130429). */
async function keepLimit(): Promise<BenchLine[]> {
  const rows = 80 * limitedSeconds
  const graph = await serveGraph('sandbox', { shop: 'small', operationDelayMs: 60_000 })
  try {
    const { perSecond, refused } = await sendAll(graph, {
      rows,
      warm: 0,
      templateName,
      limit: 80,
    })
    return [
      {
        bench: 'broadcast.limit',
        figure: rounded(perSecond),
        unit: 'messages/s',
        baseline: 80,
        ratio: rounded(80 / perSecond),
        rows,
      },
      {
        bench: 'broadcast.limit.refused',
        figure: refused,
        unit: 'messages',
        baseline: 0,
        ratio: refused === 0 ? 1 : refused,
        rows,
      },
    ]
  } finally {
    graph.close()
  }
}

/** Fills a shop and sends its broadcast in a process of its own, whose memory is measured. */
async function sendAll(
  graph: ServedGraph,
  options: {
    readonly rows: number
    readonly warm: number
    readonly templateName: string
    readonly limit: number
  },
): Promise<Sent> {
  const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-broadcast-'))
  const key = Buffer.alloc(32, 42)
  try {
    const db = openWritableStore({ directory, key, migrations })
    fillBroadcastShop(db, options.rows, options.templateName)
    const id = await freezeBroadcast(db)
    db.close()
    const order: SendOrder = {
      directory,
      key: key.toString('hex'),
      broadcastId: id,
      graph: publicOf(graph),
      perSecond: options.limit === Infinity ? null : options.limit,
      lanes,
      warm: options.warm,
    }
    return await inProcess<Sent>(senderFile, order, asThread)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function publicOf({ url, accessToken, phoneNumberId, wabaId }: ServedGraph): SendOrder['graph'] {
  return { url, accessToken, phoneNumberId, wabaId }
}
