import type { consentCalls } from '../../../shared/ipc/consent-calls.ts'
import { recordConsent } from '../../store/consent-store.ts'
import { requireContact } from '../../store/contact-store.ts'
import { command, type Handlers } from '../context.ts'
import { evaluateGroupsOf } from '../evaluate-groups-of.ts'

export const consentHandlers = {
  'consent.record': command((context, input) => {
    requireContact(context.db, input.contactId)
    recordConsent(context.db, context, {
      ...input,
      recordedBy: context.caller.actor,
      at: input.at ?? context.now,
    })
    context.audit({
      action: input.state === 'given' ? 'consent.given' : 'consent.withdrawn',
      subjectKind: 'contact',
      subjectId: input.contactId,
      contactId: input.contactId,
      data: { purpose: input.purpose, source: input.source },
    })
    evaluateGroupsOf(context, [input.contactId])
    context.changed(['members', 'overview'])
    return { done: true }
  }),
} as Handlers<keyof typeof consentCalls>
