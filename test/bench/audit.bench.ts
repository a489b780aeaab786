import { createHash } from 'node:crypto'
import { entryBodyWithDataText, genesisHash } from '../../electron/core/audit/chain.ts'
import { appendAudit, auditColumns, type AuditRow } from '../../electron/store/audit-store.ts'
import { verifyStoredChain } from '../../electron/store/audit-verification.ts'
import type { ReadableDatabase, WritableDatabase } from '../../electron/store/database.ts'
import { openTestStore } from '../helpers/test-store.ts'

export interface BenchLine {
  readonly bench: string
  readonly figure: number
  readonly unit: string
  readonly baseline: number
  readonly ratio: number
  readonly rows: number
}

/**
 * Entries verified per second, from the encrypted store, against a loop that does nothing but SHA-256
 * over the same bytes in memory. Best of three of each, in turns, so that both see the same machine.
 */
export function benchAudit({ rows }: { readonly rows: number }): BenchLine[] {
  const store = openTestStore()
  try {
    fill(store.db, rows)
    const bytes = hashedBytes(store.db)
    let figure = 0
    let baseline = 0
    for (let round = 0; round < 3; round += 1) {
      baseline = Math.max(
        baseline,
        perSecond(rows, () => hashAll(bytes)),
      )
      figure = Math.max(
        figure,
        perSecond(rows, () => verifyAll(store.db, rows)),
      )
    }
    return [
      {
        bench: 'audit.verify',
        figure: Math.round(figure),
        unit: 'entries/s',
        baseline: Math.round(baseline),
        ratio: Number((baseline / figure).toFixed(2)),
        rows,
      },
    ]
  } finally {
    store.close()
  }
}

function perSecond(rows: number, work: () => void): number {
  const start = performance.now()
  work()
  return (rows * 1000) / (performance.now() - start)
}

function fill(db: WritableDatabase, rows: number): void {
  db.transaction(() => {
    for (let index = 0; index < rows; index += 1)
      appendAudit(db, {
        at: 1_767_225_600_000 + index * 1000,
        actor: 'owner',
        line: {
          action: 'reviews.decide',
          subjectKind: 'review_item',
          subjectId: `019b3c4e-0000-7000-8000-${String(index).padStart(12, '0')}`,
          groupId: '019b3c4e-0000-7000-8000-000000000001',
          contactId: `019b3c4e-0000-7000-9000-${String(index).padStart(12, '0')}`,
          data: { before: null, after: 'keep', criteria: ['member_inactive'] },
        },
      })
  })()
}

function hashedBytes(db: ReadableDatabase): Buffer[] {
  let prevHash = genesisHash
  return (
    db.prepare(`SELECT ${auditColumns} FROM audit_entry ORDER BY seq`).all() as AuditRow[]
  ).map((row) => {
    const body = entryBodyWithDataText(
      {
        ...row,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        groupId: row.group_id,
        contactId: row.contact_id,
      },
      row.data,
    )
    const text = Buffer.from(prevHash + body)
    prevHash = row.hash
    return text
  })
}

function hashAll(texts: readonly Buffer[]): void {
  for (const text of texts) createHash('sha256').update(text).digest('hex')
}

function verifyAll(db: ReadableDatabase, rows: number): void {
  const result = verifyStoredChain(db)
  if (!result.valid || result.entries !== rows) throw new Error('The chain does not hold')
}
