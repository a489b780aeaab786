import { csvLine } from './csv-line.ts'
import { escapeFormula } from './escape-formula.ts'
import { createSheetWriter } from './sheet-writer.ts'

/** What became of a broadcast for one person, as it leaves the app. Moments are Unix ms. */
export interface RecipientLine {
  readonly name: string
  readonly maskedNumber: string | null
  readonly externalId: string | null
  /** From 0. */
  readonly variant: number | null
  readonly state: string
  readonly reason: string | null
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
  readonly answeredAt: number | null
  readonly clickedAt: number | null
  readonly stoppedAt: number | null
}

/** A file written a portion at a time; each call gives the bytes that are ready. */
export interface RecipientWriter {
  add(lines: readonly RecipientLine[]): Uint8Array
  end(): Uint8Array
}

const headings = [
  'name',
  'maskedNumber',
  'externalId',
  'variant',
  'state',
  'reason',
  'sentAt',
  'deliveredAt',
  'readAt',
  'answeredAt',
  'clickedAt',
  'stoppedAt',
]

/** Numbers are masked; nothing in a cell runs as a formula. */
export function createRecipientWriter(format: 'csv' | 'xlsx'): RecipientWriter {
  if (format === 'xlsx') return createSheetWriter(headings, cells)
  // a byte order mark goes first, so that Excel reads UTF-8
  let head = `\ufeff${csvLine(headings)}`
  const take = (text: string) => {
    const bytes = Buffer.from(head + text, 'utf8')
    head = ''
    return bytes
  }
  return {
    add: (lines) => take(lines.map((line) => csvLine(cells(line))).join('')),
    end: () => take(''),
  }
}

function cells(line: RecipientLine): string[] {
  const moments = [
    line.sentAt,
    line.deliveredAt,
    line.readAt,
    line.answeredAt,
    line.clickedAt,
    line.stoppedAt,
  ]
  return [
    line.name,
    line.maskedNumber ?? '',
    line.externalId ?? '',
    line.variant === null ? '' : String.fromCharCode(65 + line.variant),
    line.state,
    line.reason ?? '',
    ...moments.map((at) => (at === null ? '' : new Date(at).toISOString())),
  ].map(escapeFormula)
}
