import { parseString } from 'whatsapp-chat-parser'
import { AppError } from '../../shared/errors.ts'

export interface CalendarDay {
  readonly year: number
  /** 0 is January. */
  readonly month: number
  readonly day: number
}

/** More days than WhatsApp has been there; a file with more is no chat. */
const maxDays = 40_000
/** WhatsApp began in 2009. */
const firstYear = 2009
const lastYear = 2100

/**
 * What day each written date means. Whether the day or the month comes first is worked out from all
 * of them together by whatsapp-chat-parser, unless it is given. Dates that do not exist are left out.
 *
 * @param written Dates as three numbers with slashes, in the order of the file.
 */
export function readChatDates(
  written: ReadonlySet<string>,
  dayFirst: boolean | undefined,
): Map<string, CalendarDay> {
  if (written.size > maxDays)
    throw new AppError('file_format_unknown', { message: 'The file is not an exported chat.' })
  const days = new Map<string, CalendarDay>()
  const yearFirst = [...written].filter((text) => /^\d{4}\//.test(text))
  const yearLast = [...written].filter((text) => /^\d{1,2}\/\d{1,2}\/(?:\d{2}|\d{4})$/.test(text))
  addDays(days, yearFirst, false)
  addDays(days, yearLast, dayFirst)
  return days
}

function addDays(
  days: Map<string, CalendarDay>,
  written: readonly string[],
  daysFirst: boolean | undefined,
): void {
  if (written.length === 0) return
  const log = written.map((text) => `${text}, 00:00 - x: x`).join('\n')
  parseString(log, { daysFirst: daysFirst ?? null }).forEach(({ date }, index) => {
    const text = written[index]!
    const day = { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() }
    if (day.year >= firstYear && day.year <= lastYear && isWritten(text, day)) days.set(text, day)
  })
}

/** A 31st of February rolls over into March: then the day is not among the numbers written. */
function isWritten(text: string, { month, day }: CalendarDay): boolean {
  const numbers = text.split('/').map(Number)
  const small = numbers[0]! > 31 ? numbers.slice(1) : numbers.slice(0, 2)
  return (
    (small[0] === day && small[1] === month + 1) || (small[1] === day && small[0] === month + 1)
  )
}
