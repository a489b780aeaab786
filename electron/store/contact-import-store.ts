import type { z } from 'zod'
import {
  importMapping,
  importOptions,
  type ContactImport,
  type ImportMapping,
  type importRejection,
  type savedMapping,
  type ImportOptions,
} from '../../shared/domain/contact-imports.ts'
import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

export type ImportState = ContactImport['state']

interface ImportRow {
  seq: number
  id: string
  kind: ContactImport['kind']
  state: ImportState
  file_name: string
  bytes: number
  expected_bytes: number | null
  format: ContactImport['format']
  mapping: string
  options: string
  position: number
  row_count: number | null
  added: number
  updated: number
  unchanged: number
  rejected: number
  landlines: number
  error_code: string | null
  created_by: string
  created_at: number
  finished_at: number | null
  undone_at: number | null
}

/** An import with the key that rows of the store refer to it by. */
export interface StoredImport extends ContactImport {
  readonly seq: number
  /** Size that was announced, or null. */
  readonly expectedBytes: number | null
}

function toImport(row: ImportRow): StoredImport {
  return {
    seq: row.seq,
    expectedBytes: row.expected_bytes,
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name,
    bytes: row.bytes,
    format: row.format,
    mapping: importMapping.parse(JSON.parse(row.mapping)),
    options: importOptions.parse(JSON.parse(row.options)),
    position: row.position,
    rows: row.row_count,
    added: row.added,
    updated: row.updated,
    unchanged: row.unchanged,
    rejected: row.rejected,
    landlines: row.landlines,
    errorCode: row.error_code,
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
  }
}

