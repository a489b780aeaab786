import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import type { ChatExport } from '../../core/contacts/chat-log.ts'
import { personHistories, type PersonHistory } from '../../core/contacts/person-histories.ts'
import { parseChatExport } from '../../files/chat-export.ts'
import { parseMemberCsv } from '../../files/member-csv.ts'
import { getGroup, insertGroup, touchGroupMessage, updateGroup } from '../../store/group-store.ts'
import {
  findPhoneGroup,
  importListedMember,
  importMessages,
  importPerson,
  type ImportedMessage,
} from '../../store/import-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { process, type Handlers, type ProcessContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { readFileSource } from '../read-file-source.ts'

const peoplePerBatch = 500
const messagesPerBatch = 5_000
/** More rejected rows than anybody reads; their number is told in full. */
const maxRejectedShown = 500
const changedDomains = ['groups', 'members', 'findings', 'rules', 'overview']

export const importHandlers: Handlers<'chatExports.import' | 'members.import'> = {
  'chatExports.import': process((context, input) => importChat(context, input)),
  'members.import': process((context, input) => importMembers(context, input)),
}

interface Counts {
  newMembers: number
  left: number
  newMessages: number
}

async function importChat(
  context: ProcessContext,
  input: ParsedInput<'chatExports.import'>,
): Promise<CallOutput<'chatExports.import'>> {
  const file = await readFileSource(context, input.file)
  const chat = parseChatExport(file.content, {
    fileName: file.fileName,
    dayFirst: input.dayFirst,
  })
  const people = personHistories(chat)
  const groupId = resolveGroup(context, input.groupId, input.subject ?? chat.subject)
  const counts: Counts = { newMembers: 0, left: 0, newMessages: 0 }
  const total = people.length + chat.messages.length
  let isWhole = false
  try {
    const contacts = await bringPeople(context, groupId, people, counts, total)
    await bringMessages(context, groupId, chat, contacts, counts, { done: people.length, total })
    isWhole = true
  } finally {
    finishChat(context, groupId, chat, counts, isWhole)
  }
  const systemMessages = chat.messages.filter((message) => message.kind === 'system').length
  return {
    groupId,
    format: chat.format,
    messages: chat.messages.length - systemMessages,
    members: people.length,
    ...counts,
    systemMessages,
    skippedLines: chat.skippedLines,
    firstAt: chat.firstAt,
    lastAt: chat.lastAt,
  }
}

/** The phone group to import into: the one given, the one of that title, or a fresh one. */
function resolveGroup(
  context: ProcessContext,
  groupId: string | undefined,
  subject: string | null,
): string {
  return context.transact((command) => {
    if (groupId !== undefined) {
      if (getGroup(command.db, groupId).kind !== 'phone')
        throw new AppError('invalid_input', {
          field: 'groupId',
          message: 'WhatsApp itself tells who is in this group. Choose an ordinary group.',
        })
      return groupId
    }
    if (subject === null)
      throw new AppError('invalid_input', {
        field: 'subject',
        message: 'The file does not say which group it is of. Give the group a title.',
      })
    const found = findPhoneGroup(command.db, subject)
    if (found !== null) return found
    const made = insertGroup(command.db, command, { kind: 'phone', state: 'active', subject })
    command.audit({
      action: 'groups.created',
      subjectKind: 'group',
      subjectId: made,
      groupId: made,
      data: { kind: 'phone', source: 'import' },
    })
    command.changed(changedDomains, made)
    return made
  })
}

async function bringPeople(
  context: ProcessContext,
  groupId: string,
  people: readonly PersonHistory[],
  counts: Counts,
  total: number,
): Promise<Map<string, string>> {
  const contacts = new Map<string, string>()
  for (let from = 0; from < people.length; from += peoplePerBatch) {
    const batch = people.slice(from, from + peoplePerBatch)
    context.transact((command) => {
      for (const person of batch) {
        const imported = importPerson(command.db, command, groupId, person)
        for (const name of [person.name, ...person.formerNames])
          contacts.set(name, imported.contactId)
        counts.newMembers += imported.isNew ? 1 : 0
        counts.left += imported.ended
      }
    })
    await pause(context, from + batch.length, total)
  }
  return contacts
}

