import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { contract, isCallName, type CallName } from '../../shared/ipc/contract.ts'
import { fail, succeed, type Reply } from '../../shared/result.ts'
import { translateStoreError } from '../store/store-errors.ts'
import { logDefect, type Logger } from './log.ts'
import { newId } from './new-id.ts'

/** Runs a call whose name is known and whose input is parsed. */
export type RunCall = (name: CallName, input: unknown) => unknown

/**
 * The one door: parses what comes in and what goes out, and turns everything thrown into a reply.
 * Parsing the output drops keys that the contract does not name, so a handler cannot leak a column.
 */
export async function dispatch(
  name: string,
  input: unknown,
  runCall: RunCall,
  log: Logger,
): Promise<Reply<unknown>> {
  if (!isCallName(name))
    return fail({
      code: 'unknown_call',
      message: 'There is no call of this name.',
      retryable: false,
    })
  const parsed = contract[name].input.safeParse(input ?? {})
  if (!parsed.success) return fail(invalidInput(parsed.error).toReply())
  try {
    const output = await runCall(name, parsed.data)
    return succeed(contract[name].output.parse(output))
  } catch (error) {
    return fail(toReply(error, name, log))
  }
}

function invalidInput(error: z.ZodError): AppError {
  const issue = error.issues[0]
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = [...(issue?.path ?? []), ...(unknown ? [unknown] : [])].join('.')
  return new AppError('invalid_input', {
    field: field === '' ? 'input' : field,
    message: issue?.message ?? 'The input is not valid.',
  })
}

function toReply(thrown: unknown, name: string, log: Logger) {
  const error = translateStoreError(thrown)
  if (error instanceof AppError) return error.toReply()
  const ref = newId().slice(-8)
  logDefect(log, ref, name, error)
  return {
    code: 'internal' as const,
    message: `Something failed (ref ${ref}).`,
    retryable: false,
    ref,
  }
}
