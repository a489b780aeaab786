import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { foldConsent, type ConsentWord } from '../../helpers/fold-consent.ts'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import { one, run } from '../../../electron/store/statement.ts'
import { countingIds, openTestStore } from '../../helpers/test-store.ts'

const store = openTestStore()
const clock = { now: 1_790_000_000_000, newId: countingIds() }
afterAll(() => store.close())

const word: fc.Arbitrary<ConsentWord> = fc.record({
  state: fc.constantFrom('given', 'withdrawn', 'expired'),
  isByPerson: fc.boolean(),
  at: fc.integer({ min: 0, max: 5 }),
})

function record(contactId: string, said: ConsentWord): string {
  return recordConsent(store.db, clock, {
    ...said,
    contactId,
    purpose: 'marketing',
    source: 'form',
    recordedBy: 'owner',
  })
}

function stateOf(contactId: string): string | null {
  return (
    one<{ state: string }>(
      store.db,
      `SELECT state FROM consent_state WHERE contact_id=$contactId AND purpose='marketing'`,
      { contactId },
    )?.state ?? null
  )
}

test('the state of consent is a fold over the ledger, in any order of arrival', () => {
  fc.assert(
    fc.property(
      fc
        .array(word, { maxLength: 7 })
        .chain((words) =>
          fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length })),
        ),
      ([words, arriving]) => {
        const contactId = upsertContact(store.db, clock, { userId: clock.newId() })
        for (const said of arriving) record(contactId, said)
        expect(stateOf(contactId)).toBe(foldConsent(words))
      },
    ),
    { numRuns: 300 },
  )
})

test('and still is after an entry was taken out', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, pick) => {
      const contactId = upsertContact(store.db, clock, { userId: clock.newId() })
      const ids = words.map((said) => record(contactId, said))
      const gone = pick % words.length
      run(store.db, 'DELETE FROM consent_entry WHERE id=$id', { id: ids[gone]! })
      expect(stateOf(contactId)).toBe(foldConsent(words.filter((_, at) => at !== gone)))
    }),
    { numRuns: 200 },
  )
})
