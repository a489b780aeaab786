import type { TemplateDraft } from '../../shared/domain/templates.ts'
import type {
  AcceptedOperation,
  BlockOutcome,
  GraphGroup,
  GraphGroupSummary,
  GraphHealth,
  GraphJoinRequest,
  GraphPerson,
  GraphPhoneNumber,
  GraphTemplate,
  GraphWaba,
  GroupChanges,
  HandedInTemplate,
  JoinRequestOutcome,
  LibraryTemplate,
  MessageHistoryEntry,
  NewGroup,
  PersonAddress,
  PinMessage,
  Recipient,
  SentMessage,
  SubscribedApp,
  TemplateFile,
  TemplateMessage,
  TextMessage,
  WebhookOverride,
} from './graph-records.ts'

export interface GroupOperations {
  /** All active groups of the number, page after page. */
  listGroups(): AsyncIterable<GraphGroupSummary>
  getGroup(groupId: string): Promise<GraphGroup>
  /** The group comes later, in an update. `groupId` is filled only if Graph already tells it. */
  createGroup(group: NewGroup): Promise<AcceptedOperation & { readonly groupId: string | null }>
  updateGroup(groupId: string, changes: GroupChanges): Promise<AcceptedOperation>
  deleteGroup(groupId: string): Promise<AcceptedOperation>
}

export interface InviteLinkOperations {
  getInviteLink(groupId: string): Promise<string>
  /** A fresh link; every earlier one stops working. */
  resetInviteLink(groupId: string): Promise<string>
}

export interface JoinRequestOperations {
  listJoinRequests(groupId: string): AsyncIterable<GraphJoinRequest>
  approveJoinRequests(
    groupId: string,
    joinRequestIds: readonly string[],
  ): Promise<JoinRequestOutcome>
  /** No update follows: this reply is all there is. */
  rejectJoinRequests(
    groupId: string,
    joinRequestIds: readonly string[],
  ): Promise<JoinRequestOutcome>
}

export interface ParticipantOperations {
  /** One to eight people, who cannot come back by link. The result is told by an update. */
  removeParticipants(groupId: string, people: readonly PersonAddress[]): Promise<AcceptedOperation>
}

export interface MessageOperations {
  sendText(to: Recipient, message: TextMessage): Promise<SentMessage>
  sendTemplate(to: Recipient, message: TemplateMessage): Promise<SentMessage>
  sendPin(groupId: string, pin: PinMessage): Promise<SentMessage>
  unpin(groupId: string, wamid: string): Promise<SentMessage>
  /** Null when Graph does not know the message. */
  getMessageHistory(wamid: string): Promise<MessageHistoryEntry | null>
}

export interface MediaOperations {
  /** Gives the id under which messages can show the file for 30 days. */
  uploadMedia(file: TemplateFile): Promise<string>
}

export interface TemplateOperations {
  listTemplates(): AsyncIterable<GraphTemplate>
  createTemplate(draft: TemplateDraft): Promise<HandedInTemplate>
  /** All parts are replaced. The category is sent where it may be changed. */
  editTemplate(templateId: string, draft: TemplateDraft, hasCategory: boolean): Promise<void>
  /** One language, or with no id all of them. The name is barred for 30 days then. */
  deleteTemplate(name: string, templateId: string | null): Promise<void>
  /** Lifts a pause that came of sending too fast. */
  unpauseTemplate(templateId: string): Promise<void>
  listLibraryTemplates(topic: string, language: string): Promise<readonly LibraryTemplate[]>
  createFromLibrary(name: string, from: LibraryTemplate): Promise<HandedInTemplate>
  /** Gives the handle under which the example is named when the template is handed in. */
  uploadTemplateFile(appId: string, file: TemplateFile): Promise<string>
}

export interface AccountOperations {
  getPhoneNumber(): Promise<GraphPhoneNumber>
  getHealth(): Promise<GraphHealth>
  getWaba(): Promise<GraphWaba>
  setWebhookOverride(override: WebhookOverride): Promise<void>
  getSubscribedApps(): Promise<readonly SubscribedApp[]>
}

export interface BlockOperations {
  /** Only people who wrote within 24 hours can be blocked; at most 1,000 a call. */
  blockUsers(people: readonly PersonAddress[]): Promise<BlockOutcome>
  unblockUsers(people: readonly PersonAddress[]): Promise<BlockOutcome>
  listBlockedUsers(): AsyncIterable<GraphPerson>
}

/**
 * Every operation of the Business API that this app uses. Whoever needs one asks for that one
 * (`Pick<GraphOperations, 'removeParticipants'>` or an own interface), never for all of them.
 * Each rejects with `GraphApiError` (Graph said no) or `GraphNetworkError` (no usable answer).
 */
export interface GraphOperations
  extends
    GroupOperations,
    InviteLinkOperations,
    JoinRequestOperations,
    ParticipantOperations,
    MessageOperations,
    MediaOperations,
    TemplateOperations,
    AccountOperations,
    BlockOperations {}

export interface GraphClient extends GraphOperations {
  /** Lets running calls end and closes the connections. */
  close(): Promise<void>
}
