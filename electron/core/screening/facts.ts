import type { EvidenceKind, ScreeningSettings } from '../../../shared/domain/screening.ts'

/** Somebody saw something for themselves, and said so. */
export interface EvidenceFact {
  readonly kind: EvidenceKind
  readonly place: string
  /** Unix ms. */
  readonly at: number
}

/** What somebody wrote in groups, as far as texts are kept. */
export interface MessageFacts {
  /** Messages whose text is kept; imported chats keep none. */
  readonly texts: number
  /** Most of them within ten minutes. */
  readonly mostInTenMinutes: number
  /** Most groups that one and the same text went to. */
  readonly sameTextGroups: number
  /** Messages that are nothing but a link. */
  readonly linkOnly: number
}

/** All that is known of one contact and that a check may go by. Times are Unix ms. */
export interface ContactFacts {
  readonly now: number
  readonly numberState: 'valid' | 'invalid' | 'unreachable' | 'none'
  readonly numberType: 'mobile' | 'landline' | 'other' | null
  /** ISO 3166-1 alpha-2, by the number. */
  readonly country: string | null
  /** First message, stay, order or record of any kind. */
  readonly firstKnownAt: number
  readonly orderCount: number
  readonly lastOrderAt: number | null
  /** Withdrawn evidence is left out. */
  readonly evidence: readonly EvidenceFact[]
  /** Consent that stands, and who says so: `person` where the app saw it, else `shop`. */
  readonly consent: { readonly by: 'person' | 'shop'; readonly at: number } | null
  /** The last message that reached the person, by WhatsApp's word. */
  readonly deliveredAt: number | null
  /** Null where no text of theirs is kept. */
  readonly messages: MessageFacts | null
  readonly blockList: { readonly source: string; readonly reason: string } | null
  /** Groups that the shop removed the person from. */
  readonly removals: number
  /** Other contacts with the same e-mail address, and with the same name. */
  readonly sameEmail: number
  readonly sameName: number
}

/** What a check is asked: what is known, and where the owner draws the lines. */
export interface ScreeningRequest {
  readonly facts: ContactFacts
  readonly limits: ScreeningSettings['limits']
  readonly markets: readonly string[]
}

export const dayMs = 24 * 60 * 60 * 1000
