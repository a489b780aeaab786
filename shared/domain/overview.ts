import { z } from 'zod'
import { explanation, id, timestampMs } from './common.ts'
import { activityWeek } from './groups.ts'

/** One line of Today: something that needs a person. Most urgent first. */
export const attentionItem = z.object({
  key: z.string(),
  kind: z.enum([
    'account_alarm',
    'template_alarm',
    'failed_job',
    'unknown_outcome',
    'review_due',
    'review_open',
    'join_requests',
    'findings',
    'plan_open',
    'stale_confirmation',
    'by_hand_todo',
    'secret_missing',
    'recovery_unconfirmed',
    'unknown_updates',
    'clean_up',
    'broadcast_paused',
    'broadcast_unknown',
  ]),
  urgency: z.enum(['now', 'today', 'soon']),
  explanation,
  groupId: id.nullable(),
  targetId: z.string().nullable(),
  count: z.number().int(),
  minutes: z.number().int(),
  since: timestampMs.nullable(),
})

export const overview = z.object({
  attention: z.array(attentionItem),
  weeks: z.array(activityWeek),
  groups: z.number().int(),
  members: z.number().int(),
  optedIn: z.number().int(),
  optedOut: z.number().int(),
  /** Contacts that clean-ups have erased for good. */
  cleanedUp: z.number().int(),
})

/** Content on its way in or out, held in memory only and in base64 over the wire. */
export const stageInput = z.object({
  fileName: z.string().min(1).max(255),
  bytes: z
    .number()
    .int()
    .min(0)
    .max(512 * 1024 * 1024),
})
export const appendInput = z.object({ fileId: id, base64: z.string().max(6 * 1024 * 1024) })
export const readInput = z.object({
  fileId: id,
  offset: z.number().int().min(0),
  length: z
    .number()
    .int()
    .min(1)
    .max(4 * 1024 * 1024),
})
export const fileChunk = z.object({ base64: z.string(), bytes: z.number().int(), end: z.boolean() })
