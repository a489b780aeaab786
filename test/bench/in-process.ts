import { fork } from 'node:child_process'
import { youngGenerationMb } from '../../electron/app/workers/start-thread.ts'

/** As the app's own thread of a workspace has it: three such spaces are its young generation. */
export const asThread = [`--max-semi-space-size=${String(youngGenerationMb / 3)}`]

/**
 * Runs a file with an order in a process of its own, and gives what it answers.
 *
 * @param execArgv Options of Node.
 */
export async function inProcess<T>(
  file: string,
  order: object,
  execArgv: readonly string[] = [],
): Promise<T> {
  return await new Promise((resolve, reject) => {
    const child = fork(file, [JSON.stringify(order)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [...execArgv],
    })
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`The process ended with ${String(code)}`)))
  })
}

/** CPU time of the process since then, in ms. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
