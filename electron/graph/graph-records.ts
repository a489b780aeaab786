/** A refusal of one item, or one told later by an update. The number is what to act on. */
export interface GraphFault {
  readonly code: number
  readonly title: string
}

/** Whom a message or a removal is for. `phone` takes digits with or without `+`. */
export type PersonAddress =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'user_id'; readonly userId: string }
export type Recipient = PersonAddress | { readonly kind: 'group'; readonly groupId: string }

/** Keys of a person as Graph gives them; each of them may be missing. */
export interface GraphPerson {
  readonly waId?: string
  readonly userId?: string
  readonly parentUserId?: string
  readonly username?: string
}

export interface GraphGroupSummary {
  readonly groupId: string
  readonly subject: string
  readonly createdAt: number | null
}

export type JoinApprovalMode = 'approval_required' | 'auto_approve'

export interface GraphGroup {
  readonly groupId: string
  readonly subject: string
  readonly description: string
  readonly isSuspended: boolean
  readonly createdAt: number | null
  readonly joinApprovalMode: JoinApprovalMode | null
  /** Without the business itself. */
  readonly participantCount: number
  readonly participants: readonly GraphPerson[]
}

export interface NewGroup {
  readonly subject: string
  readonly description?: string
  /** Can be chosen here and never again. */
  readonly joinApprovalMode: JoinApprovalMode
}

export interface GroupChanges {
  readonly subject?: string
  readonly description?: string
}

/** The call was taken; what came of it is told by an update that names `requestId`. */
export interface AcceptedOperation {
  readonly requestId: string | null
}

export interface GraphJoinRequest {
  readonly joinRequestId: string
  readonly person: GraphPerson
  readonly requestedAt: number | null
}

export interface JoinRequestOutcome {
  readonly done: readonly string[]
  readonly failed: readonly {
    readonly joinRequestId: string
    readonly errors: readonly GraphFault[]
  }[]
}

export interface TextMessage {
  readonly body: string
  readonly previewUrl?: boolean
  readonly replyToWamid?: string
  /** Comes back in every status of the message; at most 512 characters. */
  readonly callbackData?: string
}

/** `group_link` is turned into the group's invite link by WhatsApp. */
export type TemplateVariable =
  | { readonly kind: 'text'; readonly text: string; readonly name?: string }
  | { readonly kind: 'group_link'; readonly groupId: string; readonly name?: string }

/** What is on top of a template: by its id at WhatsApp, or by an address that WhatsApp can fetch. */
export type TemplateMedia = { readonly kind: 'image' | 'video' | 'document' } & (
  | { readonly id: string }
  | { readonly link: string }
)

export interface TemplateMessage {
  readonly name: string
  readonly language: string
  readonly headerMedia?: TemplateMedia
  readonly header?: readonly TemplateVariable[]
  readonly body?: readonly TemplateVariable[]
  /** Ending of a button's address, by the button's position. */
  readonly urlButtons?: readonly { readonly index: number; readonly text: string }[]
  readonly callbackData?: string
}

export interface PinMessage {
  readonly wamid: string
  /** 1 to 30. */
  readonly days: number
  readonly callbackData?: string
}

/** Graph took the message. That is not delivery: delivery is told by updates only. */
export interface SentMessage {
  readonly wamid: string
  /** `accepted`, `held_for_quality_assessment`, `paused`; null when not told. */
  readonly state: string | null
  /** Keys of the person as WhatsApp resolved them; null for a group. */
  readonly person: GraphPerson | null
}

export interface GraphTemplateButton {
  readonly kind: string
  readonly text: string
  readonly url?: string
  readonly phoneNumber?: string
}

export interface GraphTemplate {
  readonly templateId: string
  readonly name: string
  readonly language: string
  /** As Graph says it; a value may be one that is not known here. */
  readonly status: string
  readonly category: string
  readonly quality: string
  readonly parameterFormat: 'named' | 'positional'
  readonly headerFormat: string | null
  readonly header: string | null
  readonly body: string
  readonly footer: string | null
  readonly buttons: readonly GraphTemplateButton[]
  /** Names or positions of the variables in the body, in order of appearance. */
  readonly bodyVariables: readonly string[]
  readonly headerVariables: readonly string[]
  /** As Graph says it; null where there is none. */
  readonly rejectedReason: string | null
}

export type CanSendMessage = 'AVAILABLE' | 'LIMITED' | 'BLOCKED'

export interface GraphPhoneNumber {
  readonly phoneNumberId: string
  readonly displayPhoneNumber: string | null
  readonly verifiedName: string | null
  readonly status: string | null
  readonly qualityRating: string | null
  readonly nameStatus: string | null
  readonly platformType: string | null
  /** `STANDARD`, `HIGH` … */
  readonly throughputLevel: string | null
  /** `TIER_250` … `TIER_UNLIMITED`. */
  readonly messagingLimit: string | null
  /** Of the Official Business Account, without which there are no groups. */
  readonly obaStatus: string | null
  readonly webhookOverride: string | null
}

export interface GraphHealth {
  readonly canSendMessage: CanSendMessage | null
  readonly entities: readonly {
    readonly entityType: string
    readonly entityId: string
    readonly canSendMessage: CanSendMessage | null
    readonly errorCodes: readonly number[]
  }[]
}

/** What Graph itself remembers of a message: a way to learn an outcome without updates. */
export interface MessageHistoryEntry {
  readonly wamid: string
  readonly events: readonly {
    readonly status: 'sent' | 'delivered' | 'read' | 'failed' | 'deleted' | 'unknown'
    readonly at: number | null
    /** How the update about it fared: `PENDING`, `DELIVERED`, `FAILED`, `RETRYING`. */
    readonly webhookState: string | null
  }[]
}

export interface WebhookOverride {
  /** A number's setting wins over that of its WABA. */
  readonly scope: 'phone_number' | 'waba'
  /** Null removes the override. */
  readonly callbackUrl: string | null
  readonly verifyToken: string
}

export interface SubscribedApp {
  readonly appId: string
  readonly name: string | null
  readonly overrideCallbackUrl: string | null
}

export interface BlockOutcome {
  readonly done: readonly (GraphPerson & { readonly input: string | null })[]
  readonly failed: readonly {
    readonly input: string | null
    readonly errors: readonly GraphFault[]
  }[]
}

export interface GraphWaba {
  readonly wabaId: string
  readonly name: string | null
  readonly currency: string | null
  readonly timezoneId: string | null
  readonly accountReviewStatus: string | null
  readonly businessVerificationStatus: string | null
}

/** One line of `X-Business-Use-Case-Usage`: percentages of what may be used. */
export interface GraphUsage {
  readonly businessId: string
  readonly type: string
  readonly callPercent: number
  readonly cpuPercent: number
  readonly timePercent: number
  /** Minutes until calls are let through again; 0 when they are. */
  readonly minutesToRegainAccess: number
}
