/** What one line of the ledger says, as far as its meaning goes. */
export interface ConsentWord {
  readonly state: 'given' | 'withdrawn' | 'expired'
  /** The person's own act, seen by the app. */
  readonly isByPerson: boolean
  /** When it was said, Unix ms. */
  readonly at: number
}

/**
 * What the words said for one purpose come to, in whatever order they arrive. The latest counts; of words
 * of the same moment a no wins, then an expiry; and a no of the person's own stands until a later yes of
 * their own, whatever the shop records.
 *
 * @returns null where nothing was said.
 */
export function foldConsent(words: readonly ConsentWord[]): ConsentWord['state'] | null {
  if (words.length === 0) return null
  const own = (state: ConsentWord['state']) =>
    Math.max(
      -1,
      ...words.filter((word) => word.isByPerson && word.state === state).map((word) => word.at),
    )
  const ownNo = own('withdrawn')
  if (ownNo >= 0 && ownNo >= own('given')) return 'withdrawn'
  const last = Math.max(...words.map((word) => word.at))
  const latest = words.filter((word) => word.at === last).map((word) => word.state)
  if (latest.includes('withdrawn')) return 'withdrawn'
  return latest.includes('expired') ? 'expired' : 'given'
}
