import type { MessageFacts } from './facts.ts'

/** One message whose text is kept. */
export interface KeptMessage {
  readonly groupId: string | null
  readonly body: string
  /** Unix ms. */
  readonly at: number
}

const windowMs = 10 * 60 * 1000
/** Shorter texts are said by everybody everywhere: a greeting, thanks. */
const shortestText = 12

/** Sums up what somebody wrote, so that the checks need not see the texts; null where none is kept. */
export function messageFacts(messages: readonly KeptMessage[]): MessageFacts | null {
  if (messages.length === 0) return null
  return {
    texts: messages.length,
    mostInTenMinutes: mostWithin(messages.map((message) => message.at)),
    sameTextGroups: sameTextGroups(messages),
    linkOnly: messages.filter((message) => isLinkOnly(message.body)).length,
  }
}

function mostWithin(times: readonly number[]): number {
  const sorted = times.toSorted((left, right) => left - right)
  let most = 0
  let first = 0
  for (let last = 0; last < sorted.length; last += 1) {
    while (sorted[last]! - sorted[first]! >= windowMs) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

function sameTextGroups(messages: readonly KeptMessage[]): number {
  const groups = new Map<string, Set<string>>()
  for (const { body, groupId } of messages) {
    const text = body.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
    if (groupId === null || text.length < shortestText) continue
    const known = groups.get(text) ?? new Set()
    groups.set(text, known.add(groupId))
  }
  return Math.max(0, ...[...groups.values()].map((known) => known.size))
}

/** One or more addresses, and no word beside them. */
export function isLinkOnly(body: string): boolean {
  const words = body.trim().split(/\s+/u)
  return words.every((word) =>
    /^(?:https?:\/\/|www\.)\S+$|^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/\S*)?$/iu.test(word),
  )
}
