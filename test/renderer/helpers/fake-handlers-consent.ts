import type { consentCalls } from '../../../shared/ipc/consent-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'

export const fakeConsentHandlers = {
  'consent.record': (input, state) => {
    state.members = state.members.map((member) =>
      member.contactId === input.contactId
        ? { ...member, optIn: input.state === 'given' ? 'opted_in' : 'opted_out' }
        : member,
    )
    return { done: true }
  },
} as Pick<FakeHandlers, keyof typeof consentCalls>
