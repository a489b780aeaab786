import { describe, expect, test } from 'vitest'
import { differenceOfMeans, studentQuantile95 } from '../../../../electron/core/statistics/means.ts'
import {
  chiSquareTail,
  normalCdf,
  normalQuantile,
  twoSidedP,
} from '../../../../electron/core/statistics/normal.ts'
import {
  differenceOfProportions,
  sampleRatioP,
  wilsonInterval,
} from '../../../../electron/core/statistics/proportions.ts'
import {
  equalGroupSize,
  exactPerGroup,
  neededPerGroup,
} from '../../../../electron/core/statistics/sample-size.ts'

describe('the normal distribution', () => {
  // M. J. Wichura, Applied Statistics 37 (1988), 477-484
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798408],
  ])('has the quantile of %d as AS 241 prints it', (share, expected) => {
    expect(normalQuantile(share)).toBeCloseTo(expected, 13)
  })

  // erfc(-z / √2) / 2 by the C library (Python's math.erfc)
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [3, 0.9986501019683699],
    [-1, 0.15865525393145707],
  ])('has below %d what the error function of C gives', (z, expected) => {
    expect(normalCdf(z)).toBeCloseTo(expected, 13)
  })

  test.each([0.0001, 0.01, 0.07, 0.3, 0.5, 0.9, 0.999])('is its own inverse at %d', (share) => {
    expect(normalCdf(normalQuantile(share))).toBeCloseTo(share, 13)
  })

  test('goes on into the far tail', () => {
    // erfc(10 / √2) / 2 by the C library
    expect(twoSidedP(10) / 2 / 7.619853024160593e-24).toBeCloseTo(1, 5)
    expect(twoSidedP(40)).toBe(0)
  })

  // NIST/SEMATECH e-Handbook, 1.3.6.7.4, upper critical values of chi-square, one degree of freedom
  test.each([
    [2.706, 0.1],
    [3.841, 0.05],
    [6.635, 0.01],
    [10.828, 0.001],
  ])('squared passes %d in the share that NIST tables', (value, expected) => {
    expect(chiSquareTail(value) / expected).toBeCloseTo(1, 2)
  })
})

// Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (score)
describe('the interval of one share', () => {
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is as Newcombe has it', (count, n, low, high) => {
    const interval = wilsonInterval({ count, n })!
    expect([round(interval.low), round(interval.high)]).toEqual([low, high])
  })

  test('says nothing of nobody, and ends where there is no more', () => {
    expect(wilsonInterval({ count: 0, n: 0 })).toBeNull()
    expect(wilsonInterval({ count: 7, n: 7 })!.high).toBe(1)
  })
})

// Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10 (hybrid score)
describe('the interval of a difference of shares', () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%d/%d against %d/%d is as Newcombe has it', (count1, n1, count2, n2, low, high) => {
    const found = differenceOfProportions({ count: count1, n: n1 }, { count: count2, n: n2 })!
    expect(found.value).toBeCloseTo(count1 / n1 - count2 / n2, 12)
    expect([round(found.low), round(found.high)]).toEqual([low, high])
  })

  test('is the same seen from the other side, turned round', () => {
    const one = differenceOfProportions({ count: 9, n: 40 }, { count: 3, n: 25 })!
    const other = differenceOfProportions({ count: 3, n: 25 }, { count: 9, n: 40 })!
    expect([other.low, other.high, other.pValue]).toEqual([
      expect.closeTo(-one.high, 12),
      expect.closeTo(-one.low, 12),
      expect.closeTo(one.pValue, 12),
    ])
  })

  test('cannot be said while there is nobody in one group', () => {
    expect(differenceOfProportions({ count: 0, n: 0 }, { count: 1, n: 4 })).toBeNull()
  })
})

