import { recordConsent } from '../../store/consent-store.ts'
import { isRefused, setDirectMessage, waitingMessages } from '../../store/direct-message-store.ts'
import { setJob } from '../../store/job-store.ts'
import type { CommandContext } from '../context.ts'
import { messageDomains } from './queue-message.ts'

/** Domains of screens that show what people agreed to. */
export const consentDomains = [
  'consent',
  'consentPurposes',
  'contacts',
  'legalTexts',
  'members',
  'notices',
  'overview',
  'signupCampaigns',
] as const

export interface OwnNo {
  readonly contactId: string
  readonly purposes: readonly string[]
  readonly source: 'stop_word' | 'button' | 'whatsapp_preference' | 'whatsapp_refusal'
  readonly evidence: string | null
  readonly language: string | null
  /** Unix ms. */
  readonly at: number
}

/** Writes down a no that a person gave themselves, and takes back what waits to be sent to them. */
export function noteNo(context: CommandContext, no: OwnNo): void {
  for (const purpose of no.purposes)
    recordConsent(context.db, context, {
      contactId: no.contactId,
      purpose,
      state: 'withdrawn',
      source: no.source,
      isByPerson: true,
      language: no.language,
      evidence: no.evidence,
      recordedBy: 'whatsapp',
      at: no.at,
    })
  auditConsent(context, 'consent.withdrawn', no)
  cancelRefused(context, no.contactId)
  context.changed(consentDomains)
}

/** One line for one word of a person, however many purposes it is about. */
export function auditConsent(
  context: CommandContext,
  action: 'consent.given' | 'consent.withdrawn',
  word: {
    readonly contactId: string
    readonly purposes: readonly string[]
    readonly source: string
    readonly at: number
  },
): void {
  const { contactId, purposes, source, at } = word
  const purpose = purposes.length === 1 ? { purpose: purposes[0]! } : { purposes: [...purposes] }
  context.audit({
    action,
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { source, ...purpose, at },
  })
}

/** Takes back what waits to be sent to somebody who said no. What has left already cannot be taken back. */
export function cancelRefused(context: CommandContext, contactId: string): void {
  for (const row of waitingMessages(context.db, contactId)) {
    if (!isRefused(context.db, row) || row.job_id === null) continue
    setJob(context.db, context.now, row.job_id, { state: 'cancelled', errorCode: 'opted_out' })
    setDirectMessage(context.db, row.id, { state: 'cancelled', errorCode: 'opted_out' })
    context.changed([...messageDomains, 'jobs'])
  }
}
