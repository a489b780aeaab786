import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { CommandContext } from '../../../electron/app/context.ts'
import { createImportRunner } from '../../../electron/app/contact-imports/import-runner.ts'
import { newId } from '../../../electron/app/new-id.ts'
import {
  addImportBytes,
  getImport,
  insertImport,
  setImportState,
} from '../../../electron/store/contact-import-store.ts'
import { createImportSpool, spoolKey } from '../../../electron/store/import-spool.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../../electron/store/open.ts'
import { one } from '../../../electron/store/statement.ts'

const now = Date.UTC(2026, 6, 1)
const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-test-'))
const dataKey = randomBytes(32)
const db = openWritableStore({ directory, key: dataKey, migrations })
afterEach(() => {
  db.close()
  rmSync(directory, { recursive: true, force: true })
})

const rows = 15_000

test('an import that waits for the log after each commit comes to its end, and the log is as it was before', async () => {
  const key = spoolKey(dataKey)
  const spool = createImportSpool(directory, key)
  const importId = insertImport(
    db,
    { now, newId: () => newId(now) },
    { kind: 'contacts', fileName: 'customers.csv', expectedBytes: null, createdBy: 'owner' },
  )
  const lines = Array.from({ length: rows }, (_, at) => `Customer ${String(at)},C${String(at)}`)
  const file = Buffer.from(`Name,Customer ID\n${lines.join('\n')}\n`)
  spool.append(importId, 0, file)
  addImportBytes(db, importId, file.length)
  setImportState(db, importId, 'running', now)
  const actions: string[] = []
  const report = vi.fn()
  const runner = createImportRunner({
    db,
    directory,
    key,
    dataKey,
    spool,
    file: new URL('../../../electron/app/workers/importer.ts', import.meta.url),
    clock: () => now,
    transact: (_caller, work) =>
      db.transaction(() =>
        work({
          db,
          now,
          audit: ({ action }: { action: string }) => actions.push(action),
        } as unknown as CommandContext),
      )(),
    emit: () => undefined,
    report,
    // every log is a long one
    longLogPages: -1,
  })
  runner.wake()
  await vi.waitFor(() => expect(runner.isBusy()).toBe(false), { timeout: 60_000, interval: 20 })
  expect(report).not.toHaveBeenCalled()
  expect(actions).toEqual(['imports.finished'])
  expect(getImport(db, importId)).toMatchObject({ state: 'finished', added: rows, position: rows })
  expect(one(db, 'SELECT count(*) AS n FROM contact')).toEqual({ n: rows })
  expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(4000)
  runner.close()
})
