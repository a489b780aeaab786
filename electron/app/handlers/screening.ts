import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import type { screeningCalls } from '../../../shared/ipc/screening-calls.ts'
import {
  getPersonScreening,
  listQueue,
  summariseScreening,
} from '../../store/screening-queue-store.ts'
import {
  insertEvidence,
  lastSeq,
  markScreenedDue,
  readScreeningSettings,
  seqsOf,
  withdrawEvidence,
  writeScreeningSettings,
} from '../../store/screening-store.ts'
import { command, process, query, type CommandContext, type Handlers } from '../context.ts'
import { decideScreening } from '../screening/decide-screening.ts'
import { previewSettings } from '../screening/preview-settings.ts'
import { runScreening } from '../screening/run-screening.ts'
import { screenContacts, shownIn } from '../screening/screen-contacts.ts'
import { blockListHandlers } from './block-list.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Contacts marked in one transaction. */
const markedAtOnce = 20_000

export const screeningHandlers: Handlers<keyof typeof screeningCalls> = {
  ...blockListHandlers,
  'screening.get': query(({ db }, { contactId }) => getPersonScreening(db, contactId)),
  'screening.queue': query(({ db }, input) => listQueue(db, input)),
  'screening.summary': query(({ db }) => summariseScreening(db)),
  'screening.decide': process(decideScreening),
  'screening.addEvidence': command(addEvidence),
  'screening.withdrawEvidence': command((context, { evidenceId }) => {
    const contactId = withdrawEvidence(context.db, context.now, evidenceId)
    screenAgain(context, contactId)
    context.audit({
      action: 'screening.evidenceWithdrawn',
      subjectKind: 'contact',
      subjectId: contactId,
      contactId,
      data: { evidenceId },
    })
    return { done: true }
  }),
  'screening.run': process(runScreening),
  'screening.settings': query(({ db }) => readScreeningSettings(db)),
  'screening.saveSettings': process(async (context, input) => {
    context.transact((writing) => {
      writing.audit({
        action: 'screening.settingsSaved',
        subjectKind: 'screening',
        data: { before: readScreeningSettings(writing.db), after: input },
      })
      writeScreeningSettings(writing.db, input)
      writing.changed(['screening'])
    })
    // everybody screened so far is due again; the engine gets to them portion by portion
    const upTo = context.read(({ db }) => lastSeq(db))
    for (let after = -1; after < upTo; after += markedAtOnce) {
      context.transact((writing) => markScreenedDue(writing.db, after, after + markedAtOnce))
      await new Promise((resolve) => setImmediate(resolve))
    }
    return input
  }),
  'screening.previewSettings': query(({ db, now }, input) => previewSettings(db, now, input)),
}

function addEvidence(
  context: CommandContext,
  input: ParsedInput<'screening.addEvidence'>,
): CallOutput<'screening.addEvidence'> {
  if (seqsOf(context.db, [input.contactId]).length === 0)
    throw new AppError('not_found', { field: 'contactId', message: 'There is no such contact.' })
  if (input.kind === 'document_seen') refuseDocumentNumber(input)
  if ((input.at ?? 0) > context.now + dayMs)
    throw new AppError('invalid_input', {
      field: 'at',
      message: 'Evidence cannot be seen in the future. Check the day.',
    })
  const evidence = insertEvidence(context.db, context, {
    contactId: input.contactId,
    kind: input.kind,
    place: input.place,
    note: input.note,
    recordedBy: context.caller.actor,
    at: input.at ?? context.now,
  })
  screenAgain(context, input.contactId)
  context.audit({
    action: 'screening.evidenceAdded',
    subjectKind: 'contact',
    subjectId: input.contactId,
    contactId: input.contactId,
    data: { kind: input.kind, at: evidence.at, hasNote: input.note !== '' },
  })
  return evidence
}

/** A document is looked at and nothing of it is kept, so its number does not belong here. */
function refuseDocumentNumber({ place, note }: ParsedInput<'screening.addEvidence'>): void {
  for (const [field, text] of Object.entries({ place, note }))
    if (/(?:\d[\s-]?){6,}/u.test(text.normalize('NFKC')))
      throw new AppError('invalid_input', {
        field,
        message: 'Leave the number of the document out. Nothing of a document is kept.',
      })
}

function screenAgain(context: CommandContext, contactId: string): void {
  screenContacts(context, seqsOf(context.db, [contactId]))
  context.changed(shownIn)
}
