import type { z } from 'zod'
import type * as shapes from '../../../shared/domain/contacts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import type { FakeState } from './fake-state.ts'
import { dayMs, fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import {
  fakeFields,
  fakeTags,
  makeContacts,
  type FakeContact,
  type FakeMerge,
  type FakeTag,
} from './fake-shop/contacts.ts'

type Filter = z.output<typeof shapes.contactFilter>
type SavedView = z.output<typeof shapes.savedView>
type Reason = z.output<typeof shapes.duplicate>['reasons'][number]

interface ContactShop {
  contacts: FakeContact[]
  tags: FakeTag[]
  fields: Array<z.output<typeof shapes.customField>>
  views: SavedView[]
  merges: FakeMerge[]
  duplicates: Array<{ oneId: string; otherId: string; reasons: Reason[] }>
}

const shops = new WeakMap<FakeState, ContactShop>()

/** What the fake shop remembers of its customers. */
export function contactShopOf(state: FakeState): ContactShop {
  const known = shops.get(state)
  if (known !== undefined) return known
  const pair = (one: number, other: number, reasons: Reason[]) => ({
    oneId: fakeId('contact', 5000 + one),
    otherId: fakeId('contact', 5000 + other),
    reasons,
  })
  const made: ContactShop = {
    contacts: makeContacts(),
    tags: structuredClone([...fakeTags]),
    fields: structuredClone([...fakeFields]),
    views: [],
    merges: [],
    duplicates: [
      pair(0, 2, ['same_name', 'same_email']),
      pair(1, 13, ['same_name']),
      pair(7, 26, ['same_username']),
    ],
  }
  shops.set(state, made)
  return made
}

function contactOf(shop: ContactShop, contactId: string): FakeContact {
  const found = shop.contacts.find((contact) => contact.id === contactId)
  if (found === undefined) throw new AppError('not_found')
  return found
}

function tagNames(shop: ContactShop, contact: FakeContact): string[] {
  return shop.tags.filter((tag) => contact.tagIds.includes(tag.id)).map((tag) => tag.name)
}

function matches(shop: ContactShop, contact: FakeContact, filter: Filter): boolean {
  const words = [
    contact.name,
    contact.maskedNumber ?? '',
    contact.username ?? '',
    ...contact.notes.map((note) => note.text),
    ...tagNames(shop, contact),
  ]
  const needle = (filter.search ?? '').toLowerCase()
  const seen = contact.lastSeenAt ?? -1
  return (
    contact.binnedAt === null &&
    words.some((word) => word.toLowerCase().includes(needle)) &&
    (filter.tagIds ?? []).every((tagId) => contact.tagIds.includes(tagId)) &&
    (filter.countries?.includes(contact.country ?? '') ?? true) &&
    (filter.optIn ?? contact.optIn) === contact.optIn &&
    (filter.screening ?? contact.screening) === contact.screening &&
    (filter.source ?? contact.source) === contact.source &&
    (filter.groupId === undefined ||
      contact.stays.some((stay) => stay.groupId === filter.groupId)) &&
    (filter.importId ?? contact.importId) === contact.importId &&
    (filter.hasNumber ?? contact.maskedNumber !== null) === (contact.maskedNumber !== null) &&
    (filter.hasOrders ?? contact.orderCount > 0) === contact.orderCount > 0 &&
    (filter.seenAfter === undefined || seen >= filter.seenAfter) &&
    (filter.notSeenSince === undefined || seen < filter.notSeenSince)
  )
}

function sortValue(contact: FakeContact, sort: z.output<typeof shapes.contactSort>) {
  switch (sort) {
    case 'name':
      return contact.name
    case 'created':
      return contact.createdAt
    case 'lastSeen':
      return contact.lastSeenAt ?? -1
    case 'country':
      return contact.country ?? ''
    case 'orders':
      return contact.orderCount
    case 'spent':
      return contact.spent?.amount ?? 0
    case 'lastOrder':
      return contact.lastOrderAt ?? -1
  }
}

const collator = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true })

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}

function line(shop: ContactShop, contact: FakeContact) {
  return { ...contact, tags: tagNames(shop, contact) }
}

function targets(shop: ContactShop, target: z.output<typeof shapes.contactTarget>): FakeContact[] {
  const { contactIds, filter } = target
  return shop.contacts.filter((contact) =>
    contactIds === undefined
      ? matches(shop, contact, filter ?? {})
      : contactIds.includes(contact.id),
  )
}

