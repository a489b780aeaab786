import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../electron/core/contacts/chat-log.ts'
import { parseChatExport } from '../../../electron/files/chat-export.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const parse = (text: string, dayFirst?: boolean) =>
  parseChatExport(utf8(text), { fileName: '_chat.txt', dayFirst })
const local = (...parts: [number, number, number, number?, number?, number?]) =>
  new Date(parts[0], parts[1] - 1, ...(parts.slice(2) as [number])).getTime()

const ios = [
  '[03/04/2026, 09:15:01] Corner Shop Friends: \u200eMessages and calls are end-to-end encrypted. Only people in this chat can read them.',
  '[03/04/2026, 09:15:01] Mei Lin: \u200eMei Lin created this group',
  '[03/04/2026, 09:16:20] Mei Lin: \u200eMei Lin added Ana Duarte, Omar Reyes and \u202a+86\u00a0138\u00a00013\u00a08000\u202c',
  '[13/04/2026, 10:00:05] ~\u202fZoë: \u200e~\u202fZoë joined using this group\u2019s invite link',
  '[13/04/2026, 10:02:00] \u202a+86\u00a0138\u00a00013\u00a08000\u202c: hello',
  'second line: with a colon',
  '',
  '\u200e[13/04/2026, 10:03:00] Ana Duarte: \u200eimage omitted',
  '[14/04/2026, 11:00:00] Omar Reyes: \u200eOmar Reyes left',
  '[14/04/2026, 11:01:00] Mei Lin: \u200eYou removed Ana Duarte',
  '[14/04/2026, 11:02:00] Corner Shop Friends: \u200eYou\u2019re now an admin',
].join('\r\n')

describe('parseChatExport, iPhone', () => {
  const chat = parse(ios)

  it('reads the group, its messages and who came and went', () => {
    expect(chat).toMatchObject({
      format: 'ios',
      subject: 'Corner Shop Friends',
      skippedLines: 0,
      firstAt: local(2026, 4, 3, 9, 15, 1),
      lastAt: local(2026, 4, 14, 11, 2, 0),
    })
    expect(chat.messages.filter((message) => message.kind === 'message')).toEqual([
      expect.objectContaining({ author: '+86 138 0013 8000', isMedia: false }),
      expect.objectContaining({ author: 'Ana Duarte', isMedia: true }),
    ])
    expect(chat.numbers).toEqual(new Map([['+86 138 0013 8000', '+8613800138000']]))
    expect(chat.messages.flatMap((message) => message.event ?? [])).toEqual([
      { type: 'created', who: ['Mei Lin'], by: 'Mei Lin' },
      { type: 'added', who: ['Ana Duarte', 'Omar Reyes', '+86 138 0013 8000'], by: 'Mei Lin' },
      { type: 'joined_link', who: ['Zoë'] },
      { type: 'left', who: ['Omar Reyes'] },
      { type: 'removed', who: ['Ana Duarte'], by: 'You' },
      { type: 'admin_granted', who: ['You'] },
    ])
  })

  it('counts every line of a message into its length and keeps no text', () => {
    expect(chat.messages.find((message) => message.kind === 'message')!.length).toBe(
      'hello\r\nsecond line: with a colon\r\n\r'.length,
    )
    expect(JSON.stringify(chat)).not.toContain('second line')
  })

  it('does not take what people write for a notice', () => {
    const forged = parse(
      [
        '[03/04/2026, 09:15:01] Shop: \u200eMessages and calls are end-to-end encrypted.',
        '[03/04/2026, 09:15:01] Ana: Omar left',
        '[03/04/2026, 09:15:01] Ana: \u200eOmar left',
        '[03/04/2026, 09:15:01] Ana: \u200eYou deleted this message.',
      ].join('\n'),
    )
    expect(forged.messages.slice(1).map((message) => message.kind)).toEqual(
      Array(3).fill('message'),
    )
  })
})

const android = (lines: readonly string[]) => parse(lines.join('\n'))

