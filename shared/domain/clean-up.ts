import { z } from 'zod'
import { id, pageInput, timestampMs } from './common.ts'
import { optInState } from './members.ts'

/** How long whoever was cleaned up can be brought back. */
export const binDays = 7
/** How long before it happens a scheduled clean-up is announced. */
export const announceDays = 3

/** Why a contact is no longer needed, in the order in which the first that holds is named. */
export const cleanUpReason = z.enum([
  'no_purpose_left',
  'undeliverable',
  'duplicate',
  'inactive',
  'never_agreed',
])
export type CleanUpReason = z.infer<typeof cleanUpReason>

/** Why a contact stays although a rule would clean it up. */
export const keepReason = z.enum(['recent_order', 'group_member', 'trusted', 'tagged', 'under_way'])
export type KeepReason = z.infer<typeof keepReason>

const months = z.number().int().min(1).max(240)

/** What a rule looks for, and whom it leaves alone all the same. */
export const cleanUpCriteria = z
  .object({
    /** Nothing heard of for so long: no message, no order, no yes. Null: not looked at. */
    inactiveMonths: months.nullable().default(null),
    /** The number is wrong or not on WhatsApp, or there is nothing to write to. */
    isUndeliverable: z.boolean().default(false),
    /** No yes to any purpose was ever recorded. */
    hasNeverAgreed: z.boolean().default(false),
    /** Every yes was withdrawn or ran out, and they are in no group. */
    hasNoPurpose: z.boolean().default(false),
    /** Another contact is the same person and is known better. */
    isDuplicate: z.boolean().default(false),
    /** Whether one of these is enough or all of them have to hold. */
    match: z.enum(['any', 'all']).default('any'),
    keepOrdersMonths: months.nullable().default(24),
    keepGroupMembers: z.boolean().default(true),
    keepTrusted: z.boolean().default(true),
    keepTagIds: z.array(id).max(20).default([]),
  })
  .refine(
    (value) =>
      value.inactiveMonths !== null ||
      value.isUndeliverable ||
      value.hasNeverAgreed ||
      value.hasNoPurpose ||
      value.isDuplicate,
    { message: 'Choose at least one thing to look for.', path: ['inactiveMonths'] },
  )
export type CleanUpCriteria = z.infer<typeof cleanUpCriteria>

/** `anonymise`: figures of orders and stays are kept without the person. `delete`: nothing is. */
export const cleanUpAction = z.enum(['anonymise', 'delete'])
export type CleanUpAction = z.infer<typeof cleanUpAction>

const ruleName = z.string().trim().min(1).max(80)
const everyDays = z.number().int().min(7).max(730)

export const cleanUpRule = z.object({
  id,
  name: z.string(),
  criteria: cleanUpCriteria,
  action: cleanUpAction,
  /** Null: only by hand. */
  everyDays: everyDays.nullable(),
  nextRunAt: timestampMs.nullable(),
  /** When it last put somebody into the bin. */
  lastRunAt: timestampMs.nullable(),
})
export type CleanUpRule = z.infer<typeof cleanUpRule>

export const saveCleanUpRuleInput = z.object({
  ruleId: id.optional(),
  name: ruleName,
  criteria: cleanUpCriteria,
  action: cleanUpAction,
  everyDays: everyDays.nullable().default(null),
})

/** A contact as the clean-up shows it. The number is masked. */
export const cleanUpContact = z.object({
  contactId: id,
  name: z.string(),
  maskedNumber: z.string().nullable(),
  optIn: optInState,
  orderCount: z.number().int(),
  lastSeenAt: timestampMs.nullable(),
  createdAt: timestampMs,
})
export type CleanUpContact = z.infer<typeof cleanUpContact>

/** What a clean-up would do, found out without writing anything. */
export const cleanUpPreview = z.object({
  /** Contacts that are not in the bin. */
  total: z.number().int(),
  /** How many would go into the bin. */
  matched: z.number().int(),
  /** How many of them each thing holds for; one contact can count several times. */
  reasons: z.array(z.object({ reason: cleanUpReason, contacts: z.number().int() })),
  examples: z.array(cleanUpContact.extend({ reasons: z.array(cleanUpReason) })),
  /** Who would be cleaned up and stays, by the first exception that holds. */
  kept: z.array(z.object({ reason: keepReason, contacts: z.number().int() })),
  keptExamples: z.array(cleanUpContact.extend({ reason: keepReason })),
  /** Who said no: that is kept as a fingerprint of the number, so that it counts when they come back. */
  optedOut: z.number().int(),
})
export type CleanUpPreview = z.infer<typeof cleanUpPreview>

export const cleanUpRunState = z.enum(['announced', 'in_bin', 'finished', 'undone', 'cancelled'])
export const cleanUpRun = z.object({
  id,
  ruleId: id.nullable(),
  ruleName: z.string(),
  action: cleanUpAction,
  state: cleanUpRunState,
  /** Put into the bin, or expected to be while it is announced. */
  contacts: z.number().int(),
  /** Brought back by the owner, or back by themselves. */
  restored: z.number().int(),
  /** Still in the bin. */
  inBin: z.number().int(),
  isScheduled: z.boolean(),
  runBy: z.string(),
  createdAt: timestampMs,
  binAt: timestampMs,
  /** When the bin is emptied for good. */
  purgeAt: timestampMs,
  endedAt: timestampMs.nullable(),
})
export type CleanUpRun = z.infer<typeof cleanUpRun>

export const listCleanUpRunsInput = z.object({
  ...pageInput,
  state: cleanUpRunState.optional(),
})

export const runCleanUpInput = z.object({
  ruleId: id,
  /** The number that the dry run named: what is done is what was seen. */
  confirmedContacts: z.number().int().min(1).max(100_000_000),
})

export const binInput = z.object({ ...pageInput, runId: id.optional() })
export const binnedContact = cleanUpContact.extend({
  runId: id,
  ruleName: z.string(),
  action: cleanUpAction,
  reason: cleanUpReason,
  binnedAt: timestampMs,
  purgeAt: timestampMs,
  /** Still a member of so many groups; being in the bin takes nobody out of one. */
  groups: z.number().int(),
})
export type BinnedContact = z.infer<typeof binnedContact>

export const restoreInput = z
  .object({
    runId: id.optional(),
    contactIds: z.array(id).min(1).max(10_000).optional(),
  })
  .refine((value) => (value.runId === undefined) !== (value.contactIds === undefined), {
    message: 'Give either a clean-up or contacts.',
    path: ['runId'],
  })

export const purgeInput = z.object({
  runId: id,
  /** How many are in its bin: asked back, because nothing brings them back afterwards. */
  confirmedContacts: z.number().int().min(1).max(100_000_000),
})

/** What a contact is needed for, the strongest first, or why it no longer is. */
export const neededFor = z.enum(['group_member', 'agreed', 'customer', 'in_touch'])
export const notNeeded = z.enum(['said_no', 'undeliverable', 'inactive'])

/** What a leak today would bring to light, how much of it is still needed, and what is spared already. */
export const exposure = z.object({
  contacts: z.number().int(),
  numbers: z.number().int(),
  messages: z.number().int(),
  orders: z.number().int(),
  notes: z.number().int(),
  inBin: z.number().int(),
  needed: z.array(z.object({ reason: neededFor, contacts: z.number().int() })),
  notNeeded: z.array(z.object({ reason: notNeeded, contacts: z.number().int() })),
  savedContacts: z.number().int(),
  /** Messages, orders, notes and other lines that went, or lost what tells who somebody is. */
  savedRecords: z.number().int(),
})
export type Exposure = z.infer<typeof exposure>
