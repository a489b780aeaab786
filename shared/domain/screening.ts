import { z } from 'zod'
import { explanation, id, pageInput, timestampMs } from './common.ts'
import { contactSource, country } from './contacts.ts'
import { numberState, screeningState } from './members.ts'

/** Every check there is, in the order in which they are shown. */
export const screeningCheck = z.enum([
  'block_list',
  'reported',
  'removed_before',
  'identity',
  'orders',
  'consent',
  'number',
  'market',
  'delivery',
  'age',
  'same_person',
  'flood',
  'repeated_text',
  'link_only',
])
export type ScreeningCheck = z.infer<typeof screeningCheck>

/** `unknown`: nothing is known that the check could go by. `neutral`: known, and says nothing either way. */
export const screeningOutcome = z.enum(['good', 'bad', 'neutral', 'unknown'])

/** What one check found. Its points are its weight times how strongly it speaks, from -100 to 100. */
export const screeningResult = z.object({
  check: screeningCheck,
  outcome: screeningOutcome,
  points: z.number().int().min(-100).max(100),
  /** Words are `screening.result.<code>`. */
  explanation,
})
export type ScreeningResult = z.infer<typeof screeningResult>

/** What screening says, or the owner in its place. */
export const screeningVerdict = z.enum(['trusted', 'to_check', 'rejected'])
export type ScreeningVerdict = z.infer<typeof screeningVerdict>
/** A word of the owner; `checks` gives the decision back to the checks. */
export const screeningWord = z.enum(['trusted', 'to_check', 'rejected', 'checks'])
export type ScreeningWord = z.infer<typeof screeningWord>

const weight = z.number().int().min(0).max(100)
export const screeningWeights = z.object(
  Object.fromEntries(screeningCheck.options.map((check) => [check, weight])) as Record<
    ScreeningCheck,
    typeof weight
  >,
)

export const screeningLimits = z.object({
  /** Days after which somebody counts as known for long. */
  knownDays: z.number().int().min(1).max(3650),
  /** Messages within ten minutes that count as a flood. */
  floodMessages: z.number().int().min(3).max(1000),
  /** The same text in so many groups counts as passed around. */
  sameTextGroups: z.number().int().min(2).max(100),
  /** So many messages that are nothing but a link. */
  linkMessages: z.number().int().min(1).max(1000),
  /** Others of the same name and another number from which on it is worth a look. */
  sameNameContacts: z.number().int().min(1).max(20),
})

export const screeningPreset = z.enum(['careful', 'normal', 'open'])
export type ScreeningPreset = z.infer<typeof screeningPreset>

/** How the owner weighs what is known. Nobody is rejected or trusted at 0, where nothing is known. */
export const screeningSettings = z.object({
  /** From this score on somebody is trusted. */
  trustAt: z.number().int().min(1).max(100),
  /** From this score down somebody is rejected. */
  rejectAt: z.number().int().min(-100).max(-1),
  weights: screeningWeights,
  limits: screeningLimits,
  /** Countries that the shop sells to; empty: not said, and nobody is judged by it. */
  markets: z.array(country).max(250),
})
export type ScreeningSettings = z.infer<typeof screeningSettings>

/** What somebody of the shop can have seen. A document is looked at and never kept. */
export const evidenceKind = z.enum([
  'order',
  'shop_visit',
  'social_profile',
  'referral',
  'document_seen',
  'reported',
  'other',
])
export type EvidenceKind = z.infer<typeof evidenceKind>

export const screeningEvidence = z.object({
  id,
  kind: evidenceKind,
  place: z.string(),
  note: z.string(),
  recordedBy: z.string(),
  at: timestampMs,
  withdrawnAt: timestampMs.nullable(),
})

export const addEvidenceInput = z.object({
  contactId: id,
  kind: evidenceKind,
  /** Where it was seen: the counter, the name of a profile. */
  place: z.string().trim().max(200).default(''),
  note: z.string().trim().max(500).default(''),
  /** Left out: now. */
  at: timestampMs.optional(),
})

export const screeningDecision = z.object({
  id,
  verdict: screeningWord,
  note: z.string(),
  decidedBy: z.string(),
  at: timestampMs,
})

