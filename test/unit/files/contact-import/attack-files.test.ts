import { crc32, deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inspectFile } from '../../../../electron/files/contact-import/inspect-file.ts'
import { memorySource } from '../../../../electron/files/contact-import/source.ts'
import { planImport } from '../../../../electron/files/contact-import/plan-import.ts'
import { readBatches } from '../../../../electron/files/contact-import/read-batches.ts'
import { importOptions } from '../../../../shared/domain/contact-imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import { aSheet, aWorkbook } from './a-workbook.ts'

/** Everything that is done with a file: the code of the refusal, or what came of its rows. */
function take(content: string | Uint8Array, fileName = 'a.csv'): string | number[] {
  const toImport = {
    source: memorySource(Buffer.from(content as string)),
    fileName,
    kind: 'contacts' as const,
    mapping: {},
    country: 'US',
    currency: 'USD',
  }
  try {
    inspectFile(toImport, importOptions.parse({}))
    const plan = planImport(toImport)
    let good = 0
    let bad = 0
    const options = { toImport, plan, tags: [], position: 0, batchRows: 1000 }
    for (const batch of readBatches(options)) {
      good += batch.contacts.row.length
      bad += batch.rejections.length
    }
    return [good, bad]
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const good = 'name,phone\nAda,+12025550143\n'

/** A workbook whose sheet is small here and large when it is unpacked. */
function bomb(name: string, bytes: Buffer): Buffer {
  const packed = deflateRawSync(bytes, { level: 9 })
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  const add = (entry: string, data: Buffer, method: number, content = data) => {
    const title = Buffer.from(entry)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt16LE(title.length, 26)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(method, 10)
    record.writeUInt32LE(crc32(content), 16)
    record.writeUInt32LE(data.length, 20)
    record.writeUInt16LE(title.length, 28)
    record.writeUInt32LE(at, 42)
    parts.push(local, title, data)
    central.push(record, title)
    at += 30 + title.length + data.length
  }
  add(
    'xl/workbook.xml',
    Buffer.from('<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
    0,
  )
  add(
    'xl/_rels/workbook.xml.rels',
    Buffer.from(`<R><Relationship Id="r1" Target="${name.slice(3)}"/></R>`),
    0,
  )
  add(name, packed, 8, bytes)
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(3, 8)
  end.writeUInt16LE(3, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

describe('attack files', () => {
  test('a zip bomb', () => {
    const sheet = Buffer.concat([
      Buffer.from('<worksheet><sheetData><row><c><v>'),
      Buffer.alloc(64 * 1024 * 1024, 0x20),
    ])
    expect(take(bomb('xl/sheet.xml', sheet), 'a.xlsx')).toBe('file_too_large')
  })

  test('a workbook of which one letter is not as it was packed', () => {
    const sheet = aSheet(
      '<row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c></row>' +
        '<row><c t="inlineStr"><is><t>Ada</t></is></c><c t="inlineStr"><is><t>+12025550144</t></is></c></row>',
    )
    const whole = Buffer.from(zipSync(unzipSync(aWorkbook(sheet)), { level: 0 }))
    expect(take(whole, 'a.xlsx')).toEqual([1, 0])
    const at = whole.indexOf('+12025550144')
    expect(at).toBeGreaterThan(0)
    // still a good number, and somebody else's
    whole[at + 11] = '5'.charCodeAt(0)
    expect(take(whole, 'a.xlsx')).toBe('file_unreadable')
  })

  test('a line of 100 MB', () => {
    expect(take(`${good}${'x'.repeat(100 * 1024 * 1024)}\nBen,+12025550144\n`)).toEqual([2, 1])
    expect(take('x'.repeat(100 * 1024 * 1024))).toBe('file_too_large')
    expect(take(`"${'x'.repeat(20 * 1024 * 1024)}`)).toBe('file_too_large')
  })

  test('NUL bytes', () => {
    expect(take(`${good}B\0en,+12025550144\n`)).toEqual([2, 0])
    expect(take(Buffer.alloc(5000))).toBe('file_format_unknown')
  })

  test('a file of another kind under a good name', () => {
    expect(take(Buffer.from('89504e470d0a1a0a0000000d49484452000001f4', 'hex'))).toBe(
      'file_format_unknown',
    )
    expect(take(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xlsx')).toBe('file_format_unknown')
    expect(take(zipSync({ 'a.exe': strToU8('x') }), 'a.xlsx')).toBe('file_format_unknown')
    expect(take(good, 'picture.png')).toEqual([1, 0])
    expect(
      take(aWorkbook(aSheet('<row><c t="str"><v>+12025550143</v></c></row>')), 'a.csv'),
    ).toEqual([1, 0])
    expect(take('')).toBe('file_format_unknown')
  })

  test('a million columns', () => {
    expect(take(','.repeat(999_000))).toBe('file_too_large')
    expect(take(`${good}${',x'.repeat(400_000)}\nBen,+12025550144\n`)).toEqual([2, 1])
    const wide = aSheet('<row r="1"><c r="ZZZZ1" t="str"><v>x</v></c></row>')
    expect(take(aWorkbook(wide), 'a.xlsx')).toBe('file_too_large')
  })

  test('XML that nests, unfolds or never ends', () => {
    const deep = aSheet('<a>'.repeat(100_000))
    expect(take(aWorkbook(deep), 'a.xlsx')).toBe('file_unreadable')
    const laughs =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' +
      '<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    expect(take(aWorkbook(laughs), 'a.xlsx')).toBe('file_unreadable')
    expect(take(aWorkbook(aSheet(`<c ${'x'.repeat(200_000)}`)), 'a.xlsx')).toBe('file_unreadable')
    expect(take(aWorkbook('<worksheet><sheetData><row><c>'), 'a.xlsx')).toBe('file_unreadable')
    const outside = aSheet('<row><c t="s"><v>7</v></c></row>')
    expect(take(aWorkbook(outside), 'a.xlsx')).toBe('file_unreadable')
  })
})

describe('more than memory holds is not put together', () => {
  test('a row of the same long text in every cell, and a cell too many', () => {
    const cells = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const columns = [...cells].flatMap((one) => [...cells].map((two) => one + two))
    const long = columns.map((column) => `<c r="${column}3" t="s"><v>0</v></c>`).join('')
    const rows = ['name', 'phone', 'Ada', '+12025550143'].map(
      (text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`,
    )
    const table = `<row>${rows.slice(0, 2).join('')}</row><row>${rows.slice(2).join('')}</row>`
    const sheet = aSheet(`${table}<row r="3">${long}<c r="ZZZ3" t="s"><v>0</v></c></row>`)
    const shared = `<sst><si><t>${'x'.repeat(1_000_000)}</t></si></sst>`
    expect(take(aWorkbook(sheet, { shared }), 'a.xlsx')).toEqual([1, 1])
  })

  test('a card of categories without end', () => {
    const line = `CATEGORIES:${'x'.repeat(50)}\n`
    const card = `BEGIN:VCARD\nFN:Ada\nTEL:+12025550143\n${line.repeat(90_000)}END:VCARD\n`
    const other = 'BEGIN:VCARD\nFN:Ben\nTEL:+12025550144\nEND:VCARD\n'
    expect(take(other + card, 'a.vcf')).toEqual([1, 1])
  })

  test('a card with a picture is read without it', () => {
    const photo = `PHOTO;ENCODING=b:${'A'.repeat(60)}\n${` ${'A'.repeat(72)}\n`.repeat(20_000)}`
    const card = `BEGIN:VCARD\nFN:Ada\n${photo}TEL:+12025550143\nEND:VCARD\n`
    expect(take(card.repeat(2).replace('0143', '0144'), 'a.vcf')).toEqual([2, 0])
  })
})
