import { listCustomFields } from '../../store/custom-field-store.ts'
import type { StoredImport } from '../../store/contact-import-store.ts'
import type { WritableDatabase } from '../../store/database.ts'
import { readSettings } from '../../store/settings-store.ts'
import type { ImporterData } from '../workers/importer-protocol.ts'

export interface ImporterSurroundings {
  readonly db: WritableDatabase
  readonly directory: string
  /** Key of the spooled file. */
  readonly key: Uint8Array
  readonly dataKey: Uint8Array
}

/** What an importer thread has to know of an import. */
export function importerData(
  options: ImporterSurroundings,
  stored: StoredImport,
): Omit<ImporterData, 'task' | 'position'> {
  const settings = readSettings(options.db)
  return {
    directory: options.directory,
    key: options.key,
    storeKey: options.dataKey,
    importId: stored.id,
    bytes: stored.bytes,
    fileName: stored.fileName,
    kind: stored.kind,
    mapping: stored.mapping,
    options: stored.options,
    country: stored.options.defaultCountry ?? settings.defaultCountry,
    currency: settings.rateCard.currency,
    ownFields: listCustomFields(options.db).map((field) => field.key),
  }
}
