import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import type { Handlers } from '../context.ts'

export const contactHandlers = {} as Handlers<keyof typeof contactCalls>
