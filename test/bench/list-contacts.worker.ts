import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { dispatch } from '../../electron/app/dispatch.ts'
import type { Handler } from '../../electron/app/context.ts'
import { contactHandlers } from '../../electron/app/handlers/contacts.ts'
import { queryContext } from '../../electron/app/transact.ts'
import { openReadableStore } from '../../electron/store/open.ts'

/** Asks for the first page of the list, by name, as a reader of the app does, and tells how long each took. */
const { directory, key } = workerData as { readonly directory: string; readonly key: Uint8Array }
const db = openReadableStore({ directory, key })
const log = pino({ enabled: false })
const listing: Handler<'contacts.list'> = contactHandlers['contacts.list']
if (listing.style !== 'query') throw new Error('The list is read')
const took: number[] = []

const ask = async (): Promise<void> => {
  const start = performance.now()
  const reply = await dispatch(
    'contacts.list',
    {},
    (_name, input) => listing.run(queryContext(db, Date.now()), input as never),
    log,
  )
  if (!reply.ok) throw new Error(reply.error.message)
  took.push(performance.now() - start)
}

const asking = setInterval(() => void ask(), 50)

parentPort?.on('message', () => {
  clearInterval(asking)
  db.close()
  parentPort?.postMessage(took)
  parentPort?.close()
})
