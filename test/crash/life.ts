import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ChildOptions, FinalState, FromChild, OpenQuestion, ToChild } from './protocol.ts'

const childFile = fileURLToPath(new URL('./main-job.child.ts', import.meta.url))

export interface LifeOptions {
  readonly child: ChildOptions
  /** When to kill it: so long after the process was started, or after its app was open; null: never. */
  readonly kill: { readonly after: 'start' | 'opening'; readonly ms: number } | null
  readonly answer: (questions: readonly OpenQuestion[]) => Promise<ToChild>
}

export interface Life {
  readonly end: 'killed' | 'finished' | 'failed'
  readonly state: FinalState | null
  readonly reason: string
  /** The last thing it said it was doing. */
  readonly stage: string
  /** From the start to the open app, and from there to the end; milliseconds. */
  readonly openedAfterMs: number | null
  readonly workedMs: number
}

/** One life of the process that holds the app, from its start to its end or its murder. */
export function live({ child, kill, answer }: LifeOptions): Promise<Life> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const process = fork(childFile, [JSON.stringify(child)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    let openedAt: number | null = null
    let state: FinalState | null = null
    let reason = ''
    let stage = 'start'
    let isKilled = false
    let timer: NodeJS.Timeout | undefined
    const arm = (ms: number) => {
      timer = setTimeout(() => {
        if (state) return
        isKilled = process.kill('SIGKILL')
      }, ms)
    }
    if (kill?.after === 'start') arm(kill.ms)

    process.on('message', (message: FromChild) => {
      if (message.type === 'opened') {
        openedAt = performance.now()
        stage = 'connect'
        if (kill?.after === 'opening') arm(kill.ms)
      } else if (message.type === 'stage') stage = message.stage
      else if (message.type === 'failed') reason = message.reason
      else if (message.type === 'finished') {
        state = message.state
        clearTimeout(timer)
      } else
        void answer(message.questions).then((answers) => {
          if (process.connected) process.send(answers)
        })
    })
    process.on('exit', () => {
      clearTimeout(timer)
      const now = performance.now()
      resolve({
        end: isKilled ? 'killed' : state ? 'finished' : 'failed',
        state,
        reason,
        stage,
        openedAfterMs: openedAt === null ? null : openedAt - startedAt,
        workedMs: now - (openedAt ?? now),
      })
    })
  })
}
