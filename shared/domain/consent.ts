import { z } from 'zod'
import { id, pageInput, timestampMs } from './common.ts'
import { contact, contactTarget, country, tagName } from './contacts.ts'

/** Key of a purpose: `service`, `marketing`, `group`, or one of the owner's. */
export const purposeKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const consentState = z.enum(['given', 'withdrawn', 'expired'])
/** A language tag such as en or zh-CN; texts may be in languages that the app itself is not. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

export const consentPurpose = z.object({
  key: purposeKey,
  /** Empty for the built-in ones, whose words the screens have. */
  name: z.string(),
  isBuiltin: z.boolean(),
  given: z.number().int(),
  withdrawn: z.number().int(),
})

/** How an entry came about. Those of the first line are recorded by a person of the shop. */
export const recordableSource = z.enum(['spoken', 'chat', 'form', 'shop_visit', 'import', 'other'])
export const consentSource = z.union([
  recordableSource,
  z.enum([
    'signup',
    'stop_word',
    'start_word',
    'button',
    'whatsapp_preference',
    'whatsapp_refusal',
    'merge',
    'expiry',
    'suppression',
  ]),
])

export const recordConsentInput = z.object({
  contactId: id,
  purpose: purposeKey.default('marketing'),
  state: z.enum(['given', 'withdrawn']),
  source: recordableSource,
  /** The wording agreed to. */
  legalTextId: id.optional(),
  language: languageTag.optional(),
  jurisdiction: country.optional(),
  evidence: z.string().trim().max(500).optional(),
  /** When the person said so; left out: now. */
  at: timestampMs.optional(),
  expiresAt: timestampMs.optional(),
  note: z.string().max(500).default(''),
})

/** One line of the ledger. */
export const consentEntry = z.object({
  id,
  purpose: purposeKey,
  purposeName: z.string(),
  state: consentState,
  source: consentSource,
  isByPerson: z.boolean(),
  at: timestampMs,
  recordedAt: timestampMs,
  recordedBy: z.string(),
  legalTextId: id.nullable(),
  textVersion: z.number().int().nullable(),
  textSha256: z.string().nullable(),
  language: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  evidence: z.string().nullable(),
  campaignName: z.string().nullable(),
  expiresAt: timestampMs.nullable(),
  note: z.string(),
})

/** What holds now for one purpose, and which line of the ledger says so. */
export const consentStanding = z.object({
  purpose: purposeKey,
  purposeName: z.string(),
  state: z.union([consentState, z.literal('unknown')]),
  since: timestampMs.nullable(),
  /** The person's own no: only their own word takes it back. */
  isOwnNo: z.boolean(),
  expiresAt: timestampMs.nullable(),
  entryId: id.nullable(),
})

export const contactConsent = z.object({
  standings: z.array(consentStanding),
  entries: z.array(consentEntry),
})

/** `consent`: what people agree to, per purpose. The notices are what they are told. */
export const legalTextKind = z.enum(['consent', 'privacy_notice', 'encryption_notice'])
export const legalText = z.object({
  id,
  kind: legalTextKind,
  purpose: purposeKey.nullable(),
  language: languageTag,
  version: z.number().int(),
  body: z.string(),
  sha256: z.string(),
  createdBy: z.string(),
  createdAt: timestampMs,
  isCurrent: z.boolean(),
  /** People who agreed to this version, or were given it. */
  contacts: z.number().int(),
})
/** A text that the app offers to start from. */
export const legalTextDraft = legalText.pick({
  kind: true,
  purpose: true,
  language: true,
  body: true,
})
/** Saving always makes the next version; one that is the same as the current is refused. */
export const saveLegalTextInput = z
  .object({
    kind: legalTextKind,
    purpose: purposeKey.optional(),
    language: languageTag,
    body: z.string().trim().min(1).max(4000),
  })
  .refine((value) => (value.kind === 'consent') === (value.purpose !== undefined), {
    message: 'A wording of consent has a purpose, a notice has none.',
    path: ['purpose'],
  })

/** Words that, alone in a message, mean stop or start; by language. Compared without case, marks and spaces. */
export const wordList = z.record(languageTag, z.array(z.string().trim().min(1).max(40)).max(50))
export const optOutWords = z.object({
  stop: wordList,
  start: wordList,
  /** Payloads and texts of template buttons that mean stop. */
  stopButtons: z.array(z.string().trim().min(1).max(256)).max(50),
  /** Answers a stop once, by a message that says it was understood. */
  confirmsStop: z.boolean(),
})

/** A code word to be written to the shop; who writes it agrees to the text. */
export const signupCampaign = z.object({
  id,
  name: z.string(),
  codeWord: z.string(),
  purpose: purposeKey,
  legalTextId: id,
  textBody: z.string(),
  textLanguage: z.string(),
  textVersion: z.number().int(),
  tag: z.string().nullable(),
  isDoubleOptIn: z.boolean(),
  state: z.enum(['open', 'closed']),
  /** Null while no number is connected. */
  link: z.string().nullable(),
  /** QR code of the link as SVG. */
  qrSvg: z.string().nullable(),
  asked: z.number().int(),
  confirmed: z.number().int(),
  createdAt: timestampMs,
  closedAt: timestampMs.nullable(),
})
export const saveSignupCampaignInput = z.object({
  campaignId: id.optional(),
  name: z.string().trim().min(1).max(80),
  /** Letters and digits of any language. */
  codeWord: z.string().trim().min(2).max(30),
  purpose: purposeKey.default('marketing'),
  legalTextId: id,
  tag: tagName.optional(),
  isDoubleOptIn: z.boolean().default(false),
})

export const receiptFormat = z.enum(['json', 'html', 'pdf'])

/** Whom a notice would go to, before it is sent. */
export const noticeDraft = z.object({
  legalTextId: id,
  target: contactTarget,
  /** For those who wrote more than 24 hours ago; a template whose one variable is the text's link or name. */
  templateId: id.optional(),
  /** Leaves out who was given this version already. */
  onlyWithout: z.boolean().default(true),
})
export const noticePreview = z.object({
  matched: z.number().int(),
  /** Inside their 24 hours: as plain text, free. */
  byText: z.number().int(),
  byTemplate: z.number().int(),
  excluded: z.array(
    z.object({
      reason: z.enum([
        'opted_out',
        'no_number',
        'window_closed',
        'no_opt_in',
        'has_version',
        'in_bin',
      ]),
      contacts: z.number().int(),
    }),
  ),
})
export const directMessage = z.object({
  id,
  contactId: id,
  name: z.string(),
  kind: z.enum(['notice', 'sign_up', 'opt_out', 'reminder', 'invite']),
  state: z.enum([
    'queued',
    'sending',
    'accepted',
    'sent',
    'delivered',
    'read',
    'failed',
    'unknown',
    'cancelled',
  ]),
  textKind: legalTextKind.nullable(),
  textVersion: z.number().int().nullable(),
  errorCode: z.string().nullable(),
  createdAt: timestampMs,
  sentAt: timestampMs.nullable(),
})

export const listDirectMessagesInput = z.object({
  ...pageInput,
  contactId: id.optional(),
  legalTextId: id.optional(),
  state: directMessage.shape.state.optional(),
})

/** Who has an older version of a notice, or none. */
export const noticeCoverage = z.object({
  kind: legalTextKind,
  language: languageTag,
  currentVersion: z.number().int(),
  withCurrent: z.number().int(),
  withOlder: z.number().int(),
  withNone: z.number().int(),
})
export const outdatedContact = contact.extend({ hasVersion: z.number().int().nullable() })
