import { strFromU8, unzipSync, zipSync, type Zippable } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import type {
  ReportCell,
  ReportColumn,
  ReportModel,
  ReportSection,
} from '../core/reports/report-model.ts'
import { escapeFormula } from './escape-formula.ts'
import { makeRecord, recordLines, type ReportRecord } from './report-record.ts'
import { makeSeal, sealForms, type ReportSigner } from './report-seal.ts'

const recordPart = 'groupkeeper/record.txt'
const widths: Readonly<Record<ReportColumn['kind'], number>> = {
  text: 22,
  long: 48,
  time: 17,
  number: 12,
  code: 20,
}
const sheetNameLimit = 31
const toneColors = { good: '#0b6b4f', warn: '#8a5a00', bad: '#a4262c', muted: '#6b7280' } as const

type Sheet = NonNullable<Parameters<typeof writeXlsxFile>[0]>[number]

/** The report as a workbook: a sheet for each table. The record is a part of its own, left unpacked. */
export async function writeXlsxReport(
  model: ReportModel,
  signer: ReportSigner,
): Promise<Uint8Array> {
  const sheets = [summarySheet(model), ...model.sections.map(sectionSheet)] as Sheet[]
  const workbook = await writeXlsxFile(sheets as never, {
    fontFamily: 'Arial',
    fontSize: 10,
  }).toBuffer()
  const parts = unzipSync(new Uint8Array(workbook))
  const record = makeRecord(model.entries, shownXlsxRows(parts))
  return sealArchive(withRecord(parts, record), record, signer)
}

function text(value: string) {
  return { value: spreadsheetText(value), type: String, wrap: true, alignVertical: 'top' as const }
}

/** A text cell runs nothing; the apostrophe keeps it so when somebody edits it. Numbers stay readable. */
function spreadsheetText(value: string): string {
  return /^\+[\d ·]+$/.test(value) ? value : escapeFormula(value)
}

function cell(value: ReportCell) {
  if (value.number !== undefined)
    return { value: value.number, type: Number, alignVertical: 'top' as const }
  return { ...text(value.text), ...(value.tone && { textColor: toneColors[value.tone] }) }
}

function summarySheet(model: ReportModel) {
  const facts = [...model.facts, ...model.figures, ...model.seal.facts]
  return {
    sheet: model.title.slice(0, sheetNameLimit),
    columns: [{ width: 26 }, { width: 90 }],
    data: [
      [{ ...text(model.title), fontWeight: 'bold' as const, fontSize: 16 }],
      [{ ...text(model.subtitle), fontWeight: 'bold' as const }],
      [],
      ...facts.map(({ label, value }) => [
        { ...text(label), textColor: toneColors.muted },
        text(value),
      ]),
      [],
      [{ ...text(model.seal.title), fontWeight: 'bold' as const }],
      ...model.seal.paragraphs.map((paragraph) => [null, text(paragraph)]),
    ],
  }
}

function sectionSheet(section: ReportSection) {
  const heading = section.columns.map((column) => ({
    ...text(column.title),
    fontWeight: 'bold' as const,
    backgroundColor: '#e8eeec',
  }))
  const rows = section.rows.map((cells) => cells.map(cell))
  return {
    sheet: section.title.replace(/[\\/?*[\]:]/g, ' ').slice(0, sheetNameLimit),
    columns: section.columns.map((column) => ({ width: widths[column.kind] })),
    stickyRowsCount: 1,
    data: [heading, ...(rows.length === 0 ? [[text(section.empty)]] : rows)],
  }
}

function withRecord(parts: Record<string, Uint8Array>, record: ReportRecord): Zippable {
  const types = strFromU8(parts['[Content_Types].xml']!)
  const withText = types.replace(
    '</Types>',
    '<Default ContentType="text/plain" Extension="txt"/></Types>',
  )
  return {
    ...parts,
    '[Content_Types].xml': Buffer.from(withText, 'utf8'),
    // Not compressed: a damaged line then spoils no other.
    [recordPart]: [Buffer.from(`${recordLines(record).join('\n')}\n`, 'utf8'), { level: 0 }],
  }
}

/** The seal is the archive's comment (PKWARE APPNOTE 4.3.16), which spreadsheets do not look at. */
function sealArchive(parts: Zippable, record: ReportRecord, signer: ReportSigner): Uint8Array {
  const archive = Buffer.from(zipSync(parts, { level: 6 }))
  const form = sealForms.xlsx
  const comment = () => form.before + form.encode(makeSeal('xlsx', archive, record, signer))
  // The comment's length stands in the bytes that the seal covers; it does not depend on their hash.
  archive.writeUInt16LE(comment().length, archive.length - 2)
  return Buffer.concat([archive, Buffer.from(comment(), 'latin1')])
}

/** The rows of the log as a reader sees them, by seq: the last sheet, its texts put together. */
export function shownXlsxRows(parts: Readonly<Record<string, Uint8Array>>): Map<number, string> {
  const sheets = Object.keys(parts).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
  const sheet = parts[`xl/worksheets/sheet${sheets.length}.xml`]
  const strings = parts['xl/sharedStrings.xml']
  const rows = new Map<number, string>()
  if (!sheet || !strings) return rows
  const shared = [...strFromU8(strings).matchAll(/<si>(.*?)<\/si>/gs)].map((match) => match[1]!)
  for (const [, cells] of strFromU8(sheet).matchAll(/<row [^>]*>(.*?)<\/row>/gs)) {
    const values = [...cells!.matchAll(/<c ([^>]*)><v>([^<]*)<\/v><\/c>/g)].map(
      ([, attributes, value]) =>
        /t="s"/.test(attributes!) ? (shared[Number(value)] ?? '') : value!,
    )
    const seq = Number(values[0])
    if (Number.isInteger(seq) && values.length > 2) rows.set(seq, values.join('\u001f'))
  }
  return rows
}
