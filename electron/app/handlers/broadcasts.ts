import type { broadcastPlanCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { Handlers } from '../context.ts'

export const broadcastPlanHandlers = {} as Handlers<keyof typeof broadcastPlanCalls>
