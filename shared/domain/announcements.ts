import { z } from 'zod'
import { id, money, pageInput, timestampMs } from './common.ts'

export const templateStatus = z.enum([
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
  'UNKNOWN',
])

export const template = z.object({
  id,
  name: z.string(),
  language: z.string(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION', 'UNKNOWN']),
  status: templateStatus,
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.string()),
  /** Names or positions of the variables, in order. */
  variables: z.array(z.string()),
  /** WhatsApp's word for why it was turned down; null where it was not. */
  rejectedReason: z.string().nullable(),
  updatedAt: timestampMs,
})
export type Template = z.infer<typeof template>

export const announcementContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), body: z.string().trim().min(1).max(4096) }),
  z.object({
    type: z.literal('template'),
    templateId: id,
    variables: z.record(z.string(), z.string().trim().min(1).max(1024)).default({}),
  }),
])
export type AnnouncementContent = z.infer<typeof announcementContent>

export const announcementDraft = z.object({
  groupIds: z.array(id).min(1).max(500),
  content: announcementContent,
  /** Days to keep it pinned, or null. */
  pinDays: z.number().int().min(1).max(30).nullable().default(null),
  /** Left out: now. */
  sendAt: timestampMs.optional(),
})

/** What the owner sees before sending: the text as the phone shows it, who gets it, what it costs. */
export const announcementPreview = z.object({
  text: z.string(),
  header: z.string().nullable(),
  footer: z.string().nullable(),
  buttons: z.array(z.string()),
  groups: z.array(
    z.object({
      groupId: id,
      subject: z.string(),
      recipients: z.number().int(),
      windowOpenUntil: timestampMs.nullable(),
      /** Null when it can be sent. */
      blockedCode: z.string().nullable(),
      mode: z.enum(['api', 'by_hand']),
      cost: money,
    }),
  ),
  recipients: z.number().int(),
  cost: money,
  rateCardAsOf: z.string(),
})

export const sendAnnouncementInput = announcementDraft

/**
 * One group's copy of an announcement. `accepted` is Graph's 200 and no more than that; `sent` and
 * `delivered` come from updates. `unknown`: the outcome could not be learned.
 */
export const deliveryState = z.enum([
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'by_hand',
  'done_by_hand',
  'cancelled',
])

export const delivery = z.object({
  id,
  groupId: id,
  groupSubject: z.string(),
  state: deliveryState,
  pinState: z.enum(['none', 'queued', 'pinned', 'failed', 'unknown', 'expired']),
  recipients: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  errorCode: z.string().nullable(),
  jobId: id.nullable(),
  sentAt: timestampMs.nullable(),
})

export const announcement = z.object({
  id,
  text: z.string(),
  templateName: z.string().nullable(),
  state: z.enum(['scheduled', 'sending', 'finished', 'cancelled']),
  source: z.enum(['owner', 'rule']),
  pinDays: z.number().int().nullable(),
  sendAt: timestampMs,
  createdAt: timestampMs,
  groups: z.number().int(),
  recipients: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
})
export type Announcement = z.infer<typeof announcement>

export const announcementDetail = announcement.extend({ deliveries: z.array(delivery) })

export const memberDelivery = z.object({
  contactId: id,
  name: z.string(),
  maskedNumber: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'read']),
  at: timestampMs.nullable(),
})

export const listAnnouncementsInput = z.object({ ...pageInput, groupId: id.optional() })
