import type { SendRequest } from './client.ts'
import type { AccountOperations } from './graph-client.ts'
import { toHealth, toPhoneNumber } from './to-domain.ts'
import { phoneNumberInfo } from './wire/phone-number.ts'

/** The messaging limit has another name before this version (Meta: Messaging limits). */
const renamedLimitVersion = 24

/** The sender number: its state, quality, limits and health (Meta: Business phone numbers). */
export function createPhoneNumberOperations(
  send: SendRequest,
  phoneNumberId: string,
  version: string,
): Pick<AccountOperations, 'getPhoneNumber' | 'getHealth'> {
  const fields = phoneNumberFields(version)
  const read = (names: string) =>
    send({
      method: 'GET',
      path: [phoneNumberId],
      query: { fields: names },
      shape: phoneNumberInfo,
    })
  return {
    getPhoneNumber: async () => toPhoneNumber(await read(fields)),
    getHealth: async () => toHealth((await read('health_status')).health_status),
  }
}

function phoneNumberFields(version: string): string {
  const major = Number.parseInt(version.replace(/^v/, ''), 10)
  return [
    'id',
    'display_phone_number',
    'verified_name',
    'status',
    'quality_rating',
    'name_status',
    'platform_type',
    'throughput',
    major < renamedLimitVersion
      ? 'messaging_limit_tier'
      : 'whatsapp_business_manager_messaging_limit',
    'official_business_account',
    'webhook_configuration',
  ].join(',')
}
