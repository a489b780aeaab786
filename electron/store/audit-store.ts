import { randomBytes } from 'node:crypto'
import type { AuditEntry } from '../../shared/domain/audit.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { AuditLine } from '../core/audit/audit-line.ts'
import { canonicalJson } from '../core/audit/canonical-json.ts'
import {
  entryBodyWithDataText,
  entryHash,
  genesisHash,
  type Sha256Hex,
} from '../core/audit/chain.ts'
import type { SignedCheckpoint } from '../core/audit/checkpoint.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { sha256Hex } from './sha256.ts'
import { all, one, run } from './statement.ts'

/** A row of `audit_entry`, as stored. `data` is the canonical text that was hashed. */
export interface AuditRow {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject_kind: string
  readonly subject_id: string | null
  readonly group_id: string | null
  readonly contact_id: string | null
  readonly data: string
  readonly prev_hash: string
  readonly hash: string
}

/** A value that tells who somebody is; it stands outside the chain and can be erased. */
export interface PersonalValue {
  readonly contactId: string
  readonly value: string
}

export interface NewAuditEntry {
  /** Unix ms. */
  readonly at: number
  readonly actor: string
  readonly line: AuditLine
  readonly personal?: readonly PersonalValue[]
}

export const auditColumns =
  'seq, at, actor, action, subject_kind, subject_id, group_id, contact_id, data, prev_hash, hash'

/** The last entry's place and hash; seq 0 and the genesis hash when there is none. */
export function chainHead(db: ReadableDatabase): { seq: number; hash: string } {
  return (
    one<{ seq: number; hash: string }>(
      db,
      'SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1',
    ) ?? { seq: 0, hash: genesisHash }
  )
}

/** Adds the next entry of the chain, inside the transaction of the caller. Returns its seq. */
export function appendAudit(
  db: WritableDatabase,
  entry: NewAuditEntry,
  hashText: Sha256Hex = sha256Hex,
): number {
  const head = chainHead(db)
  const seq = head.seq + 1
  const commitments = (entry.personal ?? []).map((personal) => commit(personal, hashText))
  const dataText = canonicalJson(
    commitments.length === 0
      ? (entry.line.data ?? {})
      : {
          ...entry.line.data,
          personal: Object.fromEntries(commitments.map((made) => [made.contactId, made.hash])),
        },
  )
  const stored = {
    seq,
    at: entry.at,
    actor: entry.actor,
    action: entry.line.action,
    subjectKind: entry.line.subjectKind,
    subjectId: entry.line.subjectId ?? null,
    groupId: entry.line.groupId ?? null,
    contactId: entry.line.contactId ?? null,
  }
  const hash = entryHash(hashText, head.hash, entryBodyWithDataText(stored, dataText))
  run(
    db,
    `INSERT INTO audit_entry (${auditColumns})
     VALUES ($seq, $at, $actor, $action, $subjectKind, $subjectId, $groupId, $contactId, $dataText, $prevHash, $hash)`,
    { ...stored, dataText, prevHash: head.hash, hash },
  )
  for (const { contactId, salt, value } of commitments)
    run(
      db,
      `INSERT INTO audit_personal (seq, contact_id, salt, value) VALUES ($seq, $contactId, $salt, $value)`,
      { seq, contactId, salt, value },
    )
  return seq
}

/** With the salt gone, nobody can try out values against the hash that stays in the chain. */
function commit(personal: PersonalValue, hashText: Sha256Hex) {
  const salt = randomBytes(16).toString('hex')
  return { ...personal, salt, hash: hashText(salt + personal.value) }
}

export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    groupId: row.group_id,
    data: JSON.parse(row.data) as Record<string, unknown>,
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}

/**
 * A keyset page of entries, newest first. An action that ends in a dot (`plans.`) stands for all
 * actions of that domain.
 */
export function listAudit(db: ReadableDatabase, input: ParsedInput<'audit.list'>) {
  const [before] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const filter = {
    groupId: input.groupId ?? null,
    contactId: input.contactId ?? null,
    action: input.action ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
  }
  const where = `($groupId IS NULL OR group_id=$groupId) AND ($contactId IS NULL OR contact_id=$contactId)
    AND ($action IS NULL OR action=$action OR ($action LIKE '%.' AND substr(action, 1, length($action))=$action))
    AND ($from IS NULL OR at>=$from) AND ($to IS NULL OR at<=$to)`
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM audit_entry WHERE ${where}`,
    filter,
  )!.n
  const rows = all<AuditRow>(
    db,
    `SELECT ${auditColumns} FROM audit_entry WHERE ($before IS NULL OR seq<$before) AND ${where}
     ORDER BY seq DESC LIMIT $limit`,
    { ...filter, before: before ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.seq], toAuditEntry)
}

export function saveCheckpoint(db: WritableDatabase, checkpoint: SignedCheckpoint): void {
  run(
    db,
    `INSERT OR REPLACE INTO audit_checkpoint (seq, head_hash, at, public_key, signature)
     VALUES ($seq, $headHash, $at, $publicKey, $signature)`,
    { ...checkpoint },
  )
}

/** Oldest first. */
export function listCheckpoints(db: ReadableDatabase): SignedCheckpoint[] {
  return all<SignedCheckpoint>(
    db,
    `SELECT seq, head_hash AS headHash, at, public_key AS publicKey, signature
     FROM audit_checkpoint ORDER BY seq, at`,
  )
}
