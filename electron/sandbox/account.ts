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
    // London numbers from 020 7946 0000 on are set aside for fiction by Ofcom.
    displayPhoneNumber: '+44 20 7946 0123',
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
