import { z } from 'zod'
import { GraphFailure } from '../graph-failure.ts'
import { healthOf } from '../health.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import { pickFields } from '../http/fields.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { setCallback } from './callback-override.ts'

const updateShape = z.union([
  z.object({
    messaging_product: z.literal('whatsapp').optional(),
    webhook_configuration: z.object({
      override_callback_uri: z.string(),
      verify_token: z.string().optional(),
    }),
  }),
  z.object({
    messaging_product: z.literal('whatsapp').optional(),
    pin: z.string().regex(/^\d{6}$/),
  }),
])

const unasked = ['verified_name', 'display_phone_number', 'quality_rating', 'platform_type']

/** What can be asked of the number. */
export function phoneNumberFields(kernel: Kernel): Record<string, () => unknown> {
  const { account } = kernel.state
  const { app, waba, phone } = account.callbacks
  return {
    id: () => account.phoneNumberId,
    display_phone_number: () => account.displayPhoneNumber,
    verified_name: () => account.verifiedName,
    status: () => 'CONNECTED',
    quality_rating: () => account.qualityRating,
    code_verification_status: () => 'VERIFIED',
    name_status: () => 'APPROVED',
    platform_type: () => 'CLOUD_API',
    account_mode: () => 'LIVE',
    // 1,000 messages a second go with the higher level (Meta: Throughput)
    throughput: () => ({
      level: kernel.settings.limits.messagesPerSecond >= 1000 ? 'HIGH' : 'STANDARD',
    }),
    whatsapp_business_manager_messaging_limit: () => account.messagingLimit,
    messaging_limit_tier: () => account.messagingLimit,
    official_business_account: () => ({
      oba_status: account.eligibleForGroups ? 'APPROVED' : 'NOT_STARTED',
    }),
    is_official_business_account: () => account.eligibleForGroups,
    health_status: () => healthOf(kernel),
    webhook_configuration: () => ({
      application: app?.url,
      whatsapp_business_account: waba?.url,
      phone_number: phone?.url,
    }),
    conversational_automation: () => undefined,
  }
}

function info(kernel: Kernel, call: Call): Answer {
  const fields = call.query.get('fields')
  return { body: pickFields(phoneNumberFields(kernel), fields, ['id'], unasked) }
}

async function update(kernel: Kernel, call: Call): Promise<Answer> {
  const body = parseBody(call, updateShape)
  if ('webhook_configuration' in body) {
    const { override_callback_uri: url, verify_token: token } = body.webhook_configuration
    await setCallback(kernel, 'phone', url, token)
  }
  return { body: { success: true } }
}

/** Reading needs nothing but an account; whether it may use groups is told by `official_business_account`. */
export const phoneNumberRoutes: Routes<Handler> = { 'GET /': info, 'POST /': update }

/** Graph names the edge that an id does not have. */
export function unknownEdge(): GraphFailure {
  return new GraphFailure(100, 'This object has no such edge, or not for this method.')
}
