import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { SandboxConnection } from '../../electron/sandbox/create-sandbox.ts'

export type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>

/** Argument of the child process. */
export interface ChildOptions {
  readonly dataDir: string
  readonly passphrase: string
  readonly connection: SandboxConnection
  readonly graceMs: number
  /** How many findings the owner waits for before planning. */
  readonly findings: number
}

/** Work of which nobody but the owner can tell whether it happened. */
export interface OpenQuestion {
  readonly jobId: string
  readonly kind: string
  /** What travelled with a message, by which the phone's messages are told apart; of a link its group. */
  readonly callbackData: string
}

/** What the store holds at the end, as the contract tells it. */
export interface FinalState {
  readonly groups: readonly FinalGroup[]
  readonly planActions: Readonly<Record<string, number>>
  readonly planState: string
  readonly jobs: Readonly<Record<string, number>>
  readonly deliveries: readonly FinalDelivery[]
  readonly audit: { readonly valid: boolean; readonly entries: number }
  /** Actions that planning again proposes; must be none. */
  readonly leftover: readonly string[]
}

export interface FinalGroup {
  readonly subject: string
  readonly members: readonly string[]
  readonly inviteLink: string
  readonly pendingJoinRequests: number
}

export interface FinalDelivery {
  readonly id: string
  readonly source: string
  readonly groupSubject: string
  readonly state: string
  readonly pinState: string
}

export type FromChild =
  | { readonly type: 'opened' }
  | { readonly type: 'stage'; readonly stage: string }
  | { readonly type: 'ask'; readonly questions: readonly OpenQuestion[] }
  | { readonly type: 'finished'; readonly state: FinalState }
  | { readonly type: 'failed'; readonly reason: string }

export type ToChild = {
  readonly type: 'answers'
  readonly answers: readonly { readonly jobId: string; readonly happened: boolean }[]
}
