import type { cleanUpCalls } from '../../../shared/ipc/clean-up-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'

export const fakeCleanUpHandlers = {} as Pick<FakeHandlers, keyof typeof cleanUpCalls>