describe('the test of two shares', () => {
  test('finds what the Physicians’ Health Study found of aspirin', () => {
    // A. Agresti, "An Introduction to Categorical Data Analysis", chapter 2: 189 of 11 034 had a heart
    // attack on the placebo, 104 of 11 037 on aspirin; Pearson's chi-square is 25.0
    const { pValue, value } = differenceOfProportions(
      { count: 189, n: 11_034 },
      { count: 104, n: 11_037 },
    )!
    expect(value).toBeCloseTo(0.0077, 4)
    expect(normalQuantile(1 - pValue / 2) ** 2).toBeCloseTo(25, 1)
  })

  test('finds what the manual of statsmodels prints for proportions_ztest', () => {
    // counts 5 and 12 of 83 and 99: p = 0.159
    const { pValue } = differenceOfProportions({ count: 5, n: 83 }, { count: 12, n: 99 })!
    expect(pValue).toBeCloseTo(0.159, 3)
  })

  test('finds nothing where nobody or everybody did it', () => {
    expect(differenceOfProportions({ count: 0, n: 5 }, { count: 0, n: 9 })!.pValue).toBe(1)
    expect(differenceOfProportions({ count: 5, n: 5 }, { count: 9, n: 9 })!.pValue).toBe(1)
  })
})

describe('the check of the groups’ sizes', () => {
  test('raises the alarm of the worked example', () => {
    // Kohavi, Tang, Xu, "Trustworthy Online Controlled Experiments" (2020), chapters 3 and 21: 821,588 and
    // 815,482 of a half each, p = 1.8E-6
    expect(sampleRatioP(821_588, 815_482, 0.5)! * 1e6).toBeCloseTo(1.8, 1)
  })

  test('is at rest where the groups are as they were drawn', () => {
    expect(sampleRatioP(950, 50, 0.95)).toBe(1)
    expect(sampleRatioP(0, 0, 0.95)).toBeNull()
    expect(sampleRatioP(10, 0, 1)).toBeNull()
  })
})

describe('the size that a group needs', () => {
  // R's ?power.prop.test: its three examples, each answer put back as a question
  test.each([
    [0.5, 0.75, 0.9, 76.7, 1],
    [0.5, 0.75, 0.74, 50, 0],
    [0.5, 0.8026, 0.9, 50, 1],
  ])('from %d to %d at a power of %d is that of R', (base, other, power, n, digits) => {
    expect(exactPerGroup(base, other, power)).toBeCloseTo(n, digits)
  })

  test('is rounded up, at a power of four in five', () => {
    expect(neededPerGroup(0.1, 0.2)).toBe(Math.ceil(exactPerGroup(0.1, 0.2, 0.8)))
    expect(neededPerGroup(0.1, 0.2)).toBe(199)
  })

  test('is told by the harmonic mean of uneven groups', () => {
    expect(equalGroupSize(100, 100)).toBe(100)
    expect(equalGroupSize(1900, 100)).toBeCloseTo(190, 10)
    expect(equalGroupSize(5, 0)).toBe(0)
  })
})

describe('the difference of means', () => {
  test('is Welch’s, of the sleep data of Student', () => {
    // Student (1908); R's ?t.test, t.test(extra ~ group, data = sleep): -3.3654832 to 0.2054832
    const extra1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
    const extra2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    const found = differenceOfMeans(sampleOf(extra1), sampleOf(extra2))!
    expect(found.value).toBeCloseTo(-1.58, 10)
    expect(found.low).toBeCloseTo(-3.3654832, 4)
    expect(found.high).toBeCloseTo(0.2054832, 4)
  })

  // NIST/SEMATECH e-Handbook, 1.3.6.7.2, critical values of Student's t at 0.975
  test.each([
    [5, 2.571, 2],
    [10, 2.228, 3],
    [30, 2.042, 3],
    [100, 1.984, 3],
  ])('goes by a t of %d degrees as NIST tables it', (freedom, expected, digits) => {
    expect(studentQuantile95(freedom)).toBeCloseTo(expected, digits)
  })

  test('cannot be said of one value, and is sure of values all alike', () => {
    expect(differenceOfMeans(sampleOf([1]), sampleOf([1, 2]))).toBeNull()
    expect(differenceOfMeans(sampleOf([3, 3]), sampleOf([1, 1]))).toEqual({
      value: 2,
      low: 2,
      high: 2,
    })
  })
})

const round = (value: number) => Math.round(value * 10_000) / 10_000 + 0

function sampleOf(values: readonly number[]) {
  return {
    n: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  }
}
