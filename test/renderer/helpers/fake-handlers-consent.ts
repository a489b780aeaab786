import type { consentCalls } from '../../../shared/ipc/consent-calls.ts'
import type { ParsedInput } from '../../../shared/ipc/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import { dayMs, fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import { consentId, fakeConsentBook, withLink, type ConsentBook } from './fake-shop/consent.ts'
import type { FakeState } from './fake-state.ts'

const books = new WeakMap<FakeState, ConsentBook>()

/** What a fake shop remembers of consent: purposes, texts, ledger, campaigns, words. */
export function consentBookOf(state: FakeState): ConsentBook {
  const known = books.get(state)
  if (known !== undefined) return known
  const book = fakeConsentBook()
  books.set(state, book)
  return book
}

/** Standings as the store derives them: the latest word counts, a person's own no outranks others' yes. */
function standingsOf(book: ConsentBook, contactId: string) {
  const entries = book.entries[contactId] ?? []
  return book.purposes.map((purpose) => {
    const own = entries
      .filter((entry) => entry.purpose === purpose.key)
      .sort((left, right) => right.at - left.at)
    const lastOwnWord = own.find((entry) => entry.isByPerson)
    const isOwnNo = lastOwnWord?.state === 'withdrawn'
    const holds = isOwnNo ? lastOwnWord : own[0]
    return {
      purpose: purpose.key,
      purposeName: purpose.name,
      state: holds?.state ?? ('unknown' as const),
      since: holds?.at ?? null,
      isOwnNo,
      expiresAt: holds?.expiresAt ?? null,
      entryId: holds?.id ?? null,
    }
  })
}

function record(input: ParsedInput<'consent.record'>, state: FakeState): { done: true } {
  const book = consentBookOf(state)
  const standing = standingsOf(book, input.contactId).find((one) => one.purpose === input.purpose)
  const at = input.at ?? Date.now()
  if (input.state === 'given' && standing?.isOwnNo === true && at >= (standing.since ?? 0))
    throw new AppError('opted_out', { field: 'state' })
  const text = book.texts.find((one) => one.id === input.legalTextId)
  const entries = (book.entries[input.contactId] ??= [])
  entries.unshift({
    id: state.newId(),
    purpose: input.purpose,
    purposeName: book.purposes.find((one) => one.key === input.purpose)?.name ?? '',
    state: input.state,
    source: input.source,
    isByPerson: false,
    at,
    recordedAt: Date.now(),
    recordedBy: 'owner',
    legalTextId: text?.id ?? null,
    textVersion: text?.version ?? null,
    textSha256: text?.sha256 ?? null,
    language: input.language ?? text?.language ?? null,
    jurisdiction: input.jurisdiction ?? null,
    evidence: input.evidence ?? null,
    campaignName: null,
    expiresAt: input.expiresAt ?? null,
    note: input.note,
  })
  state.members = state.members.map((member) =>
    member.contactId === input.contactId
      ? { ...member, optIn: input.state === 'given' ? 'opted_in' : 'opted_out' }
      : member,
  )
  return { done: true }
}

function saveText(input: ParsedInput<'legalTexts.save'>, state: FakeState) {
  const { texts } = consentBookOf(state)
  const current = texts.find(
    (text) =>
      text.isCurrent &&
      text.kind === input.kind &&
      text.purpose === (input.purpose ?? null) &&
      text.language === input.language,
  )
  if (current?.body === input.body) throw new AppError('conflict', { field: 'body' })
  if (current !== undefined) current.isCurrent = false
  const made = {
    id: state.newId(),
    kind: input.kind,
    purpose: input.purpose ?? null,
    language: input.language,
    version: (current?.version ?? 0) + 1,
    body: input.body,
    sha256: 'ab'.repeat(32),
    createdBy: 'owner',
    createdAt: Date.now(),
    isCurrent: true,
    contacts: 0,
  }
  texts.push(made)
  return made
}

function saveCampaign(input: ParsedInput<'signupCampaigns.save'>, state: FakeState) {
  const { campaigns, texts } = consentBookOf(state)
  const text = texts.find((one) => one.id === input.legalTextId)
  if (text === undefined) throw new AppError('not_found')
  const taken = campaigns.some(
    (campaign) => campaign.codeWord === input.codeWord && campaign.id !== input.campaignId,
  )
  if (taken) throw new AppError('conflict', { field: 'codeWord' })
  const old = campaigns.find((campaign) => campaign.id === input.campaignId)
  const saved = withLink({
    id: old?.id ?? state.newId(),
    name: input.name,
    codeWord: input.codeWord,
    purpose: input.purpose,
    legalTextId: text.id,
    textBody: text.body,
    textLanguage: text.language,
    textVersion: text.version,
    tag: input.tag ?? null,
    isDoubleOptIn: input.isDoubleOptIn,
    state: 'open',
    asked: old?.asked ?? 0,
    confirmed: old?.confirmed ?? 0,
    createdAt: old?.createdAt ?? Date.now(),
    closedAt: null,
  })
  if (old === undefined) campaigns.push(saved)
  else Object.assign(old, saved)
  return saved
}

