import { hash } from 'node:crypto'
import { z } from 'zod'
import { reportFormat, type ReportFormat } from '../../shared/domain/audit.ts'
import { canonicalJson } from '../core/audit/canonical-json.ts'
import type { SignedCheckpoint } from '../core/audit/checkpoint.ts'
import { indexDigest, type ReportRecord } from './report-record.ts'

/** What signs a report: a checkpoint signed before, and the key that signed it. */
export interface ReportSigner {
  readonly checkpoint: SignedCheckpoint
  /** Ed25519 signature of the text, base64. */
  sign(text: string): string
}

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

export const reportSeal = z.strictObject({
  kind: z.literal('groupkeeper.report.v1'),
  format: reportFormat,
  /** Bytes before the seal, and their SHA-256. */
  bytes: z.number().int().nonnegative(),
  sha256: hex64,
  entries: z.number().int().nonnegative(),
  /** SHA-256 of the record's index. */
  index: hex64,
  checkpoint: z.strictObject({
    seq: z.number().int().nonnegative(),
    headHash: hex64,
    at: z.number().int().nonnegative(),
    publicKey: z.string().max(200),
    signature: z.string().max(200),
  }),
  /** Over the canonical JSON of everything else here. */
  signature: z.string().max(200),
})
export type ReportSeal = z.infer<typeof reportSeal>

/** How a format carries its seal at its very end, after which nothing may follow. */
interface SealForm {
  readonly before: string
  after(content: Uint8Array): string
  encode(text: string): string
  decode(text: string): string
}

const asIs = { encode: (text: string) => text, decode: (text: string) => text }
const asBase64 = {
  encode: (text: string) => Buffer.from(text, 'utf8').toString('base64url'),
  decode: (text: string) => Buffer.from(text, 'base64url').toString('utf8'),
}

export const sealForms: Readonly<Record<ReportFormat, SealForm>> = {
  html: {
    before: '<script type="application/json" id="groupkeeper-seal">',
    after: () => '</script>\n</body>\n</html>\n',
    ...asIs,
  },
  json: { before: '"seal":', after: () => '}\n', ...asIs },
  csv: { before: 'groupkeeper-seal,', after: () => '\r\n', ...asBase64 },
  xlsx: { before: 'groupkeeper-seal:', after: () => '', ...asBase64 },
  // Readers look for the last %%EOF, and from there for startxref, so both stand once more at the end.
  pdf: { before: '%groupkeeper-seal ', after: (content) => `\n${pdfEnd(content)}`, ...asBase64 },
}

/** The end of a PDF, from its last `startxref` (ISO 32000-1, 7.5.5, File trailer). */
function pdfEnd(content: Uint8Array): string {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const at = text.lastIndexOf('startxref')
  const offset = /^startxref\s+(\d+)/.exec(text.toString('latin1', at, at + 40))?.[1] ?? '0'
  return `startxref\n${offset}\n%%EOF\n`
}

/** The text of a seal over this content. */
export function makeSeal(
  format: ReportFormat,
  content: Uint8Array,
  record: ReportRecord,
  signer: ReportSigner,
): string {
  const statement = {
    kind: 'groupkeeper.report.v1',
    format,
    bytes: content.byteLength,
    sha256: hash('sha256', content, 'hex'),
    entries: record.entries.length,
    index: indexDigest(record.index),
    checkpoint: signer.checkpoint,
  }
  return canonicalJson({ ...statement, signature: signer.sign(canonicalJson(statement)) })
}

/** The content with its seal behind it: a finished report. */
export function sealReport(
  format: ReportFormat,
  content: Uint8Array,
  record: ReportRecord,
  signer: ReportSigner,
): Uint8Array {
  const form = sealForms[format]
  const text = form.encode(makeSeal(format, content, record, signer))
  return Buffer.concat([content, Buffer.from(form.before + text + form.after(content), 'utf8')])
}

/** Where a file's seal begins, and what stands in it as far as that can be read. */
export interface FoundSeal {
  readonly format: ReportFormat
  readonly contentEnd: number
  /** Null where it is not the exact text of a seal. */
  readonly seal: ReportSeal | null
}

/** The last seal in a file, whatever its name says; null when there is none. */
export function findSeal(bytes: Buffer): FoundSeal | null {
  let found: { format: ReportFormat; at: number } | null = null
  for (const format of reportFormat.options) {
    const at = bytes.lastIndexOf(sealForms[format].before)
    if (at >= 0 && at > (found?.at ?? -1)) found = { format, at }
  }
  if (!found) return null
  const { format, at } = found
  const form = sealForms[format]
  const content = bytes.subarray(0, at)
  const after = form.after(content)
  const rest = bytes.toString('utf8', at + form.before.length)
  const text = rest.slice(0, rest.length - after.length)
  const isExact =
    rest.endsWith(after) && Buffer.byteLength(rest) === bytes.length - at - form.before.length
  return { format, contentEnd: at, seal: isExact ? readSeal(text, form) : null }
}

function readSeal(text: string, form: SealForm): ReportSeal | null {
  try {
    const decoded = form.decode(text)
    const seal = reportSeal.parse(JSON.parse(decoded))
    // Every byte of the seal counts: another spelling of the same values is another seal.
    return canonicalJson(seal) === decoded && form.encode(decoded) === text ? seal : null
  } catch {
    // Not a seal that the app wrote; the caller says so.
    return null
  }
}
