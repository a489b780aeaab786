import { hash } from 'node:crypto'
import type { z } from 'zod'
import type { auditVerification } from '../../shared/domain/audit.ts'
import {
  entryBodyWithDataText,
  genesisHash,
  verifyChain,
  type ChainLink,
  type ChainStart,
  type ChainVerification,
} from '../core/audit/chain.ts'
import { checkpointText, type SignedCheckpoint } from '../core/audit/checkpoint.ts'
import { auditColumns, listCheckpoints, type AuditRow } from './audit-store.ts'
import type { ReadableDatabase } from './database.ts'
import { sha256Hex } from './sha256.ts'
import { all, one } from './statement.ts'

/** Whether the text carries this key's signature (key and signature in base64). */
export type SignatureCheck = (publicKey: string, text: string, signature: string) => boolean

/** Entries taken at once: enough to make the step into SQLite cheap, little enough for memory. */
const batchSize = 256

/**
 * What is hashed of an entry: the hash before it and its canonical JSON, put together by SQLite,
 * whose quoting is the same as JSON's.
 */
const hashedText = `concat(prev_hash, '{"action":', json_quote(action), ',"actor":', json_quote(actor), ',"at":', at,
  ',"contactId":', coalesce(json_quote(contact_id), 'null'), ',"data":', data,
  ',"groupId":', coalesce(json_quote(group_id), 'null'), ',"seq":', seq,
  ',"subjectId":', coalesce(json_quote(subject_id), 'null'), ',"subjectKind":', json_quote(subject_kind), '}')`

/** Rows come in the order of seq, which is the table's own. */
const batchQuery = `SELECT count(*) AS entries, max(seq) AS last, group_concat(hash) AS hashes,
    group_concat(prev_hash) AS prev_hashes, CAST(group_concat(${hashedText}, char(10)) AS BLOB) AS texts
  FROM audit_entry WHERE seq>$after AND seq<=$after+${batchSize}`

interface Ends {
  readonly first: number | null
  readonly last: number | null
}

interface Batch {
  readonly entries: number
  readonly last: number | null
  readonly hashes: string | null
  readonly prev_hashes: string | null
  readonly texts: Buffer | null
}

/** Verifies the stored chain in constant memory; `start` skips what was verified before. */
export function verifyStoredChain(
  db: ReadableDatabase,
  start: ChainStart | null = null,
): ChainVerification {
  let head = start ?? { seq: 0, hash: genesisHash }
  let entries = 0
  const ends = one<Ends>(db, 'SELECT min(seq) AS first, max(seq) AS last FROM audit_entry')!
  // Nothing that the app wrote stands before the first entry.
  if (ends.first !== null && ends.first < 1)
    return { valid: false, firstBadSeq: ends.first, headHash: null, entries }
  while (head.seq < (ends.last ?? 0)) {
    const batch = one<Batch>(db, batchQuery, { after: head.seq })!
    const lastHash = verifyBatch(batch, head)
    if (lastHash !== null) {
      head = { seq: head.seq + batch.entries, hash: lastHash }
      entries += batch.entries
      continue
    }
    const exact = verifyChain(sha256Hex, readLinks(db, head.seq), head)
    entries += exact.entries
    if (!exact.valid) return { ...exact, entries }
    head = { seq: head.seq + exact.entries, hash: exact.headHash! }
  }
  return { valid: true, firstBadSeq: null, headHash: head.seq > 0 ? head.hash : null, entries }
}

/** Hash of the batch's last entry when every entry in it holds, else null. */
function verifyBatch(batch: Batch, head: ChainStart): string | null {
  if (batch.last !== head.seq + batch.entries || !batch.texts) return null
  const hashes = hashLines(batch.texts)
  const lastHash = hashes.at(-1)!
  const joined = hashes.join(',')
  if (hashes.length !== batch.entries || joined !== batch.hashes) return null
  const expectedPrevious = [head.hash, ...hashes.slice(0, -1)].join(',')
  return expectedPrevious === batch.prev_hashes ? lastHash : null
}

/** Canonical JSON holds no line feed, so one line is one entry. */
function hashLines(texts: Buffer): string[] {
  const hashes: string[] = []
  for (let from = 0; from <= texts.length;) {
    const end = texts.indexOf(10, from)
    const to = end < 0 ? texts.length : end
    hashes.push(hash('sha256', texts.subarray(from, to)))
    from = to + 1
  }
  return hashes
}

function readLinks(db: ReadableDatabase, after: number): ChainLink[] {
  return all<AuditRow>(
    db,
    `SELECT ${auditColumns} FROM audit_entry WHERE seq>$after ORDER BY seq LIMIT ${batchSize}`,
    { after },
  ).map(toLink)
}

function toLink(row: AuditRow): ChainLink {
  return {
    seq: row.seq,
    prevHash: row.prev_hash,
    hash: row.hash,
    body: entryBodyWithDataText(
      {
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        groupId: row.group_id,
        contactId: row.contact_id,
      },
      row.data,
    ),
  }
}

/**
 * Verifies the chain and holds it against every signed checkpoint: entries cut off the end, or a
 * chain written anew with hashes that fit, leave a checkpoint that no longer fits.
 */
export function verifyAudit(
  db: ReadableDatabase,
  isSigned?: SignatureCheck,
): z.output<typeof auditVerification> {
  const chain = verifyStoredChain(db)
  const checkpoints = listCheckpoints(db)
  const badSeqs = checkpoints
    .filter((checkpoint) => !holds(db, checkpoint, isSigned))
    .map((checkpoint) => firstDoubtful(chain, checkpoint))
  if (chain.firstBadSeq !== null) badSeqs.push(chain.firstBadSeq)
  return {
    valid: badSeqs.length === 0,
    entries: chain.entries,
    headHash: chain.headHash,
    firstBadSeq: badSeqs.length === 0 ? null : Math.min(...badSeqs),
    checkpoints: checkpoints.length,
  }
}

function holds(
  db: ReadableDatabase,
  checkpoint: SignedCheckpoint,
  isSigned?: SignatureCheck,
): boolean {
  const entry = one<{ hash: string }>(db, 'SELECT hash FROM audit_entry WHERE seq=$seq', {
    seq: checkpoint.seq,
  })
  if (entry?.hash !== checkpoint.headHash) return false
  return (
    !isSigned || isSigned(checkpoint.publicKey, checkpointText(checkpoint), checkpoint.signature)
  )
}

/** Where the chain ends before the checkpoint, the first missing entry; else the checkpoint's own. */
function firstDoubtful(chain: ChainVerification, checkpoint: SignedCheckpoint): number {
  return chain.valid && chain.entries < checkpoint.seq ? chain.entries + 1 : checkpoint.seq
}
