import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeFormula } from '../../../../electron/files/escape-formula.ts'
import { memorySource } from '../../../../electron/files/contact-import/source.ts'
import { planImport } from '../../../../electron/files/contact-import/plan-import.ts'
import { readBatches } from '../../../../electron/files/contact-import/read-batches.ts'

interface Customer {
  readonly number: string
  readonly name: string
  readonly email: string
  readonly city: string
  readonly birthday: string
  readonly externalId: string
  readonly tags: string
  readonly note: string
}

const fields = [
  'number',
  'name',
  'email',
  'city',
  'birthday',
  'externalId',
  'tags',
  'note',
] as const

function toCsv(customers: readonly Customer[]): string {
  const row = (cells: readonly string[]) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  return [
    row(fields),
    ...customers.map((customer) => row(fields.map((field) => escapeFormula(customer[field])))),
  ].join('\r\n')
}

function fromCsv(text: string): Customer[] {
  const toImport = {
    source: memorySource(Buffer.from(text)),
    fileName: 'a.csv',
    kind: 'contacts' as const,
    mapping: { hasHeading: true, columns: fields.map((field, index) => ({ index, field })) },
    country: 'US',
    currency: 'USD',
  }
  const plan = planImport(toImport)
  const options = { toImport, plan, tags: [], position: 0, batchRows: 7 }
  return [...readBatches(options)].flatMap(({ contacts, rejections }) => {
    expect(rejections).toEqual([])
    return contacts.row.map((_, at) => ({
      number: contacts.waId[at] ? `+${contacts.waId[at]}` : '',
      name: contacts.name[at] ?? '',
      email: contacts.email[at] ?? '',
      city: contacts.city[at] ?? '',
      birthday: contacts.birthday[at] ?? '',
      externalId: contacts.externalId[at] ?? '',
      tags: (contacts.tags[at] ?? []).join('; '),
      note: contacts.note[at] ?? '',
    }))
  })
}

/** As people write: quotes, separators, line breaks, formulas, other writings. */
const text = fc
  .string({
    unit: fc.constantFrom('a', 'B', '王', 'é', '"', "'", '=', '+', '-', '@', ' ', '1', '.'),
    maxLength: 12,
  })
  .map((value) => value.trim().replace(/\s+/g, ' '))
const date = fc
  .date({
    min: new Date(Date.UTC(1900, 0, 1)),
    max: new Date(Date.UTC(2020, 0, 1)),
    noInvalidDate: true,
  })
  .map((value) => value.toISOString().slice(0, 10))

const customers = fc
  .array(
    fc.record({
      name: text,
      city: text,
      note: fc.tuple(text, text).map((lines) => lines.join('\n').trim()),
      birthday: fc.oneof(fc.constant(''), date),
      tags: fc.constantFrom('', 'vip', 'vip; 新客'),
    }),
    { maxLength: 20 },
  )
  .map((list) =>
    list.map((customer, index) => ({
      ...customer,
      number: `+1202555${String(1000 + index)}`,
      email: index % 2 === 0 ? `person${String(index)}@example.com` : '',
      externalId: index % 3 === 0 ? `C${String(index)}` : '',
    })),
  )

test('what an import took in, written out and taken in again, is the same', () => {
  fc.assert(
    fc.property(
      customers.filter((list) => list.length > 0),
      (list) => {
        const first = fromCsv(toCsv(list))
        expect(first).toEqual(list)
        expect(fromCsv(toCsv(first))).toEqual(first)
      },
    ),
    { numRuns: 200 },
  )
})
