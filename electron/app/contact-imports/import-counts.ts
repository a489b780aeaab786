import type { StoredImport } from '../../store/contact-import-store.ts'

/** What the log says of an import: numbers, and nobody's data. */
export function countsOf({ kind, position, added, updated, unchanged, rejected }: StoredImport) {
  return { kind, rows: position, added, updated, unchanged, rejected }
}
