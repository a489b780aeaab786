import { AppError } from '../../../shared/errors.ts'
import type { AnnouncementContent } from '../../../shared/domain/announcements.ts'
import type { FakeState } from './fake-state.ts'
import { groupOf } from './fake-handlers-groups.ts'
import type { HandlersOf } from './fake-handlers-office.ts'
import { hourMs, pageOfItems, shopNow } from './fake-shop/basics.ts'
import { deliveriesOf } from './fake-shop/announcements.ts'

function announcementOf(state: FakeState, announcementId: string) {
  const found = state.announcements.find((candidate) => candidate.id === announcementId)
  if (found === undefined) throw new AppError('not_found')
  return found
}

function filledIn(state: FakeState, content: AnnouncementContent) {
  if (content.type === 'text')
    return { text: content.body, header: null, footer: null, buttons: [] }
  const template = state.templates.find((candidate) => candidate.id === content.templateId)
  if (template === undefined) throw new AppError('not_found')
  if (template.status !== 'APPROVED') throw new AppError('template_not_approved')
  const text = template.body.replace(
    /\{\{(\w+)\}\}/g,
    (whole, name: string) => content.variables[name] ?? whole,
  )
  return { text, header: template.header, footer: template.footer, buttons: template.buttons }
}

/** Answers of the calls about announcements. */
export const fakeAnnouncementHandlers: HandlersOf<'announcements'> = {
  'announcements.preview': (input, state) => {
    const price = input.content.type === 'template' ? state.settings.rateCard.marketing : 0
    const { currency, asOf } = state.settings.rateCard
    const groups = input.groupIds.map((groupId, index) => {
      const group = groupOf(state, groupId)
      const isManaged = group.kind === 'managed'
      const isClosed = isManaged && index === 1 && input.content.type === 'text'
      const recipients = Math.max(0, group.participantCount - 1)
      return {
        groupId,
        subject: group.subject,
        recipients,
        windowOpenUntil: isManaged && !isClosed ? shopNow + 9 * hourMs : null,
        blockedCode: isClosed ? 'window_closed' : null,
        mode: isManaged ? ('api' as const) : ('by_hand' as const),
        cost: { amount: isManaged && !isClosed ? price * recipients : 0, currency },
      }
    })
    const open = groups.filter((group) => group.blockedCode === null)
    return {
      ...filledIn(state, input.content),
      groups,
      recipients: open.reduce((sum, group) => sum + group.recipients, 0),
      cost: { amount: open.reduce((sum, group) => sum + group.cost.amount, 0), currency },
      rateCardAsOf: asOf,
    }
  },
  'announcements.send': (input, state) => {
    const { text } = filledIn(state, input.content)
    const made = {
      id: state.newId(),
      text,
      templateName: null,
      state: input.sendAt === undefined ? ('sending' as const) : ('scheduled' as const),
      source: 'owner' as const,
      pinDays: input.pinDays,
      sendAt: input.sendAt ?? Date.now(),
      createdAt: Date.now(),
      groups: input.groupIds.length,
      recipients: input.groupIds.reduce(
        (sum, groupId) => sum + groupOf(state, groupId).participantCount - 1,
        0,
      ),
      delivered: 0,
      read: 0,
      failed: 0,
      unknown: 0,
    }
    state.announcements.unshift(made)
    return made
  },
  'announcements.cancel': (input, state) =>
    Object.assign(announcementOf(state, input.announcementId), { state: 'cancelled' }),
  'announcements.list': (input, state) =>
    pageOfItems(
      state.announcements.filter(
        (announcement) =>
          input.groupId === undefined ||
          deliveriesOf(announcement.id).some((delivery) => delivery.groupId === input.groupId),
      ),
      input,
    ),
  'announcements.get': (input, state) => {
    const own = new Set(deliveriesOf(input.announcementId).map((delivery) => delivery.id))
    return {
      ...announcementOf(state, input.announcementId),
      deliveries: state.deliveries.filter((delivery) => own.has(delivery.id)),
    }
  },
  'announcements.members': (input, state) => {
    const delivery = state.deliveries.find((candidate) => candidate.id === input.deliveryId)
    if (delivery === undefined) throw new AppError('not_found')
    const rows = state.members
      .filter((member) => member.groupId === delivery.groupId && member.leftAt === null)
      .slice(0, delivery.recipients)
      .map((member, index) => {
        const word: 'read' | 'delivered' | 'waiting' =
          index < delivery.read ? 'read' : index < delivery.delivered ? 'delivered' : 'waiting'
        return {
          contactId: member.contactId,
          name: member.name,
          maskedNumber: member.maskedNumber,
          state: word,
          at: word === 'waiting' ? null : shopNow - hourMs,
        }
      })
    return pageOfItems(rows, input)
  },
  'announcements.tick': (input, state) => {
    const delivery = state.deliveries.find((candidate) => candidate.id === input.deliveryId)
    if (delivery === undefined) throw new AppError('not_found')
    Object.assign(delivery, { state: 'done_by_hand', sentAt: Date.now() })
    return { done: true }
  },
}
