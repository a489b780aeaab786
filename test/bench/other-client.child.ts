import type { ServedGraph } from './graph-server.child.ts'
import { barePool, greatDetail, rateOf, whatsappApiJs, type SendOne } from './other-clients.ts'

/** What a process with another client is told. */
export interface ClientOrder {
  readonly client: keyof typeof clients
  readonly graph: Omit<ServedGraph, 'controlToken'>
  readonly rows: number
  /** Messages before those that are measured. */
  readonly warm: number
  readonly lanes: number
  /** Number of the first recipient. */
  readonly offset: number
}

const clients = {
  undici: (graph: ServedGraph, lanes: number): SendOne => barePool(graph, lanes),
  'whatsapp-api-js': whatsappApiJs,
  'great-detail': greatDetail,
} as const

const order = JSON.parse(process.argv[2] ?? '') as ClientOrder
const send = clients[order.client]({ ...order.graph, controlToken: '' }, order.lanes)
await rateOf(send, order.warm, order.lanes, order.offset)
const perSecond = await rateOf(send, order.rows, order.lanes, order.offset + order.warm)
process.send?.({ perSecond })
process.exit(0)
