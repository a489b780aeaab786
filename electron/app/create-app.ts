import type { AppEvent } from '../../shared/ipc/events.ts'
import { fail, type Reply } from '../../shared/result.ts'
import type { App, AppOptions, WorkerFiles } from './app.ts'
import { loadKeychain } from '../secrets/keychain.ts'
import { AppError } from '../../shared/errors.ts'
import type { Caller } from './context.ts'
import { createLog, logDefect } from './log.ts'
import { newId } from './new-id.ts'
import { openDemoShop, type DemoShop } from './demo-shop.ts'
import { startWorkspace, type WorkspaceHost } from './workspace-host.ts'

const sourceFiles: WorkerFiles = {
  writer: new URL('./workers/writer.ts', import.meta.url),
  reader: new URL('./workers/reader.ts', import.meta.url),
  importer: new URL('./workers/importer.ts', import.meta.url),
  sandbox: new URL('../sandbox/worker.ts', import.meta.url),
}

/**
 * The composition root: starts the threads of a workspace and hands calls to them. The demo shop is
 * a second workspace, with a sandbox beside it; while it is open, calls go there.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const workers = options.workers ?? sourceFiles
  const listeners = new Set<(event: AppEvent) => void>()
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event)
  }
  let demo: DemoShop | null = null
  let opening: Promise<Reply<DemoShop>> | null = null
  await holdKeychainLibrary()
  const onDefect = (error: unknown) =>
    logDefect(createLog(options.logFile ?? null), newId().slice(-8), 'thread', error)
  const own: WorkspaceHost = await startWorkspace({
    workers,
    ports: options.ports ?? {},
    onDefect,
    emit: (event) => {
      if (!demo) emit(event)
    },
    writer: {
      dataDir: options.dataDir,
      isDemo: false,
      vault: options.vault,
      passphrase: options.passphrase,
      logFile: options.logFile ?? null,
      graphBaseUrl: options.graphBaseUrl,
      runJobs: options.runJobs ?? true,
      graceMs: options.graceMs,
    },
  })
  async function openDemo(input: unknown, caller: Caller): Promise<Reply<unknown>> {
    if (!demo) {
      // asked for again while it opens, it is the same shop
      opening ??= openDemoShop({
        workers,
        ports: options.ports ?? {},
        logFile: options.logFile ?? null,
        emit,
        onDefect,
        input,
        caller,
      }).finally(() => {
        opening = null
      })
      const opened = await opening
      if (!opened.ok) return opened
      demo = opened.value
    }
    emit({ topic: 'workspace', payload: { state: 'ready' } })
    return demo.host.call('workspace.status', {}, caller)
  }

  async function endDemo(): Promise<void> {
    await opening?.catch(() => undefined)
    const closing = demo
    demo = null
    await closing?.close()
  }

  async function closeDemo(caller: Caller): Promise<Reply<unknown>> {
    await endDemo()
    const status = await own.call('workspace.status', {}, caller)
    if (status.ok)
      emit({ topic: 'workspace', payload: { state: (status.value as { state: 'ready' }).state } })
    return status
  }

  return {
    async call(name, input, caller) {
      try {
        if (name === 'workspace.openDemo') return await openDemo(input, caller)
        if (name === 'workspace.closeDemo') return await closeDemo(caller)
        return await (demo?.host ?? own).call(name, input, caller)
      } catch {
        // the threads log their own defects; what fails here is the thread itself
        return fail({
          code: 'internal',
          message: 'A part of the app stopped. Close it and open it again.',
          retryable: false,
        })
      }
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    drain: (timeoutMs) => (demo?.host ?? own).drain(timeoutMs),
    async close() {
      await endDemo()
      await own.close()
    },
  }
}

/**
 * The system's keychain library does not survive being unloaded with the thread that loaded it, so
 * the process holds it for as long as it lives.
 */
async function holdKeychainLibrary(): Promise<void> {
  try {
    await loadKeychain()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
