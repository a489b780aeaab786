import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { isReservedWord, troubleWith } from '../../core/consent/opt-out-words.ts'
import { normaliseWord } from '../../core/consent/normalise-word.ts'
import {
  deletePurpose,
  findPurpose,
  listPurposes,
  requirePurpose,
  savePurpose,
  usesOfPurpose,
} from '../../store/consent-purpose-store.ts'
import {
  consentEntries,
  consentStandings,
  expireConsentsOf,
  recordConsent,
  standingOf,
  type ConsentEntryRow,
} from '../../store/consent-store.ts'
import { requireContact } from '../../store/contact-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { getLegalText } from '../../store/legal-text-store.ts'
import { openCampaigns } from '../../store/signup-store.ts'
import { cancelRefused, consentDomains } from '../consent/note-no.ts'
import { readOptOutWords, writeOptOutWords } from '../consent/opt-out-settings.ts'
import { isInBin } from '../consent/queue-message.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroupsOf } from '../evaluate-groups-of.ts'

type Names =
  | 'consent.get'
  | 'consent.record'
  | 'consentPurposes.list'
  | 'consentPurposes.save'
  | 'consentPurposes.delete'
  | 'optOutWords.get'
  | 'optOutWords.save'

/** The ledger itself, what it is kept for, and the words by which people leave. */
export const consentHandlers: Handlers<Names> = {
  'consent.get': query(({ db }, { contactId }) => {
    requireContact(db, contactId)
    const entries = consentEntries(db, contactId)
    return { standings: standings(db, contactId, entries), entries }
  }),
  'consent.record': command(record),
  'consentPurposes.list': query(({ db }) => ({ purposes: listPurposes(db) })),
  'consentPurposes.save': command((context, { key, name }) => {
    if (findPurpose(context.db, key)?.is_builtin === 1)
      throw new AppError('conflict', {
        field: 'key',
        message: 'This purpose is built in and keeps its name. Choose another key.',
      })
    savePurpose(context.db, context.now, key, name)
    context.audit({
      action: 'consentPurposes.saved',
      subjectKind: 'consent_purpose',
      data: { name },
    })
    context.changed(consentDomains)
    return { done: true }
  }),
  'consentPurposes.delete': command((context, { key }) => {
    const purpose = findPurpose(context.db, key)
    if (!purpose)
      throw new AppError('not_found', { field: 'key', message: 'There is no such purpose.' })
    if (purpose.is_builtin === 1)
      throw new AppError('conflict', {
        field: 'key',
        message: 'The built-in purposes cannot be deleted.',
      })
    const uses = usesOfPurpose(context.db, key)
    if (uses > 0)
      throw new AppError('conflict', {
        field: 'key',
        params: { uses },
        message: 'People, texts, campaigns or messages refer to this purpose, so it stays.',
      })
    deletePurpose(context.db, key)
    context.audit({
      action: 'consentPurposes.deleted',
      subjectKind: 'consent_purpose',
      data: { name: purpose.name },
    })
    context.changed(consentDomains)
    return { done: true }
  }),
  'optOutWords.get': query(({ db }) => toWords(readOptOutWords(db))),
  'optOutWords.save': command(saveWords),
}

function toWords(words: ReturnType<typeof readOptOutWords>): CallOutput<'optOutWords.get'> {
  const copy = (lists: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(lists).map(([language, list]) => [language, [...list]]))
  return {
    stop: copy(words.stop),
    start: copy(words.start),
    stopButtons: [...words.stopButtons],
    confirmsStop: words.confirmsStop,
  }
}

/** What holds per purpose that there is, spoken of or not. */
function standings(
  db: ReadableDatabase,
  contactId: string,
  entries: readonly ConsentEntryRow[],
): CallOutput<'consent.get'>['standings'] {
  const known = new Map(consentStandings(db, contactId).map((each) => [each.purpose, each]))
  return listPurposes(db).map(({ key, name }) => {
    const standing = known.get(key)
    if (!standing)
      return {
        purpose: key,
        purposeName: name,
        state: 'unknown',
        since: null,
        isOwnNo: false,
        expiresAt: null,
        entryId: null,
      }
    const at = standing.isOwnNo ? standing.ownNoAt : standing.latestAt
    const entry = entries.find(
      (each) =>
        each.purpose === key &&
        each.at === at &&
        each.state === standing.state &&
        (!standing.isOwnNo || each.isByPerson),
    )
    return {
      purpose: key,
      purposeName: name,
      state: standing.state,
      since: at,
      isOwnNo: standing.isOwnNo,
      expiresAt: standing.state === 'given' ? (entry?.expiresAt ?? null) : null,
      entryId: entry?.id ?? null,
    }
  })
}

