import type { ReportModel } from '../core/reports/report-model.ts'
import { makeRecord } from './report-record.ts'
import { sealReport, type ReportSigner } from './report-seal.ts'

/** The report for programs: entries and tables as data, one entry a line, the seal as last member. */
export function writeJsonReport(model: ReportModel, signer: ReportSigner): Uint8Array {
  const record = makeRecord(model.entries, new Map())
  const { entries: _, ...report } = model
  const content = [
    '{"kind":"groupkeeper.report.v1",\n"index":[',
    record.index.map((line) => `"${line}"`).join(',\n'),
    '],\n"entries":[',
    record.entries.join(',\n'),
    `],\n"report":${JSON.stringify(report)},\n`,
  ].join('\n')
  return sealReport('json', Buffer.from(content, 'utf8'), record, signer)
}
