import type { Account } from './model.ts'
import { createRandom } from './random.ts'

/** The pretend business: every id and secret follows from the seed and is worth nothing elsewhere. */
export function createAccount(seed: string): Account {
  const random = createRandom(`account ${seed}`)
  return {
    appId: random.digits(15),
    wabaId: random.digits(15),
    businessId: random.digits(15),
    phoneNumberId: random.digits(15),
    // Numbers 555-0100 to 555-0199 of every North American area code are set aside for fiction.
    displayPhoneNumber: '+1 415 555 0100',
    verifiedName: 'Jasmine & Co. Flowers (demo)',
    accessToken: `SANDBOX-TOKEN-${random.letters(40)}`,
    appSecret: random.hex(32),
    verifyToken: `sandbox-verify-${random.letters(16)}`,
    tokenExpired: false,
    eligibleForGroups: true,
    qualityRating: 'GREEN',
    messagingLimit: 'TIER_2K',
    appSubscribed: true,
    callbacks: {},
  }
}
