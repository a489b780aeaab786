import { parentPort, workerData } from 'node:worker_threads'
import { openReadableStore } from '../../store/open.ts'
import type { Handler } from '../context.ts'
import type { CallName } from '../../../shared/ipc/contract.ts'
import { dispatch } from '../dispatch.ts'
import { handlers } from '../handlers/index.ts'
import { createLog } from '../log.ts'
import { queryContext } from '../transact.ts'
import type { ReaderData, WorkerMessage, WorkerRequest } from './protocol.ts'

const data = workerData as ReaderData
const log = createLog(data.logFile)
const db = openReadableStore({ directory: data.dataDir, key: data.key })

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

/** A reader runs queries and nothing else; its connection could not write anyway. */
function runQuery(name: CallName, input: unknown): unknown {
  const handler: Handler<CallName> | undefined = Object.hasOwn(handlers, name)
    ? handlers[name as keyof typeof handlers]
    : undefined
  if (handler?.style !== 'query') throw new Error(`Not a query: ${name}`)
  return handler.run(queryContext(db, Date.now()), input as never)
}

async function answer(request: WorkerRequest): Promise<void> {
  if (request.type === 'call') {
    const reply = await dispatch(request.name, request.input, runQuery, log)
    post({ type: 'reply', id: request.id, reply })
  } else if (request.type === 'close') {
    db.close()
    post({ type: 'done', id: request.id })
    parentPort?.close()
  }
}

parentPort?.on('message', (request: WorkerRequest) => void answer(request))
post({ type: 'ready' })
