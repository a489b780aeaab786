const dayMs = 24 * 60 * 60 * 1000
const minuteMs = 60_000

/** What left in a moving 24 hours. Moments are Unix ms. */
export interface SentDay {
  /** Takes in what is known already, the oldest first. */
  note(person: number, at: number): void
  /** Of a message that counts for the person and not among the messages. */
  notePerson(person: number, at: number): void
  /** It did not leave after all. */
  forget(person: number, at: number): void
  /** Whether one more to this person keeps within so many people and so many messages; null: no limit. */
  hasRoom(person: number, at: number, limits: DayLimits): boolean
  /** When the next place is free; null: it is not full. */
  nextRoomAt(at: number, limits: DayLimits): number | null
  people(at: number): number
  messages(at: number): number
}

export interface DayLimits {
  readonly people: number | null
  readonly messages: number | null
}

/**
 * People written to and messages sent within 24 hours. A person counts from the last message on, so nobody
 * falls out too early; messages are told apart to the minute and fall out by its end.
 *
 * Source: Meta: Messaging limits (unique users in a moving 24 hours, over the portfolio).
 */
export function createSentDay(): SentDay {
  // in the order of the last message: who is written to again moves to the end
  const lastAt = new Map<number, { readonly at: number; readonly before: number | null }>()
  const minutes = new Map<number, number>()
  let total = 0

  function expire(at: number): void {
    for (const [person, last] of lastAt) {
      if (last.at > at - dayMs) break
      lastAt.delete(person)
    }
    for (const [minute, count] of minutes) {
      if ((minute + 1) * minuteMs > at - dayMs) break
      minutes.delete(minute)
      total -= count
    }
  }

  function isFull(limits: DayLimits): boolean {
    return limits.messages !== null && total >= limits.messages
  }

  function notePerson(person: number, at: number): void {
    const before = lastAt.get(person)?.at ?? null
    lastAt.delete(person)
    lastAt.set(person, { at: Math.max(at, before ?? at), before })
  }

  return {
    notePerson,
    note(person, at) {
      notePerson(person, at)
      const minute = Math.floor(at / minuteMs)
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1)
      total += 1
    },
    forget(person, at) {
      const last = lastAt.get(person)
      if (last?.at === at) {
        lastAt.delete(person)
        if (last.before !== null) lastAt.set(person, { at: last.before, before: null })
      }
      const minute = Math.floor(at / minuteMs)
      const count = minutes.get(minute)
      if (count === undefined) return
      minutes.set(minute, count - 1)
      total -= 1
    },
    hasRoom(person, at, limits) {
      expire(at)
      if (isFull(limits)) return false
      return limits.people === null || lastAt.has(person) || lastAt.size < limits.people
    },
    nextRoomAt(at, limits) {
      expire(at)
      const [oldest] = lastAt.values()
      const [minute] = minutes.keys()
      if (isFull(limits) && minute !== undefined) return (minute + 1) * minuteMs + dayMs
      const isCrowded = limits.people !== null && lastAt.size >= limits.people
      return isCrowded && oldest !== undefined ? oldest.at + dayMs : null
    },
    people(at) {
      expire(at)
      return lastAt.size
    },
    messages(at) {
      expire(at)
      return total
    },
  }
}
