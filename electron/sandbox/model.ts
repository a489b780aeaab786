/** What the sandbox remembers. Times are Unix milliseconds; the wire's seconds are made on the way out. */
export interface Person {
  /** Own key, stable through changes of number and user id. */
  readonly key: string
  name: string
  /** Digits without `+`. Kept even when the person hides it. */
  phone: string | undefined
  /** Business-scoped user id. */
  userId: string | undefined
  username: string | undefined
  /** Hidden numbers are never written to the wire: only user id and username are. */
  hidesPhone: boolean
  /** No more marketing messages, by the person's own choice. */
  stoppedMarketing: boolean
  lastInboundAt: number | undefined
}

export interface Participant {
  readonly person: Person
  readonly joinedAt: number
}

export interface JoinRequest {
  readonly id: string
  readonly person: Person
  readonly createdAt: number
}

export interface Pin {
  readonly messageId: string
  readonly expiresAt: number
}

export interface GroupPicture {
  readonly mimeType: 'image/jpeg'
  readonly sha256: string
}

export interface Group {
  readonly id: string
  subject: string
  description: string
  readonly createdAt: number
  readonly joinApprovalMode: 'approval_required' | 'auto_approve'
  inviteLink: string | undefined
  suspended: boolean
  deleted: boolean
  participants: Participant[]
  /** Keys of people whom the business removed: the link lets them in no more. */
  readonly removed: Set<string>
  joinRequests: JoinRequest[]
  pins: Pin[]
  picture: GroupPicture | undefined
  lastInboundAt: number | undefined
}

export type DeliveryStatus = 'SENT' | 'DELIVERED' | 'READ' | 'FAILED'
export type WebhookState = 'PENDING' | 'DELIVERED' | 'FAILED' | 'RETRYING'

export interface DeliveryEvent {
  readonly id: string
  readonly status: DeliveryStatus
  readonly at: number
  webhookState: WebhookState
  readonly errorDescription: string | undefined
}

export interface SentMessage {
  readonly id: string
  readonly historyId: string
  readonly to: string
  readonly group: Group | undefined
  readonly person: Person | undefined
  readonly type: 'text' | 'template' | 'pin'
  readonly callbackData: string | undefined
  readonly templateCategory: string | undefined
  /** Inside a customer service window when it was accepted. */
  readonly inWindow: boolean
  readonly acceptedAt: number
  /** Who was in the group when it was accepted; one person for an individual message. */
  readonly audience: readonly Person[]
  readonly events: DeliveryEvent[]
  readonly readBy: Set<string>
}

export interface ReceivedMessage {
  readonly id: string
  readonly person: Person
  readonly group: Group | undefined
  readonly at: number
}

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED'

export interface TemplateComponent {
  readonly type: string
  readonly format?: string | undefined
  readonly text?: string | undefined
  readonly buttons?: readonly Readonly<Record<string, unknown>>[] | undefined
  readonly example?: Readonly<Record<string, unknown>> | undefined
}

export interface Template {
  readonly id: string
  readonly name: string
  readonly language: string
  category: string
  status: TemplateStatus
  quality: string
  readonly parameterFormat: 'POSITIONAL' | 'NAMED'
  /** Of a template taken over from the library. */
  readonly topic?: string
  components: readonly TemplateComponent[]
  rejectedReason: string | undefined
  /** Why and when it was paused; it stays on after the pause. */
  pause?: { readonly title: string; readonly at: number }
  /** Edits while it was approved. */
  editedAt?: readonly number[]
}

export interface Callback {
  readonly url: string
  readonly verifyToken: string
}

export interface Account {
  readonly appId: string
  readonly wabaId: string
  readonly businessId: string
  readonly phoneNumberId: string
  readonly displayPhoneNumber: string
  readonly verifiedName: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  tokenExpired: boolean
  eligibleForGroups: boolean
  qualityRating: string
  messagingLimit: string
  appSubscribed: boolean
  /** The number's callback wins over the WABA's, and that over the app's. */
  readonly callbacks: { phone?: Callback; waba?: Callback; app?: Callback }
}

export const maxParticipants = 8
export const maxPins = 3
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
