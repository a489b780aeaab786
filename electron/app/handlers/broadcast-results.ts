import type { broadcastResultCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { Handlers } from '../context.ts'

export const broadcastResultHandlers = {} as Handlers<keyof typeof broadcastResultCalls>
