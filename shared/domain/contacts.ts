import { z } from 'zod'
import { explanation, id, money, pageInput, timestampMs } from './common.ts'
import { numberState, optInState, screeningState } from './members.ts'

export const contactSource = z.enum(['update', 'import', 'signup', 'manual', 'demo'])
/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/)
export const emailAddress = z.string().trim().max(254).email()
/** YYYY-MM-DD, or --MM-DD where the year is not told. */
export const birthday = z.string().regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
export const contactName = z.string().trim().min(1).max(200)
export const customFieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const customValues = z.record(customFieldKey, z.string().max(500))

/** A label that the owner gives to contacts. */
export const tag = z.object({ id, name: z.string(), size: z.number().int() })
/** Tags stand side by side in a cell of a file, so none holds what stands between them. */
export const tagName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^,，;；|、\r\n]*$/)

/** A field of the owner's own, beside those that every contact has. */
export const customField = z.object({
  key: customFieldKey,
  label: z.string().trim().min(1).max(60),
  type: z.enum(['text', 'number', 'date', 'flag']),
})

/** What a list of contacts is narrowed to; all of it has to hold. */
export const contactFilter = z.object({
  /** Any part of a name, number, username, note or tag. */
  search: z.string().trim().max(200).optional(),
  /** Has every one of them. */
  tagIds: z.array(id).max(20).optional(),
  countries: z.array(country).max(50).optional(),
  optIn: optInState.optional(),
  screening: screeningState.optional(),
  source: contactSource.optional(),
  groupId: id.optional(),
  importId: id.optional(),
  /** Fits the segment at this moment. */
  segmentId: id.optional(),
  hasNumber: z.boolean().optional(),
  hasOrders: z.boolean().optional(),
  seenAfter: timestampMs.optional(),
  /** Not seen since; contacts never seen count. */
  notSeenSince: timestampMs.optional(),
})
export type ContactFilter = z.infer<typeof contactFilter>

export const contactSort = z.enum([
  'name',
  'created',
  'lastSeen',
  'country',
  'orders',
  'spent',
  'lastOrder',
])

/** A contact as a line of the list. The number is masked. */
export const contact = z.object({
  id,
  /** Falls back to username or masked number, so that it is never empty. */
  name: z.string(),
  maskedNumber: z.string().nullable(),
  username: z.string().nullable(),
  numberState,
  country: country.nullable(),
  city: z.string().nullable(),
  tags: z.array(z.string()),
  source: contactSource,
  optIn: optInState,
  screening: screeningState,
  groups: z.number().int(),
  lastSeenAt: timestampMs.nullable(),
  orderCount: z.number().int(),
  spent: money.nullable(),
  lastOrderAt: timestampMs.nullable(),
  createdAt: timestampMs,
})
export type Contact = z.infer<typeof contact>

export const listContactsInput = z.object({
  ...pageInput,
  ...contactFilter.shape,
  sort: contactSort.default('name'),
  descending: z.boolean().default(false),
})
/** Without a total: that is `contacts.count`, so that the first rows never wait for it. */
export const contactPage = z.object({ items: z.array(contact), nextCursor: z.string().nullable() })

/** A key under which WhatsApp knows, or knew, the person. */
export const contactIdentity = z.object({
  kind: z.enum(['wa_id', 'bsuid', 'parent_bsuid', 'username']),
  /** Masked where it is a number. */
  value: z.string(),
  since: timestampMs,
  until: timestampMs.nullable(),
})

export const contactNote = z.object({
  id,
  text: z.string(),
  writtenBy: z.string(),
  at: timestampMs,
})

export const contactDetail = contact.extend({
  email: z.string().nullable(),
  birthday: z.string().nullable(),
  language: z.string().nullable(),
  externalId: z.string().nullable(),
  custom: customValues,
  tagIds: z.array(id),
  identities: z.array(contactIdentity),
  notes: z.array(contactNote),
  stays: z.array(
    z.object({
      groupId: id,
      groupSubject: z.string(),
      isAdmin: z.boolean(),
      joinedAt: timestampMs.nullable(),
      leftAt: timestampMs.nullable(),
    }),
  ),
  consent: z.array(
    z.object({
      purpose: z.string(),
      purposeName: z.string(),
      state: z.enum(['given', 'withdrawn', 'expired']),
      at: timestampMs,
    }),
  ),
  screeningScore: z.number().int().nullable(),
  screenedAt: timestampMs.nullable(),
  /** Merges that can still be taken apart, newest first. */
  merges: z.array(z.object({ mergeId: id, name: z.string(), mergedAt: timestampMs })),
  duplicates: z.number().int(),
  binnedAt: timestampMs.nullable(),
  anonymisedAt: timestampMs.nullable(),
})

export const contactPatch = z.object({
  name: contactName.optional(),
  email: emailAddress.nullable().optional(),
  city: z.string().trim().max(120).nullable().optional(),
  birthday: birthday.nullable().optional(),
  language: z.string().max(35).nullable().optional(),
  externalId: z.string().trim().min(1).max(120).nullable().optional(),
  custom: customValues.optional(),
})

export const createContactInput = contactPatch.extend({
  name: contactName,
  /** As people write it; read as from the workspace's country where it has no country code. */
  number: z.string().trim().max(40).optional(),
})

/** Whom a bulk action is for: those chosen, or all that a filter matches. */
export const contactTarget = z
  .object({
    contactIds: z.array(id).min(1).max(10_000).optional(),
    filter: contactFilter.optional(),
  })
  .refine((value) => (value.contactIds === undefined) !== (value.filter === undefined), {
    message: 'Give either contacts or a filter.',
    path: ['contactIds'],
  })

export const timelineKind = z.enum([
  'message',
  'order',
  'consent',
  'note',
  'group',
  'screening',
  'announcement',
  'broadcast',
  'direct_message',
  'import',
  'identity',
  'merge',
  'audit',
])
/** One thing that happened with a contact; the explanation's words are `people.timeline.<code>`. */
export const timelineItem = z.object({
  key: z.string(),
  at: timestampMs,
  kind: timelineKind,
  explanation,
  /** What somebody wrote, where that is kept. */
  text: z.string().nullable(),
  groupId: id.nullable(),
})

export const order = z.object({
  orderNo: z.string().nullable(),
  at: timestampMs,
  amount: money,
  items: z.array(z.object({ name: z.string(), quantity: z.number().nullable() })),
})

/** Two contacts that look like one person, with what speaks for it. */
export const duplicate = z.object({
  one: contact,
  other: contact,
  reasons: z.array(z.enum(['same_name', 'same_email', 'same_number_digits', 'same_username'])),
})

export const exportContactsInput = z.object({
  target: contactTarget,
  format: z.enum(['csv', 'xlsx', 'vcard']),
  /** Numbers in full; logged. */
  withNumbers: z.boolean().default(false),
})
export const exportedFile = z.object({ fileId: id, fileName: z.string(), rows: z.number().int() })

export const savedView = z.object({
  id,
  name: z.string(),
  filter: contactFilter,
  sort: contactSort,
  descending: z.boolean(),
})
