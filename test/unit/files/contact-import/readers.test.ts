import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../../../electron/files/contact-import/csv-rows.ts'
import { openFile } from '../../../../electron/files/contact-import/open-file.ts'
import { planImport } from '../../../../electron/files/contact-import/plan-import.ts'
import { memorySource, type ByteSource } from '../../../../electron/files/contact-import/source.ts'
import { aSheet, aWorkbook } from './a-workbook.ts'

function cellsOf(content: string | Uint8Array, fileName = 'a.csv'): string[][] {
  const source = memorySource(Buffer.from(content as string))
  return [...openFile(source, fileName, {}).portions()].flatMap(({ rows }) =>
    rows.map((row) => [...row.cells]),
  )
}

/** Gives out a few bytes at a time, so that everything is cut somewhere. */
function slowSource(text: string, step: number): ByteSource {
  const bytes = Buffer.from(text)
  return {
    size: bytes.length,
    read: (at, length) => bytes.subarray(at, at + Math.min(length, step)),
  }
}

describe('a table', () => {
  const text = 'name,phone\nJürgen,+4915112345678\n王小明,+8613800138000\n'
  const utf16 = (littleEndian: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    return littleEndian ? bytes : bytes.swap16()
  }

  test.each<[string, string | Uint8Array]>([
    ['UTF-8', text],
    ['UTF-8 with a byte order mark', `\ufeff${text}`],
    ['UTF-16 LE', utf16(true)],
    ['UTF-16 BE', utf16(false)],
    ['UTF-16 LE without a mark', utf16(true).subarray(2)],
    ['carriage returns', text.replaceAll('\n', '\r\n')],
    ['carriage returns alone', text.replaceAll('\n', '\r')],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
  ])('is read as it was written: %s', (_, content) => {
    expect(cellsOf(content)).toEqual([
      ['name', 'phone'],
      ['Jürgen', '+4915112345678'],
      ['王小明', '+8613800138000'],
    ])
  })

  test('of Chinese Windows and of Western Windows', () => {
    // 姓名,电话 / 王小明,13800138000
    const gb = Buffer.from('d0d5c3fb2cb5e7bbb00acdf5d0a1c3f72c31333830303133383030300a', 'hex')
    expect(cellsOf(gb)).toEqual([
      ['姓名', '电话'],
      ['王小明', '13800138000'],
    ])
    const western = Buffer.from('name,city\nJ\xfcrgen,K\xf6ln\n', 'latin1')
    expect(cellsOf(western)).toEqual([
      ['name', 'city'],
      ['Jürgen', 'Köln'],
    ])
  })

  test('a quote that never ends breaks its own line only', () => {
    const source = memorySource(Buffer.from('a,b\n"x,1\ny,2\n'))
    const rows = [...readCsv(source, { encoding: 'utf-8', separator: ',' })].flatMap((p) => p.rows)
    expect(rows.map(({ line, cells, isBroken }) => [line, cells[0], isBroken ?? false])).toEqual([
      [1, 'a', false],
      [2, '"x,1', true],
      [3, 'y', false],
    ])
  })

  test('lines are counted over quoted line breaks', () => {
    const source = memorySource(Buffer.from('a,b\n"x\ny",1\nz,2\n'))
    const rows = [...readCsv(source, { encoding: 'utf-8', separator: ',' })].flatMap((p) => p.rows)
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [2, ['x\ny', '1']],
      [4, ['z', '2']],
    ])
  })

  test('reads what another reader reads, wherever it is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '王', '"', ',', '\n', ' ', ';', '1') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (rows, step) => {
          const text = Papa.unparse(rows, { newline: '\n', quotes: true })
          const read = [...readCsv(slowSource(text, step), { encoding: 'utf-8', separator: ',' })]
          const isFilled = (cells: readonly string[]) => cells.some((one) => one !== '')
          expect(read.flatMap((portion) => portion.rows.map((row) => row.cells))).toEqual(
            rows.filter(isFilled),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a workbook', () => {
  test('gives texts, numbers in full and dates', () => {
    const sheet = aSheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>phone</t></is></c></row>' +
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>8.613800138E12</v></c>' +
        '<c r="D3" s="1"><v>46086.5</v></c><c r="E3" s="1"><v>46086</v></c><c r="F3" t="b"><v>1</v></c></row>',
    )
    const shared = '<sst><si><t>name</t></si><si><r><t>A &amp; </t></r><r><t>B</t></r></si></sst>'
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    expect(cellsOf(aWorkbook(sheet, { shared, styles }), 'a.xlsx')).toEqual([
      ['name', 'phone'],
      ['A & B', '8613800138000', '', '2026-03-05 12:00:00', '2026-03-05', 'TRUE'],
    ])
  })
})