async function bringMessages(
  context: ProcessContext,
  groupId: string,
  chat: ChatExport,
  contacts: ReadonlyMap<string, string>,
  counts: Counts,
  progress: { readonly done: number; readonly total: number },
): Promise<void> {
  const occurrences = new Map<string, number>()
  for (let from = 0; from < chat.messages.length; from += messagesPerBatch) {
    const batch: ImportedMessage[] = []
    for (const { author, at, isMedia, kind } of chat.messages.slice(
      from,
      from + messagesPerBatch,
    )) {
      const contactId = author === null ? undefined : contacts.get(author)
      if (kind !== 'message' || contactId === undefined) continue
      const moment = `${at}\n${author}`
      const ordinal = occurrences.get(moment) ?? 0
      occurrences.set(moment, ordinal + 1)
      batch.push({ key: `${moment}\n${ordinal}`, contactId, at, isMedia })
    }
    counts.newMessages += context.transact((command) =>
      importMessages(command.db, command, groupId, batch),
    )
    const done = Math.min(from + messagesPerBatch, chat.messages.length)
    await pause(context, progress.done + done, progress.total)
  }
}

/** One line in the log for one import, also for one that was stopped halfway. */
function finishChat(
  context: ProcessContext,
  groupId: string,
  chat: ChatExport,
  counts: Counts,
  isWhole: boolean,
): void {
  context.transact((command) => {
    let lastAt = 0
    for (const message of chat.messages)
      if (message.kind === 'message' && message.at > lastAt) lastAt = message.at
    if (isWhole && lastAt > 0) touchGroupMessage(command.db, groupId, lastAt, null)
    updateGroup(command.db, command.now, groupId, { last_synced_at: command.now })
    command.audit({
      action: 'chatExports.imported',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { format: chat.format, messages: chat.messages.length, ...counts, isWhole },
    })
    evaluateGroup(command, groupId)
    command.changed(changedDomains, groupId)
  })
}

async function importMembers(
  context: ProcessContext,
  input: ParsedInput<'members.import'>,
): Promise<CallOutput<'members.import'>> {
  const file = await readFileSource(context, input.file)
  const country = context.read(({ db }) => readSettings(db).defaultCountry)
  const { rows, members, rejected } = parseMemberCsv(file.content, country)
  const groupId = resolveGroup(context, input.groupId, input.subject ?? null)
  let imported = 0
  let newMembers = 0
  try {
    while (imported < members.length) {
      const batch = members.slice(imported, imported + peoplePerBatch)
      newMembers += context.transact(
        ({ db, now, newId }) =>
          batch.filter((member) => importListedMember(db, { now, newId }, groupId, member)).length,
      )
      imported += batch.length
      await pause(context, imported, members.length)
    }
  } finally {
    context.transact((command) => {
      updateGroup(command.db, command.now, groupId, { last_synced_at: command.now })
      command.audit({
        action: 'members.imported',
        subjectKind: 'group',
        subjectId: groupId,
        groupId,
        data: { rows, imported, newMembers, rejected: rejected.length },
      })
      evaluateGroup(command, groupId)
      command.changed(changedDomains, groupId)
    })
  }
  return {
    groupId,
    rows,
    imported,
    newMembers,
    rejected: rejected.slice(0, maxRejectedShown),
    rejectedTotal: rejected.length,
  }
}

/** Between two transactions: tells how far it is, lets others in, and stops where it was cancelled. */
async function pause(context: ProcessContext, doneCount: number, total: number): Promise<void> {
  context.progress({ kind: 'import', doneCount, total })
  await nextTurn()
  if (context.signal.aborted)
    throw new AppError('cancelled', {
      message:
        'The import was stopped. What is in already stays; import the file again for the rest.',
    })
}
