import type { z } from 'zod'
import {
  accountAlertValue,
  accountReviewValue,
  accountUpdateValue,
  businessCapabilityValue,
  phoneNumberNameValue,
  phoneNumberQualityValue,
  securityValue,
  type WireAccountUpdateValue,
} from '../graph/wire/webhooks.ts'
import type { AccountEvent, ParsedUpdate } from './parsed-update.ts'
import { type ChangeContext, headOf, orNull, timeKey, unknownUpdate } from './update-context.ts'

type Severity = AccountEvent['severity']
type EventParts = Pick<AccountEvent, 'source' | 'event' | 'severity' | 'details'>
export type FieldParser = (
  context: ChangeContext,
  value: Readonly<Record<string, unknown>>,
) => readonly ParsedUpdate[]

/** Fields that tell of the account and its numbers (Meta: WhatsApp Business Account webhooks). */
export const accountFieldParsers: Readonly<Record<string, FieldParser>> = {
  account_alerts: accountParser(accountAlertValue, (value) => {
    const info = value.alert_info
    return {
      source: 'alert',
      event: info?.alert_type ?? 'ALERT',
      severity: alertSeverities[info?.alert_severity ?? ''] ?? 'info',
      details: detailsOf({ entityType: value.entity_type, status: info?.alert_status }),
    }
  }),
  account_review_update: accountParser(accountReviewValue, (value) => ({
    source: 'review',
    event: value.decision,
    severity: reviewSeverities[value.decision] ?? 'info',
    details: {},
  })),
  account_update: accountParser(accountUpdateValue, (value) => ({
    source: 'account',
    event: value.event,
    severity: accountUpdateSeverity(value),
    details: detailsOf({
      restrictions: value.restriction_info?.map((item) => item.restriction_type ?? '').join(','),
      restrictedUntil: value.restriction_info?.[0]?.expiration,
      violation: value.violation_info?.violation_type,
      banState: [value.ban_info?.waba_ban_state ?? []].flat().join(','),
      banDate: value.ban_info?.waba_ban_date,
    }),
  })),
  business_capability_update: accountParser(businessCapabilityValue, (value) => ({
    source: 'capability',
    event: 'CAPABILITY_UPDATE',
    severity: 'info',
    details: detailsOf({
      messagingLimit: value.max_daily_conversations_per_business,
      phoneNumbersPerBusiness: value.max_phone_numbers_per_business,
      phoneNumbersPerWaba: value.max_phone_numbers_per_waba,
    }),
  })),
  phone_number_quality_update: accountParser(phoneNumberQualityValue, (value) => ({
    source: 'quality',
    event: value.event,
    severity: loweringEvents.has(value.event) ? 'warning' : 'info',
    details: detailsOf({
      messagingLimit: value.max_daily_conversations_per_business ?? value.current_limit,
      formerLimit: value.old_limit,
    }),
  })),
  phone_number_name_update: accountParser(phoneNumberNameValue, (value) => ({
    source: 'name',
    event: value.decision,
    severity: value.decision === 'REJECTED' ? 'warning' : 'info',
    details: detailsOf({ reason: value.rejection_reason ?? undefined }),
  })),
  security: parseSecurity,
}

const alertSeverities: Readonly<Record<string, Severity | undefined>> = {
  CRITICAL: 'critical',
  WARNING: 'warning',
}
const reviewSeverities: Readonly<Record<string, Severity | undefined>> = {
  REJECTED: 'critical',
  DEFERRED: 'warning',
}
const loweringEvents = new Set(['FLAGGED', 'DOWNGRADE'])
const stoppingEvents = new Set(['ACCOUNT_DELETED', 'ACCOUNT_RESTRICTION'])
const worryingEvents = new Set(['ACCOUNT_VIOLATION', 'ACCOUNT_OFFBOARDED'])

function accountUpdateSeverity(value: WireAccountUpdateValue): Severity {
  if (stoppingEvents.has(value.event)) return 'critical'
  if (worryingEvents.has(value.event)) return 'warning'
  if (value.event !== 'DISABLED_UPDATE') return 'info'
  const states = [value.ban_info?.waba_ban_state ?? []].flat()
  return states.length > 0 && states.every((state) => state === 'REINSTATE') ? 'info' : 'critical'
}

function accountParser<T extends z.ZodType>(
  shape: T,
  read: (value: z.infer<T>) => EventParts,
): FieldParser {
  return (context, value) => {
    const parsed = shape.safeParse(value)
    if (!parsed.success) return [unknownUpdate(context, value, 'shape')]
    const parts = read(parsed.data)
    const key = ['account', context.field, context.wabaId, parts, timeKey(context)]
    return [{ ...headOf(context, value, key, null), kind: 'account_event', ...parts }]
  }
}

function parseSecurity(
  context: ChangeContext,
  value: Readonly<Record<string, unknown>>,
): readonly ParsedUpdate[] {
  const parsed = securityValue.safeParse(value)
  const event = parsed.success ? orNull(parsed.data.event) : null
  if (!parsed.success || event === null) return [unknownUpdate(context, value, 'shape')]
  const key = ['security', event, parsed.data.display_phone_number ?? null, timeKey(context)]
  return [{ ...headOf(context, value, key, null), kind: 'security_event', event }]
}

/** Only what is there, and no empty words. */
function detailsOf(
  values: Readonly<Record<string, string | number | undefined>>,
): Readonly<Record<string, string | number>> {
  const details: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') details[name] = value
  }
  return details
}
