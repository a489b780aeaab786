import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import type { importCalls } from '../../../shared/ipc/import-calls.ts'
import {
  addImportBytes,
  deleteImport,
  deleteMapping,
  getImport,
  insertImport,
  isKnownCustomer,
  listImports,
  listMappings,
  listRejections,
  saveMapping,
  setImportPlan,
  setImportState,
  type StoredImport,
} from '../../store/contact-import-store.ts'
import { writeRejectionsCsv } from '../../files/contact-import/rejections-csv.ts'
import {
  checkOptions,
  requireNotUndoing,
  requireUsableMapping,
} from '../contact-imports/check-import.ts'
import { undoImport } from '../contact-imports/undo-import.ts'
import { countsOf } from '../contact-imports/import-counts.ts'
import {
  command,
  process,
  query,
  type CommandContext,
  type Handlers,
  type ProcessContext,
} from '../context.ts'
import { whatUndoDid } from '../../store/contact-import-undo.ts'
import { decodeStrictly } from '../decode-strictly.ts'
import { allowPaths } from '../read-file-source.ts'

/** Beyond it a file is split: no shop has as many customers. */
const maxBytes = 4 * 1024 * 1024 * 1024
const portionBytes = 4 * 1024 * 1024
const maxExportedRejections = 1_000_000

export const contactImportHandlers: Handlers<keyof typeof importCalls> = {
  'imports.create': command((context, { kind, fileName, bytes }) => ({
    importId: createImport(context, kind, fileName, bytes ?? null),
  })),
  'imports.append': process((context, { importId, base64 }) =>
    Promise.resolve({ bytes: append(context, importId, decodeStrictly(base64)) }),
  ),
  'imports.receive': process(receive),
  'imports.inspect': process(inspect),
  'imports.start': process(start),
  'imports.resume': process(async (context, { importId }) => {
    requireNotUndoing(context.imports, importId)
    const resumed = context.transact((command) =>
      changeState(command, importId, ['stopped', 'failed'], 'running', 'imports.resumed'),
    )
    context.imports.wake()
    return Promise.resolve(resumed)
  }),
  'imports.stop': process(async (context, { importId }) => {
    const stopped = context.transact((command) =>
      changeState(command, importId, ['running'], 'stopped', 'imports.stopped'),
    )
    context.imports.release(importId)
    return Promise.resolve(stopped)
  }),
  'imports.discard': process((context, { importId }) =>
    Promise.resolve(discard(context, importId)),
  ),
  'imports.undo': process((context, { importId }) => undoImport(context, importId)),
  'imports.undone': query(({ db }, { importId }) => {
    const stored = getImport(db, importId)
    return { result: stored.state === 'undone' ? whatUndoDid(db, stored) : null }
  }),
  'imports.list': query(({ db }, input) => listImports(db, input)),
  'imports.get': query(({ db }, { importId }) => getImport(db, importId)),
  'imports.rejections': query(({ db }, { importId, ...page }) =>
    listRejections(db, getImport(db, importId).seq, page),
  ),
  'imports.exportRejections': process((context, { importId }) =>
    Promise.resolve(exportRejections(context, importId)),
  ),
  'importMappings.list': query(({ db }) => ({ mappings: listMappings(db) })),
  'importMappings.save': command((context, input) => {
    const saved = saveMapping(context.db, context, input)
    context.audit({
      action: 'importMappings.saved',
      subjectKind: 'import_mapping',
      subjectId: saved.id,
      data: { kind: saved.kind },
    })
    context.changed(['imports'])
    return saved
  }),
  'importMappings.delete': command((context, { mappingId }) => {
    deleteMapping(context.db, mappingId)
    context.audit({
      action: 'importMappings.deleted',
      subjectKind: 'import_mapping',
      subjectId: mappingId,
    })
    context.changed(['imports'])
    return { done: true }
  }),
}

function createImport(
  context: CommandContext,
  kind: StoredImport['kind'],
  fileName: string,
  expectedBytes: number | null,
): string {
  const importId = insertImport(context.db, context, {
    kind,
    fileName,
    expectedBytes,
    createdBy: context.caller.actor,
  })
  context.audit({
    action: 'imports.created',
    subjectKind: 'import',
    subjectId: importId,
    data: { kind },
  })
  context.changed(['imports'])
  return importId
}

/** Written to the spool first: what is told as arrived is on disk. */
function append(context: ProcessContext, importId: string, bytes: Uint8Array): number {
  const stored = context.read(({ db }) => getImport(db, importId))
  requireState(stored, ['receiving'])
  if (stored.bytes + bytes.length > maxBytes)
    throw new AppError('file_too_large', {
      message: 'The file is too large. Split it and import the parts.',
    })
  context.imports.spool.append(importId, stored.bytes, bytes)
  return context.transact(({ db }) => addImportBytes(db, importId, bytes.length))
}

