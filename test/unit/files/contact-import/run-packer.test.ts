import { describe, expect, test } from 'vitest'
import {
  unpackContacts,
  type PackedBatch,
} from '../../../../electron/core/imports/pack-contacts.ts'
import { firstToRead, RunPacker } from '../../../../electron/files/contact-import/pack-batches.ts'
import { planImport } from '../../../../electron/files/contact-import/plan-import.ts'
import { readBatches, rowsOfRun } from '../../../../electron/files/contact-import/read-batches.ts'
import { memorySource } from '../../../../electron/files/contact-import/source.ts'

const utf8 = new TextDecoder()
const textOf = (bytes: Uint8Array) => utf8.decode(bytes)

/** Portions of a file, as an import that stands at this position takes them. */
function portionsOf(csv: string, position: number, rows: number): PackedBatch[] {
  const toImport = {
    source: memorySource(Buffer.from(csv)),
    fileName: 'a.csv',
    kind: 'contacts' as const,
    mapping: {},
    country: 'US',
    currency: 'USD',
  }
  let ids = 0
  const packer = new RunPacker({ newId: () => String((ids += 1)), position })
  const portions: PackedBatch[] = []
  const takeAll = () => {
    while (packer.size > 0) portions.push(packer.take(rows))
  }
  const options = { toImport, plan: planImport(toImport), tags: [], batchRows: 100 }
  for (const batch of readBatches({ ...options, position: firstToRead(position) })) {
    packer.add(batch)
    takeAll()
  }
  packer.end()
  takeAll()
  return portions
}

/** Which rows of the file the portions hold, in their order; those refused come after the others of a portion. */
const rowsIn = (portions: readonly PackedBatch[]) =>
  portions.flatMap(({ contacts, rejections }) => [
    ...unpackContacts(contacts, textOf).row,
    ...rejections.map(({ row }) => row),
  ])

const letters = [...'qwertyuiopasdfghjklzxcvbnm王李']
function file(rows: number, note = ''): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const name = `${letters[(at * 7) % letters.length]!}${String(at % 97)}`
    return `${name},${at % 50 === 49 ? '123' : ''},C${String(at)},${note}`
  })
  return `Name,Phone,Customer ID,Notes\n${lines.join('\n')}\n`
}

describe('the rows of a run', () => {
  test('are given out by name, those of one name in the order of the file', () => {
    const [portion, ...others] = portionsOf(
      'Name,Customer ID\nMia,C1\nAda,C2\n王,C3\nMia,C4\n!,\n',
      0,
      10,
    )
    expect(others).toEqual([])
    const contacts = unpackContacts(portion!.contacts, textOf)
    expect(contacts.name).toEqual(['Ada', 'Mia', 'Mia', '王'])
    expect(contacts.externalId).toEqual(['C2', 'C1', 'C4', 'C3'])
    expect(contacts.id).toEqual(['1', '3', '5', '7'])
    expect(portion).toMatchObject({ position: 5, share: 1, rejections: [{ row: 5 }] })
  })

  test('carry what is told of them to their new place', () => {
    const [portion] = portionsOf(
      'Name,Customer ID,Tags,Notes,Phone\nMia,C1,vip,Likes 牡丹,\nAda,C2,,,+862085131234\n',
      0,
      10,
    )
    expect(portion!.contacts).toMatchObject({
      size: 2,
      landlines: 1,
      hasUsernames: false,
      hasOnlyEmails: false,
      tagged: [{ at: 1, tags: ['vip'] }],
      notes: [{ text: 'Likes 牡丹' }],
    })
    const { id, noteId } = unpackContacts(portion!.contacts, textOf)
    expect(portion!.contacts.notes).toMatchObject([{ contactId: id[1], id: noteId[1] }])
  })

  const rows = rowsOfRun * 2 + 1234
  const csv = file(rows)
  const whole = rowsIn(portionsOf(csv, 0, 1))

  test('are all there, once, run after run', () => {
    expect([...whole].sort((one, other) => one - other)).toEqual(
      Array.from({ length: rows }, (_, at) => at + 1),
    )
    expect(Math.max(...whole.slice(0, rowsOfRun))).toBe(rowsOfRun)
  })

  test.each([1, 4321, rowsOfRun - 1, rowsOfRun, rowsOfRun + 1, rowsOfRun * 2, rows - 1, rows])(
    'go on behind position %d as if nothing had come in between',
    (position) => {
      const portions = portionsOf(csv, position, 1)
      expect(rowsIn(portions)).toEqual(whole.slice(position))
      expect(portions.map((portion) => portion.position)).toEqual(
        Array.from({ length: rows - position }, (_, at) => position + at + 1),
      )
    },
  )

  test('end a run early where they are long, and go on all the same', () => {
    const long = file(300, 'x'.repeat(50_000))
    const all = rowsIn(portionsOf(long, 0, 1))
    expect(Math.max(...all.slice(0, 80))).toBe(80)
    for (const position of [79, 80, 81, 200])
      expect(rowsIn(portionsOf(long, position, 1))).toEqual(all.slice(position))
  })
})
