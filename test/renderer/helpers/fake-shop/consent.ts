import type { CallOutput } from '../../../../shared/ipc/contract.ts'
import { linkQrSvg, signUpLink } from '../../../../renderer/features/sign-up/sign-up-link.ts'
import { dayMs, fakeId, hourMs, shopNow } from './basics.ts'

type LegalText = CallOutput<'legalTexts.list'>['texts'][number]
type Entry = CallOutput<'consent.get'>['entries'][number]
type Campaign = CallOutput<'signupCampaigns.list'>['campaigns'][number]
type DirectMessage = CallOutput<'directMessages.list'>['items'][number]

const kinds = { text: 1, entry: 2, campaign: 3, message: 4 } as const

/** A stable id of what consent is about: `consentId('text', 1)` is always the same. */
export function consentId(kind: keyof typeof kinds, index: number): string {
  return `0190b000-0000-7${kinds[kind].toString(16).padStart(3, '0')}-8000-${index.toString(16).padStart(12, '0')}`
}

/** Somebody who agreed to marketing and is in the big group. */
export const agreedId = fakeId('contact', 3001)
/** Somebody who wrote STOP. */
export const stoppedId = fakeId('contact', 3002)
/** Somebody of whom nothing is known. */
export const newcomerId = fakeId('contact', 3003)

function text(index: number, rest: Partial<LegalText>): LegalText {
  return {
    id: consentId('text', index),
    kind: 'consent',
    purpose: 'marketing',
    language: 'en',
    version: 1,
    body: 'The shop may send me offers on WhatsApp, once a week. I can stop at any time by writing STOP.',
    sha256: `${index}`.padStart(2, '0').repeat(32),
    createdBy: 'owner',
    createdAt: shopNow - 90 * dayMs,
    isCurrent: false,
    contacts: 41,
    ...rest,
  }
}

const texts: LegalText[] = [
  text(1, {}),
  text(2, {
    version: 2,
    isCurrent: true,
    contacts: 128,
    createdAt: shopNow - 20 * dayMs,
    body: 'The shop may send me offers and news on WhatsApp, twice a week. I can stop at any time by writing STOP.',
  }),
  text(3, {
    language: 'zh-CN',
    isCurrent: true,
    contacts: 87,
    body: '本店可以每周两次在 WhatsApp 上给我发优惠和新品。我随时可以回复「退订」停止。',
  }),
  text(4, {
    kind: 'privacy_notice',
    purpose: null,
    contacts: 55,
    body: 'We keep your name, your number and your orders, and nothing else.',
  }),
  text(5, {
    kind: 'privacy_notice',
    purpose: null,
    version: 2,
    isCurrent: true,
    contacts: 30,
    createdAt: shopNow - 5 * dayMs,
    body: 'We keep your name, your number and your orders for two years, and nothing else. Ask us to delete it at any time.',
  }),
]

function entry(index: number, rest: Partial<Entry>): Entry {
  return {
    id: consentId('entry', index),
    purpose: 'marketing',
    purposeName: '',
    state: 'given',
    source: 'form',
    isByPerson: false,
    at: shopNow - 30 * dayMs,
    recordedAt: shopNow - 30 * dayMs,
    recordedBy: 'owner',
    legalTextId: null,
    textVersion: null,
    textSha256: null,
    language: null,
    jurisdiction: null,
    evidence: null,
    campaignName: null,
    expiresAt: null,
    note: '',
    ...rest,
  }
}

