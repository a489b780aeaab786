import type { PastBroadcast } from '../store/broadcasts/past-broadcast-store.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'

/** How a sandbox in a thread is reached. */
export interface SandboxAddress {
  readonly url: string
  readonly accessToken: string
  readonly appSecret: string
  readonly phoneNumberId: string
  readonly wabaId: string
  /** Opens the control path, by which the demo shop's customers are made to write. */
  readonly controlToken?: string
}

/** A call of the contract that throws when it is refused: filling the demo shop expects no refusal. */
export type CallDemo = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>

/** What happened weeks ago cannot be done by a call today: it is made up. */
export type AddPast = (past: PastBroadcast) => Promise<void>
