import { AppError } from '../../shared/errors.ts'
import type { ChatEvent, ChatExport, ChatMessage } from '../core/contacts/chat-log.ts'
import { readChatDates, type CalendarDay } from './chat-dates.ts'
import { isEncryptionNotice, isSelf, recogniseNotice, splitNames } from './chat-events.ts'
import { readChatHeader, type ChatHeader } from './chat-header.ts'
import { decodeText } from './decode-text.ts'
import { toE164 } from './phone-number.ts'
import { isZip, unzipChat } from './unzip-chat.ts'

export interface ChatExportOptions {
  readonly fileName: string
  /** Day before month in dates; left out, it is worked out from the file. */
  readonly dayFirst?: boolean | undefined
}

/** More than a chat of years holds; also what fits in memory beside the text. */
const maxMessages = 5_000_000

interface RawMessage {
  readonly header: ChatHeader
  /** The first line without its header; enough for author, notice and media. */
  readonly line: string
  length: number
}

/**
 * Reads a chat exported from the WhatsApp app: `_chat.txt` (iPhone), `WhatsApp Chat with ….txt`
 * (Android), or a zip that holds one. Keeps who wrote when and who came and went, never the text.
 * Times are read in the time zone of this machine: the file holds local time and no zone.
 *
 * A notice counts only where WhatsApp writes notices: without an author (Android), or behind an
 * invisible mark and under the name of who acted or of the group (iPhone). So a member cannot make
 * somebody else leave by writing "Ben left". What no reader can tell apart is a message of several
 * lines in which one looks like the start of a message: the format has no way to mark it.
 *
 * @throws AppError `file_unreadable`, `file_too_large`, `file_format_unknown`.
 */
export function parseChatExport(bytes: Uint8Array, options: ChatExportOptions): ChatExport {
  const file = isZip(bytes) ? unzipChat(bytes) : { name: options.fileName, content: bytes }
  const { raw, skippedLines } = splitMessages(decodeText(file.content))
  const first = raw[0]
  if (!first)
    throw new AppError('file_format_unknown', {
      message:
        'The file is not an exported chat. In WhatsApp, open the group and choose Export chat.',
    })
  const days = readChatDates(new Set(raw.map((message) => message.header.date)), options.dayFirst)
  const reader = new MessageReader(raw)
  const messages: ChatMessage[] = []
  let undated = 0
  for (const message of raw) {
    const day = days.get(message.header.date)
    if (day) messages.push(reader.read(message, toMoment(day, message.header)))
    else undated += 1
  }
  const { firstAt, lastAt } = span(messages)
  return {
    format: first.header.format,
    subject:
      reader.groupName ??
      subjectFromName(options.fileName) ??
      subjectFromName(file.name) ??
      reader.lastSubject,
    messages,
    numbers: reader.numbers,
    skippedLines: skippedLines + undated,
    firstAt,
    lastAt,
  }
}

function splitMessages(text: string): { raw: RawMessage[]; skippedLines: number } {
  const raw: RawMessage[] = []
  let skippedLines = 0
  for (let from = 0; from < text.length;) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    // Only the start of a line is read: one of a hundred megabytes costs no more than a short one.
    const line = text.slice(from, Math.min(end, from + 1000)).replace(/\r$/, '')
    const header = readChatHeader(line)
    const last = raw.at(-1)
    if (header) {
      if (raw.length >= maxMessages)
        throw new AppError('file_too_large', {
          message: 'The chat holds too many messages. Export a shorter period.',
        })
      raw.push({ header, line: line.slice(header.end), length: end - from - header.end })
    } else if (last) last.length += end - from + 1
    else if (line.trim() !== '') skippedLines += 1
    from = end + 1
  }
  return { raw, skippedLines }
}

function toMoment(day: CalendarDay, { hour, minute, second }: ChatHeader): number {
  return new Date(day.year, day.month, day.day, hour, minute, second).getTime()
}

function span(messages: readonly ChatMessage[]): { firstAt: number | null; lastAt: number | null } {
  let firstAt: number | null = null
  let lastAt: number | null = null
  for (const { at } of messages) {
    if (firstAt === null || at < firstAt) firstAt = at
    if (lastAt === null || at > lastAt) lastAt = at
  }
  return { firstAt, lastAt }
}

