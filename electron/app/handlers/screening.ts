import type { screeningCalls } from '../../../shared/ipc/screening-calls.ts'
import type { Handlers } from '../context.ts'

export const screeningHandlers = {} as Handlers<keyof typeof screeningCalls>
