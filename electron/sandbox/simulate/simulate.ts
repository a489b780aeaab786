import { markRead } from '../delivery.ts'
import type { Kernel } from '../kernel.ts'
import type { TemplateStatus } from '../model.ts'
import type { PersonRef } from '../people.ts'
import { accountActs } from './account-acts.ts'
import { groupActs } from './group-acts.ts'
import type { JoinOutcome } from './join-outcome.ts'
import { personActs } from './person-acts.ts'
import { receiveButton, receiveText } from './receive-text.ts'

/** The acts of people and of WhatsApp itself, each with the webhooks that it brings. */
export interface Simulate {
  /** Opens an invite link, the group's own when `viaLink` is left out. */
  join(groupId: string, person: PersonRef, viaLink?: string): JoinOutcome
  /** The same as joining a group that asks for approval; kept apart so that a script reads well. */
  requestToJoin(groupId: string, person: PersonRef): JoinOutcome
  revokeRequest(groupId: string, person: PersonRef): void
  leave(groupId: string, person: PersonRef): void
  /** A text to the group, or to the business when `groupId` is null. Gives the message's id. */
  message(groupId: string | null, person: PersonRef, text: string): string
  /** Taps a quick reply of the last template sent to the person; its payload is its text when left out. */
  tapButton(person: PersonRef, text: string, payload?: string): string
  markRead(messageId: string, person: PersonRef): void
  suspendGroup(groupId: string): void
  clearSuspension(groupId: string): void
  marketingStop(person: PersonRef): void
  marketingResume(person: PersonRef): void
  security(event: 'PIN_CHANGED' | 'PIN_RESET_REQUEST' | 'PIN_REQUEST_SUCCESS'): void
  /** Of a pause, `reason` is its kind: FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE. */
  templateStatus(name: string, event: TemplateStatus, reason?: string): void
  templateQuality(name: string, score: string): void
  /** A change of category, announced a day ahead or done. */
  templateCategory(name: string, category: string, isAnnounced?: boolean): void
  /** Quality rating of the number; Meta's update names it by an event. */
  qualityChange(rating: 'GREEN' | 'YELLOW' | 'RED'): void
  /** A new number, and with it a new user id, as WhatsApp does it. */
  changeNumber(person: PersonRef, phone: string): void
  changeUserId(person: PersonRef, userId: string): void
  hideNumber(person: PersonRef, username?: string): void
  expireToken(): void
  /** Sends any field as it is: for updates that the sandbox has no act for. */
  emit(field: string, value: unknown): void
}

export function createSimulate(kernel: Kernel): Simulate {
  const { people } = kernel.state
  return {
    ...groupActs(kernel),
    ...accountActs(kernel),
    message: (groupId, ref, text) => receiveText(kernel, groupId, people.ensure(ref), text),
    tapButton: (ref, text, payload) => receiveButton(kernel, people.ensure(ref), text, payload),
    markRead(messageId, ref) {
      const message = kernel.state.sent.get(messageId)
      if (message === undefined) throw new Error('No such sent message')
      markRead(kernel, message, [people.ensure(ref)])
    },
    ...personActs(kernel),
  }
}
