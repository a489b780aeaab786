import fc from 'fast-check'
import { describe, test } from 'vitest'
import type { ContactFacts, EvidenceFact } from '../../../../electron/core/screening/facts.ts'
import { screen } from '../../../../electron/core/screening/screen.ts'
import {
  evidenceKind,
  screeningCheck,
  type ScreeningCheck,
  type ScreeningSettings,
} from '../../../../shared/domain/screening.ts'
import { screeningNow } from '../../../helpers/contact-facts.ts'

const moment = fc.integer({ min: 0, max: screeningNow })
const evidenceOf = (kinds: readonly EvidenceFact['kind'][]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    place: fc.constantFrom('', 'Till', 'Profile'),
    at: moment,
  })
const goodKinds = evidenceKind.options.filter((kind) => kind !== 'reported')

const anybody: fc.Arbitrary<ContactFacts> = fc.record({
  now: fc.constant(screeningNow),
  numberState: fc.constantFrom('valid', 'invalid', 'unreachable', 'none'),
  numberType: fc.constantFrom('mobile', 'landline', 'other', null),
  country: fc.constantFrom('CN', 'US', 'FR', null),
  firstKnownAt: moment,
  orderCount: fc.integer({ min: 0, max: 30 }),
  lastOrderAt: fc.option(moment),
  evidence: fc.array(evidenceOf(evidenceKind.options), { maxLength: 6 }),
  consent: fc.option(fc.record({ by: fc.constantFrom('person', 'shop'), at: moment })),
  deliveredAt: fc.option(moment),
  messages: fc.option(
    fc.record({
      texts: fc.constant(50),
      mostInTenMinutes: fc.integer({ min: 1, max: 50 }),
      sameTextGroups: fc.integer({ min: 0, max: 10 }),
      linkOnly: fc.integer({ min: 0, max: 20 }),
    }),
  ),
  blockList: fc.option(
    fc.record({ source: fc.constant('Neighbours'), reason: fc.constantFrom('', 'x') }),
  ),
  removals: fc.integer({ min: 0, max: 4 }),
  sameEmail: fc.integer({ min: 0, max: 5 }),
  sameName: fc.integer({ min: 0, max: 9 }),
})

const weights = fc.record(
  Object.fromEntries(
    screeningCheck.options.map((check) => [check, fc.integer({ min: 0, max: 100 })]),
  ) as Record<ScreeningCheck, fc.Arbitrary<number>>,
)
const anySettings: fc.Arbitrary<ScreeningSettings> = fc.record({
  trustAt: fc.integer({ min: 1, max: 100 }),
  rejectAt: fc.integer({ min: -100, max: -1 }),
  weights,
  limits: fc.record({
    knownDays: fc.integer({ min: 1, max: 400 }),
    floodMessages: fc.integer({ min: 3, max: 40 }),
    sameTextGroups: fc.integer({ min: 2, max: 8 }),
    linkMessages: fc.integer({ min: 1, max: 10 }),
    sameNameContacts: fc.integer({ min: 1, max: 6 }),
  }),
  markets: fc.subarray(['CN', 'US']),
})

/** Something that speaks for a person, added to what is known. */
const better: fc.Arbitrary<(facts: ContactFacts) => ContactFacts> = fc.oneof(
  evidenceOf(goodKinds).map((item) => (facts: ContactFacts) => ({
    ...facts,
    evidence: [...facts.evidence, item],
  })),
  fc.constant((facts: ContactFacts) => ({
    ...facts,
    orderCount: facts.orderCount + 1,
    lastOrderAt: screeningNow,
  })),
  fc.constant((facts: ContactFacts) => ({
    ...facts,
    consent: { by: 'person' as const, at: screeningNow },
  })),
  fc.constant((facts: ContactFacts) => ({
    ...facts,
    consent: facts.consent ?? { by: 'shop' as const, at: screeningNow },
  })),
  fc.constant((facts: ContactFacts) => ({ ...facts, deliveredAt: screeningNow })),
  moment.map((at) => (facts: ContactFacts) => ({
    ...facts,
    firstKnownAt: Math.min(facts.firstKnownAt, at),
  })),
)

/** Something that speaks against a person, added to what is known. */
const worse: fc.Arbitrary<(facts: ContactFacts) => ContactFacts> = fc.oneof(
  evidenceOf(['reported']).map((item) => (facts: ContactFacts) => ({
    ...facts,
    evidence: [...facts.evidence, item],
  })),
  fc.constant((facts: ContactFacts) => ({
    ...facts,
    blockList: { source: 'Neighbours', reason: 'x' },
  })),
  fc.constant((facts: ContactFacts) => ({ ...facts, removals: facts.removals + 1 })),
  fc.constant((facts: ContactFacts) => ({ ...facts, sameEmail: facts.sameEmail + 1 })),
  fc.constant((facts: ContactFacts) => ({ ...facts, sameName: facts.sameName + 1 })),
  fc.constant((facts: ContactFacts) =>
    facts.messages === null
      ? facts
      : {
          ...facts,
          messages: {
            ...facts.messages,
            linkOnly: facts.messages.linkOnly + 1,
            mostInTenMinutes: facts.messages.mostInTenMinutes + 1,
            sameTextGroups: facts.messages.sameTextGroups + 1,
          },
        },
  ),
)

describe('the score', () => {
  test('is never lower for one more good sign', () => {
    fc.assert(
      fc.property(anybody, anySettings, better, (facts, settings, add) => {
        return screen(add(facts), settings).score >= screen(facts, settings).score
      }),
    )
  })

  test('is never higher for one more bad sign', () => {
    fc.assert(
      fc.property(anybody, anySettings, worse, (facts, settings, add) => {
        return screen(add(facts), settings).score <= screen(facts, settings).score
      }),
    )
  })

  test('is the sum of the points, and a verdict other than to check always has a reason', () => {
    fc.assert(
      fc.property(anybody, anySettings, (facts, settings) => {
        const { score, verdict, results } = screen(facts, settings)
        const sum = results.reduce((total, result) => total + result.points, 0)
        const wanted = { trusted: 'good', rejected: 'bad', to_check: null }[verdict]
        return (
          score === Math.max(-100, Math.min(100, sum)) &&
          (wanted === null || results.some((result) => result.outcome === wanted))
        )
      }),
    )
  })
})
