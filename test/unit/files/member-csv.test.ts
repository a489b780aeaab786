import { describe, expect, it } from 'vitest'
import { parseMemberCsv } from '../../../electron/files/member-csv.ts'

const parse = (text: string, country = 'CN') =>
  parseMemberCsv(new TextEncoder().encode(text), country)
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime()

describe('parseMemberCsv', () => {
  it('reads number, name, admin and joined', () => {
    expect(
      parse('number,name,admin,joined\n+86 138 0013 8000,Ana,yes,2026-03-05\n13900139000,Omar,,\n'),
    ).toEqual({
      rows: 2,
      members: [
        {
          line: 2,
          number: '+8613800138000',
          name: 'Ana',
          isAdmin: true,
          joinedAt: day(2026, 3, 5),
        },
        { line: 3, number: '+8613900139000', name: 'Omar', isAdmin: null, joinedAt: null },
      ],
      rejected: [],
    })
  })

  it.each([
    ['semicolons', 'Name;Phone number\nAna;13800138000'],
    ['tabs', 'Name\tMobile\nAna\t13800138000'],
    ['Chinese headings', '姓名,手机号码\nAna,13800138000'],
    ['traditional headings', '暱稱,電話號碼\nAna,13800138000'],
    ['a byte order mark', '\ufeffname,number\r\nAna,13800138000\r\n'],
    ['quotes and a line break in a heading', '"Full\nname","WhatsApp number"\n"Ana","13800138000"'],
    ['no headings', 'Ana,13800138000'],
    ['marks and odd dashes', 'name,number\nAna,\u202a+86\u00a0138\u20110013\u20118000\u202c'],
    ['full-width digits', 'name,number\nAna,１３８００１３８０００'],
  ])('understands %s', (_name, text) => {
    expect(parse(text).members).toEqual([
      expect.objectContaining({ name: 'Ana', number: '+8613800138000' }),
    ])
  })

  it.each([
    ['UTF-16', Buffer.from('\ufeff姓名\t号码\n小美\t13800138000', 'utf16le')],
    ['GB18030', Buffer.from('d0d5c3fb2cbac5c2eb0ad0a1c3c02c3133383030313338303030', 'hex')],
  ])('reads %s', (_name, bytes) => {
    expect(parseMemberCsv(new Uint8Array(bytes), 'CN').members).toEqual([
      expect.objectContaining({ name: '小美', number: '+8613800138000' }),
    ])
  })

  it('says of each rejected row where and why', () => {
    const text = [
      'number,name,admin,joined',
      '123,Ana,,',
      ',,yes,',
      '13800138000,Mei,perhaps,',
      '13800138001,Mei,,5/3/2026',
      '13800138002,Mei,,2026-02-30',
      '"13900139000","two',
      'lines",,',
      '13900139000,again,,',
      `13900139001,${'x'.repeat(300)},,`,
      ',name only,,',
      '',
    ].join('\n')
    const { rows, members, rejected } = parse(text)
    expect(rejected).toEqual([
      { line: 2, column: 'number', reason: 'number_invalid' },
      { line: 3, column: 'number', reason: 'number_missing' },
      { line: 4, column: 'admin', reason: 'admin_invalid' },
      { line: 5, column: 'joined', reason: 'date_invalid' },
      { line: 6, column: 'joined', reason: 'date_invalid' },
      { line: 9, column: null, reason: 'duplicate' },
      { line: 10, column: 'name', reason: 'too_long' },
    ])
    expect(rows).toBe(9)
    expect(members.map((member) => [member.line, member.name])).toEqual([
      [7, 'two lines'],
      [11, 'name only'],
    ])
  })

  it('takes a formula for the text that it is', () => {
    const { members } = parse('name,number\n"=HYPERLINK(""http://example.invalid"")",13800138000')
    expect(members[0]!.name).toBe('=HYPERLINK("http://example.invalid")')
  })

  it.each([
    ['an empty file', ''],
    ['a letter', 'Dear customers,\nwelcome to the shop.'],
    ['headings that mean nothing', 'a,b\nc,d'],
  ])('refuses %s', (_name, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'file_format_unknown' }))
  })

  it('refuses more rows than a group can ever have', () => {
    expect(() => parse('number\n' + '13800138000\n'.repeat(200_002))).toThrow(
      expect.objectContaining({ code: 'file_too_large' }),
    )
  })
})