function timelineOf(contact: FakeContact) {
  const item = (
    kind: z.output<typeof shapes.timelineKind>,
    code: string,
    daysAgo: number,
    params: Record<string, string | number | boolean | null> = {},
    text: string | null = null,
  ) => ({
    key: `${kind}:${daysAgo}`,
    at: shopNow - daysAgo * dayMs,
    kind,
    explanation: { code, params },
    text,
    groupId: null,
  })
  return [
    item('message', 'message_received', 1, {}, null),
    item('note', 'note', 6, { writtenBy: 'owner' }, contact.notes[0]?.text ?? null),
    item('order', 'order', 12, { orderNo: 'A-1042', amount: 86.5, currency: 'CNY' }),
    item('screening', 'something_new', 20),
    item('screening', 'screening_evidence', 30, {
      kind: 'shop_visit',
      place: null,
      recordedBy: 'owner',
      isWithdrawn: true,
    }),
    item('audit', 'audit', 35, { action: 'members.revealed', actor: 'owner' }),
    item('consent', 'consent_given', 40, {
      purpose: 'marketing',
      purposeName: '',
      source: 'form',
      recordedBy: 'owner',
    }),
  ]
}

/** Answers of the calls about customers. */
export const fakeContactHandlers: Pick<FakeHandlers, keyof typeof contactCalls> = {
  'contacts.list': (input, state) => {
    const shop = contactShopOf(state)
    const found = shop.contacts
      .filter((contact) => matches(shop, contact, input))
      .sort(
        (left, right) =>
          compare(sortValue(left, input.sort), sortValue(right, input.sort)) *
          (input.descending ? -1 : 1),
      )
    const { items, nextCursor } = pageOfItems(found, input)
    return { items: items.map((contact) => line(shop, contact)), nextCursor }
  },
  'contacts.count': (input, state) => {
    const shop = contactShopOf(state)
    return { total: shop.contacts.filter((contact) => matches(shop, contact, input)).length }
  },
  'contacts.get': (input, state) => {
    const shop = contactShopOf(state)
    const contact = contactOf(shop, input.contactId)
    return {
      ...line(shop, contact),
      merges: shop.merges
        .filter((merge) => merge.intoId === contact.id)
        .map(({ mergeId, from, mergedAt }) => ({ mergeId, name: from.name, mergedAt })),
      duplicates: shop.duplicates.filter((pair) => [pair.oneId, pair.otherId].includes(contact.id))
        .length,
    }
  },
  'contacts.timeline': (input, state) => {
    const items = timelineOf(contactOf(contactShopOf(state), input.contactId)).filter(
      (item) => input.kinds?.includes(item.kind) ?? true,
    )
    return { items: pageOfItems(items, input).items, nextCursor: null }
  },
  'contacts.orders': (input, state) => {
    const { orderCount } = contactOf(contactShopOf(state), input.contactId)
    const orders = Array.from({ length: orderCount }, (_, index) => ({
      orderNo: index % 3 === 2 ? null : `A-${1042 - index}`,
      at: shopNow - (12 + index * 20) * dayMs,
      amount: { amount: 86.5, currency: 'CNY' },
      items: [
        { name: '芍药', quantity: 10 },
        { name: 'Eucalyptus', quantity: null },
      ],
    }))
    return pageOfItems(orders, input)
  },
  'contacts.create': (input, state) => {
    const shop = contactShopOf(state)
    if (input.number !== undefined && !/\d{6}/.test(input.number.replace(/\D/g, '')))
      throw new AppError('invalid_input', { field: 'number' })
    const sample = shop.contacts.at(-1)
    if (sample === undefined) throw new AppError('not_found')
    const { number, ...profile } = input
    const contactId = state.newId()
    shop.contacts.push({
      ...sample,
      ...(structuredClone(profile) as Partial<FakeContact>),
      id: contactId,
      maskedNumber: number === undefined ? null : `+86 138 ···· ${number.slice(-4)}`,
      source: 'manual',
      createdAt: shopNow,
    })
    return { contactId }
  },
  'contacts.update': (input, state) => {
    const { contactId, ...patch } = input
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    Object.assign(contactOf(contactShopOf(state), contactId), Object.fromEntries(given))
    return { done: true }
  },
  'contacts.addNote': (input, state) => {
    const note = { id: state.newId(), text: input.text, writtenBy: 'owner', at: shopNow }
    contactOf(contactShopOf(state), input.contactId).notes.unshift(note)
    return note
  },
  'contacts.deleteNote': (input, state) => {
    for (const contact of contactShopOf(state).contacts)
      contact.notes = contact.notes.filter((note) => note.id !== input.noteId)
    return { done: true }
  },
  'contacts.merge': (input, state) => {
    const shop = contactShopOf(state)
    const from = contactOf(shop, input.fromId)
    contactOf(shop, input.intoId)
    const mergeId = state.newId()
    shop.merges.unshift({ mergeId, intoId: input.intoId, from, mergedAt: shopNow })
    shop.contacts = shop.contacts.filter((contact) => contact.id !== from.id)
    shop.duplicates = shop.duplicates.filter(
      (pair) => pair.oneId !== from.id && pair.otherId !== from.id,
    )
    return { mergeId }
  },
  'contacts.split': (input, state) => {
    const shop = contactShopOf(state)
    const merge = shop.merges.find((candidate) => candidate.mergeId === input.mergeId)
    if (merge === undefined) throw new AppError('not_found')
    shop.merges = shop.merges.filter((candidate) => candidate !== merge)
    shop.contacts.push(merge.from)
    return { contactId: merge.from.id }
  },
  'contacts.duplicates': (input, state) => {
    const shop = contactShopOf(state)
    return pageOfItems(
      shop.duplicates.map(({ oneId, otherId, reasons }) => ({
        one: line(shop, contactOf(shop, oneId)),
        other: line(shop, contactOf(shop, otherId)),
        reasons,
      })),
      input,
    )
  },
  'contacts.dismissDuplicate': (input, state) => {
    const shop = contactShopOf(state)
    shop.duplicates = shop.duplicates.filter(
      (pair) => pair.oneId !== input.oneId || pair.otherId !== input.otherId,
    )
    return { done: true }
  },
  'contacts.export': (input, state) => {
    const extension = input.format === 'vcard' ? 'vcf' : input.format
    return {
      fileId: fakeId('file', 9),
      fileName: `people.${extension}`,
      rows: targets(contactShopOf(state), input.target).length,
    }
  },
  'tags.list': (_input, state) => {
    const shop = contactShopOf(state)
    const size = (tag: FakeTag) =>
      shop.contacts.filter((contact) => contact.tagIds.includes(tag.id)).length
    return { tags: shop.tags.map((tag) => ({ ...tag, size: size(tag) })) }
  },
  'tags.save': (input, state) => {
    const shop = contactShopOf(state)
    const known = shop.tags.find((tag) => tag.id === input.tagId)
    const made = known ?? { id: state.newId(), name: '' }
    made.name = input.name
    if (known === undefined) shop.tags.push(made)
    return { ...made, size: 0 }
  },
  'tags.delete': (input, state) => {
    const shop = contactShopOf(state)
    shop.tags = shop.tags.filter((tag) => tag.id !== input.tagId)
    return { done: true }
  },
  'tags.assign': (input, state) => {
    const shop = contactShopOf(state)
    const found = targets(shop, input.target)
    for (const contact of found) {
      const others = contact.tagIds.filter((tagId) => tagId !== input.tagId)
      contact.tagIds = input.isOn ? [...others, input.tagId] : others
    }
    return { contacts: found.length }
  },
  'customFields.list': (_input, state) => ({ fields: contactShopOf(state).fields }),
  'customFields.save': (input, state) => {
    const shop = contactShopOf(state)
    const at = shop.fields.findIndex((field) => field.key === input.key)
    if (at < 0) shop.fields.push(input)
    else shop.fields[at] = input
    return input
  },
  'customFields.delete': (input, state) => {
    const shop = contactShopOf(state)
    shop.fields = shop.fields.filter((field) => field.key !== input.key)
    return { done: true }
  },
  'savedViews.list': (_input, state) => ({ views: contactShopOf(state).views }),
  'savedViews.save': (input, state) => {
    const shop = contactShopOf(state)
    const { viewId, ...view } = input
    const made = { ...view, id: viewId ?? state.newId() }
    shop.views = [...shop.views.filter((known) => known.id !== made.id), made]
    return made
  },
  'savedViews.delete': (input, state) => {
    const shop = contactShopOf(state)
    shop.views = shop.views.filter((view) => view.id !== input.viewId)
    return { done: true }
  },
}
