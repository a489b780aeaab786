import type { screeningCalls } from '../../../shared/ipc/screening-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'

export const fakeScreeningHandlers = {} as Pick<FakeHandlers, keyof typeof screeningCalls>
