import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App, AppOptions } from '../../../electron/app/app.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { succeed } from '../../../shared/result.ts'

/**
 * In the place of the real one: says back what it was called with, tells events on demand, prints on
 * demand, and leaves a line in the data folder when it is closed.
 */
export async function createApp(options: AppOptions): Promise<App> {
  if (process.env['STAND_IN_APP'] === 'fails') throw new Error('The folder cannot be written to.')
  const listeners = new Set<(event: AppEvent) => void>()
  let settings = { language: 'en', notifications: true, automaticUpdates: false }
  const answers: Record<string, (input: unknown) => unknown> = {
    'settings.get': () => settings,
    'settings.update': (input) => (settings = { ...settings, ...(input as object) }),
    'test.emit': (input) => listeners.forEach((listener) => listener(input as AppEvent)),
    'test.print': async (input) => (await options.ports?.printPdf?.(String(input)))?.length,
    'test.options': () => ({
      dataDir: options.dataDir,
      workers: Object.values(options.workers ?? {}).map(String),
    }),
  }
  return {
    async call(name, input, caller) {
      const answer = answers[name]
      return succeed(answer === undefined ? { name, input, caller } : await answer(input))
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    drain: async () => undefined,
    async close() {
      // Long enough that a quit which does not wait is over by then.
      await new Promise((resolve) => setTimeout(resolve, 1000))
      appendFileSync(join(options.dataDir, 'closed.log'), 'closed\n')
    },
  }
}
