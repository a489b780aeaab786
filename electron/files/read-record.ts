import { unzipSync } from 'fflate'
import type { ReportFormat } from '../../shared/domain/audit.ts'
import { shownCsvRows } from './report-csv.ts'
import { shownHtmlRows } from './report-html.ts'
import { parseRecordLines, recordMarker, type ReportRecord } from './report-record.ts'
import { shownXlsxRows } from './report-xlsx.ts'

/** The rows of the log as the format shows them, by seq; null where they cannot be found again. */
export function shownRows(format: ReportFormat, content: Buffer): Map<number, string> | null {
  if (format === 'html') return shownHtmlRows(content.toString('utf8'))
  if (format === 'csv') return shownCsvRows(content.toString('utf8'))
  if (format !== 'xlsx') return null
  try {
    const parts = unzipSync(content, {
      filter: ({ name, originalSize }) =>
        /^xl\/(worksheets\/sheet\d+|sharedStrings)\.xml$/.test(name) && originalSize < 1e9,
    })
    return shownXlsxRows(parts)
  } catch {
    // A part that cannot be unpacked is altered as a whole, which the hash of the content tells.
    return null
  }
}

/** The record that a report's content carries; null when there is none left to read. */
export function readRecord(format: ReportFormat, content: Buffer): ReportRecord | null {
  if (format === 'json') return readJsonRecord(content.toString('utf8'))
  const at = content.lastIndexOf(recordMarker)
  if (at < 0) return null
  const lines = content.toString('utf8', at).split(/\r?\n/)
  const bare = format === 'csv' ? csvLine : format === 'pdf' ? pdfLine : (line: string) => line
  return parseRecordLines([recordMarker, ...lines.slice(1).map(bare)])
}

function csvLine(line: string): string {
  const text = line.replace(/^record,/, '')
  return text.startsWith('"') ? text.replace(/^"|"$/g, '').replaceAll('""', '"') : text
}

function pdfLine(line: string): string {
  return line.replace(/^%/, '')
}

function readJsonRecord(text: string): ReportRecord | null {
  const parts = /^[^\n]*\n[^\n]*\n([\s\S]*?)\n\],?\n[^\n]*\n([\s\S]*?)\n\],?\n/.exec(text)
  if (!parts) return null
  const lines = (block: string) =>
    block === '' ? [] : block.split('\n').map((line) => line.replace(/,$/, ''))
  return {
    index: lines(parts[1]!).map((line) => line.replace(/^"|"$/g, '')),
    entries: lines(parts[2]!),
  }
}
