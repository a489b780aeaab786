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
import { requireContact } from '../../store/contact-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroupsOf } from '../evaluate-groups-of.ts'

/** What is different, for the screens, when a contact is. */
export const contactDomains = ['contacts', 'members', 'consent', 'overview', 'tags']

export const contactHandlers = {
  'contacts.list': query(({ db }, input) => listContacts(db, input)),
  'contacts.count': query(({ db }, input) => ({ total: countContacts(db, input) })),
  'contacts.get': query(({ db }, { contactId }) => getContactDetail(db, contactId)),
  'contacts.orders': query(({ db }, input) => {
    requireContact(db, input.contactId)
    return listOrders(db, input)
  }),
  'contacts.create': command((context, input) => {
    const number = input.number ? readNumber(context, input.number) : null
    const contactId = createContact(context.db, context, input, number)
    auditContact(context, 'contacts.created', contactId, { hasNumber: number !== null })
    return { contactId }
  }),
  'contacts.update': command((context, { contactId, ...patch }) => {
    requireListedContact(context.db, contactId)
    updateContact(context.db, context, contactId, patch)
    auditContact(context, 'contacts.updated', contactId, { fields: Object.keys(patch).sort() })
    evaluateGroupsOf(context, [contactId])
    return { done: true }
  }),
} as Handlers<keyof typeof contactCalls>

function readNumber(context: CommandContext, typed: string): NewNumber {
  const parsed = toTypedE164(typed, readSettings(context.db).defaultCountry)
  if (parsed.e164 === null || parsed.state === 'invalid')
    throw new AppError('invalid_input', {
      field: 'number',
      message: 'This is no phone number. Write it with its country code, as +86 138 0013 8000.',
    })
  return { digits: parsed.e164.slice(1), type: parsed.type }
}

function auditContact(
  context: CommandContext,
  action: string,
  contactId: string,
  data: Record<string, unknown> = {},
): void {
  context.audit({ action, subjectKind: 'contact', subjectId: contactId, contactId, data })
  context.changed(contactDomains)
}
