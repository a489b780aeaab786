import type { importCalls } from '../../../shared/ipc/import-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'

export const fakeImportHandlers = {} as Pick<FakeHandlers, keyof typeof importCalls>
