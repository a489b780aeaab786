import type { z } from 'zod'
import type * as shapes from '../../../../shared/domain/contacts.ts'
import { chance, dayMs, fakeId, hourMs, shopNow } from './basics.ts'
import { groups } from './groups.ts'

export type FakeContact = Omit<z.output<typeof shapes.contactDetail>, 'tags' | 'duplicates'> & {
  importId: string | null
}
export type FakeTag = { id: string; name: string }
export type FakeMerge = { mergeId: string; intoId: string; from: FakeContact; mergedAt: number }

const names = [
  '陈晓雯',
  'Maya Lindqvist',
  '林佳宁',
  'Tomás Arriaga',
  '黄思远',
  'Priya Nandakumar',
  '周梓萱',
  'Oliver Bexley',
  '吴海燕',
  'Aisha Dlamini',
  '徐文博',
  'Sofía Quiroga',
]
const places = [
  { country: 'CN', city: '杭州', prefix: '+86 13' },
  { country: 'US', city: 'Portland', prefix: '+1 20' },
  { country: 'MY', city: 'Penang', prefix: '+60 1' },
  { country: 'SG', city: 'Singapore', prefix: '+65 8' },
] as const

export const fakeTags: readonly FakeTag[] = [
  { id: fakeId('tag', 1), name: 'VIP' },
  { id: fakeId('tag', 2), name: '婚礼' },
  { id: fakeId('tag', 3), name: 'Wholesale' },
]

export const fakeFields: ReadonlyArray<z.output<typeof shapes.customField>> = [
  { key: 'favourite_flower', label: 'Favourite flower', type: 'text' },
  { key: 'anniversary', label: 'Anniversary', type: 'date' },
  { key: 'wholesale', label: 'Buys wholesale', type: 'flag' },
]

const nobody = {
  email: null,
  birthday: null,
  language: null,
  externalId: null,
  custom: {},
  identities: [],
  notes: [],
  stays: [],
  consent: [],
  screeningScore: null,
  screenedAt: null,
  merges: [],
  binnedAt: null,
  anonymisedAt: null,
}

function numberOf(index: number): Pick<FakeContact, 'maskedNumber' | 'numberState' | 'country'> {
  if (index % 19 === 7) return { maskedNumber: null, numberState: 'none', country: null }
  const place = places[index % places.length] ?? places[0]
  return {
    maskedNumber: `${place.prefix}${index % 10} ···· ${String(1000 + ((index * 37) % 9000))}`,
    numberState: index % 31 === 5 ? 'invalid' : 'valid',
    country: place.country,
  }
}

function ordersOf(index: number) {
  const orderCount = index % 3 === 0 ? 0 : 1 + Math.floor(chance(index) * 9)
  return {
    orderCount,
    spent: orderCount === 0 ? null : { amount: orderCount * 86.5, currency: 'CNY' },
    lastOrderAt: orderCount === 0 ? null : shopNow - Math.floor(chance(index + 1) * 300) * dayMs,
  }
}

function standingOf(index: number): Pick<FakeContact, 'optIn' | 'consent' | 'screening'> {
  const optIn = index % 7 === 3 ? 'opted_out' : index % 4 === 0 ? 'unknown' : 'opted_in'
  const state = optIn === 'opted_out' ? ('withdrawn' as const) : ('given' as const)
  const at = shopNow - 40 * dayMs
  return {
    optIn,
    consent: optIn === 'unknown' ? [] : [{ purpose: 'marketing', purposeName: '', state, at }],
    screening:
      index % 11 === 2
        ? 'to_check'
        : index % 29 === 6
          ? 'rejected'
          : index % 2
            ? 'trusted'
            : 'not_screened',
  }
}

function contactAt(index: number): FakeContact {
  const family = Math.floor(index / names.length)
  const number = numberOf(index)
  const bare = names[index % names.length] ?? ''
  const username = number.maskedNumber === null ? `flower.friend${index}` : null
  const group = groups[index % groups.length]
  return {
    ...nobody,
    ...number,
    ...ordersOf(index),
    ...standingOf(index),
    id: fakeId('contact', 5000 + index),
    name: username ?? (family === 0 ? bare : `${bare} ${family}`),
    username,
    city: places[index % places.length]?.city ?? null,
    tagIds: index % 5 === 0 ? [fakeId('tag', 1)] : index % 8 === 1 ? [fakeId('tag', 2)] : [],
    source: index % 6 === 0 ? 'signup' : index % 6 === 1 ? 'update' : 'import',
    groups: index % 4 === 1 ? 1 : 0,
    lastSeenAt: index % 5 === 4 ? null : shopNow - Math.floor(chance(index + 9) * 400) * dayMs,
    createdAt: shopNow - (300 - index) * dayMs,
    importId: index % 6 > 1 ? fakeId('import', 1) : null,
    stays:
      index % 4 === 1 && group !== undefined
        ? [
            {
              groupId: group.id,
              groupSubject: group.subject,
              isAdmin: false,
              joinedAt: shopNow - 90 * dayMs,
              leftAt: null,
            },
          ]
        : [],
  }
}

function withStories(contacts: FakeContact[]): FakeContact[] {
  const [first, second, third] = contacts
  if (first === undefined || second === undefined || third === undefined) return contacts
  Object.assign(first, {
    email: 'xiaowen@flowers.example',
    birthday: '1991-05-21',
    language: 'zh-CN',
    custom: { favourite_flower: '芍药', wholesale: 'true' },
    notes: [
      {
        id: fakeId('note', 1),
        text: '要白色包装，不要满天星。',
        writtenBy: 'owner',
        at: shopNow - 6 * dayMs,
      },
    ],
    identities: [
      { kind: 'wa_id', value: first.maskedNumber ?? '', since: shopNow - 30 * dayMs, until: null },
      {
        kind: 'wa_id',
        value: '+86 139 ···· 0042',
        since: shopNow - 200 * dayMs,
        until: shopNow - 30 * dayMs,
      },
      { kind: 'username', value: 'xiaowen.chen', since: shopNow - 20 * dayMs, until: null },
    ],
    screeningScore: 72,
    screenedAt: shopNow - 3 * dayMs,
  } satisfies Partial<FakeContact>)
  Object.assign(second, { email: 'maya@studio.example', lastSeenAt: shopNow - 2 * hourMs })
  Object.assign(third, { email: 'xiaowen@flowers.example', name: '陈晓雯（花店）' })
  return contacts
}

/** Customers of the fake shop: one name without number on every nineteenth, some with a story. */
export function makeContacts(): FakeContact[] {
  return withStories(Array.from({ length: 300 }, (_, index) => contactAt(index)))
}
