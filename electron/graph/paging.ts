import { GraphApiError } from './errors.ts'
import type { Paging } from './wire/primitives.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly paging: Paging | undefined
}

const invalidCursorCode = 131059
const maxRestarts = 3

/**
 * Every item of a paged list. A cursor that Graph no longer takes (131059) starts the list over, and
 * items that were handed out already are passed over; a cursor that repeats ends it.
 *
 * @throws GraphApiError with 131059 when the list had to be started over too often
 */
export async function* readPages<T>(
  readPage: (after: string | undefined) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): AsyncGenerator<T, void, undefined> {
  const given = new Set<string>()
  let after: string | undefined
  let restarts = 0
  for (;;) {
    let page: Page<T>
    try {
      page = await readPage(after)
    } catch (error) {
      if (!isInvalidCursor(error) || after === undefined || restarts >= maxRestarts) throw error
      restarts += 1
      after = undefined
      continue
    }
    for (const item of page.items) {
      const key = keyOf(item)
      if (given.has(key)) continue
      given.add(key)
      yield item
    }
    const next = nextCursor(page.paging)
    if (next === undefined || next === after) return
    after = next
  }
}

function isInvalidCursor(error: unknown): boolean {
  return error instanceof GraphApiError && error.code === invalidCursorCode
}

/** `next` is there only if there is more; its own address is never called, for it holds the token. */
function nextCursor(paging: Paging | undefined): string | undefined {
  if (paging?.next === undefined) return undefined
  if (paging.cursors?.after !== undefined) return paging.cursors.after
  if (!URL.canParse(paging.next)) return undefined
  return new URL(paging.next).searchParams.get('after') ?? undefined
}
