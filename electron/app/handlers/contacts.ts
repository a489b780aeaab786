import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import { AppError } from '../../../shared/errors.ts'
import { toTypedE164 } from '../../files/phone-number.ts'
import { getContactDetail, listOrders } from '../../store/contact-detail-store.ts'
import {
  createContact,
  requireListedContact,
  updateContact,
  type NewNumber,
} from '../../store/contact-edit-store.ts'
import { countContacts, listContacts } from '../../store/contact-list-store.ts'
import { mergeContacts } from '../../store/contact-merge-store.ts'
import { splitContacts } from '../../store/contact-split-store.ts'
import { requireContact } from '../../store/contact-store.ts'
import { dismissPair, listDuplicates } from '../../store/duplicate-store.ts'
import { addNote, deleteNote } from '../../store/note-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { listTimeline } from '../../store/timeline-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroupsOf } from '../evaluate-groups-of.ts'

type Names = Exclude<Extract<keyof typeof contactCalls, `contacts.${string}`>, 'contacts.export'>

/** What is different, for the screens, when a contact is. */
const contactDomains = ['contacts', 'members', 'consent', 'screening', 'overview', 'tags']

export const contactHandlers: Handlers<Names> = {
  'contacts.list': query(({ db, now }, input) => listContacts(db, input, undefined, now)),
  'contacts.count': query(({ db, now }, input) => ({ total: countContacts(db, input, now) })),
  'contacts.get': query(({ db }, { contactId }) => getContactDetail(db, contactId)),
  'contacts.timeline': query(({ db }, input) => {
    requireContact(db, input.contactId)
    return listTimeline(db, input)
  }),
  'contacts.orders': query(({ db }, input) => {
    requireContact(db, input.contactId)
    return listOrders(db, input)
  }),
  'contacts.create': command((context, input) => {
    const number = input.number ? readNumber(context, input.number) : null
    const contactId = createContact(context.db, context, input, number)
    logContact(context, 'contacts.created', contactId, { hasNumber: number !== null })
    return { contactId }
  }),
  'contacts.update': command((context, { contactId, ...patch }) => {
    requireListedContact(context.db, contactId)
    updateContact(context.db, context, contactId, patch)
    logContact(context, 'contacts.updated', contactId, { fields: Object.keys(patch).sort() })
    evaluateGroupsOf(context, [contactId])
    return { done: true }
  }),
  'contacts.addNote': command((context, { contactId, text }) => {
    requireListedContact(context.db, contactId)
    const writtenBy = context.caller.actor
    const note = addNote(context.db, context, { contactId, text, writtenBy })
    logContact(context, 'contacts.noteAdded', contactId)
    return note
  }),
  'contacts.deleteNote': command((context, { noteId }) => {
    logContact(context, 'contacts.noteDeleted', deleteNote(context.db, noteId))
    return { done: true }
  }),
  'contacts.merge': command((context, { intoId, fromId }) => {
    if (intoId === fromId)
      throw new AppError('invalid_input', {
        field: 'fromId',
        message: 'This is the same contact. Choose two.',
      })
    requireListedContact(context.db, intoId, 'intoId')
    requireListedContact(context.db, fromId, 'fromId')
    const mergeId = mergeContacts(context.db, context, intoId, fromId, context.caller.actor)
    logContact(context, 'contacts.merged', intoId, { mergeId, fromId })
    evaluateGroupsOf(context, [intoId])
    return { mergeId }
  }),
  'contacts.split': command((context, { mergeId }) => {
    const { keptId, splitId } = splitContacts(context.db, context, mergeId)
    logContact(context, 'contacts.split', keptId, { mergeId, splitId })
    evaluateGroupsOf(context, [keptId, splitId])
    return { contactId: splitId }
  }),
  'contacts.duplicates': query(({ db }, input) => listDuplicates(db, input)),
  'contacts.dismissDuplicate': command((context, { oneId, otherId }) => {
    if (oneId === otherId)
      throw new AppError('invalid_input', {
        field: 'otherId',
        message: 'This is the same contact. Choose two.',
      })
    requireListedContact(context.db, oneId, 'oneId')
    requireListedContact(context.db, otherId, 'otherId')
    dismissPair(context.db, context.now, oneId, otherId)
    logContact(context, 'contacts.duplicateDismissed', oneId, { otherId })
    return { done: true }
  }),
}

/** @throws AppError `invalid_input` for what is no number of its country. */
function readNumber(context: CommandContext, typed: string): NewNumber {
  const parsed = toTypedE164(typed, readSettings(context.db).defaultCountry)
  if (parsed.e164 === null || parsed.state === 'invalid')
    throw new AppError('invalid_input', {
      field: 'number',
      message: 'This is no phone number. Write it with its country code, as +86 138 0013 8000.',
    })
  return { digits: parsed.e164.slice(1), type: parsed.type }
}

function logContact(
  context: CommandContext,
  action: string,
  contactId: string,
  data: Record<string, unknown> = {},
): void {
  context.audit({ action, subjectKind: 'contact', subjectId: contactId, contactId, data })
  context.changed(contactDomains)
}
