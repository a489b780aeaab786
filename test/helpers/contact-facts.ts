import type { ContactFacts } from '../../electron/core/screening/facts.ts'

export const screeningNow = Date.UTC(2026, 5, 1)
const dayMs = 24 * 60 * 60 * 1000

/** Somebody of whom nothing at all is known but a record made today. */
export function someFacts(known: Partial<ContactFacts> = {}): ContactFacts {
  return {
    now: screeningNow,
    numberState: 'none',
    numberType: null,
    country: null,
    firstKnownAt: screeningNow,
    orderCount: 0,
    lastOrderAt: null,
    evidence: [],
    consent: null,
    deliveredAt: null,
    messages: null,
    blockList: null,
    removals: 0,
    sameEmail: 0,
    sameName: 0,
    ...known,
  }
}

export const daysAgo = (days: number) => screeningNow - days * dayMs
