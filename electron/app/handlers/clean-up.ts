import type { cleanUpCalls } from '../../../shared/ipc/clean-up-calls.ts'
import type { Handlers } from '../context.ts'

export const cleanUpHandlers = {} as Handlers<keyof typeof cleanUpCalls>