export function insertImport(
  db: WritableDatabase,
  clock: WriteClock,
  fresh: {
    readonly kind: ContactImport['kind']
    readonly fileName: string
    readonly expectedBytes: number | null
    readonly createdBy: string
  },
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO contact_import (id, kind, state, file_name, expected_bytes, created_by, created_at)
     VALUES ($id, $kind, 'receiving', $fileName, $expectedBytes, $createdBy, $now)`,
    { id, ...fresh, now: clock.now },
  )
  return id
}

/** @throws AppError `not_found`. */
export function getImport(db: ReadableDatabase, importId: string): StoredImport {
  const row = one<ImportRow>(db, 'SELECT * FROM contact_import WHERE id=$importId', { importId })
  if (!row)
    throw new AppError('not_found', { field: 'importId', message: 'There is no such import.' })
  return toImport(row)
}

/** Newest first. */
export function listImports(
  db: ReadableDatabase,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const [at, seq] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2)
  const rows = all<ImportRow>(
    db,
    `SELECT * FROM contact_import
     WHERE $at IS NULL OR (created_at, seq) < (CAST($at AS INTEGER), CAST($seq AS INTEGER))
     ORDER BY created_at DESC, seq DESC LIMIT $limit`,
    { at: at ?? null, seq: seq ?? null, limit: limit + 1 },
  )
  const total = one<{ total: number }>(db, 'SELECT count(*) AS total FROM contact_import')!.total
  return toPage(rows, limit, total, (row) => [row.created_at, row.seq], toImport)
}

/** Those of a state, oldest first. */
export function importsInState(db: ReadableDatabase, state: ImportState): string[] {
  return all<{ id: string }>(
    db,
    'SELECT id FROM contact_import WHERE state=$state ORDER BY created_at, seq',
    { state },
  ).map((row) => row.id)
}

/** Imports whose file is still needed. */
export function importsWithFile(db: ReadableDatabase): string[] {
  return all<{ id: string }>(
    db,
    `SELECT id FROM contact_import WHERE state NOT IN ('finished','undone')`,
  ).map((row) => row.id)
}

export function addImportBytes(db: WritableDatabase, importId: string, bytes: number): number {
  run(db, 'UPDATE contact_import SET bytes=bytes+$bytes WHERE id=$importId', { importId, bytes })
  return getImport(db, importId).bytes
}

export function setImportState(
  db: WritableDatabase,
  importId: string,
  state: ImportState,
  now: number,
  errorCode: string | null = null,
): void {
  run(
    db,
    `UPDATE contact_import SET state=$state, error_code=$errorCode,
       started_at=CASE WHEN $state='running' THEN coalesce(started_at, $now) ELSE started_at END,
       row_count=CASE WHEN $state='finished' THEN position ELSE row_count END,
       finished_at=CASE WHEN $state='finished' THEN $now ELSE finished_at END,
       undone_at=CASE WHEN $state='undone' THEN $now ELSE undone_at END
     WHERE id=$importId`,
    { importId, state, now, errorCode },
  )
}

/** How the file is read from here on. */
export function setImportPlan(
  db: WritableDatabase,
  importId: string,
  plan: {
    readonly format: NonNullable<ContactImport['format']>
    readonly mapping: ImportMapping
    readonly options: ImportOptions
  },
): void {
  run(
    db,
    'UPDATE contact_import SET format=$format, mapping=$mapping, options=$options WHERE id=$importId',
    {
      importId,
      format: plan.format,
      mapping: JSON.stringify(plan.mapping),
      options: JSON.stringify(plan.options),
    },
  )
}

export function deleteImport(db: WritableDatabase, importId: string): void {
  run(db, 'DELETE FROM contact_import WHERE id=$importId', { importId })
}

interface RejectionRow {
  row: number
  line: number
  column_title: string | null
  reason: z.infer<typeof importRejection>['reason']
  cell: string
}

/** Rows that were not taken in, in the order of the file. */
export function listRejections(
  db: ReadableDatabase,
  importSeq: number,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const [after] = cursor === undefined ? [-1] : decodeCursor(cursor, 1)
  const rows = all<RejectionRow>(
    db,
    `SELECT row, line, column_title, reason, cell FROM import_rejection
     WHERE import_seq=$importSeq AND row > CAST($after AS INTEGER) ORDER BY row LIMIT $limit`,
    { importSeq, after: after ?? -1, limit: limit + 1 },
  )
  const { total } = one<{ total: number }>(
    db,
    'SELECT count(*) AS total FROM import_rejection WHERE import_seq=$importSeq',
    { importSeq },
  )!
  return toPage(
    rows,
    limit,
    total,
    (row) => [row.row],
    ({ line, column_title: column, reason, cell }) => ({ line, column, reason, cell }),
  )
}

type SavedMapping = z.infer<typeof savedMapping>

export function listMappings(db: ReadableDatabase): SavedMapping[] {
  return all<{ id: string; name: string; kind: SavedMapping['kind']; mapping: string }>(
    db,
    'SELECT id, name, kind, mapping FROM import_mapping ORDER BY name',
  ).map((row) => ({ ...row, mapping: importMapping.parse(JSON.parse(row.mapping)) }))
}

/** One of the same name is replaced. */
export function saveMapping(
  db: WritableDatabase,
  clock: WriteClock,
  mapping: Omit<SavedMapping, 'id'>,
): SavedMapping {
  run(
    db,
    `INSERT INTO import_mapping (id, name, kind, mapping, created_at) VALUES ($id, $name, $kind, $mapping, $now)
     ON CONFLICT (name) DO UPDATE SET kind=excluded.kind, mapping=excluded.mapping`,
    { ...mapping, id: clock.newId(), mapping: JSON.stringify(mapping.mapping), now: clock.now },
  )
  const { id } = one<{ id: string }>(db, 'SELECT id FROM import_mapping WHERE name=$name', {
    name: mapping.name,
  })!
  return { ...mapping, id }
}

/** @throws AppError `not_found`. */
export function deleteMapping(db: WritableDatabase, mappingId: string): void {
  if (run(db, 'DELETE FROM import_mapping WHERE id=$mappingId', { mappingId }) === 0)
    throw new AppError('not_found', { field: 'mappingId', message: 'There is no such mapping.' })
}

/** Whether a customer of this number, or of this key of the shop's own, is in the store. */
export function isKnownCustomer(
  db: ReadableDatabase,
  { waId, externalId }: { readonly waId: string | null; readonly externalId: string | null },
): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM contact_identity WHERE lookup_key=${identityKey("'wa_id'", '$waId')} AND replaced_at IS NULL
       UNION ALL SELECT 1 FROM contact WHERE external_id=$externalId LIMIT 1`,
      { waId, externalId },
    ) !== undefined
  )
}
