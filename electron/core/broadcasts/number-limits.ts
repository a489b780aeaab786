/** One message to the same person in so many ms (Meta: About the platform, pair rate limits). */
export const pairMs = 6000

/**
 * Messages a second from one number, those that come in among them (Meta: Throughput).
 *
 * @param level as WhatsApp tells it of the number; null: not known
 */
export function throughputOf(level: string | null): number {
  return level === 'HIGH' ? 1000 : 80
}

const smallestTier = 250

/**
 * People that a portfolio may write to first in a moving 24 hours (Meta: Messaging limits); null: as
 * many as it likes. What nobody has told counts as the smallest.
 *
 * @param tier such as TIER_2K, or a bare number
 */
export function portfolioLimitOf(tier: string | null): number | null {
  if (tier === null) return smallestTier
  if (/UNLIMITED/i.test(tier)) return null
  const found = /^(?:TIER_)?(\d+)(K|M)?$/i.exec(tier.trim())
  if (!found) return smallestTier
  const unit = { K: 1000, M: 1_000_000 }[found[2]?.toUpperCase() ?? ''] ?? 1
  return Number(found[1]) * unit
}
