/** The moment the fake shop lives at; everything else is told from here. */
export const shopNow = Date.now()
export const dayMs = 86_400_000
export const hourMs = 3_600_000

const kinds = {
  group: 1,
  contact: 2,
  participant: 3,
  ruleSet: 4,
  finding: 5,
  plan: 6,
  action: 7,
  review: 8,
  item: 9,
  template: 10,
  announcement: 11,
  delivery: 12,
  request: 13,
  job: 14,
  file: 15,
  list: 16,
  segment: 40,
  broadcast: 41,
  tag: 17,
  note: 18,
  merge: 19,
  view: 20,
  import: 21,
} as const

/** A stable id of a kind: `fakeId('group', 1)` is always the same. */
export function fakeId(kind: keyof typeof kinds, index: number): string {
  const middle = kinds[kind].toString(16).padStart(3, '0')
  return `0190a000-0000-7${middle}-8000-${index.toString(16).padStart(12, '0')}`
}

/** A number between 0 and 1 that depends on the seed alone. */
export function chance(seed: number): number {
  const value = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453
  return value - Math.floor(value)
}

/** One page of a list, its cursor the index to go on from. */
export function pageOfItems<T>(
  items: readonly T[],
  input: { cursor?: string | undefined; limit: number },
): { items: T[]; nextCursor: string | null; total: number } {
  const start = Number(input.cursor ?? 0)
  const end = start + input.limit
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : null,
    total: items.length,
  }
}
