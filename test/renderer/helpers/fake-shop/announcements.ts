import type { z } from 'zod'
import type { Announcement, delivery, Template } from '../../../../shared/domain/announcements.ts'
import { dayMs, fakeId, hourMs, shopNow } from './basics.ts'
import { groups } from './groups.ts'

export type Delivery = z.infer<typeof delivery>

function template(index: number, rest: Partial<Template>): Template {
  return {
    id: fakeId('template', index),
    name: 'weekly_news',
    language: 'zh_CN',
    category: 'MARKETING',
    status: 'APPROVED',
    quality: 'GREEN',
    header: null,
    body: '{{1}}，本周新到：{{2}}。回复“订”预留。',
    footer: '回复“退订”不再接收',
    buttons: [],
    variables: ['1', '2'],
    rejectedReason: null,
    updatedAt: shopNow - 20 * dayMs,
    ...rest,
  }
}

export const templates: readonly Template[] = [
  template(1, {}),
  template(2, {
    name: 'pickup_reminder',
    language: 'en',
    category: 'UTILITY',
    header: 'Ready for pick-up',
    body: 'Your order {{1}} is ready. We are open until {{2}}.',
    footer: null,
    buttons: ['Directions', 'Call the shop'],
  }),
  template(3, {
    name: 'spring_sale',
    status: 'REJECTED',
    quality: 'UNKNOWN',
    rejectedReason: 'PROMOTIONAL',
  }),
  template(4, { name: 'class_notice', status: 'PENDING', category: 'UTILITY', quality: 'UNKNOWN' }),
]

/** Deliveries of an announcement, one a group. */
export const deliveries: Delivery[] = [
  [1, 0, 'read', 7, 7, 5, null],
  [1, 1, 'delivered', 5, 4, 0, null],
  [1, 3, 'by_hand', 311, 0, 0, null],
  [2, 0, 'unknown', 7, 0, 0, 'outcome_unknown'],
  [2, 2, 'failed', 6, 0, 0, 'window_closed'],
  [3, 0, 'scheduled', 7, 0, 0, null],
].map(([announcement, group, state, recipients, delivered, read, errorCode], index) => ({
  id: fakeId('delivery', (announcement as number) * 100 + index),
  groupId: fakeId('group', group as number),
  groupSubject: groups[group as number]?.subject ?? '',
  state: state as Delivery['state'],
  pinState: index === 0 ? 'pinned' : 'none',
  recipients: recipients as number,
  delivered: delivered as number,
  read: read as number,
  errorCode: errorCode as string | null,
  jobId: null,
  sentAt: state === 'scheduled' || state === 'by_hand' ? null : shopNow - 5 * hourMs,
}))

function announcement(index: number, rest: Partial<Announcement>): Announcement {
  return {
    id: fakeId('announcement', index),
    text: '本周新到：绣球、洋牡丹、郁金香。周六前下单免配送费。',
    templateName: null,
    state: 'finished',
    source: 'owner',
    pinDays: null,
    sendAt: shopNow - index * 5 * hourMs,
    createdAt: shopNow - index * 6 * hourMs,
    groups: 2,
    recipients: 12,
    delivered: 0,
    read: 0,
    failed: 0,
    unknown: 0,
    ...rest,
  }
}

export const announcements: Announcement[] = [
  announcement(3, {
    text: '下周三的花艺沙龙改到 19:30 开始。',
    state: 'scheduled',
    sendAt: shopNow + 20 * hourMs,
    groups: 1,
    recipients: 7,
  }),
  announcement(1, { groups: 3, recipients: 323, delivered: 11, read: 5, pinDays: 7 }),
  announcement(2, { source: 'rule', groups: 2, recipients: 13, failed: 6, unknown: 7 }),
]

/** Deliveries that belong to an announcement. */
export function deliveriesOf(announcementId: string): Delivery[] {
  const index =
    [1, 2, 3].find((candidate) => fakeId('announcement', candidate) === announcementId) ?? 0
  return deliveries.filter(
    (item) =>
      Number.parseInt(item.id.slice(-12), 16) >= index * 100 &&
      Number.parseInt(item.id.slice(-12), 16) < index * 100 + 100,
  )
}