/** Whom a queue, a run or a decision is about; all of it has to hold. */
export const screeningFilter = z.object({
  verdict: screeningState.optional(),
  /** This check spoke against them. */
  check: screeningCheck.optional(),
  /** They wait to be let into a group. */
  isJoining: z.boolean().optional(),
  country: country.optional(),
  source: contactSource.optional(),
  importId: id.optional(),
})
export type ScreeningFilter = z.infer<typeof screeningFilter>

/** Somebody in the queue, with what speaks for and against them. The number is masked. */
export const screenedPerson = z.object({
  contactId: id,
  name: z.string(),
  maskedNumber: z.string().nullable(),
  username: z.string().nullable(),
  numberState,
  country: country.nullable(),
  source: contactSource,
  createdAt: timestampMs,
  lastSeenAt: timestampMs.nullable(),
  orderCount: z.number().int(),
  verdict: screeningState,
  /** By the checks alone; null before they ran. */
  score: z.number().int().nullable(),
  checksVerdict: screeningVerdict.nullable(),
  screenedAt: timestampMs.nullable(),
  /** The owner's word, where it is what counts. */
  decision: screeningDecision.nullable(),
  results: z.array(screeningResult),
  /** Groups that the person waits to be let into. */
  joining: z.array(z.object({ groupId: id, groupSubject: z.string() })),
})
export type ScreenedPerson = z.infer<typeof screenedPerson>

export const personScreening = screenedPerson.extend({
  evidence: z.array(screeningEvidence),
  decisions: z.array(screeningDecision),
})

export const listQueueInput = z.object({
  ...pageInput,
  ...screeningFilter.shape,
  /** Left out: those to check. */
  verdict: screeningState.default('to_check'),
})
export const queuePage = z.object({
  items: z.array(screenedPerson),
  nextCursor: z.string().nullable(),
})

export const screeningSummary = z.object({
  trusted: z.number().int(),
  toCheck: z.number().int(),
  rejected: z.number().int(),
  notScreened: z.number().int(),
  /** Screened before, and something about them is different since. */
  due: z.number().int(),
  blockListed: z.number().int(),
})

const bulkFilter = screeningFilter.refine((value) => Object.keys(value).length > 0, {
  message: 'Say whom it is about.',
})

export const decideScreeningInput = z
  .object({
    contactIds: z.array(id).min(1).max(10_000).optional(),
    filter: bulkFilter.optional(),
    verdict: screeningWord,
    note: z.string().trim().max(500).default(''),
    /** Counts and changes nothing. */
    dryRun: z.boolean().default(false),
    /** With a filter: the number that a dry run gave. */
    confirmedCount: z.number().int().min(0).optional(),
  })
  .refine((value) => (value.contactIds === undefined) !== (value.filter === undefined), {
    message: 'Give either contacts or a filter.',
    path: ['contactIds'],
  })
export const decideScreeningOutput = z.object({
  /** Whom it is about. */
  matched: z.number().int(),
  /** Whose verdict is, or would be, another one. */
  changed: z.number().int(),
})

export const runScreeningInput = z.object({
  scope: z.enum(['all', 'not_screened', 'due']).default('due'),
  filter: screeningFilter.optional(),
})
export const runScreeningOutput = z.object({
  screened: z.number().int(),
  changed: z.number().int(),
  trusted: z.number().int(),
  toCheck: z.number().int(),
  rejected: z.number().int(),
})

export const verdictChange = z.object({
  from: screeningVerdict,
  to: screeningVerdict,
  count: z.number().int(),
})
/** What would be different under other settings, for everybody or for a sample of them. */
export const settingsPreview = z.object({
  looked: z.number().int(),
  total: z.number().int(),
  changed: z.number().int(),
  changes: z.array(verdictChange),
  trusted: z.number().int(),
  toCheck: z.number().int(),
  rejected: z.number().int(),
})

export const blockListEntry = z.object({
  entryId: id,
  maskedNumber: z.string(),
  reason: z.string(),
  source: z.string(),
  at: timestampMs,
  /** Somebody the shop knows has this number. */
  contactId: id.nullable(),
})
export const blockListRejection = z.enum([
  'number_missing',
  'number_invalid',
  'duplicate',
  'too_long',
])
export const importBlockListOutput = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  /** Known contacts that are screened again because of it. */
  contacts: z.number().int(),
  rejected: z.array(
    z.object({
      line: z.number().int(),
      column: z.string().nullable(),
      reason: blockListRejection,
    }),
  ),
  rejectedTotal: z.number().int(),
})
