import { callOrThrow } from '../../lib/call-error.ts'
import { sendInPieces, type SendOptions } from '../../lib/files.ts'
import type { ImportKind, Inspection } from './column-fields.ts'

export interface SentImport {
  readonly importId: string
  /** The first look at the file, which shows whether it can be read at all. */
  readonly inspection: Inspection
}

/**
 * Hands a file over and looks into it. Throws CallError (`file_format_unknown`, `file_too_large`,
 * `cancelled`); what was handed over is then forgotten.
 */
export async function sendImport(
  kind: ImportKind,
  file: File,
  options: SendOptions,
): Promise<SentImport> {
  const { importId } = await callOrThrow('imports.create', {
    kind,
    fileName: file.name.slice(-255),
    bytes: file.size,
  })
  try {
    await sendInPieces(
      file,
      (base64) => callOrThrow('imports.append', { importId, base64 }),
      options,
    )
    return { importId, inspection: await callOrThrow('imports.inspect', { importId }) }
  } catch (error) {
    await callOrThrow('imports.discard', { importId }).catch(() => undefined)
    throw error
  }
}
