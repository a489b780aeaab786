import {
  createTableWriter,
  momentCell,
  type TableFormat,
  type TableWriter,
} from './table-writer.ts'

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

const moments = ['sentAt', 'deliveredAt', 'readAt', 'answeredAt', 'clickedAt', 'stoppedAt'] as const

/** Numbers are masked. */
export function createRecipientWriter(format: TableFormat): TableWriter<RecipientLine> {
  return createTableWriter(
    format,
    ['name', 'maskedNumber', 'externalId', 'variant', 'state', 'reason', ...moments],
    (line) => [
      line.name,
      line.maskedNumber,
      line.externalId,
      line.variant === null ? null : String.fromCharCode(65 + line.variant),
      line.state,
      line.reason,
      ...moments.map((moment) => momentCell(line[moment])),
    ],
  )
}