describe('an address book', () => {
  test('of any version', () => {
    const cards = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=',
      '=E6=98=8E;;;',
      'TEL;HOME:+862085131234',
      'TEL;CELL;PREF:+86 138 0013 8000',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Ada ',
      ' Lovelace',
      'item1.TEL;type=CELL:+1 202 555 0143',
      'EMAIL;TYPE=INTERNET:ada@example.com',
      'BDAY:18151210',
      'NOTE:Likes\\, above all\\; tulips',
      'CATEGORIES:vip,roses',
      'PHOTO;ENCODING=b:AAAA',
      ' BBBB',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Ben',
      'TEL;VALUE=uri;TYPE="voice,cell":tel:+1-202-555-0144',
      'ADR:;;Main St 1;Boston;;;',
      'BDAY:--0203',
      'LANG:en',
      'END:VCARD',
    ].join('\r\n')
    expect(cellsOf(cards, 'people.vcf')).toEqual([
      ['+86 138 0013 8000', '王小明', '', '', '', '', '', ''],
      [
        '+1 202 555 0143',
        'Ada Lovelace',
        'ada@example.com',
        '1815-12-10',
        '',
        '',
        'Likes, above all; tulips',
        'vip;roses',
      ],
      ['+1-202-555-0144', 'Ben', '', '--02-03', 'Boston', 'en', '', ''],
    ])
  })

  test('a card without an end is broken, and the next is read', () => {
    const cards = 'BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nTEL:1\nEND:VCARD\n'
    const source = memorySource(Buffer.from(cards))
    const rows = [...openFile(source, 'a.vcf', {}).portions()].flatMap((portion) => portion.rows)
    expect(rows.map(({ line, isBroken }) => [line, isBroken ?? false])).toEqual([
      [1, true],
      [3, false],
    ])
  })
})

describe('a chat export', () => {
  test('gives the people it speaks of', () => {
    const chat = [
      '[01/02/2026, 09:00:00] Ada: Hello',
      '[01/02/2026, 09:01:00] +1 202 555 0143: Hi',
    ].join('\n')
    expect(cellsOf(chat, '_chat.txt')).toEqual([
      ['', 'Ada'],
      ['+12025550143', ''],
    ])
  })
})

describe('columns are guessed', () => {
  const guess = (text: string, kind: 'contacts' | 'orders' = 'contacts') => {
    const plan = planImport({
      source: memorySource(Buffer.from(text)),
      fileName: 'a.csv',
      kind,
      mapping: {},
      country: 'US',
      currency: 'USD',
    })
    return [plan.hasHeading, plan.mapping.columns?.map(({ field }) => field)]
  }

  test.each<[string, 'contacts' | 'orders', unknown]>([
    [
      '客户姓名,手机号,邮箱,备注\n王,+8613800138000,,',
      'contacts',
      [true, ['name', 'number', 'email', 'note']],
    ],
    [
      'First Name,Last Name,Mobile Phone\nA,B,+12025550143',
      'contacts',
      [true, ['firstName', 'lastName', 'number']],
    ],
    [
      'Ada,+12025550143,ada@example.com\nBen,+12025550144,b@example.com',
      'contacts',
      [false, ['name', 'number', 'email']],
    ],
    ['who,how\nAda,+12025550143', 'contacts', [true, ['name', 'number']]],
    [
      '订单号,手机号,下单时间,实付金额\n1,+8613800138000,2026-03-05,5',
      'orders',
      [true, ['orderNo', 'number', 'orderAt', 'amount']],
    ],
  ])('%s', (text, kind, expected) => {
    expect(guess(text, kind)).toEqual(expected)
  })
})