function subjectFromName(fileName: string): string | null {
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.(txt|zip)$/i, '')
  const match =
    /^WhatsApp Chat (?:with|-) (.+?)(?: \(\d+\))?$/.exec(name) ??
    /^与[“"]?(.+?)[”"]?的\s?WhatsApp\s?(?:聊天|对话).*$/.exec(name) ??
    /^WhatsApp\s?(?:聊天|对话)\s?[-–]\s?(.+)$/.exec(name)
  return match?.[1]?.slice(0, 128) ?? null
}

const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const startsWithMark = /^[\u200e\u200f]/
const media =
  /(?: omitted>?|\(file attached\)|（文件附件）|\(文件附件\)|\(檔案附件\)|已忽略|已略去)$|^<(?:attached|附件)[:：]|^<Media omitted>|^<(?:省略|略去).*>$/

/** Names that are longer are not names but text with a colon in it. */
const maxNameLength = 120

class MessageReader {
  readonly numbers = new Map<string, string>()
  /** On iPhones notices stand under the group's title, as it was when the chat was exported. */
  readonly groupName: string | null
  lastSubject: string | null = null
  readonly #authors = new Set<string>()
  readonly #names = new Map<string, string>()

  constructor(raw: readonly RawMessage[]) {
    let groupName: string | null = null
    for (const { line } of raw) {
      const { author, text } = splitAuthor(line)
      if (author === null) continue
      const name = this.#name(author)
      this.#authors.add(name)
      if (startsWithMark.test(text) && isEncryptionNotice(text)) groupName ??= name
    }
    this.groupName = groupName
    if (groupName !== null) this.#authors.delete(groupName)
  }

  read(message: RawMessage, at: number): ChatMessage {
    const { author, text } = splitAuthor(message.line)
    const clean = text.replace(marks, '').trim()
    const length = message.length - (message.line.length - text.length)
    const common = { at, isMedia: media.test(clean.slice(-200)), length }
    const name = author === null ? null : this.#name(author)
    const isNotice = name === null || (message.header.format === 'ios' && startsWithMark.test(text))
    if (!isNotice) return { ...common, author: name, kind: 'message' }
    const event = this.#event(clean)
    const isGroup = name === null || name === this.groupName
    if (isGroup || (event && involves(event, name)))
      return { ...common, author: null, kind: 'system', isMedia: false, ...(event && { event }) }
    return { ...common, author: name, kind: 'message' }
  }

  #event(text: string): ChatEvent | null {
    const notice = recogniseNotice(text)
    if (!notice) return null
    const who = splitNames(notice.who, (name) => this.#authors.has(this.#name(name)))
    const newNumber = notice.newNumber === null ? null : toE164(notice.newNumber, '').e164
    if (notice.subject) this.lastSubject = notice.subject.slice(0, 128)
    return {
      type: notice.type,
      who: who.map((name) => this.#name(name)),
      ...(notice.by !== null && { by: this.#name(notice.by) }),
      ...(notice.subject !== null && { subject: notice.subject }),
      ...(newNumber !== null && { newNumber }),
    }
  }

  /** The name without marks and the `~` of people who are not in the address book. */
  #name(written: string): string {
    const known = this.#names.get(written)
    if (known !== undefined) return known
    const name = written
      .replace(marks, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^~\s?/, '')
      .slice(0, maxNameLength)
    this.#names.set(written, name)
    if (name.startsWith('+') && !this.numbers.has(name)) {
      const { e164 } = toE164(name, '')
      if (e164 !== null) this.numbers.set(name, e164)
    }
    return name
  }
}

function involves(event: ChatEvent, name: string): boolean {
  return (
    event.by === name || event.who.includes(name) || [event.by ?? '', ...event.who].some(isSelf)
  )
}

function splitAuthor(line: string): { author: string | null; text: string } {
  const at = line.indexOf(': ')
  const end = at < 0 && line.endsWith(':') ? line.length - 1 : at
  if (end <= 0 || end > maxNameLength) return { author: null, text: line }
  const author = line.slice(0, end)
  // A title with a colon, in a notice that has no author: "Anna changed … to “Deals: May”".
  if (/[“"「][^”"」]*$/.test(author) && recogniseNotice(line.replace(marks, '').trim()))
    return { author: null, text: line }
  return { author, text: line.slice(end + 2) }
}
