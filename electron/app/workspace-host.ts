import { AppError, type ErrorReply } from '../../shared/errors.ts'
import { contract, isCallName } from '../../shared/ipc/contract.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { fail, type Reply } from '../../shared/result.ts'
import type { HostPorts, WorkerFiles } from './app.ts'
import type { PastBroadcast } from '../store/broadcasts/past-broadcast-store.ts'
import type { Caller } from './context.ts'
import type { WorkerMessage, WriterData } from './workers/protocol.ts'
import { startWorker, type WorkerClient } from './workers/worker-client.ts'

export interface WorkspaceHostOptions {
  readonly writer: Omit<WriterData, 'canPrintPdf'>
  readonly workers: WorkerFiles
  readonly ports: HostPorts
  readonly emit: (event: AppEvent) => void
  /** Hears why a thread died. */
  readonly onDefect: (error: unknown) => void
}

/** One workspace with its threads: a writer for commands, readers for queries. */
export interface WorkspaceHost {
  call(name: string, input: unknown, caller: Caller): Promise<Reply<unknown>>
  drain(timeoutMs: number): Promise<void>
  /** Makes up what happened in the demo shop before it was opened; for no other workspace. */
  addPast(past: PastBroadcast): Promise<void>
  close(): Promise<void>
}

const readerCount = 2

/** Starts the threads of one workspace. Resolves when it is open, or waits for a person to open it. */
export async function startWorkspace(options: WorkspaceHostOptions): Promise<WorkspaceHost> {
  const { workers, ports, writer: data } = options
  const readers: WorkerClient[] = []
  let nextReader = 0
  let failure: ErrorReply | null = null
  let ready: () => void = () => undefined
  const isReady = new Promise<void>((resolve) => {
    ready = resolve
  })

  const writer = startWorker(
    workers.writer,
    {
      ...data,
      canPrintPdf: ports.printPdf !== undefined,
      importerFile: workers.importer.href,
    },
    onMessage,
    options.onDefect,
  )
  await isReady
  return {
    call,
    drain: (timeoutMs) => writer.drain(timeoutMs),
    addPast: (past) => writer.addPast(past),
    close,
  }

  function onMessage(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        return ready()
      case 'failed':
        failure = message.error
        return ready()
      case 'opened':
        for (let count = readers.length; count < readerCount; count += 1)
          readers.push(
            startWorker(
              workers.reader,
              { dataDir: data.dataDir, key: message.key, logFile: data.logFile },
              () => undefined,
              options.onDefect,
            ),
          )
        return
      case 'event':
        return options.emit(message.event)
      case 'printPdf':
        return void print(message.id, message.html)
      case 'reply':
      case 'done':
        return
    }
  }

  async function print(id: number, html: string): Promise<void> {
    const pdf = await ports.printPdf?.(html).catch((error: unknown) => {
      if (!(error instanceof AppError)) options.onDefect(error)
      return null
    })
    writer.post({ type: 'printed', id, pdf: pdf ?? null })
  }

  function call(name: string, input: unknown, caller: Caller): Promise<Reply<unknown>> {
    if (!isCallName(name))
      return Promise.resolve(
        fail({ code: 'unknown_call', message: 'There is no call of this name.', retryable: false }),
      )
    if (failure !== null) return Promise.resolve(fail(failure))
    const isForReader = contract[name].kind === 'query' && !name.startsWith('workspace.')
    if (!isForReader || readers.length === 0) return writer.call(name, input, caller)
    nextReader = (nextReader + 1) % readers.length
    return readers[nextReader]!.call(name, input, caller)
  }

  async function close(): Promise<void> {
    await Promise.all(readers.map((reader) => reader.close()))
    await writer.close()
  }
}