const entries: Record<string, Entry[]> = {
  [agreedId]: [
    entry(2, {
      purpose: 'service',
      source: 'shop_visit',
      at: shopNow - 40 * dayMs,
      note: 'At the till',
    }),
    entry(1, {
      legalTextId: consentId('text', 2),
      textVersion: 2,
      textSha256: texts[1]?.sha256 ?? null,
      language: 'en',
      jurisdiction: 'DE',
      evidence: 'Form no. 118',
      expiresAt: shopNow + 300 * dayMs,
    }),
  ],
  [stoppedId]: [
    entry(4, {
      state: 'withdrawn',
      source: 'stop_word',
      isByPerson: true,
      at: shopNow - 3 * dayMs,
      recordedAt: shopNow - 3 * dayMs,
      recordedBy: 'whatsapp',
      evidence: 'wamid.FAKE7',
    }),
    entry(3, {
      source: 'signup',
      isByPerson: true,
      at: shopNow - 60 * dayMs,
      recordedBy: 'whatsapp',
      campaignName: 'Counter, spring',
      legalTextId: consentId('text', 1),
      textVersion: 1,
      textSha256: texts[0]?.sha256 ?? null,
      language: 'en',
    }),
  ],
}

const number = '+1 202-555-0142'

/** A campaign with the link and the code that the app would make. */
export function withLink(campaign: Omit<Campaign, 'link' | 'qrSvg'>): Campaign {
  const link = signUpLink(number, campaign.codeWord)
  return { ...campaign, link, qrSvg: link === null ? null : linkQrSvg(link) }
}

const campaigns: Campaign[] = [
  withLink({
    id: consentId('campaign', 1),
    name: 'Counter, spring',
    codeWord: 'PEONY',
    purpose: 'marketing',
    legalTextId: consentId('text', 2),
    textBody: texts[1]?.body ?? '',
    textLanguage: 'en',
    textVersion: 2,
    tag: 'Spring 2027',
    isDoubleOptIn: true,
    state: 'open',
    asked: 52,
    confirmed: 47,
    createdAt: shopNow - 18 * dayMs,
    closedAt: null,
  }),
  withLink({
    id: consentId('campaign', 2),
    name: '七夕活动',
    codeWord: '玫瑰',
    purpose: 'marketing',
    legalTextId: consentId('text', 3),
    textBody: texts[2]?.body ?? '',
    textLanguage: 'zh-CN',
    textVersion: 1,
    tag: null,
    isDoubleOptIn: false,
    state: 'closed',
    asked: 12,
    confirmed: 12,
    createdAt: shopNow - 80 * dayMs,
    closedAt: shopNow - 60 * dayMs,
  }),
]

const messages: DirectMessage[] = (
  [
    [1, '林小雨', 'read', null],
    [2, 'Maya Lindqvist', 'delivered', null],
    [3, '周志强', 'accepted', null],
    [4, 'Tomás Arriaga', 'failed', 'recipient_unreachable'],
  ] as const
).map(([index, name, state, errorCode]) => ({
  id: consentId('message', index),
  contactId: fakeId('contact', 3000 + index),
  name,
  kind: 'notice',
  state,
  textKind: 'privacy_notice',
  textVersion: 2,
  errorCode,
  createdAt: shopNow - 4 * hourMs,
  sentAt: state === 'accepted' ? null : shopNow - 4 * hourMs,
}))

const words: CallOutput<'optOutWords.get'> = {
  stop: { en: ['stop', 'unsubscribe'], 'zh-CN': ['退订', 'TD'] },
  start: { en: ['start'], 'zh-CN': ['开始'] },
  stopButtons: ['Stop promotions'],
  confirmsStop: true,
}

/** What the fake shop remembers of consent; a deep copy. */
export function fakeConsentBook() {
  return structuredClone({
    purposes: [
      { key: 'service', name: '', isBuiltin: true, given: 260, withdrawn: 4 },
      { key: 'marketing', name: '', isBuiltin: true, given: 215, withdrawn: 31 },
      { key: 'group', name: '', isBuiltin: true, given: 180, withdrawn: 2 },
      { key: 'courses', name: 'Course reminders', isBuiltin: false, given: 12, withdrawn: 0 },
    ],
    texts,
    entries,
    campaigns,
    messages,
    words,
    coverage: [
      {
        kind: 'privacy_notice' as const,
        language: 'en',
        currentVersion: 2,
        withCurrent: 30,
        withOlder: 55,
        withNone: 287,
      },
    ],
  })
}

export type ConsentBook = ReturnType<typeof fakeConsentBook>
