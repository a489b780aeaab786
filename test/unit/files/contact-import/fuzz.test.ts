import { expect, test } from 'vitest'
import { fuzzFiles } from '../../../bench/fuzz-files.ts'

/** The short form of `npm run bench -- fuzz`. */
test('mutated files are read, or refused by a typed error', () => {
  const result = fuzzFiles({ files: 1200, seed: Date.now(), maxMs: 40_000 })
  expect(result.crashes).toEqual([])
  expect(result.readable).toBeGreaterThan(0)
  expect(Object.keys(result.refused).length).toBeGreaterThan(0)
})
