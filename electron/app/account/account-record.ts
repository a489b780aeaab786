import { z } from 'zod'
import type { Account } from '../../../shared/domain/account.ts'
import type { ReadableDatabase, WritableDatabase } from '../../store/database.ts'
import { deleteValue, readValue, writeValue } from '../../store/settings-store.ts'
import { stoppedKey } from '../setting-keys.ts'

/** What is stored of the connected account. Its token and secret are not here but in the secret store. */
const accountRecord = z.object({
  phoneNumberId: z.string(),
  wabaId: z.string(),
  baseUrl: z.string(),
  displayPhoneNumber: z.string().nullable(),
  verifiedName: z.string().nullable(),
  status: z.string().nullable(),
  qualityRating: z.string().nullable(),
  messagingLimit: z.string().nullable(),
  throughputLevel: z.string().nullable().default(null),
  canSendMessage: z.enum(['AVAILABLE', 'LIMITED', 'BLOCKED']).nullable(),
  groups: z.enum(['eligible', 'not_eligible', 'unknown']),
  hasToken: z.boolean(),
  hasAppSecret: z.boolean(),
  checkedAt: z.number(),
})
export type AccountRecord = z.infer<typeof accountRecord>

const accountKey = 'account'

export function readAccount(db: ReadableDatabase): AccountRecord | null {
  const stored = readValue(db, accountKey)
  return stored === null ? null : accountRecord.parse(JSON.parse(stored))
}

export function writeAccount(db: WritableDatabase, record: AccountRecord): void {
  writeValue(db, accountKey, JSON.stringify(record))
}

export function deleteAccount(db: WritableDatabase): void {
  deleteValue(db, accountKey)
}

/** Meta's own host; everything else is a proxy or the sandbox. */
export const metaBaseUrl = 'https://graph.facebook.com'

export function isLoopback(baseUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(baseUrl).hostname)
}

const ratings = ['GREEN', 'YELLOW', 'RED', 'NA'] as const

/** The account as screens see it. */
export function toAccount(db: ReadableDatabase): Account {
  const record = readAccount(db)
  const rating = ratings.find((value) => value === record?.qualityRating)
  return {
    connected: record !== null,
    isSandbox: record !== null && isLoopback(record.baseUrl),
    phoneNumberId: record?.phoneNumberId ?? null,
    wabaId: record?.wabaId ?? null,
    displayPhoneNumber: record?.displayPhoneNumber ?? null,
    verifiedName: record?.verifiedName ?? null,
    status: record?.status ?? null,
    qualityRating: record ? (rating ?? 'UNKNOWN') : null,
    messagingLimit: record?.messagingLimit ?? null,
    canSendMessage: record?.canSendMessage ?? null,
    groups: record?.groups ?? 'unknown',
    hasToken: record?.hasToken ?? false,
    hasAppSecret: record?.hasAppSecret ?? false,
    stoppedCode: readValue(db, stoppedKey),
    checkedAt: record?.checkedAt ?? null,
  }
}
