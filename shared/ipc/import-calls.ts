import { z } from 'zod'
import { done, id, nothing, pageInput, pageOf } from '../domain/common.ts'
import * as imports from '../domain/contact-imports.ts'
import { command, query } from './call.ts'

const importId = z.object({ importId: id })

/** Customers and their orders out of files. The content goes straight into an encrypted file of the workspace. */
export const importCalls = {
  'imports.create': command(
    z.object({
      kind: imports.importKind.default('contacts'),
      fileName: z.string().min(1).max(255),
      /** Size of the whole file; what arrives short of it is refused. */
      bytes: z.number().int().min(0).optional(),
    }),
    importId,
  ),
  'imports.append': command(
    importId.extend({ base64: z.string().max(6 * 1024 * 1024) }),
    z.object({ bytes: z.number().int() }),
  ),
  /** From a terminal: the file at a path. */
  'imports.receive': command(
    z.object({
      kind: imports.importKind.default('contacts'),
      path: z.string().min(1).max(4096),
    }),
    importId,
  ),
  'imports.inspect': command(
    importId.extend({
      mapping: imports.importMapping.default({}),
      options: imports.importOptions.prefault({}),
    }),
    imports.importInspection,
  ),
  'imports.start': command(
    importId.extend({
      mapping: imports.importMapping.default({}),
      options: imports.importOptions.prefault({}),
    }),
    imports.contactImport,
  ),
  /** Goes on where it stopped. */
  'imports.resume': command(importId, imports.contactImport),
  'imports.stop': command(importId, imports.contactImport),
  /** Forgets a file that was not started, or is not to be taken up again. */
  'imports.discard': command(importId, done),
  'imports.undo': command(importId, imports.undoneImport),
  /** What the undo of an import did, and who stayed; null where it was not undone. */
  'imports.undone': query(
    importId,
    z.object({ result: imports.undoneImport.omit({ import: true }).nullable() }),
  ),
  'imports.list': query(z.object(pageInput), pageOf(imports.contactImport)),
  'imports.get': query(importId, imports.contactImport),
  'imports.rejections': query(importId.extend(pageInput), pageOf(imports.importRejection)),
  /** The error file, as CSV: line, column, reason, cell. */
  'imports.exportRejections': command(
    importId,
    z.object({ fileId: id, fileName: z.string(), rows: z.number().int() }),
  ),
  'importMappings.list': query(nothing, z.object({ mappings: z.array(imports.savedMapping) })),
  'importMappings.save': command(
    z.object({
      name: z.string().trim().min(1).max(60),
      kind: imports.importKind,
      mapping: imports.importMapping,
    }),
    imports.savedMapping,
  ),
  'importMappings.delete': command(z.object({ mappingId: id }), done),
} as const
