import type { CallInput } from '../../shared/ipc/contract.ts'
import type { TestApp } from './test-app.ts'
import { until } from './until.ts'

type Start = CallInput<'imports.start'>

export interface FileToSend {
  readonly fileName?: string
  readonly kind?: 'contacts' | 'orders'
}

/** Sends a file in, as the page does: in pieces. */
export async function sendFile(
  app: TestApp,
  content: string | Uint8Array,
  { fileName = 'customers.csv', kind = 'contacts' }: FileToSend = {},
): Promise<string> {
  const bytes = Buffer.from(content as string)
  const { importId } = await app.ok('imports.create', { kind, fileName, bytes: bytes.length })
  for (let at = 0; at < bytes.length; at += 3 * 1024 * 1024)
    await app.ok('imports.append', {
      importId,
      base64: bytes.subarray(at, at + 3 * 1024 * 1024).toString('base64'),
    })
  return importId
}

/** Sends a file, starts its import and waits until it is over. */
export async function importFile(
  app: TestApp,
  content: string | Uint8Array,
  options: FileToSend & Omit<Start, 'importId'> = {},
) {
  const { fileName, kind, ...start } = options
  const importId = await sendFile(app, content, {
    ...(fileName !== undefined && { fileName }),
    ...(kind !== undefined && { kind }),
  })
  await app.ok('imports.start', { importId, ...start })
  return importOver(app, importId)
}

export function importOver(app: TestApp, importId: string) {
  return until(
    'the import is over',
    () => app.ok('imports.get', { importId }),
    (found) => found.state !== 'running',
  )
}
