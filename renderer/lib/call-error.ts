import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { ErrorReply } from '../../shared/errors.ts'
import { bridge } from './bridge.ts'

/** A refused call as something that can be thrown inside the page. */
export class CallError extends Error {
  readonly reply: ErrorReply
  readonly callName: string

  constructor(reply: ErrorReply, callName: string) {
    super(reply.message)
    this.name = 'CallError'
    this.reply = reply
    this.callName = callName
  }
}

/** Calls the app and hands out the value. Throws {@link CallError} when the call is refused. */
export async function callOrThrow<N extends CallName>(
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const reply = await bridge.call(name, input)
  if (reply.ok) return reply.value
  throw new CallError(reply.error, name)
}

/** The refusal inside anything that was thrown; a defect of the page counts as `internal`. */
export function toErrorReply(error: unknown): ErrorReply {
  if (error instanceof CallError) return error.reply
  const message = error instanceof Error ? error.message : 'Unexpected failure.'
  return { code: 'internal', message, retryable: false }
}
