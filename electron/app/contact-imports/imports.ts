import { getImport } from '../../store/contact-import-store.ts'
import { createImportSpool, spoolKey } from '../../store/import-spool.ts'
import type { Imports } from '../context.ts'
import { createImportRunner, type ImportRunnerOptions } from './import-runner.ts'
import { importerData } from './importer-data.ts'
import { inspectInThread } from './importer.ts'

type Options = Omit<ImportRunnerOptions, 'key' | 'spool'>

/** What handlers need of imports, with the life of the runner behind it. */
export interface ImportsOfWorkspace extends Imports {
  /** Takes up what a process before this one left. */
  start(): void
  /** Commits what has been written of a running import. To be called before any other transaction. */
  settle(): boolean
  isBusy(): boolean
  close(): void
}

export function createImports(options: Options): ImportsOfWorkspace {
  const key = spoolKey(options.dataKey)
  const spool = createImportSpool(options.directory, key)
  const runner = createImportRunner({ ...options, key, spool })
  return {
    ...runner,
    spool,
    undoing: new Set(),
    inspect(importId, { mapping, options: reading }, signal) {
      const stored = { ...getImport(options.db, importId), mapping, options: reading }
      const data = importerData({ ...options, key }, stored)
      return inspectInThread(options.file, { task: 'inspect', ...data, position: 0 }, signal)
    },
  }
}
