import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { App } from '../app/app.ts'
import type { Sandbox } from '../sandbox/create-sandbox.ts'

/** What the demo walks over, and where it tells of it. */
export interface DemoOptions {
  readonly app: App
  readonly sandbox: Sandbox
  readonly outputDir: string
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>
  readonly print: (line: string) => void
}

/** A call that throws when it is refused: the demo expects no refusal. */
export type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>

/** Prints what a step came to. */
export type Step = (title: string, ...lines: string[]) => void
