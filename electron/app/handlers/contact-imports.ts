import type { importCalls } from '../../../shared/ipc/import-calls.ts'
import type { Handlers } from '../context.ts'

export const contactImportHandlers = {} as Handlers<keyof typeof importCalls>
