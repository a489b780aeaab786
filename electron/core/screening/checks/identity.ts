import type { EvidenceKind } from '../../../../shared/domain/screening.ts'
import { found, unknown, type Check } from '../finding.ts'

/** How far each kind settles who somebody is. */
const settles: Readonly<Record<Exclude<EvidenceKind, 'reported'>, number>> = {
  document_seen: 1,
  shop_visit: 0.9,
  order: 0.8,
  referral: 0.6,
  social_profile: 0.5,
  other: 0.3,
}

/** What somebody of the shop saw for themselves; several kinds together say more than the best alone. */
export const checkIdentity: Check = ({ facts }) => {
  const seen = facts.evidence.filter((item) => item.kind !== 'reported')
  const last = seen.toSorted((left, right) => left.at - right.at).at(-1)
  if (!last) return unknown('identity_none')
  const kinds = new Set(seen.map((item) => item.kind))
  let doubt = 1
  for (const kind of kinds) if (kind !== 'reported') doubt *= 1 - settles[kind]
  const params = { kind: last.kind, at: last.at, place: last.place }
  if (seen.length > 1)
    return found(1 - doubt, 'identity_several', { count: seen.length, ...params })
  return found(1 - doubt, last.place === '' ? 'identity_seen' : 'identity_seen_at', params)
}
