import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Records } from './records.ts'
import type { CommandName } from './remote.ts'

/** A main process that runs on the stand-in, seen from a test. */
export interface StandInHost {
  ask<T = unknown>(command: CommandName, ...args: string[]): Promise<T>
  records(): Promise<Records>
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>
  stderr(): string
  kill(): void
}

export interface LaunchOptions {
  /** The built main module. */
  readonly mainFile: string
  readonly dataDir: string
  readonly env?: Record<string, string>
}

const register = fileURLToPath(new URL('./register.ts', import.meta.url))
const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** Starts the built main process under Node with the stand-in in Electron's place. */
export function launchHost(options: LaunchOptions): StandInHost {
  const child = fork(options.mainFile, [`--data-dir=${options.dataDir}`], {
    cwd: projectDir,
    execArgv: ['--import', register],
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>()
  let stderr = ''
  let lastId = 0
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  child.on('message', (answer: { id: number; value?: unknown; error?: string }) => {
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  const exited = once(child, 'exit').then(([code]) => {
    for (const answer of waiting.values()) answer({ error: `The process ended: ${stderr}` })
    return code as number | null
  })
  const ask = <T>(command: CommandName, ...args: string[]): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, ({ value, error }) =>
        error === undefined ? resolve(value as T) : reject(new Error(error)),
      )
      child.send({ id, command, args }, (error) => error && reject(error))
    })
  return {
    ask,
    records: () => ask<Records>('records'),
    exited,
    stderr: () => stderr,
    kill: () => void child.kill('SIGKILL'),
  }
}