async function receive(
  context: ProcessContext,
  { kind, path }: ParsedInput<'imports.receive'>,
): Promise<CallOutput<'imports.receive'>> {
  allowPaths(context.caller.host)
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null) throw unreadable()
  const importId = context.transact((command) =>
    createImport(command, kind, basename(path).slice(0, 255), size),
  )
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: portionBytes })) {
      if (context.signal.aborted) throw new AppError('cancelled', { message: 'Cancelled.' })
      append(context, importId, chunk as Buffer)
    }
  } catch (error) {
    context.transact(({ db }) => deleteImport(db, importId))
    context.imports.spool.remove(importId)
    throw error instanceof AppError ? error : unreadable(error)
  }
  return { importId }
}

function unreadable(cause?: unknown): AppError {
  return new AppError('file_unreadable', {
    field: 'path',
    message: 'The file cannot be read. Check that it is there and may be opened.',
    cause,
  })
}

async function inspect(
  context: ProcessContext,
  { importId, mapping, options }: ParsedInput<'imports.inspect'>,
): Promise<CallOutput<'imports.inspect'>> {
  requireWhole(context.read(({ db }) => getImport(db, importId)))
  const { inspection, keys } = await context.imports.inspect(
    importId,
    { mapping, options },
    context.signal,
  )
  return context.transact(({ db, now }) => {
    const stored = getImport(db, importId)
    if (stored.state === 'receiving' || stored.state === 'ready') {
      const { format } = inspection
      setImportPlan(db, importId, { format, mapping: inspection.mapping, options })
      if (stored.state === 'receiving') setImportState(db, importId, 'ready', now)
    }
    const rows = inspection.rows.map((row, index) => ({
      ...row,
      isKnown: isKnownCustomer(db, keys[index] ?? { waId: null, externalId: null }),
    }))
    return { ...inspection, rows }
  })
}

async function start(
  context: ProcessContext,
  { importId, mapping, options }: ParsedInput<'imports.start'>,
): Promise<CallOutput<'imports.start'>> {
  const { kind, ...stored } = context.read(({ db }) => {
    checkOptions(db, mapping, options)
    return getImport(db, importId)
  })
  requireWhole({ kind, ...stored })
  requireState({ kind, ...stored }, ['receiving', 'ready'])
  const { inspection } = await context.imports.inspect(
    importId,
    { mapping, options },
    context.signal,
  )
  requireUsableMapping(inspection, kind)
  const started = context.transact((command) => {
    requireState(getImport(command.db, importId), ['receiving', 'ready'])
    const { format } = inspection
    setImportPlan(command.db, importId, { format, mapping: inspection.mapping, options })
    return changeState(command, importId, ['receiving', 'ready'], 'running', 'imports.started')
  })
  context.imports.wake()
  return started
}

function requireWhole({ state, bytes, expectedBytes }: StoredImport): void {
  if (state === 'finished' || state === 'undone')
    throw new AppError('conflict', { message: 'This import is over. Choose the file again.' })
  if (expectedBytes !== null && bytes !== expectedBytes)
    throw new AppError('file_unreadable', {
      message: 'The file did not arrive whole. Choose it again.',
    })
}

function requireState(stored: StoredImport, states: readonly StoredImport['state'][]): void {
  if (!states.includes(stored.state))
    throw new AppError('conflict', {
      message: `This cannot be done with an import that is ${stored.state}.`,
      params: { state: stored.state },
    })
}

function changeState(
  context: CommandContext,
  importId: string,
  from: readonly StoredImport['state'][],
  to: StoredImport['state'],
  action: string,
): StoredImport {
  const stored = getImport(context.db, importId)
  requireState(stored, from)
  setImportState(context.db, importId, to, context.now)
  context.audit({
    action,
    subjectKind: 'import',
    subjectId: importId,
    data: countsOf(stored),
  })
  context.changed(['imports'])
  return getImport(context.db, importId)
}

/** One of which rows are in stays in the list, so that it can be undone. */
function discard(context: ProcessContext, importId: string): { done: true } {
  requireNotUndoing(context.imports, importId)
  context.transact((command) => {
    const stored = getImport(command.db, importId)
    requireState(stored, ['receiving', 'ready', 'stopped', 'failed'])
    if (stored.position === 0) deleteImport(command.db, importId)
    else setImportState(command.db, importId, 'finished', command.now)
    command.audit({
      action: 'imports.discarded',
      subjectKind: 'import',
      subjectId: importId,
      data: countsOf(stored),
    })
    command.changed(['imports'])
  })
  context.imports.spool.remove(importId)
  return { done: true }
}

function exportRejections(
  context: ProcessContext,
  importId: string,
): CallOutput<'imports.exportRejections'> {
  return context.transact((command) => {
    const { seq } = getImport(command.db, importId)
    const { items } = listRejections(command.db, seq, { limit: maxExportedRejections })
    const fileName = `rejected-${importId.slice(0, 8)}.csv`
    const fileId = context.files.put(fileName, writeRejectionsCsv(items))
    command.audit({
      action: 'imports.rejectionsExported',
      subjectKind: 'import',
      subjectId: importId,
      data: { rows: items.length },
    })
    return { fileId, fileName, rows: items.length }
  })
}