describe('parseChatExport, Android', () => {
  it('reads 24-hour and 12-hour clocks', () => {
    const chat = android([
      '3/25/26, 9:05\u202fPM - Ana: one',
      '3/25/26, 12:10 am - Ana: two',
      '3/25/26, 12:10 p. m. - Ana: three',
      '3/25/26, 21:05 - Ana: four',
    ])
    expect(chat.format).toBe('android')
    expect(chat.messages.map((message) => message.at)).toEqual([
      local(2026, 3, 25, 21, 5),
      local(2026, 3, 25, 0, 10),
      local(2026, 3, 25, 12, 10),
      local(2026, 3, 25, 21, 5),
    ])
  })

  it.each([
    ['25/03/2026, 15:04 - ', local(2026, 3, 25, 15, 4)],
    ['3/25/2026, 15:04 - ', local(2026, 3, 25, 15, 4)],
    ['25.03.26, 15:04 - ', local(2026, 3, 25, 15, 4)],
    ['25-03-2026 15.04 - ', local(2026, 3, 25, 15, 4)],
    ['2026-03-25, 15:04 - ', local(2026, 3, 25, 15, 4)],
    ['2026/3/5 下午3:04 - ', local(2026, 3, 5, 15, 4)],
    ['2026/3/5 上午12:04 - ', local(2026, 3, 5, 0, 4)],
    ['2026年3月5日 晚上9:04 - ', local(2026, 3, 5, 21, 4)],
    ['[2026/3/5 下午3:04:09] ', local(2026, 3, 5, 15, 4, 9)],
    ['[2026/3/5, 15:04:09] ', local(2026, 3, 5, 15, 4, 9)],
    ['[25.03.26, 15:04:09] ', local(2026, 3, 25, 15, 4, 9)],
  ])('reads the date in %s', (header, at) => {
    expect(parse(`${header}小李: 你好`).messages).toEqual([
      { at, author: '小李', kind: 'message', isMedia: false, length: 2 },
    ])
  })

  it('works out from the whole file whether the day comes first, or is told', () => {
    const text = '1/2/26, 10:00 - Ana: a\n1/3/26, 10:00 - Ana: b\n1/28/26, 10:00 - Ana: c'
    expect(parse(text).firstAt).toBe(local(2026, 1, 2, 10))
    const ambiguous = '1/2/26, 10:00 - Ana: a'
    expect(parse(ambiguous, true).firstAt).toBe(local(2026, 2, 1, 10))
    expect(parse(ambiguous, false).firstAt).toBe(local(2026, 1, 2, 10))
  })

  it('skips dates that do not exist and lines before the first message', () => {
    const chat = android([
      'something else',
      '30/02/2026, 10:00 - Ana: no such day',
      '25/03/1999, 10:00 - Ana: before WhatsApp',
      '25/03/2026, 25:00 - Ana: no such hour, so part of the line above',
      '25/03/2026, 10:00 - Ana: yes',
    ])
    expect(chat.messages).toHaveLength(1)
    expect(chat.skippedLines).toBe(3)
  })

  it.each<[string, ChatEvent]>([
    [
      'Mei created group "Corner Shop"',
      { type: 'created', who: ['Mei'], by: 'Mei', subject: 'Corner Shop' },
    ],
    [
      'You created group “Corner Shop”',
      { type: 'created', who: ['You'], by: 'You', subject: 'Corner Shop' },
    ],
    ['Mei added Ana', { type: 'added', who: ['Ana'], by: 'Mei' }],
    ['Ana was added', { type: 'added', who: ['Ana'] }],
    [
      'You added Ana, Omar and +1 212-555-0123',
      { type: 'added', who: ['Ana', 'Omar', '+1 212-555-0123'], by: 'You' },
    ],
    ["Ana joined using this group's invite link", { type: 'joined_link', who: ['Ana'] }],
    ['Ana joined from the community', { type: 'joined_link', who: ['Ana'] }],
    ['Ana left', { type: 'left', who: ['Ana'] }],
    ['Mei removed Ana', { type: 'removed', who: ['Ana'], by: 'Mei' }],
    ['Ana was removed', { type: 'removed', who: ['Ana'] }],
    [
      'Ana changed their phone number to a new number. Tap to message or add the new number.',
      { type: 'number_changed', who: ['Ana'] },
    ],
    [
      '+1 212-555-0123 changed to +1 212-555-0199',
      { type: 'number_changed', who: ['+1 212-555-0123'], newNumber: '+12125550199' },
    ],
    [
      'Mei changed the group name from "Deals" to "Deals: May"',
      { type: 'subject_changed', who: ['Mei'], by: 'Mei', subject: 'Deals: May' },
    ],
    ['Ana is now an admin', { type: 'admin_granted', who: ['Ana'] }],
    [
      '小美创建了群组“街角小店”',
      { type: 'created', who: ['小美'], by: '小美', subject: '街角小店' },
    ],
    ['小美添加了阿强、阿珍', { type: 'added', who: ['阿强', '阿珍'], by: '小美' }],
    ['小美将阿强加入群组', { type: 'added', who: ['阿强'], by: '小美' }],
    ['阿珍使用此群组的邀请链接加入', { type: 'joined_link', who: ['阿珍'] }],
    ['阿珍透過邀請連結加入', { type: 'joined_link', who: ['阿珍'] }],
    ['阿珍已离开', { type: 'left', who: ['阿珍'] }],
    ['阿珍退出了群组', { type: 'left', who: ['阿珍'] }],
    ['小美移除了阿强', { type: 'removed', who: ['阿强'], by: '小美' }],
    ['小美已将阿强移出群组', { type: 'removed', who: ['阿强'], by: '小美' }],
    ['阿强已更改手机号码', { type: 'number_changed', who: ['阿强'] }],
    [
      '小美将群组名称从“小店”更改为“街角小店”',
      { type: 'subject_changed', who: ['小美'], by: '小美', subject: '街角小店' },
    ],
    ['阿强现在是管理员', { type: 'admin_granted', who: ['阿强'] }],
  ])('understands “%s”', (notice, event) => {
    expect(android([`25/03/2026, 10:00 - ${notice}`]).messages[0]!.event).toEqual(event)
  })

  it.each([
    "Mei changed this group's icon",
    'Mei changed the group description',
    'Messages and calls are end-to-end encrypted. Tap to learn more.',
    'Mei pinned a message',
    'Mei turned on admin approval to join this group',
    '小美更改了群组图标',
  ])('notes “%s” as a notice about nobody', (notice) => {
    const message = android([`25/03/2026, 10:00 - ${notice}`]).messages[0]!
    expect(message).toMatchObject({ kind: 'system', author: null })
    expect(message.event).toBeUndefined()
  })

  it('keeps a name with “and” whole when somebody writes under it', () => {
    const chat = android([
      '25/03/2026, 10:00 - Mei added Tom and Jerry Snacks',
      '25/03/2026, 10:01 - Tom and Jerry Snacks: hi',
    ])
    expect(chat.messages[0]!.event!.who).toEqual(['Tom and Jerry Snacks'])
  })

  it('does not take what people write for a notice', () => {
    const chat = android([
      '25/03/2026, 10:00 - Ana: Omar left',
      '25/03/2026, 10:00 - Omar: Mei added Ana',
    ])
    expect(chat.messages.map((message) => message.kind)).toEqual(['message', 'message'])
  })

  it.each([
    ['WhatsApp Chat with Corner Shop.txt', 'Corner Shop'],
    ['/home/mei/WhatsApp Chat with Corner Shop (2).txt', 'Corner Shop'],
    ['WhatsApp Chat - Corner Shop.zip', 'Corner Shop'],
    ['与“街角小店”的 WhatsApp 聊天.txt', '街角小店'],
    ['notes.txt', null],
  ])('takes the title from the file name %s', (fileName, subject) => {
    expect(parseChatExport(utf8('25/03/2026, 10:00 - Ana: hi'), { fileName }).subject).toBe(subject)
  })
})

