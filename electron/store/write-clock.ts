/** The moment of a transaction and its source of ids. */
export interface WriteClock {
  /** Unix ms. */
  readonly now: number
  newId(): string
}
