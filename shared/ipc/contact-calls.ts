import { z } from 'zod'
import * as contacts from '../domain/contacts.ts'
import { done, id, nothing, pageInput, pageOf } from '../domain/common.ts'
import { command, query } from './call.ts'

const contactId = z.object({ contactId: id })
const affected = z.object({ contacts: z.number().int() })

/** People: who they are, how they are found, and what is kept of them. */
export const contactCalls = {
  'contacts.list': query(contacts.listContactsInput, contacts.contactPage),
  'contacts.count': query(contacts.contactFilter, z.object({ total: z.number().int() })),
  'contacts.get': query(contactId, contacts.contactDetail),
  'contacts.timeline': query(
    contactId.extend({ ...pageInput, kinds: z.array(contacts.timelineKind).optional() }),
    z.object({ items: z.array(contacts.timelineItem), nextCursor: z.string().nullable() }),
  ),
  'contacts.orders': query(contactId.extend(pageInput), pageOf(contacts.order)),
  'contacts.create': command(contacts.createContactInput, contactId),
  'contacts.update': command(contactId.extend(contacts.contactPatch.shape), done),
  'contacts.addNote': command(
    contactId.extend({ text: z.string().trim().min(1).max(2000) }),
    contacts.contactNote,
  ),
  'contacts.deleteNote': command(z.object({ noteId: id }), done),
  'contacts.merge': command(z.object({ intoId: id, fromId: id }), z.object({ mergeId: id })),
  'contacts.split': command(z.object({ mergeId: id }), contactId),
  'contacts.duplicates': query(z.object(pageInput), pageOf(contacts.duplicate)),
  'contacts.dismissDuplicate': command(z.object({ oneId: id, otherId: id }), done),
  'contacts.export': command(contacts.exportContactsInput, contacts.exportedFile),
  'tags.list': query(nothing, z.object({ tags: z.array(contacts.tag) })),
  'tags.save': command(z.object({ tagId: id.optional(), name: contacts.tagName }), contacts.tag),
  'tags.delete': command(z.object({ tagId: id }), done),
  'tags.assign': command(
    z.object({ tagId: id, target: contacts.contactTarget, isOn: z.boolean() }),
    affected,
  ),
  'customFields.list': query(nothing, z.object({ fields: z.array(contacts.customField) })),
  'customFields.save': command(contacts.customField, contacts.customField),
  'customFields.delete': command(z.object({ key: contacts.customFieldKey }), done),
  'savedViews.list': query(nothing, z.object({ views: z.array(contacts.savedView) })),
  'savedViews.save': command(
    contacts.savedView.omit({ id: true }).extend({
      viewId: id.optional(),
      name: z.string().trim().min(1).max(60),
    }),
    contacts.savedView,
  ),
  'savedViews.delete': command(z.object({ viewId: id }), done),
} as const
