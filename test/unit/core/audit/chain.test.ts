import { hash as digest } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../../electron/core/audit/canonical-json.ts'
import {
  entryBody,
  entryHash,
  genesisHash,
  verifyChain,
  type AuditBody,
  type ChainLink,
} from '../../../../electron/core/audit/chain.ts'

const sha256Hex = (text: string) => digest('sha256', text)

interface Entry {
  readonly body: AuditBody
  readonly prevHash: string
  readonly hash: string
}

const link = (entry: Entry): ChainLink => ({
  seq: entry.body.seq,
  prevHash: entry.prevHash,
  hash: entry.hash,
  body: entryBody(entry.body),
})

const verify = (entries: readonly Entry[]) => verifyChain(sha256Hex, entries.map(link))

const nullableId = fc.option(fc.uuid(), { nil: null })
const unnumbered = fc.record({
  at: fc.nat(),
  actor: fc.string({ unit: 'grapheme' }),
  action: fc.constantFrom('groups.create', 'plans.approve', 'a"b\\c'),
  subjectKind: fc.string(),
  subjectId: fc.option(fc.string(), { nil: null }),
  groupId: nullableId,
  contactId: nullableId,
  data: fc.dictionary(fc.string(), fc.jsonValue()),
})
const chain = fc.array(unnumbered, { minLength: 2, maxLength: 12 }).map((bodies) => {
  let prevHash = genesisHash
  return bodies.map((body, index): Entry => {
    const numbered = { ...body, seq: index + 1 }
    const hash = entryHash(sha256Hex, prevHash, entryBody(numbered))
    const entry = { body: numbered, prevHash, hash }
    prevHash = hash
    return entry
  })
})
const chainAndPlace = chain.chain((entries) =>
  fc.tuple(fc.constant(entries), fc.nat({ max: entries.length - 1 })),
)

describe('entryBody', () => {
  it('is the canonical JSON of the whole body', () => {
    fc.assert(
      fc.property(unnumbered, (body) => {
        const numbered = { ...body, seq: 7 }
        expect(entryBody(numbered)).toBe(canonicalJson(numbered))
      }),
    )
  })
})

describe('verifyChain', () => {
  it('accepts an untouched chain, whole or from a known entry', () => {
    fc.assert(
      fc.property(chainAndPlace, ([entries, place]) => {
        const headHash = entries.at(-1)!.hash
        expect(verify(entries)).toEqual({
          valid: true,
          firstBadSeq: null,
          headHash,
          entries: entries.length,
        })
        const known = entries[place]!
        const rest = entries.slice(place + 1).map(link)
        expect(
          verifyChain(sha256Hex, rest, { seq: known.body.seq, hash: known.hash }),
        ).toMatchObject({ valid: true, headHash, entries: rest.length })
      }),
    )
  })

  it('has no head when there is nothing', () => {
    expect(verifyChain(sha256Hex, [])).toEqual({
      valid: true,
      firstBadSeq: null,
      headHash: null,
      entries: 0,
    })
  })

  it('names the entry of which any field is altered', () => {
    const alterations: readonly ((entry: Entry) => Entry)[] = [
      (entry) => ({ ...entry, body: { ...entry.body, at: entry.body.at + 1 } }),
      (entry) => ({ ...entry, body: { ...entry.body, seq: entry.body.seq + 1 } }),
      (entry) => ({ ...entry, body: { ...entry.body, actor: `${entry.body.actor}x` } }),
      (entry) => ({ ...entry, body: { ...entry.body, action: 'groups.delete' } }),
      (entry) => ({ ...entry, body: { ...entry.body, subjectKind: `${entry.body.subjectKind}x` } }),
      (entry) => ({ ...entry, body: { ...entry.body, subjectId: `${entry.body.subjectId}x` } }),
      (entry) => ({ ...entry, body: { ...entry.body, groupId: `${entry.body.groupId}x` } }),
      (entry) => ({ ...entry, body: { ...entry.body, contactId: `${entry.body.contactId}x` } }),
      (entry) => ({
        ...entry,
        body: { ...entry.body, data: { ...entry.body.data, forged: true, 'forged too': 1 } },
      }),
      (entry) => ({ ...entry, hash: genesisHash }),
      (entry) => ({ ...entry, prevHash: entry.hash }),
    ]
    fc.assert(
      fc.property(chainAndPlace, fc.constantFrom(...alterations), ([entries, place], alter) => {
        const doctored = entries.with(place, alter(entries[place]!))
        expect(verify(doctored)).toMatchObject({
          valid: false,
          firstBadSeq: place + 1,
          entries: place,
        })
      }),
    )
  })

  it('names the place of a dropped, inserted or swapped entry', () => {
    fc.assert(
      fc.property(chainAndPlace, ([entries, place]) => {
        const dropped = entries.toSpliced(place, 1)
        if (place < entries.length - 1) {
          expect(verify(dropped)).toMatchObject({ valid: false, firstBadSeq: place + 1 })
          const swapped = entries.with(place, entries[place + 1]!).with(place + 1, entries[place]!)
          expect(verify(swapped)).toMatchObject({ valid: false, firstBadSeq: place + 1 })
        }
        const inserted = entries.toSpliced(place, 0, entries[place]!)
        expect(verify(inserted)).toMatchObject({ valid: false, firstBadSeq: place + 2 })
      }),
    )
  })

  it('stops reading at the first bad entry', () => {
    let read = 0
    function* endless(): Generator<ChainLink> {
      for (;;) {
        read += 1
        yield { seq: read, prevHash: genesisHash, hash: genesisHash, body: '{}' }
      }
    }
    expect(verifyChain(sha256Hex, endless())).toMatchObject({ valid: false, firstBadSeq: 1 })
    expect(read).toBe(1)
  })
})
