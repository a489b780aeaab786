import type { ReportModel } from '../core/reports/report-model.ts'
import { makeRecord, recordLines } from './report-record.ts'
import { sealReport, type ReportSigner } from './report-seal.ts'

/**
 * A printed report with its record and seal as comments behind the document, where readers skip them
 * (ISO 32000-1, 7.2.3, Comments).
 *
 * @param printed The document as the host's Chromium printed it.
 */
export function writePdfReport(
  printed: Uint8Array,
  model: ReportModel,
  signer: ReportSigner,
): Uint8Array {
  const record = makeRecord(model.entries, new Map())
  const comments = recordLines(record).map((line) => `%${line}\n`)
  const content = Buffer.concat([printed, Buffer.from(`\n${comments.join('')}`, 'utf8')])
  return sealReport('pdf', content, record, signer)
}
