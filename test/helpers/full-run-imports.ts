import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importFile, importOver, sendFile } from './import-file.ts'
import type { TestApp } from './test-app.ts'

const table = ['name,phone,note', 'Isolde Fennimore,+12025550161,', 'Nobody,123,'].join('\n')

/** Every command of this part of the contract once. */
export async function runImports(app: TestApp): Promise<void> {
  const done = await importFile(app, table)
  await app.ok('imports.exportRejections', { importId: done.id })
  await app.ok('imports.undo', { importId: done.id })
  await fromPath(app)
  const inspected = await sendFile(app, table)
  const { mapping } = await app.ok('imports.inspect', { importId: inspected })
  const saved = await app.ok('importMappings.save', { name: 'Till', kind: 'contacts', mapping })
  await app.ok('importMappings.delete', { mappingId: saved.id })
  await app.ok('imports.discard', { importId: inspected })
  await stopAndGoOn(app)
}

async function fromPath(app: TestApp): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-import-'))
  try {
    writeFileSync(join(folder, 'customers.csv'), table)
    const { importId } = await app.ok('imports.receive', { path: join(folder, 'customers.csv') })
    await app.ok('imports.discard', { importId })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function stopAndGoOn(app: TestApp): Promise<void> {
  const importId = await sendFile(app, table)
  await app.ok('imports.start', { importId })
  await app.ok('imports.stop', { importId })
  await app.ok('imports.resume', { importId })
  await importOver(app, importId)
  await app.ok('imports.undo', { importId })
}
