import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { noticeName } from '../../core/consent/notice-name.ts'
import { contactsBySeq } from '../../store/contact-row.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { listDirectMessages } from '../../store/direct-message-store.ts'
import { getLegalText, type LegalText } from '../../store/legal-text-store.ts'
import {
  nextRecipients,
  noticeCoverage,
  outdatedContacts,
  previewNotice,
  type NoticeScope,
} from '../../store/notice-store.ts'
import { segmentSeqs } from '../../store/segments/segment-store.ts'
import { decodeCursor, toPage } from '../../store/paging.ts'
import { readSettings } from '../../store/settings-store.ts'
import { getTemplate, type StoredTemplate } from '../../store/template-store.ts'
import { readAccount } from '../account/account-record.ts'
import { messageDomains, queueMessage } from '../consent/queue-message.ts'
import { process, query, type Handlers, type ProcessContext } from '../context.ts'

type Names =
  | 'notices.preview'
  | 'notices.send'
  | 'notices.coverage'
  | 'notices.outdated'
  | 'directMessages.list'

/** Messages put in line in one transaction, so that nobody waits long for the store. */
const portion = 200

export const noticeHandlers: Handlers<Names> = {
  'notices.preview': query(({ db, now }, draft) =>
    previewNotice(db, prepare(db, draft, now).scope),
  ),
  'notices.send': process(send),
  'notices.coverage': query(({ db }) => ({
    notices: noticeCoverage(db, readSettings(db).language),
  })),
  'notices.outdated': query(({ db }, input) => {
    const text = requireNotice(db, input.legalTextId)
    const [after] = input.cursor ? decodeCursor(input.cursor, 1) : [-1]
    const { rows, total } = outdatedContacts(db, text, readSettings(db).language, {
      afterSeq: Number(after),
      limit: input.limit + 1,
    })
    const page = toPage(
      rows,
      input.limit,
      total,
      (row) => [row.seq],
      (row) => row,
    )
    const contacts = contactsBySeq(
      db,
      page.items.map((row) => row.seq),
    )
    return {
      ...page,
      items: contacts.map((contact, at) => ({
        ...contact,
        hasVersion: page.items[at]?.hasVersion ?? null,
      })),
    }
  }),
  'directMessages.list': query(({ db }, input) => listDirectMessages(db, input)),
}

function requireNotice(db: ReadableDatabase, legalTextId: string): LegalText {
  const text = getLegalText(db, legalTextId)
  if (text.kind === 'consent')
    throw new AppError('invalid_input', {
      field: 'legalTextId',
      message: 'This is a wording that people agree to. Choose a notice to be sent.',
    })
  return text
}

interface Prepared {
  readonly text: LegalText
  readonly template: StoredTemplate | null
  readonly scope: NoticeScope
}

/**
 * A notice tells people about what they have with the shop, so that a no to service keeps it away; sent as
 * a marketing template it is marketing, and a no to that does.
 */
function prepare(
  db: ReadableDatabase,
  draft: ParsedInput<'notices.preview'>,
  now: number,
): Prepared {
  const text = requireNotice(db, draft.legalTextId)
  const template = draft.templateId === undefined ? null : getTemplate(db, draft.templateId)
  if (template && template.status !== 'APPROVED')
    throw new AppError('template_not_approved', {
      field: 'templateId',
      message: 'Choose a template that WhatsApp has approved.',
    })
  if (template && template.variables.length > 1)
    throw new AppError('template_parameters_wrong', {
      field: 'templateId',
      message: 'Choose a template with one variable at most: the name of the notice goes into it.',
    })
  const purpose = template?.category === 'MARKETING' ? 'marketing' : 'service'
  const scope = {
    target: draft.target,
    legalTextId: text.id,
    purpose,
    onlyWithout: draft.onlyWithout,
    hasTemplate: template !== null,
    segment:
      draft.target.filter?.segmentId === undefined
        ? null
        : JSON.stringify(segmentSeqs(db, draft.target.filter.segmentId, now)),
    now,
  }
  return { text, template, scope }
}

function refuseUnsendable(db: ReadableDatabase, { text }: Prepared): void {
  if (!readAccount(db))
    throw new AppError('account_missing', { message: 'Connect a Business account first.' })
  if (!text.isCurrent)
    throw new AppError('conflict', {
      field: 'legalTextId',
      message: 'There is a newer version of this notice. Send that one.',
    })
}

/**
 * Puts a notice in line for all whom it reaches. That it was decided on is on record before the first
 * message is; a death in between leaves the rest unsent, and they are found as people without it.
 */
async function send(
  context: ProcessContext,
  input: ParsedInput<'notices.send'>,
): Promise<CallOutput<'notices.send'>> {
  const now = context.now()
  const prepared = context.transact((command) => {
    const found = prepare(command.db, input, now)
    refuseUnsendable(command.db, found)
    const { byText, byTemplate } = previewNotice(command.db, found.scope)
    const recipients = byText + byTemplate
    if (recipients !== input.confirmCount)
      throw new AppError('confirmation_required', {
        field: 'confirmCount',
        params: { recipients },
        message: `This writes to ${recipients} people. Confirm that number to go on.`,
      })
    command.audit({
      action: 'notices.approved',
      subjectKind: 'legal_text',
      subjectId: found.text.id,
      data: {
        kind: found.text.kind,
        language: found.text.language,
        version: found.text.version,
        recipients,
      },
    })
    return found
  })
  return { queued: await queueAll(context, prepared) }
}

async function queueAll(context: ProcessContext, prepared: Prepared): Promise<number> {
  let queued = 0
  let after = -1
  for (;;) {
    if (context.signal.aborted)
      throw new AppError('cancelled', {
        params: { queued },
        message: 'Stopped. Those in line already are still written to.',
      })
    const rows = context.transact((command) => {
      const found = nextRecipients(command.db, prepared.scope, after, portion)
      for (const { id } of found)
        queueMessage(command, messageTo(id, prepared, command.caller.actor))
      if (found.length > 0) command.changed(messageDomains)
      return found
    })
    queued += rows.length
    const last = rows.at(-1)
    if (!last) return queued
    after = last.seq
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function messageTo(contactId: string, { text, template, scope }: Prepared, createdBy: string) {
  const name = noticeName(text.language, text.kind, text.version)
  const variable = template?.variables[0]
  return {
    contactId,
    purpose: scope.purpose,
    kind: 'notice' as const,
    text: text.body,
    legalTextId: text.id,
    templateId: template?.id ?? null,
    variables: variable === undefined ? {} : { [variable]: name },
    createdBy,
  }
}
