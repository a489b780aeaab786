import { z } from 'zod'
import { id, pageInput, timestampMs } from './common.ts'

export const memberSource = z.enum(['sync', 'update', 'chat_export', 'csv'])
export const optInState = z.enum(['opted_in', 'opted_out', 'unknown'])
export const screeningState = z.enum(['trusted', 'to_check', 'rejected', 'not_screened'])
export const numberState = z.enum(['valid', 'invalid', 'unreachable', 'none'])

/** A contact's membership in one group, as screens show it. The number is masked. */
export const member = z.object({
  participantId: id,
  contactId: id,
  groupId: id,
  name: z.string(),
  username: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  numberState,
  source: memberSource,
  isAdmin: z.boolean(),
  joinedAt: timestampMs.nullable(),
  leftAt: timestampMs.nullable(),
  leftReason: z.enum(['left', 'removed', 'unknown']).nullable(),
  lastWroteAt: timestampMs.nullable(),
  messages30: z.number().int(),
  messages90: z.number().int(),
  optIn: optInState,
  screening: screeningState,
  listNames: z.array(z.string()),
  /** Taken away by a clean-up; the membership is a fact all the same. */
  isInBin: z.boolean(),
})
export type Member = z.infer<typeof member>

export const memberSort = z.enum(['name', 'joined', 'lastWrote', 'messages30'])

export const listMembersInput = z.object({
  ...pageInput,
  groupId: id,
  search: z.string().max(200).optional(),
  state: z.enum(['current', 'left', 'all']).default('current'),
  optIn: optInState.optional(),
  sort: memberSort.default('name'),
  descending: z.boolean().default(false),
})

/** Input of anything read from a file: content staged before, or a path (from a terminal only). */
export const fileSource = z
  .object({ stagedFileId: id.optional(), path: z.string().max(4096).optional() })
  .refine((value) => (value.stagedFileId === undefined) !== (value.path === undefined), {
    message: 'Give either a staged file or a path.',
    path: ['stagedFileId'],
  })

export const rejectedRow = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  reason: z.string(),
})

export const importChatExportInput = z.object({
  file: fileSource,
  /** Existing phone group; left out, one is made with `subject`. */
  groupId: id.optional(),
  subject: z.string().trim().min(1).max(128).optional(),
  /** Day before month in numeric dates; left out, it is worked out from the file. */
  dayFirst: z.boolean().optional(),
})

export const chatExportResult = z.object({
  groupId: id,
  format: z.enum(['ios', 'android']),
  messages: z.number().int(),
  newMessages: z.number().int(),
  members: z.number().int(),
  newMembers: z.number().int(),
  left: z.number().int(),
  systemMessages: z.number().int(),
  skippedLines: z.number().int(),
  firstAt: timestampMs.nullable(),
  lastAt: timestampMs.nullable(),
})

export const importMembersInput = z.object({
  file: fileSource,
  groupId: id.optional(),
  subject: z.string().trim().min(1).max(128).optional(),
})
export const importMembersResult = z.object({
  groupId: id,
  rows: z.number().int(),
  imported: z.number().int(),
  newMembers: z.number().int(),
  rejected: z.array(rejectedRow),
  rejectedTotal: z.number().int(),
})

/** A chosen list: contacts picked by the owner, usable as a criterion of member review. */
export const contactList = z.object({ id, name: z.string(), size: z.number().int() })
