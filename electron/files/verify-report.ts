import { hash } from 'node:crypto'
import { z } from 'zod'
import type { ReportFormat } from '../../shared/domain/audit.ts'
import { canonicalJson } from '../core/audit/canonical-json.ts'
import { entryBody, entryHash } from '../core/audit/chain.ts'
import { checkpointText } from '../core/audit/checkpoint.ts'
import type { ReportEntry } from '../core/reports/report-data.ts'
import { readRecord, shownRows } from './read-record.ts'
import {
  indexDigest,
  parseIndexLine,
  shownDigest,
  type IndexLine,
  type ReportRecord,
} from './report-record.ts'
import { findSeal, type ReportSeal } from './report-seal.ts'
import { keyFingerprint, verifySignature } from './signature.ts'

/** An entry as far as it can still be read, for naming it. */
export interface NamedEntry {
  readonly at: number
  readonly action: string
}

export type ReportProblem =
  /** `isShown`: the entry itself holds, but the row that readers see tells something else. */
  | {
      readonly kind: 'entry_altered'
      readonly seq: number
      readonly isShown: boolean
      readonly entry: NamedEntry | null
    }
  | { readonly kind: 'chain_broken'; readonly seq: number }
  | { readonly kind: 'content_altered' }
  | { readonly kind: 'signature_wrong' }
  /** Signed, but not by the key that was demanded. */
  | { readonly kind: 'key_differs' }
  | { readonly kind: 'not_a_report' }

export interface ReportVerification {
  readonly valid: boolean
  readonly format: ReportFormat | null
  readonly entries: number
  readonly headHash: string | null
  /** Fingerprint of the key in the seal; tells who signed only where it is compared. */
  readonly signedBy: string | null
  /** Unix ms. */
  readonly signedAt: number | null
  /** Altered entries first, lowest seq first. */
  readonly problems: readonly ReportProblem[]
}

export interface VerifyOptions {
  /** Fingerprint of the key that must have signed, with or without spaces. */
  readonly key?: string | undefined
}

/**
 * Verifies an exported report of any format from its bytes alone. The format is told by the content;
 * a file's name says nothing.
 */
export function verifyReport(
  bytes: Uint8Array,
  _fileName?: string,
  options: VerifyOptions = {},
): ReportVerification {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = findSeal(file)
  if (!found) return refused([{ kind: 'not_a_report' }])
  const content = file.subarray(0, found.contentEnd)
  const record = readRecord(found.format, content)
  const { seal } = found
  const hasSignature = seal !== null && isSigned(seal)
  const trusted = hasSignature && record ? trustedIndex(seal, record) : null
  const problems: ReportProblem[] = [
    ...(record ? entryProblems(record, trusted, seal) : []),
    ...(trusted ? shownProblems(found.format, content, trusted) : []),
  ]
  const isNamed = new Set(problems.map((problem) => ('seq' in problem ? problem.seq : 0)))
  if (record && trusted) problems.push(...missingEntries(record, trusted, isNamed))
  problems.sort(bySeq)
  if (seal === null || !isWhole(seal, content, found.format, record))
    problems.push({ kind: 'content_altered' })
  if (!hasSignature) problems.push({ kind: 'signature_wrong' })
  if (seal && options.key !== undefined && !isKey(seal, options.key))
    problems.push({ kind: 'key_differs' })
  return {
    valid: problems.length === 0,
    format: found.format,
    entries: record?.entries.length ?? 0,
    headHash: seal?.checkpoint.headHash ?? null,
    signedBy: seal ? keyFingerprint(seal.checkpoint.publicKey) : null,
    signedAt: seal?.checkpoint.at ?? null,
    problems,
  }
}

function refused(problems: ReportProblem[]): ReportVerification {
  return {
    valid: false,
    format: null,
    entries: 0,
    headHash: null,
    signedBy: null,
    signedAt: null,
    problems,
  }
}

function isSigned(seal: ReportSeal): boolean {
  const { signature, ...statement } = seal
  const { publicKey } = seal.checkpoint
  return (
    verifySignature(publicKey, canonicalJson(statement), signature) &&
    verifySignature(publicKey, checkpointText(seal.checkpoint), seal.checkpoint.signature)
  )
}

