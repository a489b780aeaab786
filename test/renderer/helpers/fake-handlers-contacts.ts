import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'

export const fakeContactHandlers = {} as Pick<FakeHandlers, keyof typeof contactCalls>
