import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { pino } from 'pino'
import { createSession, type Session } from '../../electron/app/session.ts'
import type { ContactImport } from '../../shared/domain/contact-imports.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import { cpuSince } from './in-process.ts'

/** What the process is told: an empty folder, and the file that is imported. */
export interface ImportOrder {
  readonly dataDir: string
  readonly path: string
}

export interface Measured {
  readonly ms: number
  readonly cpuMs: number
  readonly rssMb: number
  readonly listMs: number
  readonly loopMs: number
}

async function importThroughApp(dataDir: string, path: string): Promise<Measured> {
  let key = new Uint8Array(0)
  const session = createSession({
    dataDir,
    isDemo: true,
    logFile: null,
    runJobs: true,
    canPrintPdf: false,
    emit: () => undefined,
    opened: (dataKey) => {
      key = new Uint8Array(dataKey)
    },
    printPdf: () => Promise.reject(new Error('no printer')),
    log: pino({ enabled: false }),
  })
  await session.start()
  await ask(session, 'workspace.create', {
    vault: 'memory',
    name: 'Bench',
    language: 'en',
    defaultCountry: 'US',
  })
  const { importId } = await ask(session, 'imports.receive', { kind: 'contacts', path })
  const lister = new Worker(new URL('./list-contacts.worker.ts', import.meta.url), {
    workerData: { directory: dataDir, key },
  })
  await pause(500)
  const watch = watchLoop()
  const cpu = process.cpuUsage()
  const start = performance.now()
  await ask(session, 'imports.start', { importId })
  let state: ContactImport
  do {
    await pause(20)
    state = await ask(session, 'imports.get', { importId })
  } while (state.state === 'running')
  const ms = performance.now() - start
  const cpuMs = cpuSince(cpu)
  const { loopMs, rssMb } = watch.end()
  const took = await new Promise<number[]>((resolve) => {
    lister.once('message', resolve)
    lister.postMessage('end')
  })
  await session.close()
  if (state.state !== 'finished') throw new Error(`The import is ${state.state}`)
  took.sort((one, other) => one - other)
  return { ms, cpuMs, rssMb, loopMs, listMs: took[Math.floor(took.length * 0.99)] ?? 0 }
}

/** Longest time that the loop did not turn, and how much memory the process grew by. */
function watchLoop() {
  const rssBefore = process.memoryUsage.rss()
  let last = performance.now()
  let loopMs = 0
  let rss = 0
  const timer = setInterval(() => {
    const now = performance.now()
    loopMs = Math.max(loopMs, now - last - 2)
    last = now
    rss = Math.max(rss, process.memoryUsage.rss())
  }, 2)
  return {
    end() {
      clearInterval(timer)
      return { loopMs, rssMb: (rss - rssBefore) / 1024 / 1024 }
    },
  }
}

async function ask<N extends CallName>(
  session: Session,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const reply = await session.call(name, input, { host: 'test', actor: 'owner' })
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
  return reply.value as CallOutput<N>
}

const order = JSON.parse(process.argv[2] ?? '') as ImportOrder
process.send?.(await importThroughApp(order.dataDir, order.path))
process.disconnect?.()
