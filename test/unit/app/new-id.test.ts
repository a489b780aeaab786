import { expect, test } from 'vitest'
import { newId } from '../../../electron/app/new-id.ts'
import { id } from '../../../shared/domain/common.ts'

const millisecondsOf = (value: string) => Number.parseInt(value.replace('-', '').slice(0, 12), 16)

test('an id is a UUIDv7 that the contract takes, and tells its moment', () => {
  const now = Date.now() + 10_000
  const value = newId(now)
  expect(id.parse(value)).toBe(value)
  expect(value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(millisecondsOf(value)).toBe(now)
})

test('ids sort in the order in which they were made, within a moment and when the clock goes back', () => {
  const now = Date.now() + 20_000
  const moments = [
    ...Array<number>(10_000).fill(now),
    now - 60_000,
    now - 60_000,
    now + 1,
    now + 60_000,
  ]
  const ids = moments.map(newId)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
