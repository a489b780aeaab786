import { describe, expect, test } from 'vitest'
import { differenceOfMeans } from '../../../../electron/core/statistics/means.ts'
import {
  differenceOfProportions,
  wilsonInterval,
} from '../../../../electron/core/statistics/proportions.ts'
import { equalGroupSize, neededPerGroup } from '../../../../electron/core/statistics/sample-size.ts'

const runs = 2000

/** Numbers from 0 to 1, the same ones for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function binomial(n: number, share: number, random: () => number) {
  let count = 0
  for (let at = 0; at < n; at += 1) if (random() < share) count += 1
  return { count, n }
}

/** In which share of the runs something came out. */
function shareOfRuns(happens: () => boolean): number {
  let times = 0
  for (let run = 0; run < runs; run += 1) if (happens()) times += 1
  return times / runs
}

const isNominal = (share: number) => share >= 0.93 && share <= 0.97

describe('intervals at 95 %, 2000 times over', () => {
  test.each([
    [0.5, 0.5, 100, 100, 1],
    [0.1, 0.05, 400, 400, 2],
    [0.12, 0.1, 1900, 100, 3],
    [0.04, 0.03, 3000, 300, 4],
    [0.3, 0.2, 60, 40, 5],
    [0.8, 0.85, 250, 50, 6],
  ])('cover the difference of %d and %d in groups of %d and %d', (p1, p2, n1, n2, seed) => {
    const random = randomOf(seed)
    const covered = shareOfRuns(() => {
      const found = differenceOfProportions(binomial(n1, p1, random), binomial(n2, p2, random))!
      return found.low <= p1 - p2 && p1 - p2 <= found.high
    })
    expect(covered).toSatisfy(isNominal)
  })

  test.each([
    [0.1, 200, 11],
    [0.5, 60, 12],
    [0.03, 1000, 13],
  ])('cover a share of %d in groups of %d', (share, n, seed) => {
    const random = randomOf(seed)
    const covered = shareOfRuns(() => {
      const { low, high } = wilsonInterval(binomial(n, share, random))!
      return low <= share && share <= high
    })
    expect(covered).toSatisfy(isNominal)
  })

  test('cover the difference of what people spend, most of them nothing', () => {
    const random = randomOf(21)
    const spending = (n: number, share: number) => {
      let sum = 0
      let sumOfSquares = 0
      for (let at = 0; at < n; at += 1) {
        const spent = random() < share ? -2000 * Math.log(1 - random()) : 0
        sum += spent
        sumOfSquares += spent * spent
      }
      return { n, sum, sumOfSquares }
    }
    const truth = (0.15 - 0.12) * 2000
    const covered = shareOfRuns(() => {
      const { low, high } = differenceOfMeans(spending(1500, 0.15), spending(500, 0.12))!
      return low <= truth && truth <= high
    })
    expect(covered).toSatisfy(isNominal)
  })
})

describe('the test of two shares, 2000 times over', () => {
  test('cries wolf in one case of twenty', () => {
    const random = randomOf(31)
    const found = shareOfRuns(
      () =>
        differenceOfProportions(binomial(900, 0.1, random), binomial(100, 0.1, random))!.pValue <
        0.05,
    )
    expect(found).toBeGreaterThan(0.03)
    expect(found).toBeLessThan(0.07)
  })

  test('finds in four cases of five what groups of the needed size are to find', () => {
    const random = randomOf(32)
    const n = neededPerGroup(0.1, 0.16)
    const found = shareOfRuns(
      () =>
        differenceOfProportions(binomial(n, 0.16, random), binomial(n, 0.1, random))!.pValue < 0.05,
    )
    expect(found).toBeGreaterThan(0.77)
    expect(found).toBeLessThan(0.83)
  })

  test('finds nearly as much in uneven groups that say as much', () => {
    const random = randomOf(33)
    const needed = neededPerGroup(0.2, 0.3)
    const small = Math.ceil(needed * 0.625)
    const large = 4 * small
    expect(equalGroupSize(large, small)).toBeGreaterThanOrEqual(needed)
    const found = shareOfRuns(
      () =>
        differenceOfProportions(binomial(large, 0.3, random), binomial(small, 0.2, random))!
          .pValue < 0.05,
    )
    expect(found).toBeGreaterThan(0.75)
    expect(found).toBeLessThan(0.86)
  })
})
