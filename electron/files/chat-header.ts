/** The start of a line that begins a message: its date and time as written, and where it ends. */
export interface ChatHeader {
  readonly format: 'ios' | 'android'
  /** The three numbers of the date, in the order of the file. */
  readonly date: string
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Index of the first character after the header. */
  readonly end: number
}

const date = String.raw`(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})[日.]?`
const time = String.raw`(\D{0,20}?)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(\D{0,12}?)`
/** iPhone: `[5/3/26, 15:04:05] Name: text`. */
const iosHeader = new RegExp(String.raw`^\[${date},?\s?${time}\]\s?`)
/** Android: `5/3/26, 15:04 - Name: text`. */
const androidHeader = new RegExp(String.raw`^${date},?\s${time}\s[-–]\s`)

/** Longest header that any language writes; nothing beyond it is looked at. */
const maxHeaderLength = 80

const isMark = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/
const afternoon = /^(pm|下午|晚上|中午|傍晚|午後|오후)$/
const morning = /^(am|上午|凌晨|早上|清晨|午前|오전)$/

/** Reads the header of a line, or null for a line that goes on with the message before it. */
export function readChatHeader(line: string): ChatHeader | null {
  let start = 0
  while (start < 8 && isMark.test(line.charAt(start))) start += 1
  const first = line.charCodeAt(start)
  const isBracket = first === 0x5b
  if (!isBracket && !(first >= 0x30 && first <= 0x39)) return null
  const match = (isBracket ? iosHeader : androidHeader).exec(
    line.slice(start, start + maxHeaderLength),
  )
  if (!match) return null
  const [whole, one, two, three, before, hour, minute, second, after] = match
  const clock = readClock(Number(hour), Number(minute), Number(second ?? 0), `${before}${after}`)
  if (!clock) return null
  return {
    format: isBracket ? 'ios' : 'android',
    date: `${one}/${two}/${three}`,
    ...clock,
    end: start + whole.length,
  }
}

function readClock(hour: number, minute: number, second: number, period: string) {
  if (hour > 23 || minute > 59 || second > 59) return null
  const word = period.replace(/[^\p{Letter}]/gu, '').toLowerCase()
  if (hour <= 12 && afternoon.test(word)) return { hour: (hour % 12) + 12, minute, second }
  if (hour <= 12 && morning.test(word)) return { hour: hour % 12, minute, second }
  return { hour, minute, second }
}
