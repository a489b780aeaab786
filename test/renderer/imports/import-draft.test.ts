// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import {
  columnFaults,
  keyForLabel,
  withReading,
} from '../../../renderer/features/imports/column-fields.ts'
import { rateOf, secondsLeft, withSample } from '../../../renderer/features/imports/import-rate.ts'
import {
  optionFaults,
  toDraft,
  toOptions,
} from '../../../renderer/features/imports/option-draft.ts'
import type { ImportField, ImportOptions } from '../../../shared/domain/contact-imports.ts'

const noOptions: ImportOptions = { tags: [], onKnown: 'fill', consent: null }

function columnsOf(...fields: ImportField[]) {
  return fields.map((field, index) => ({ index, title: '', field, samples: [] }))
}

describe('columns', () => {
  it.each([
    ['contacts', ['number', 'name'], []],
    ['contacts', ['externalId', 'tags', 'note', 'ignore', 'ignore'], []],
    ['contacts', ['externalId', 'tags', 'tags', 'note', 'note'], ['twice', 'twice']],
    ['contacts', ['name'], ['no_key']],
    ['contacts', ['email'], []],
    ['contacts', ['number', 'number', 'number'], ['twice']],
    ['contacts', ['number', 'custom:shoe', 'custom:shoe'], ['twice']],
    ['contacts', [], ['no_key']],
    ['orders', ['number', 'orderAt', 'amount'], []],
    ['orders', ['orderAt', 'amount'], ['no_key']],
    ['orders', ['number', 'amount'], ['no_order']],
  ] as const)('%s with %j', (kind, fields, faults) => {
    expect(columnFaults(kind, columnsOf(...fields)).map((fault) => fault.code)).toEqual(faults)
  })

  it('are guessed anew where another separator or sheet moves them', () => {
    const mapping = { columns: [{ index: 0, field: 'name' as const }], hasHeading: true }
    expect(withReading(mapping, { separator: ';' })).toEqual({ hasHeading: true, separator: ';' })
    expect(withReading(mapping, { encoding: 'gb18030' })).toEqual({
      ...mapping,
      encoding: 'gb18030',
    })
  })

  it.each([
    ['Shoe size', [], 'shoe_size'],
    ['Shoe size', ['shoe_size'], 'shoe_size_2'],
    ['鞋码', [], 'field_1'],
    ['鞋码', ['field_1'], 'field_2'],
    ['2nd name!', [], 'nd_name'],
    ['Größe', [], 'gro_e'],
  ])('a field named %s beside %j gets the key %s', (label, taken, key) => {
    expect(keyForLabel(label, taken)).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
    if (label !== 'Größe') expect(keyForLabel(label, taken)).toBe(key)
  })
})

describe('options', () => {
  it('come back as they were', () => {
    const options = {
      defaultCountry: 'MY',
      tags: ['VIP'],
      onKnown: 'overwrite' as const,
      consent: {
        purpose: 'marketing',
        source: 'form' as const,
        note: 'Folder 7',
        at: new Date('2026-03-05T12:00:00').getTime(),
      },
    }
    expect(toOptions(toDraft(options))).toEqual(options)
    expect(toOptions(toDraft(noOptions))).toEqual(noOptions)
  })

  it('hold no consent before its source is said', () => {
    const draft = { ...toDraft(noOptions), hasConsent: true }
    expect(toOptions(draft).consent).toBeNull()
    expect(optionFaults(draft, Date.now())).toEqual({ source: 'source_missing' })
  })

  it.each([
    [{ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, { tags: 'tags_over' }],
    [{ tags: ['x'.repeat(61)] }, { tags: 'tag_long' }],
    [{ hasConsent: true, source: 'form', day: '2999-01-01' }, { day: 'day_ahead' }],
    [{ hasConsent: true, source: 'form', note: 'x'.repeat(501) }, { note: 'note_long' }],
    [{ hasConsent: false, note: 'x'.repeat(501) }, {}],
  ] as const)('are refused: %#', (part, faults) => {
    expect(optionFaults({ ...toDraft(noOptions), ...part }, Date.now())).toEqual(faults)
  })
})

describe('the rate', () => {
  it('is told over the last ten seconds', () => {
    let samples = withSample([], { at: 0, done: 0 })
    expect(rateOf(samples)).toBeNull()
    samples = withSample(samples, { at: 1000, done: 4000 })
    expect(rateOf(samples)).toBe(4000)
    samples = withSample(samples, { at: 11_000, done: 14_000 })
    expect(rateOf(samples)).toBe(1000)
    expect(secondsLeft(14_000, 20_000, 1000)).toBe(6)
  })

  it('is unknown while nothing moves, and begins anew when work is taken up again', () => {
    const still = withSample(withSample([], { at: 0, done: 5 }), { at: 5000, done: 5 })
    expect(rateOf(still)).toBeNull()
    expect(withSample(still, { at: 6000, done: 1 })).toEqual([{ at: 6000, done: 1 }])
  })
})
