import {
  auditSectionKey,
  type ReportModel,
  type ReportSection,
} from '../core/reports/report-model.ts'
import { escapeFormula } from './escape-formula.ts'
import { makeRecord, recordLines } from './report-record.ts'
import { sealReport, type ReportSigner } from './report-seal.ts'

const lineEnd = '\r\n'

/** The report as a table of tables, for spreadsheets: a byte order mark, so that Excel reads UTF-8. */
export function writeCsvReport(model: ReportModel, signer: ReportSigner): Uint8Array {
  const lines = [
    row([model.title, model.subtitle]),
    ...[...model.facts, ...model.figures].map(({ label, value }) => row([label, value])),
    ...model.sections.flatMap(sectionLines),
    '',
    row([model.seal.title]),
    ...model.seal.paragraphs.map((paragraph) => row([paragraph])),
    ...model.seal.facts.map(({ label, value }) => row([label, value])),
    '',
  ]
  const shown = shownCsvRows(lines.join(lineEnd))
  const record = makeRecord(model.entries, shown)
  const kept = recordLines(record).map((line) => `record,${quoted(line)}`)
  const content = `\ufeff${[...lines, ...kept].join(lineEnd)}${lineEnd}`
  return sealReport('csv', Buffer.from(content, 'utf8'), record, signer)
}

function sectionLines(section: ReportSection): string[] {
  // The log's rows begin with a mark of their own, so that each can be found again and checked.
  const mark = section.key === auditSectionKey ? ['entry'] : []
  const rows = section.rows.map((cells) => row([...mark, ...cells.map((cell) => cell.text)]))
  return [
    '',
    row([section.title]),
    row([...mark, ...section.columns.map((column) => column.title)]),
    ...(rows.length === 0 ? [row([section.empty])] : rows),
  ]
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => quoted(escapeFormula(cell))).join(',')
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The rows of the log as a reader sees them, by seq. */
export function shownCsvRows(text: string): Map<number, string> {
  const rows = new Map<number, string>()
  for (const line of text.split(lineEnd)) {
    const seq = /^entry,(\d+),/.exec(line)?.[1]
    if (seq !== undefined) rows.set(Number(seq), line)
  }
  return rows
}