function preview(input: ParsedInput<'notices.preview'>) {
  const matched = input.target.filter?.tagIds === undefined ? 372 : 24
  const byText = input.target.filter?.tagIds === undefined ? 18 : 2
  const outside = matched - byText - (input.onlyWithout ? 40 : 0)
  const closed = Math.max(0, outside - 33)
  const hasTemplate = input.templateId !== undefined
  return {
    matched,
    byText,
    byTemplate: hasTemplate ? closed : 0,
    excluded: [
      { reason: 'opted_out' as const, contacts: 31 },
      { reason: 'no_number' as const, contacts: 2 },
      { reason: 'has_version' as const, contacts: input.onlyWithout ? 40 : 0 },
      { reason: 'window_closed' as const, contacts: hasTemplate ? 0 : closed },
    ],
  }
}

function outdated(input: ParsedInput<'notices.outdated'>, state: FakeState) {
  const rows = state.members.slice(0, 60).map((member, index) => ({
    id: member.contactId,
    name: member.name,
    maskedNumber: member.maskedNumber,
    username: member.username,
    numberState: member.numberState,
    country: 'CN',
    city: null,
    tags: [],
    source: 'import' as const,
    optIn: member.optIn,
    screening: member.screening,
    groups: 1,
    lastSeenAt: null,
    orderCount: 0,
    spent: null,
    lastOrderAt: null,
    createdAt: shopNow - 100 * dayMs,
    hasVersion: index % 3 === 0 ? 1 : null,
  }))
  return pageOfItems(rows, input)
}

/** Answers of the calls about consent, texts, notices, stop words and sign-up. */
export const fakeConsentHandlers: Pick<FakeHandlers, keyof typeof consentCalls> = {
  'consent.get': (input, state) => {
    const book = consentBookOf(state)
    const isKnown =
      book.entries[input.contactId] !== undefined ||
      state.members.some((member) => member.contactId === input.contactId)
    if (!isKnown) throw new AppError('not_found')
    const entries = [...(book.entries[input.contactId] ?? [])].sort(
      (left, right) => right.at - left.at,
    )
    return { standings: standingsOf(book, input.contactId), entries }
  },
  'consent.record': record,
  'consent.receipt': (input) => ({
    fileId: fakeId('file', 1),
    fileName: `consent-receipt.${input.format}`,
  }),
  'consentPurposes.list': (_input, state) => ({ purposes: consentBookOf(state).purposes }),
  'consentPurposes.save': (input, state) => {
    consentBookOf(state).purposes.push({ ...input, isBuiltin: false, given: 0, withdrawn: 0 })
    return { done: true }
  },
  'consentPurposes.delete': (input, state) => {
    const book = consentBookOf(state)
    const purpose = book.purposes.find((one) => one.key === input.key)
    if (purpose === undefined) throw new AppError('not_found')
    if (purpose.isBuiltin || purpose.given + purpose.withdrawn > 0) throw new AppError('conflict')
    book.purposes = book.purposes.filter((one) => one.key !== input.key)
    return { done: true }
  },
  'legalTexts.list': (input, state) => ({
    texts: consentBookOf(state).texts.filter(
      (text) => input.kind === undefined || text.kind === input.kind,
    ),
  }),
  'legalTexts.suggestions': () => ({
    drafts: [
      {
        kind: 'encryption_notice',
        purpose: null,
        language: 'en',
        body: 'Messages travel encrypted. We keep the time and the number, not the text.',
      },
      {
        kind: 'consent',
        purpose: 'service',
        language: 'en',
        body: 'The shop may write to me about my orders.',
      },
    ],
  }),
  'legalTexts.save': saveText,
  'optOutWords.get': (_input, state) => consentBookOf(state).words,
  'optOutWords.save': (input, state) => (consentBookOf(state).words = input),
  'signupCampaigns.list': (_input, state) => ({ campaigns: consentBookOf(state).campaigns }),
  'signupCampaigns.save': saveCampaign,
  'signupCampaigns.close': (input, state) => {
    const campaign = consentBookOf(state).campaigns.find((one) => one.id === input.campaignId)
    if (campaign === undefined) throw new AppError('not_found')
    return Object.assign(campaign, { state: 'closed', closedAt: Date.now() })
  },
  'signupCampaigns.poster': (input) => ({
    fileId: fakeId('file', 2),
    fileName: `poster-${input.language}.${input.format}`,
  }),
  'notices.preview': preview,
  'notices.send': (input, state) => {
    const { byText, byTemplate } = preview(input)
    if (input.confirmCount !== byText + byTemplate) throw new AppError('confirmation_required')
    const { messages } = consentBookOf(state)
    for (let index = 0; index < input.confirmCount; index += 1) {
      messages.unshift({
        id: consentId('message', 100 + index),
        contactId: fakeId('contact', 3000 + index),
        name: state.members[index]?.name ?? '',
        kind: 'notice',
        state: 'queued',
        textKind: 'privacy_notice',
        textVersion: 2,
        errorCode: null,
        createdAt: Date.now(),
        sentAt: null,
      })
    }
    return { queued: input.confirmCount }
  },
  'notices.coverage': (_input, state) => ({ notices: consentBookOf(state).coverage }),
  'notices.outdated': outdated,
  'directMessages.list': (input, state) =>
    pageOfItems(
      consentBookOf(state).messages.filter(
        (message) =>
          (input.contactId === undefined || message.contactId === input.contactId) &&
          (input.state === undefined || message.state === input.state),
      ),
      input,
    ),
}
