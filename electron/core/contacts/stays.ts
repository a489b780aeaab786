/** One stay in a group as a chat export tells it. Times in Unix ms, null where it does not say. */
export interface Stay {
  readonly joinedAt: number | null
  readonly leftAt: number | null
  readonly leftReason: 'left' | 'removed' | null
  /** The last sign of the person within this stay. */
  readonly lastSeenAt: number
  readonly lastWroteAt: number | null
}

/** A stay that the store holds. */
export interface KnownStay {
  readonly id: string
  readonly joinedAt: number | null
  readonly leftAt: number | null
  /** True when it is known only since `knownSince`: a list says who is there, not since when. */
  readonly isFromList: boolean
  readonly knownSince: number
}

export interface StayChanges {
  readonly inserts: readonly Stay[]
  readonly updates: readonly (Stay & { readonly id: string; readonly isEnded: boolean })[]
}

/**
 * What an export adds to what is known of one person in one group. Later evidence wins, and importing
 * the same export again changes nothing.
 */
export function matchStays(known: readonly KnownStay[], seen: readonly Stay[]): StayChanges {
  const free = new Set(known)
  const inserts: Stay[] = []
  const updates: (Stay & { id: string; isEnded: boolean })[] = []
  let hasOpen = known.some((stay) => stay.leftAt === null)
  const matches = seen.map((stay) => {
    const match = [...free].find((candidate) => isSame(candidate, stay))
    if (match) free.delete(match)
    return match
  })
  seen.forEach((stay, index) => {
    const match = matches[index] ?? [...free].findLast((candidate) => overlaps(candidate, stay))
    if (match) {
      free.delete(match)
      const isEnded = match.leftAt === null && stay.leftAt !== null
      if (isEnded) hasOpen = false
      const joinedAt = match.joinedAt ?? stay.joinedAt
      updates.push({ ...stay, joinedAt, id: match.id, isEnded })
    }
    const endedAt = match?.leftAt ?? Infinity
    const isBack = stay.leftAt === null && stay.lastSeenAt > endedAt
    if ((!match || isBack) && !(stay.leftAt === null && hasOpen)) {
      inserts.push(isBack ? { ...stay, joinedAt: null } : stay)
      if (stay.leftAt === null) hasOpen = true
    }
  })
  return { inserts, updates }
}

function isSame(known: KnownStay, seen: Stay): boolean {
  return (
    (seen.leftAt !== null && known.leftAt === seen.leftAt) ||
    (seen.joinedAt !== null && known.joinedAt === seen.joinedAt)
  )
}

function overlaps(known: KnownStay, seen: Stay): boolean {
  const knownFrom = known.joinedAt ?? (known.isFromList ? known.knownSince : -Infinity)
  const knownTo = known.leftAt ?? Infinity
  return knownFrom <= (seen.leftAt ?? Infinity) && (seen.joinedAt ?? -Infinity) <= knownTo
}
