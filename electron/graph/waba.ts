import type { SendRequest } from './client.ts'
import type { AccountOperations } from './graph-client.ts'
import { businessAccountInfo } from './wire/phone-number.ts'

const fields = 'id,name,currency,timezone_id,account_review_status,business_verification_status'

/** The WhatsApp Business Account that the number belongs to. */
export function createWabaOperations(
  send: SendRequest,
  wabaId: string,
): Pick<AccountOperations, 'getWaba'> {
  return {
    getWaba: async () => {
      const info = await send({
        method: 'GET',
        path: [wabaId],
        query: { fields },
        shape: businessAccountInfo,
      })
      return {
        wabaId: info.id,
        name: info.name ?? null,
        currency: info.currency ?? null,
        timezoneId: info.timezone_id ?? null,
        accountReviewStatus: info.account_review_status ?? null,
        businessVerificationStatus: info.business_verification_status ?? null,
      }
    },
  }
}
