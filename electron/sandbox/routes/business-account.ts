import { z } from 'zod'
import { healthOf } from '../health.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import { pickFields } from '../http/fields.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { setCallback } from './callback-override.ts'
import { phoneNumberFields } from './phone-number.ts'

const subscribeShape = z.object({
  override_callback_uri: z.string().optional(),
  verify_token: z.string().optional(),
})

const subscriptionShape = z.object({
  object: z.literal('whatsapp_business_account'),
  callback_url: z.string().min(1),
  verify_token: z.string().min(1),
  fields: z.union([z.string(), z.array(z.string())]).optional(),
})

function info(kernel: Kernel, call: Call): Answer {
  const { account } = kernel.state
  const fields = {
    id: () => account.wabaId,
    name: () => account.verifiedName,
    currency: () => 'USD',
    timezone_id: () => '0',
    message_template_namespace: () => 'sandbox_namespace',
    account_review_status: () => 'APPROVED',
    business_verification_status: () => 'VERIFIED',
    health_status: () => healthOf(kernel),
  }
  const unasked = ['name', 'currency', 'timezone_id', 'message_template_namespace']
  return { body: pickFields(fields, call.query.get('fields'), ['id'], unasked) }
}

function phoneNumbers(kernel: Kernel, call: Call): Answer {
  const unasked = ['verified_name', 'display_phone_number', 'quality_rating', 'platform_type']
  const number = pickFields(phoneNumberFields(kernel), call.query.get('fields'), ['id'], unasked)
  return { body: { data: [number], paging: {} } }
}

function subscribedApps(kernel: Kernel): Answer {
  const { account } = kernel.state
  const override = account.callbacks.waba?.url
  const app = {
    whatsapp_business_api_data: { id: account.appId, name: 'Sandbox app', link: '' },
    ...(override === undefined ? {} : { override_callback_uri: override }),
  }
  return { body: { data: account.appSubscribed ? [app] : [] } }
}

async function subscribe(kernel: Kernel, call: Call): Promise<Answer> {
  const body = parseBody(call, subscribeShape)
  // A call without an address takes an earlier override back.
  await setCallback(kernel, 'waba', body.override_callback_uri ?? '', body.verify_token)
  kernel.state.account.appSubscribed = true
  return { body: { success: true } }
}

function unsubscribe(kernel: Kernel): Answer {
  kernel.state.account.appSubscribed = false
  return { body: { success: true } }
}

async function subscribeApp(kernel: Kernel, call: Call): Promise<Answer> {
  const body = parseBody(call, subscriptionShape)
  await setCallback(kernel, 'app', body.callback_url, body.verify_token)
  return { body: { success: true } }
}

/** `/{waba}` */
export const businessAccountRoutes: Routes<Handler> = {
  'GET /': info,
  'GET /phone_numbers': phoneNumbers,
  'GET /subscribed_apps': subscribedApps,
  'POST /subscribed_apps': subscribe,
  'DELETE /subscribed_apps': unsubscribe,
}

/** `/{app}` */
export const appRoutes: Routes<Handler> = { 'POST /subscriptions': subscribeApp }
