/**
 * What a webhook body of the Business API says, in the words of this app: one value per thing that
 * happened. Whoever ingests them must expect each one twice, late, and in any order.
 */
export type ParsedUpdate =
  | GroupCreated
  | GroupCreateFailed
  | GroupDeleted
  | GroupDeleteFailed
  | ParticipantsAdded
  | ParticipantsRemoved
  | JoinRequestCreated
  | JoinRequestRevoked
  | GroupSettings
  | GroupSuspended
  | GroupSuspensionCleared
  | MessageReceived
  | IdentityChanged
  | MessageStatus
  | MarketingPreference
  | SecurityEvent
  | AccountEvent
  | TemplateStatus
  | TemplateQuality
  | TemplateCategory
  | TemplateComponents
  | UnknownUpdate

export type ParsedUpdateKind = ParsedUpdate['kind']

/**
 * All that an update tells about who somebody is. Any of them may be missing: a person may hide the
 * phone number (Meta: Business-scoped user IDs), and a removal asked for by the business names the
 * person only by the `input` that was sent.
 */
export interface PersonKeys {
  /** Phone number as digits, without `+`. */
  readonly waId?: string
  /** Business-scoped user id. */
  readonly userId?: string
  readonly parentUserId?: string
  readonly username?: string
  /** The value the business sent in its own request, unchanged. */
  readonly input?: string
  readonly profileName?: string
}

/** A refusal told by an update: the number is what to act on, the title is for a person to read. */
export interface UpdateError {
  readonly code: number
  readonly title: string
}

interface UpdateBase {
  /** Equal for two deliveries of the same thing, different for two things. */
  readonly dedupKey: string
  /** When it happened, Unix ms, by WhatsApp's clock (seconds precise). */
  readonly at: number
  /** The webhook field it came under. */
  readonly field: string
  readonly wabaId: string | null
  readonly phoneNumberId: string | null
  /** JSON of the smallest piece of the body that says it. Holds personal data. */
  readonly raw: string
}

/** The answer to a create call, which it names by `requestId`. */
export interface GroupCreated extends UpdateBase {
  readonly kind: 'group_created'
  readonly groupId: string
  readonly requestId: string | null
  readonly subject: string | null
  readonly description: string | null
  readonly inviteLink: string | null
  readonly joinApprovalMode: 'approval_required' | 'auto_approve' | null
}

export interface GroupCreateFailed extends UpdateBase {
  readonly kind: 'group_create_failed'
  readonly requestId: string | null
  readonly groupId: string | null
  readonly subject: string | null
  readonly errors: readonly UpdateError[]
}

export interface GroupDeleted extends UpdateBase {
  readonly kind: 'group_deleted'
  readonly groupId: string
  readonly requestId: string | null
}

export interface GroupDeleteFailed extends UpdateBase {
  readonly kind: 'group_delete_failed'
  readonly groupId: string
  readonly requestId: string | null
  readonly errors: readonly UpdateError[]
}

export interface ParticipantsAdded extends UpdateBase {
  readonly kind: 'participants_added'
  readonly groupId: string
  /** How they came in, as WhatsApp says it (`invite_link`), or null. */
  readonly reason: string | null
  readonly participants: readonly PersonKeys[]
}

export interface ParticipantsRemoved extends UpdateBase {
  readonly kind: 'participants_removed'
  readonly groupId: string
  /** Of the business's own call; null when the participant left. */
  readonly requestId: string | null
  readonly initiatedBy: 'business' | 'participant' | 'unknown'
  readonly participants: readonly PersonKeys[]
  readonly failed: readonly FailedParticipant[]
  readonly errors: readonly UpdateError[]
}

export interface FailedParticipant {
  readonly person: PersonKeys
  readonly errors: readonly UpdateError[]
}

export interface JoinRequestCreated extends UpdateBase {
  readonly kind: 'join_request_created'
  readonly groupId: string
  readonly joinRequestId: string
  readonly person: PersonKeys
  readonly reason: string | null
}

/** Withdrawn by the person. A rejection by the business brings no update at all. */
export interface JoinRequestRevoked extends UpdateBase {
  readonly kind: 'join_request_revoked'
  readonly groupId: string
  readonly joinRequestId: string
  readonly person: PersonKeys
}

/** Only the parts that were asked for are present; each went well or failed on its own. */
export interface GroupSettings extends UpdateBase {
  readonly kind: 'group_settings'
  readonly groupId: string
  readonly requestId: string | null
  readonly subject: GroupSettingsPart | null
  readonly description: GroupSettingsPart | null
  readonly picture: GroupSettingsPart | null
  readonly errors: readonly UpdateError[]
}

