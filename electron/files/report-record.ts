import { hash } from 'node:crypto'
import { canonicalJson } from '../core/audit/canonical-json.ts'
import type { ReportEntry } from '../core/reports/report-data.ts'

/**
 * The audit entries of a report as they can be verified: one line of index for each (seq, hash, digest
 * of the row a reader sees) and one line of canonical JSON for each. Lines, so that a damaged one
 * leaves the others readable and can be named.
 */
export interface ReportRecord {
  readonly index: readonly string[]
  readonly entries: readonly string[]
}

/** One line of the index, read back. */
export interface IndexLine {
  readonly seq: number
  readonly hash: string
  /** Null where the format shows no rows that can be found again. */
  readonly shown: string | null
}

export const recordMarker = 'groupkeeper-record/1'
const between = '-'
const recordEnd = '='

/** @param shown What a reader sees of each entry, by seq, as the format writes it. */
export function makeRecord(
  entries: readonly ReportEntry[],
  shown: ReadonlyMap<number, string>,
): ReportRecord {
  return {
    index: entries.map((entry) => {
      const row = shown.get(entry.seq)
      return `${entry.seq} ${entry.hash} ${row === undefined ? '-' : shownDigest(row)}`
    }),
    entries: entries.map((entry) => canonicalJson(entry)),
  }
}

export function shownDigest(row: string): string {
  return hash('sha256', row, 'hex').slice(0, 32)
}

export function indexDigest(index: readonly string[]): string {
  return hash('sha256', index.join('\n'), 'hex')
}

export function recordLines(record: ReportRecord): string[] {
  return [recordMarker, ...record.index, between, ...record.entries, recordEnd]
}

/** Reads lines back; what follows the end mark is not of the record. */
export function parseRecordLines(lines: readonly string[]): ReportRecord | null {
  const start = lines.indexOf(recordMarker)
  if (start < 0) return null
  const middle = lines.indexOf(between, start)
  const end = lines.indexOf(recordEnd, start)
  if (middle < 0) return null
  return {
    index: lines.slice(start + 1, middle),
    entries: lines.slice(middle + 1, end < 0 ? undefined : end),
  }
}

export function parseIndexLine(line: string): IndexLine | null {
  const match = /^(\d{1,15}) ([0-9a-f]{64}) (-|[0-9a-f]{32})$/.exec(line)
  if (!match) return null
  return { seq: Number(match[1]), hash: match[2]!, shown: match[3] === '-' ? null : match[3]! }
}
