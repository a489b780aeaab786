import type { SendRequest } from './client.ts'
import type { AccountOperations } from './graph-client.ts'
import { phoneNumberUpdateReply, subscribedApps } from './wire/phone-number.ts'
import { acknowledgement } from './wire/primitives.ts'

type WebhookOperations = Pick<AccountOperations, 'setWebhookOverride' | 'getSubscribedApps'>

/** Where updates are sent (Meta: Webhooks, override callback). */
export function createWebhookOperations(
  send: SendRequest,
  phoneNumberId: string,
  wabaId: string,
): WebhookOperations {
  return {
    setWebhookOverride: ({ scope, callbackUrl, verifyToken }) =>
      scope === 'waba'
        ? overrideWaba(send, wabaId, callbackUrl, verifyToken)
        : overrideNumber(send, phoneNumberId, callbackUrl, verifyToken),

    getSubscribedApps: async () => {
      const path = [wabaId, 'subscribed_apps']
      const reply = await send({ method: 'GET', path, shape: subscribedApps })
      return reply.data.map((app) => ({
        appId: app.whatsapp_business_api_data?.id ?? '',
        name: app.whatsapp_business_api_data?.name ?? null,
        overrideCallbackUrl: app.override_callback_uri ?? null,
      }))
    },
  }
}

async function overrideNumber(
  send: SendRequest,
  phoneNumberId: string,
  callbackUrl: string | null,
  verifyToken: string,
): Promise<void> {
  const configuration =
    callbackUrl === null
      ? { override_callback_uri: '' }
      : { override_callback_uri: callbackUrl, verify_token: verifyToken }
  const body = { webhook_configuration: configuration }
  await send({ method: 'POST', path: [phoneNumberId], body, shape: phoneNumberUpdateReply })
}

/** A subscription without an address goes back to the address of the app. */
async function overrideWaba(
  send: SendRequest,
  wabaId: string,
  callbackUrl: string | null,
  verifyToken: string,
): Promise<void> {
  const override = { override_callback_uri: callbackUrl, verify_token: verifyToken }
  const body = callbackUrl === null ? {} : override
  await send({ method: 'POST', path: [wabaId, 'subscribed_apps'], body, shape: acknowledgement })
}
