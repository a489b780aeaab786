import { z } from 'zod'
import { wireId, wireTimeIfReadable } from './primitives.ts'

/** Field `user_preferences`: a person stops or resumes marketing messages. */
export const userPreference = z.looseObject({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  category: z.string().optional(),
  /** `stop` or `resume`; open. */
  value: z.string(),
  detail: z.string().optional(),
  timestamp: wireTimeIfReadable,
})
export type WireUserPreference = z.infer<typeof userPreference>

const changedKey = z
  .looseObject({ previous: z.string().optional(), current: z.string().optional() })
  .optional()

/** Field `user_id_update`: the business-scoped id of a person became another one. */
export const userIdUpdate = z.looseObject({
  wa_id: z.string().optional(),
  user_id: changedKey,
  parent_user_id: changedKey,
  timestamp: wireTimeIfReadable,
})
export type WireUserIdUpdate = z.infer<typeof userIdUpdate>

/** Field `security`: the two-step PIN was changed or a reset was asked for. */
export const securityValue = z.looseObject({
  display_phone_number: z.string().optional(),
  event: z.string(),
  requester: wireId.optional(),
})
export type WireSecurityValue = z.infer<typeof securityValue>

/** Field `account_alerts`. */
export const accountAlertValue = z.looseObject({
  entity_type: z.string().optional(),
  entity_id: wireId.optional(),
  alert_info: z
    .looseObject({
      alert_severity: z.string().optional(),
      alert_status: z.string().optional(),
      alert_type: z.string().optional(),
      alert_description: z.string().optional(),
    })
    .optional(),
})
export type WireAccountAlertValue = z.infer<typeof accountAlertValue>

/** Field `account_review_update`. */
export const accountReviewValue = z.looseObject({ decision: z.string() })
export type WireAccountReviewValue = z.infer<typeof accountReviewValue>

/** Field `account_update`: restriction, violation, ban and the like. */
export const accountUpdateValue = z.looseObject({
  event: z.string(),
  phone_number: z.string().optional(),
  restriction_info: z
    .array(
      z.looseObject({
        restriction_type: z.string().optional(),
        expiration: wireTimeIfReadable,
      }),
    )
    .optional(),
  violation_info: z.looseObject({ violation_type: z.string().optional() }).optional(),
  ban_info: z
    .looseObject({
      waba_ban_state: z.union([z.string(), z.array(z.string())]).optional(),
      waba_ban_date: z.string().optional(),
    })
    .optional(),
})
export type WireAccountUpdateValue = z.infer<typeof accountUpdateValue>

const tier = z.union([z.string(), z.number()])

/** Field `business_capability_update`. One sample of Meta's shows a number in place of a tier. */
export const businessCapabilityValue = z.looseObject({
  max_daily_conversations_per_business: tier.optional(),
  max_daily_conversation_per_phone: tier.optional(),
  max_phone_numbers_per_business: z.number().optional(),
  max_phone_numbers_per_waba: z.number().optional(),
})
export type WireBusinessCapabilityValue = z.infer<typeof businessCapabilityValue>

/** Field `phone_number_quality_update`. `old_limit` and `current_limit` end in February 2026. */
export const phoneNumberQualityValue = z.looseObject({
  display_phone_number: z.string().optional(),
  event: z.string(),
  max_daily_conversations_per_business: tier.optional(),
  old_limit: tier.optional(),
  current_limit: tier.optional(),
})
export type WirePhoneNumberQualityValue = z.infer<typeof phoneNumberQualityValue>

/** Field `phone_number_name_update`. */
export const phoneNumberNameValue = z.looseObject({
  display_phone_number: z.string().optional(),
  decision: z.string(),
  requested_verified_name: z.string().optional(),
  rejection_reason: z.string().nullish(),
})
export type WirePhoneNumberNameValue = z.infer<typeof phoneNumberNameValue>
