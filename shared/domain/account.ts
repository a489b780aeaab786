import { z } from 'zod'
import { timestampMs } from './common.ts'

const graphId = z.string().regex(/^\d{5,32}$/, 'Digits only, as WhatsApp Manager shows it.')
export const accessToken = z.string().trim().min(20).max(1000)
export const appSecret = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F]{16,64}$/, 'Hexadecimal, as the App Dashboard shows it.')

export const connectInput = z.object({
  phoneNumberId: graphId,
  wabaId: graphId,
  accessToken,
  appSecret,
  /** Address of another Graph host: a recording proxy, or the sandbox. Loopback or https only. */
  baseUrl: z.url().optional(),
})

/** One line of the connection check: what was looked at and how it went. */
export const connectionCheck = z.object({
  item: z.enum(['phone_number', 'waba', 'token', 'app_secret', 'groups', 'health']),
  outcome: z.enum(['passed', 'warning', 'failed', 'not_checked']),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

export const groupsEligibility = z.enum(['eligible', 'not_eligible', 'unknown'])

export const account = z.object({
  connected: z.boolean(),
  isSandbox: z.boolean(),
  phoneNumberId: z.string().nullable(),
  wabaId: z.string().nullable(),
  displayPhoneNumber: z.string().nullable(),
  verifiedName: z.string().nullable(),
  status: z.string().nullable(),
  qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN']).nullable(),
  messagingLimit: z.string().nullable(),
  canSendMessage: z.enum(['AVAILABLE', 'LIMITED', 'BLOCKED']).nullable(),
  groups: groupsEligibility,
  hasToken: z.boolean(),
  hasAppSecret: z.boolean(),
  /** Set when sending is stopped for the whole account; a person has to act. */
  stoppedCode: z.string().nullable(),
  checkedAt: timestampMs.nullable(),
})
export type Account = z.infer<typeof account>

export const connectOutput = z.object({ account, checks: z.array(connectionCheck) })

export const syncStatus = z.object({
  state: z.enum(['idle', 'running', 'failed', 'never']),
  lastFinishedAt: timestampMs.nullable(),
  lastErrorCode: z.string().nullable(),
  /** Where the receiver of updates listens, or null when it is off. */
  receiverUrl: z.string().nullable(),
  updatesReceived: z.number().int(),
  updatesRefused: z.number().int(),
  updatesUnknown: z.number().int(),
  lastUpdateAt: timestampMs.nullable(),
})

export const syncResult = z.object({
  groups: z.number().int(),
  participants: z.number().int(),
  joinRequests: z.number().int(),
  templates: z.number().int(),
  joined: z.number().int(),
  left: z.number().int(),
})

export type SyncResult = z.infer<typeof syncResult>

export const unknownUpdate = z.object({
  id: z.string(),
  field: z.string(),
  receivedAt: timestampMs,
  /** The payload as it came, with phone numbers masked. */
  preview: z.string(),
})