function isWhole(
  seal: ReportSeal,
  content: Uint8Array,
  format: ReportFormat,
  record: ReportRecord | null,
): boolean {
  return (
    seal.format === format &&
    seal.bytes === content.byteLength &&
    seal.sha256 === hash('sha256', content, 'hex') &&
    seal.entries === record?.entries.length
  )
}

function isKey(seal: ReportSeal, key: string): boolean {
  const plain = (text: string) => text.replace(/[^0-9a-f]/gi, '').toUpperCase()
  return plain(key) === plain(keyFingerprint(seal.checkpoint.publicKey))
}

/** The index, where the signature covers it: then it says which entry every line should be. */
function trustedIndex(seal: ReportSeal, record: ReportRecord): IndexLine[] | null {
  if (indexDigest(record.index) !== seal.index) return null
  const lines = record.index.map(parseIndexLine)
  return lines.every((line) => line !== null) ? lines : null
}

const storedEntry = z.strictObject({
  seq: z.number().int(),
  at: z.number(),
  actor: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  groupId: z.string().nullable(),
  contactId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
})

function readEntry(line: string): ReportEntry | null {
  try {
    const parsed = storedEntry.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    // A line that is no JSON any more is an altered entry; its place tells which.
    return null
  }
}

function entryProblems(
  record: ReportRecord,
  trusted: readonly IndexLine[] | null,
  seal: ReportSeal | null,
): ReportProblem[] {
  const problems: ReportProblem[] = []
  const bySequence = new Map(trusted?.map((line) => [line.seq, line]))
  let previous: ReportEntry | null = null
  record.entries.forEach((line, position) => {
    const entry = readEntry(line)
    const expected = trusted?.[position] ?? (entry ? bySequence.get(entry.seq) : undefined)
    const seq = expected?.seq ?? entry?.seq ?? position + 1
    const holds =
      entry !== null &&
      isIntact(entry) &&
      (!expected || (expected.hash === entry.hash && expected.seq === entry.seq))
    if (!holds)
      problems.push({
        kind: 'entry_altered',
        seq,
        isShown: false,
        entry: entry && { at: entry.at, action: entry.action },
      })
    else if (previous && !follows(previous, entry)) problems.push({ kind: 'chain_broken', seq })
    else if (seal && entry.seq === seal.checkpoint.seq && entry.hash !== seal.checkpoint.headHash)
      problems.push({ kind: 'chain_broken', seq })
    previous = holds ? entry : null
  })
  return problems
}

function isIntact(entry: ReportEntry): boolean {
  const sha256Hex = (text: string) => hash('sha256', text, 'hex')
  try {
    return entryHash(sha256Hex, entry.prevHash, entryBody(entry)) === entry.hash
  } catch {
    // Nested beyond anything that was hashed.
    return false
  }
}

/** Entries of a period or a group may have others between them; neighbours must be linked. */
function follows(previous: ReportEntry, entry: ReportEntry): boolean {
  if (entry.seq <= previous.seq) return false
  return entry.seq !== previous.seq + 1 || entry.prevHash === previous.hash
}

/** Entries that the signed index lists and the record no longer holds. */
function missingEntries(
  record: ReportRecord,
  trusted: readonly IndexLine[],
  named: ReadonlySet<number>,
): ReportProblem[] {
  if (record.entries.length >= trusted.length) return []
  const kept = new Set(record.entries.map((line) => readEntry(line)?.seq))
  return trusted
    .filter((line) => !kept.has(line.seq) && !named.has(line.seq))
    .map((line) => ({ kind: 'entry_altered' as const, seq: line.seq, isShown: false, entry: null }))
}

function shownProblems(
  format: ReportFormat,
  content: Buffer,
  trusted: readonly IndexLine[],
): ReportProblem[] {
  if (trusted.every((line) => line.shown === null)) return []
  const rows = shownRows(format, content)
  if (!rows) return []
  return trusted
    .filter(({ seq, shown }) => {
      const row = rows.get(seq)
      return shown !== null && (row === undefined || shownDigest(row) !== shown)
    })
    .map(({ seq }) => ({ kind: 'entry_altered' as const, seq, isShown: true, entry: null }))
}

function bySeq(one: ReportProblem, other: ReportProblem): number {
  return ('seq' in one ? one.seq : Infinity) - ('seq' in other ? other.seq : Infinity)
}