export interface GroupSettingsPart {
  /** The text asked for; null for a picture. */
  readonly text: string | null
  readonly isDone: boolean
  readonly errors: readonly UpdateError[]
}

export interface GroupSuspended extends UpdateBase {
  readonly kind: 'group_suspended'
  readonly groupId: string
}

export interface GroupSuspensionCleared extends UpdateBase {
  readonly kind: 'group_suspension_cleared'
  readonly groupId: string
}

export interface MessageReceived extends UpdateBase {
  readonly kind: 'message_received'
  readonly wamid: string
  /** Null for a message to the business alone. */
  readonly groupId: string | null
  readonly from: PersonKeys
  /** WhatsApp's word: `text`, `image`, `button`, `interactive`, `reaction`, `unsupported` … */
  readonly messageType: string
  /** Body, caption, title of the tapped button, or the emoji of a reaction. */
  readonly text: string | null
  /** Payload or id of the tapped button or row. */
  readonly buttonPayload: string | null
  /** The message this one answers, reacts to, edits or revokes. */
  readonly contextWamid: string | null
  readonly isForwarded: boolean
  readonly errors: readonly UpdateError[]
}

/** The person is the same, the key is another one: the old and the new key belong together. */
export interface IdentityChanged extends UpdateBase {
  readonly kind: 'identity_changed'
  readonly change: 'number' | 'user_id'
  readonly before: PersonKeys
  readonly after: PersonKeys
}

export type MessageStatusWord =
  'sent' | 'delivered' | 'read' | 'played' | 'failed' | 'deleted' | 'warning'

export interface MessageStatus extends UpdateBase {
  readonly kind: 'message_status'
  readonly wamid: string
  readonly status: MessageStatusWord
  /** Set for a message to a group. */
  readonly groupId: string | null
  /** Who it is about. Null for `sent` and `failed` of a group message: those are about the group. */
  readonly person: PersonKeys | null
  /** `biz_opaque_callback_data` of the send. */
  readonly callbackData: string | null
  readonly errors: readonly UpdateError[]
  readonly pricing: StatusPricing | null
}

export interface StatusPricing {
  readonly isBillable: boolean | null
  /** `regular`, `free_customer_service`, `free_group_customer_service` … */
  readonly type: string | null
  /** `marketing`, `utility`, `group_marketing` … */
  readonly category: string | null
  readonly model: string | null
}

/** The person's own stop or resume of marketing messages. Stop counts at once. */
export interface MarketingPreference extends UpdateBase {
  readonly kind: 'marketing_preference'
  readonly person: PersonKeys
  readonly preference: 'stop' | 'resume'
}

export interface SecurityEvent extends UpdateBase {
  readonly kind: 'security_event'
  /** `PIN_CHANGED`, `PIN_RESET_REQUEST`, `PIN_REQUEST_SUCCESS` … */
  readonly event: string
}

export interface AccountEvent extends UpdateBase {
  readonly kind: 'account_event'
  readonly source: 'alert' | 'review' | 'account' | 'capability' | 'quality' | 'name' | 'error'
  /** WhatsApp's word for it (`DISABLED_UPDATE`, `OBA_APPROVED`, `REJECTED` …). */
  readonly event: string
  readonly severity: 'info' | 'warning' | 'critical'
  /** Codes and limits that came with it; never a person's data. */
  readonly details: Readonly<Record<string, string | number>>
}

interface TemplateUpdateBase extends UpdateBase {
  readonly templateId: string
  readonly name: string | null
  readonly language: string | null
}

export interface TemplateStatus extends TemplateUpdateBase {
  readonly kind: 'template_status'
  /** `APPROVED`, `REJECTED`, `PAUSED`, `FLAGGED`, `REINSTATED` … */
  readonly event: string
  readonly reason: string | null
  readonly category: string | null
}

export interface TemplateQuality extends TemplateUpdateBase {
  readonly kind: 'template_quality'
  readonly previous: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  readonly current: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
}

export interface TemplateCategory extends TemplateUpdateBase {
  readonly kind: 'template_category'
  /** `announced`: it will change to `category` later. A category is a price. */
  readonly phase: 'announced' | 'done'
  readonly previous: string | null
  readonly category: string
  /** When an announced change takes effect, Unix ms. */
  readonly effectiveAt: number | null
}

export interface TemplateComponents extends TemplateUpdateBase {
  readonly kind: 'template_components'
  readonly header: string | null
  readonly body: string | null
  readonly footer: string | null
  readonly buttons: readonly string[]
}

/** A field, a type or a shape that is not known here. Kept, counted and shown; never thrown away. */
export interface UnknownUpdate extends UpdateBase {
  readonly kind: 'unknown'
  /** `field`: not known by name; `shape`: known, but not readable. */
  readonly why: 'field' | 'shape'
}
