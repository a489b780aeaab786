import { demoPhoneGroup } from './resources.ts'
import type { ChatLanguage, PhoneGroupMember, StoryEvent } from './phone-group-story.ts'
import { phoneGroupStory } from './phone-group-story.ts'

export type ChatExportFormat = 'ios' | 'android'

/** Left-to-right mark, which iOS puts before what the app says itself. */
const mark = '\u200e'

/** The sentences that WhatsApp writes, by language. */
interface Words {
  readonly created: (owner: string, subject: string) => string
  readonly encrypted: string
  readonly subject: (owner: string, from: string, to: string) => string
  readonly joined: (who: string) => string
  readonly left: (who: string) => string
  readonly removed: (owner: string, who: string) => string
  readonly androidMedia: string
  readonly iosMedia: string
  readonly deleted: string
}

const words: Readonly<Record<ChatLanguage, Words>> = {
  en: {
    created: (owner, subject) => `${owner} created group “${subject}”`,
    encrypted:
      'Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.',
    subject: (owner, from, to) => `${owner} changed the group name from “${from}” to “${to}”`,
    joined: (who) => `${who} joined using this group's invite link`,
    left: (who) => `${who} left`,
    removed: (owner, who) => `${owner} removed ${who}`,
    androidMedia: '<Media omitted>',
    iosMedia: 'image omitted',
    deleted: 'This message was deleted',
  },
  zh: {
    created: (owner, subject) => `${owner} 创建了群组“${subject}”`,
    encrypted: '消息和通话已进行端到端加密。只有此聊天中的成员可以阅读、收听或分享。',
    subject: (owner, from, to) => `${owner} 将群组名称由“${from}”更改为“${to}”`,
    joined: (who) => `${who} 使用此群组的邀请链接加入了群组`,
    left: (who) => `${who} 退出了群组`,
    removed: (owner, who) => `${owner} 移除了 ${who}`,
    androidMedia: '<省略多媒体文件>',
    iosMedia: '图像已省略',
    deleted: '此消息已删除',
  },
}

/**
 * The text of a chat export (`_chat.txt` or `WhatsApp Chat with ….txt`) of the shop's ordinary group
 * of some sixty people over nine months, ending shortly before `now` (Unix milliseconds). Times are
 * written in the machine's own time zone, as a phone does.
 */
export function buildDemoChatExport(
  now: number,
  format: ChatExportFormat,
  language: ChatLanguage,
): string {
  const lines = phoneGroupStory(now, language).map((event) =>
    format === 'ios' ? iosLine(event, language) : androidLine(event, language),
  )
  // iOS ends lines with CR LF, Android with LF; line breaks inside a message are LF on both.
  const end = format === 'ios' ? '\r\n' : '\n'
  return `${lines.join(end)}${end}`
}

/** As the owner's phone shows people: the saved name, else the number as it is written abroad. */
function shownAs(member: PhoneGroupMember | 'owner'): string {
  if (member === 'owner') return demoPhoneGroup.owner
  if (member.isSaved) return member.name
  const digits = member.phone.slice(2)
  const number = `+1 (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
  // A number stands between embedding marks, so that it keeps its order in right-to-left text.
  return `\u202a${number}\u202c`
}

function systemText(event: StoryEvent, language: ChatLanguage): string | undefined {
  const say = words[language]
  const { owner, subject } = demoPhoneGroup
  switch (event.kind) {
    case 'encrypted':
      return say.encrypted
    case 'created':
      return say.created(owner, subject)
    case 'subject':
      return say.subject(owner, subject, `${subject} 2`)
    case 'joined':
      return say.joined(shownAs(event.member))
    case 'left':
      return say.left(shownAs(event.member))
    case 'removed':
      return say.removed(owner, shownAs(event.member))
    case 'text':
    case 'media':
    case 'deleted':
      return undefined
  }
}

function iosLine(event: StoryEvent, language: ChatLanguage): string {
  const stamp = `[${iosStamp(event.at, language)}] `
  const system = systemText(event, language)
  if (system !== undefined) return `${mark}${stamp}${demoPhoneGroup.subject}: ${mark}${system}`
  if (!('text' in event)) return stamp
  const who = shownAs(event.member)
  if (event.kind === 'text') return `${stamp}${who}: ${event.text}`
  const { iosMedia, deleted } = words[language]
  return `${mark}${stamp}${who}: ${mark}${event.kind === 'media' ? iosMedia : deleted}`
}

function androidLine(event: StoryEvent, language: ChatLanguage): string {
  const stamp = `${androidStamp(event.at, language)} - `
  const system = systemText(event, language)
  if (system !== undefined) return `${stamp}${system}`
  if (!('text' in event)) return stamp
  const { androidMedia, deleted } = words[language]
  const texts = { text: event.text, media: androidMedia, deleted }
  return `${stamp}${shownAs(event.member)}: ${texts[event.kind]}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `3/14/26, 2:05:09 PM` and `2026/3/14 14:05:09`. */
function iosStamp(at: number, language: ChatLanguage): string {
  const date = new Date(at)
  const time = `${two(date.getMinutes())}:${two(date.getSeconds())}`
  if (language === 'zh') return `${chineseDate(date)} ${two(date.getHours())}:${time}`
  const half = date.getHours() < 12 ? 'AM' : 'PM'
  // The space before AM and PM is a narrow no-break one, as in exports of recent versions.
  return `${americanDate(date)}, ${date.getHours() % 12 || 12}:${time}\u202f${half}`
}

/** `3/14/26, 14:05` and `2026/3/14 14:05`. */
function androidStamp(at: number, language: ChatLanguage): string {
  const date = new Date(at)
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`
  return language === 'zh' ? `${chineseDate(date)} ${time}` : `${americanDate(date)}, ${time}`
}

function americanDate(date: Date): string {
  return `${date.getMonth() + 1}/${date.getDate()}/${two(date.getFullYear() % 100)}`
}

function chineseDate(date: Date): string {
  return `${date.getFullYear()}/${date.getMonth() + 1}/${date.getDate()}`
}