/** A zip whose directory says that its chat unpacks to this many bytes. */
function claiming(bytes: number): Uint8Array {
  const zip = zipSync({ '_chat.txt': strToU8('25/03/2026, 10:00 - Ana: hi') })
  const directory = Buffer.from(zip.buffer).indexOf('PK\u0001\u0002', 'latin1')
  new DataView(zip.buffer).setUint32(directory + 24, bytes, true)
  return zip
}

describe('parseChatExport, the file around it', () => {
  const text = '25/03/2026, 10:00 - Ana: hi'

  it('reads a zip and leaves attachments packed', () => {
    const zip = zipSync({
      'IMG-0001.jpg': new Uint8Array(1000),
      '__MACOSX/._chat.txt': strToU8('x'),
      'WhatsApp Chat with Corner Shop.txt': strToU8(text),
      'notes.txt': strToU8('x'),
    })
    expect(parseChatExport(zip, { fileName: 'export.zip' })).toMatchObject({
      subject: 'Corner Shop',
      messages: [{ author: 'Ana' }],
    })
  })

  it.each([
    ['UTF-8 with a mark', utf8(`\ufeff${text}`)],
    ['UTF-16 little endian', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['UTF-16 big endian', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from(text, 'utf16le'))],
  ])('reads %s', (_name, bytes) => {
    expect(parseChatExport(bytes, { fileName: 'a.txt' }).messages).toHaveLength(1)
  })

  it('reads GB18030, which old editors write', () => {
    const bytes = new Uint8Array([
      ...utf8('2026/3/5 '),
      0xcf,
      0xc2,
      0xce,
      0xe7,
      ...utf8('3:04 - Ana: hi'),
    ])
    expect(parseChatExport(bytes, { fileName: 'a.txt' }).firstAt).toBe(local(2026, 3, 5, 15, 4))
  })

  it.each([
    ['nothing', new Uint8Array(0), 'file_format_unknown'],
    ['zeros', new Uint8Array(5000), 'file_format_unknown'],
    [
      'a picture',
      new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      'file_format_unknown',
    ],
    ['text that is no chat', utf8('Dear customers,\nwelcome.'), 'file_format_unknown'],
    ['a zip without a chat', zipSync({ 'a.jpg': new Uint8Array(5) }), 'file_format_unknown'],
    [
      'half a zip',
      zipSync({ '_chat.txt': strToU8(text.repeat(50)) }).subarray(0, 90),
      'file_unreadable',
    ],
  ])('refuses %s', (_name, bytes, code) => {
    expect(() => parseChatExport(bytes, { fileName: 'a.txt' })).toThrow(
      expect.objectContaining({ name: 'AppError', code }),
    )
  })

  it('refuses a zip that would unpack to more than a chat can be', () => {
    const bomb = claiming(300 * 1024 * 1024)
    expect(() => parseChatExport(bomb, { fileName: 'a.zip' })).toThrow(
      expect.objectContaining({ code: 'file_too_large' }),
    )
  })

  it('refuses a zip whose sizes cannot be true', () => {
    expect(() => parseChatExport(claiming(50 * 1024 * 1024), { fileName: 'a.zip' })).toThrow(
      expect.objectContaining({ code: 'file_unreadable' }),
    )
  })

  it('takes a single line of many megabytes without reading it all', () => {
    const line = utf8(`${text} ${'x'.repeat(30 * 1024 * 1024)}`)
    expect(parseChatExport(line, { fileName: 'a.txt' }).messages).toHaveLength(1)
  })

  it('takes a file that begins like a chat and is full of zero bytes', () => {
    const bytes = utf8(`${text}\n${'a\0'.repeat(2000)}`)
    expect(() => parseChatExport(bytes, { fileName: 'a.txt' })).toThrow(
      expect.objectContaining({ code: 'file_format_unknown' }),
    )
  })
})
