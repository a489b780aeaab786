import { z } from 'zod'
import { acknowledgement, paging, wireId } from './primitives.ts'

const healthError = z.looseObject({
  error_code: z.coerce.number(),
  error_description: z.string().optional(),
  possible_solution: z.string().optional(),
})

/** `health_status` of a number, WABA or template: the overall word is that of the worst entity. */
export const healthStatus = z.looseObject({
  /** AVAILABLE, LIMITED or BLOCKED; open. */
  can_send_message: z.string(),
  entities: z
    .array(
      z.looseObject({
        entity_type: z.string(),
        id: wireId.optional(),
        can_send_message: z.string(),
        errors: z.array(healthError).optional(),
        additional_info: z.array(z.string()).optional(),
      }),
    )
    .optional(),
})
export type WireHealthStatus = z.infer<typeof healthStatus>

/** `GET /{phone}`: only what was named in `fields`, plus `id`. */
export const phoneNumberInfo = z.looseObject({
  id: wireId,
  display_phone_number: z.string().optional(),
  verified_name: z.string().optional(),
  status: z.string().optional(),
  quality_rating: z.string().optional(),
  name_status: z.string().optional(),
  code_verification_status: z.string().optional(),
  platform_type: z.string().optional(),
  throughput: z.looseObject({ level: z.string().optional() }).optional(),
  whatsapp_business_manager_messaging_limit: z.string().optional(),
  /** The name of the limit before Graph v24. */
  messaging_limit_tier: z.string().optional(),
  official_business_account: z.looseObject({ oba_status: z.string().optional() }).optional(),
  health_status: healthStatus.optional(),
  webhook_configuration: z
    .looseObject({
      application: z.string().optional(),
      whatsapp_business_account: z.string().optional(),
      phone_number: z.string().optional(),
    })
    .optional(),
})
export type WirePhoneNumberInfo = z.infer<typeof phoneNumberInfo>

/** `GET /{waba}/phone_numbers`. */
export const phoneNumberList = z.looseObject({
  data: z.array(phoneNumberInfo),
  paging: paging.optional(),
})
export type WirePhoneNumberList = z.infer<typeof phoneNumberList>

/** `POST /{phone}` with `webhook_configuration` or `pin`. */
export const phoneNumberUpdateReply = acknowledgement

/** `GET /{waba}`: only what was named in `fields`, plus `id`. */
export const businessAccountInfo = z.looseObject({
  id: wireId,
  name: z.string().optional(),
  currency: z.string().optional(),
  timezone_id: wireId.optional(),
  account_review_status: z.string().optional(),
  business_verification_status: z.string().optional(),
  health_status: healthStatus.optional(),
})
export type WireBusinessAccountInfo = z.infer<typeof businessAccountInfo>

/** `GET /{waba}/subscribed_apps`. */
export const subscribedApps = z.looseObject({
  data: z.array(
    z.looseObject({
      whatsapp_business_api_data: z
        .looseObject({ id: wireId.optional(), name: z.string().optional() })
        .optional(),
      override_callback_uri: z.string().optional(),
    }),
  ),
})
export type WireSubscribedApps = z.infer<typeof subscribedApps>
