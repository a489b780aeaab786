import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  drawBounds,
  drawKey,
  planDraw,
  variantOf,
} from '../../../../electron/core/broadcasts/draw.ts'
import { shareOut } from '../../../../electron/core/broadcasts/share-out.ts'

type Person = readonly [seq: number, stratum: string]
interface Settings {
  readonly holdOutPercent: number
  readonly shares: readonly number[]
  readonly seed: number
}

function byStratum(people: readonly Person[]): Map<string, Person[]> {
  const strata = new Map<string, Person[]>()
  for (const person of people) {
    const members = strata.get(person[1])
    if (members) members.push(person)
    else strata.set(person[1], [person])
  }
  return strata
}

/** Place of each: null for the hold-out, else the variant. */
function draw(people: readonly Person[], settings: Settings): Map<number, number | null> {
  const strata = byStratum(people)
  const sizes = new Map([...strata].map(([stratum, members]) => [stratum, members.length]))
  const draws = planDraw(sizes, settings)
  const bounds = new Map(
    [...strata].map(([stratum, members]) => [
      stratum,
      drawBounds(
        Uint32Array.from(members, ([seq]) => drawKey(settings.seed, seq)),
        draws.get(stratum)!,
      ),
    ]),
  )
  return new Map(
    people.map(([seq, stratum]) => [
      seq,
      variantOf(drawKey(settings.seed, seq), bounds.get(stratum)!),
    ]),
  )
}

const people = fc.uniqueArray(
  fc.tuple(
    fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    fc.constantFrom('loyal', 'potential', 'lost', 'none'),
  ),
  { selector: ([seq]) => seq, minLength: 1, maxLength: 400 },
)
const settings = fc.record({
  holdOutPercent: fc.double({ min: 0, max: 50, noNaN: true }),
  shares: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
})

describe('the draw of hold-out and variants', () => {
  it('is the same when it is run again, in whatever order people come', () => {
    fc.assert(
      fc.property(people, settings, fc.infiniteStream(fc.nat()), (all, asked, numbers) => {
        const shuffled = all
          .map((person) => ({ person, at: numbers.next().value! }))
          .sort((one, other) => one.at - other.at)
          .map(({ person }) => person)
        expect(new Map([...draw(shuffled, asked)].sort())).toEqual(
          new Map([...draw(all, asked)].sort()),
        )
      }),
    )
  })

  it('is balanced by stratum, and gives each variant its share of the rest', () => {
    fc.assert(
      fc.property(people, settings, (all, asked) => {
        const places = draw(all, asked)
        const target = asked.holdOutPercent / 100
        const heldOut = [...places.values()].filter((place) => place === null).length
        expect(heldOut).toBe(Math.round(all.length * target))
        const sum = asked.shares.reduce((whole, share) => whole + share, 0)
        for (const members of byStratum(all).values()) {
          const got = members.map(([seq]) => places.get(seq)!)
          const out = got.filter((place) => place === null).length
          // the whole is rounded once, and each stratum's part of it once more
          expect(Math.abs(out - members.length * target)).toBeLessThan(1.5)
          asked.shares.forEach((share, variant) => {
            const count = got.filter((place) => place === variant).length
            expect(Math.abs(count - ((members.length - out) * share) / sum)).toBeLessThan(1)
          })
        }
      }),
    )
  })

  it('gives no two people the same lot', () => {
    for (const seed of [0, 1, 77, 0xffffffff]) {
      const keys = new Set(Array.from({ length: 50_000 }, (_, seq) => drawKey(seed, seq + 1)))
      expect(keys.size).toBe(50_000)
    }
  })

  it('has nothing to do with the order in which contacts came, and differs by the seed', () => {
    const all: Person[] = Array.from({ length: 20_000 }, (_, at) => [at + 1, 'none'])
    const asked = { holdOutPercent: 10, shares: [1], seed: 1 }
    const out = (seed: number) =>
      [...draw(all, { ...asked, seed })].flatMap(([seq, place]) => (place === null ? [seq] : []))
    const first = out(1)
    expect(first).toHaveLength(2000)
    // 2,000 of 20,000 in each half: 1,000 give or take five standard deviations of 22
    expect(Math.abs(first.filter((seq) => seq <= 10_000).length - 1000)).toBeLessThan(110)
    const both = new Set(first)
    // chance lets a tenth of them be the same: 200 give or take five standard deviations of 13
    expect(Math.abs(out(2).filter((seq) => both.has(seq)).length - 200)).toBeLessThan(66)
  })
})

describe('a whole number shared out', () => {
  it.each([
    [10, [1, 1, 1], [4, 3, 3]],
    [100, [1, 99], [1, 99]],
    [3, [5, 5], [2, 1]],
    [0, [1, 2], [0, 0]],
    [7, [0, 0], [0, 0]],
    [5, [], []],
  ])('gives of %i by %j %j', (total, weights, parts) => {
    expect(shareOut(total, weights)).toEqual(parts)
  })

  it('adds up, each part being its exact share rounded down or up', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (total, given) => {
        const sum = given.reduce((whole, weight) => whole + weight, 0)
        fc.pre(sum > 0)
        const parts = shareOut(total, given)
        expect(parts.reduce((whole, part) => whole + part, 0)).toBe(total)
        parts.forEach((part, at) =>
          expect(Math.abs(part - (total * given[at]!) / sum)).toBeLessThan(1),
        )
      }),
    )
  })
})
