import type { broadcastSendingCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { Handlers } from '../context.ts'

export const broadcastSendingHandlers = {} as Handlers<keyof typeof broadcastSendingCalls>
