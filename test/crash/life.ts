import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { isAtOrAfter, type KillMoment } from './kill-moment.ts'
import type { ChildOptions, FinalState, FromChild, OpenQuestion, ToChild } from './protocol.ts'

const childFile = fileURLToPath(new URL('./main-job.child.ts', import.meta.url))
/** Spares each new process the compilation of the same sources. */
const compileCache = join(tmpdir(), 'groupkeeper-crash-cache')

export interface LifeOptions {
  readonly child: ChildOptions
  /** Null lets it live. */
  readonly kill: KillMoment | null
  readonly answer: (questions: readonly OpenQuestion[]) => Promise<ToChild>
}

export interface Life {
  readonly end: 'killed' | 'finished' | 'failed'
  readonly state: FinalState | null
  readonly reason: string
  /** The last thing it said it was doing. */
  readonly stage: string
  /** Milliseconds from the start of the process to its open app. */
  readonly openedAfterMs: number | null
}

/** One life of the process that holds the app, from its start to its end or its murder. */
export function live({ child, kill, answer }: LifeOptions): Promise<Life> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const living = fork(childFile, [JSON.stringify(child)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env, NODE_COMPILE_CACHE: compileCache },
    })
    let openedAfterMs: number | null = null
    let state: FinalState | null = null
    let reason = ''
    let stage = ''
    let isKilled = false
    let timer: NodeJS.Timeout | undefined

    function enter(next: string): void {
      stage = next
      if (!kill || timer || !isAtOrAfter(stage, kill.stage)) return
      timer = setTimeout(() => {
        if (!state) isKilled = living.kill('SIGKILL')
      }, kill.ms)
    }

    enter('start')
    living.on('message', (message: FromChild) => {
      if (message.type === 'opened') {
        openedAfterMs = performance.now() - startedAt
        enter('connect')
      } else if (message.type === 'stage') enter(message.stage)
      else if (message.type === 'failed') reason = message.reason
      else if (message.type === 'finished') state = message.state
      else
        void answer(message.questions).then((answers) => {
          if (living.connected) living.send(answers)
        })
    })
    living.on('exit', () => {
      clearTimeout(timer)
      const hasFailed = reason !== '' || (!isKilled && !state)
      const end = hasFailed ? 'failed' : state ? 'finished' : 'killed'
      resolve({ end, state, reason, stage, openedAfterMs })
    })
  })
}