function record(
  context: CommandContext,
  input: ParsedInput<'consent.record'>,
): CallOutput<'consent.record'> {
  const at = input.at ?? context.now
  requireWritable(context, input.contactId)
  requirePurpose(context.db, input.purpose)
  refuseWrongTimes(context, input, at)
  refuseOwnNo(context, input, at)
  const text = textOf(context.db, input)
  recordConsent(context.db, context, {
    ...input,
    language: input.language ?? text?.language ?? null,
    recordedBy: context.caller.actor,
    at,
  })
  if (input.expiresAt !== undefined && input.expiresAt <= context.now)
    expireConsentsOf(context.db, context, input.contactId)
  if (input.state === 'withdrawn') cancelRefused(context, input.contactId)
  context.audit({
    action: input.state === 'given' ? 'consent.given' : 'consent.withdrawn',
    subjectKind: 'contact',
    subjectId: input.contactId,
    contactId: input.contactId,
    data: {
      purpose: input.purpose,
      source: input.source,
      ...(input.at === undefined ? {} : { at }),
      ...(text === null ? {} : { version: text.version }),
    },
  })
  evaluateGroupsOf(context, [input.contactId])
  context.changed(consentDomains)
  return { done: true }
}

/** @throws AppError `not_found`, also for a contact in the bin: nothing is written of those. */
function requireWritable({ db }: CommandContext, contactId: string): void {
  requireContact(db, contactId)
  if (isInBin(db, contactId))
    throw new AppError('not_found', {
      field: 'contactId',
      message: 'This contact is in the bin. Take it out first.',
    })
}

function refuseWrongTimes(
  context: CommandContext,
  input: ParsedInput<'consent.record'>,
  at: number,
): void {
  if (at > context.now)
    throw new AppError('invalid_input', {
      field: 'at',
      message: 'This moment is still to come. Choose when the person said so.',
    })
  if (input.expiresAt === undefined) return
  if (input.state === 'withdrawn')
    throw new AppError('invalid_input', {
      field: 'expiresAt',
      message: 'A no does not end by itself. Leave the end out.',
    })
  if (input.expiresAt <= at)
    throw new AppError('invalid_input', {
      field: 'expiresAt',
      message: 'The permission would end before it begins. Choose a later end.',
    })
}

/**
 * A yes that the shop writes down does not take back the person's own no. One from before that no may be
 * written down: it is history and makes no difference.
 */
function refuseOwnNo(
  context: CommandContext,
  input: ParsedInput<'consent.record'>,
  at: number,
): void {
  if (input.state !== 'given') return
  const standing = standingOf(context.db, input.contactId, input.purpose)
  if (standing?.isOwnNo === true && at >= standing.ownNoAt)
    throw new AppError('opted_out', {
      field: 'state',
      message:
        'This person said no themselves, so only they can take it back: by the sign-up link or by writing a start word.',
    })
}

function textOf(db: ReadableDatabase, input: ParsedInput<'consent.record'>) {
  if (input.legalTextId === undefined) return null
  const text = getLegalText(db, input.legalTextId)
  if (text.kind !== 'consent' || text.purpose !== input.purpose)
    throw new AppError('invalid_input', {
      field: 'legalTextId',
      message: 'This text is for another purpose. Choose a wording of the purpose agreed to.',
    })
  return text
}

const troubles = {
  empty: 'A word needs letters or digits.',
  stop_and_start: 'A word cannot mean both stop and start.',
  no_stop_word: 'Keep at least one stop word, so that people can leave.',
} as const

function saveWords(
  context: CommandContext,
  words: ParsedInput<'optOutWords.save'>,
): CallOutput<'optOutWords.save'> {
  const trouble = troubleWith(words)
  if (trouble)
    throw new AppError('invalid_input', {
      field: trouble.field,
      message: troubles[trouble.problem],
    })
  const taken = openCampaigns(context.db).find((each) => isReservedWord(each.code_word, words))
  if (taken) {
    const isStart = Object.values(words.start)
      .flat()
      .some((word) => normaliseWord(word) === normaliseWord(taken.code_word))
    throw new AppError('conflict', {
      field: isStart ? 'start' : 'stop',
      message: 'A sign-up campaign uses one of these words as its code word.',
    })
  }
  writeOptOutWords(context.db, words)
  const count = [...Object.values(words.stop), ...Object.values(words.start)].flat().length
  context.audit({
    action: 'optOutWords.saved',
    subjectKind: 'settings',
    data: { count, languages: Object.keys(words.stop), confirmsStop: words.confirmsStop },
  })
  context.changed(['optOutWords'])
  return toWords(words)
}
