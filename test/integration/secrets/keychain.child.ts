import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker, isMainThread } from 'node:worker_threads'
import { loadKeychain, probeKeychain } from '../../../electron/secrets/keychain.ts'
import { createKeychainSecretStore } from '../../../electron/secrets/keychain-secret-store.ts'
import {
  createKeyRing,
  forgetKeychainEntry,
  rewrapForKeychain,
} from '../../../electron/secrets/key-ring.ts'
import { unlockWithKeychain, unlockWithRecoveryCode } from '../../../electron/secrets/unlock.ts'
import { AppError } from '../../../shared/errors.ts'

// Tries the real keychain of the desktop session it runs in; prints one JSON object.

const kdf = { memoryKib: 8, iterations: 1, parallelism: 1 }

async function code(action: () => Promise<unknown>): Promise<string> {
  try {
    await action()
    return 'ok'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

async function tryKeyRing(directory: string) {
  const made = await createKeyRing({ directory, vault: 'keychain', kdf })
  const unlock = () => unlockWithKeychain(directory)
  const opened = await code(unlock)
  await forgetKeychainEntry(made.workspaceId)
  const emptied = await code(unlock)
  const { dataKey } = await unlockWithRecoveryCode(directory, made.recoveryCode)
  await rewrapForKeychain(directory, dataKey)
  const rewrapped = await code(unlock)
  await forgetKeychainEntry(made.workspaceId)
  const store = createKeychainSecretStore({ workspaceId: made.workspaceId })
  await store.set('access_token', '密钥 token')
  const secret = await store.get('access_token')
  await store.delete('access_token')
  return { opened, emptied, rewrapped, secret, removed: await store.get('access_token') }
}

async function inWorkers(count: number): Promise<number[]> {
  const codes: number[] = []
  for (let n = 0; n < count; n += 1) {
    const worker = new Worker(new URL(import.meta.url))
    codes.push(await new Promise<number>((resolve) => worker.once('exit', resolve)))
  }
  return codes
}

if (isMainThread) {
  const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-keychain-'))
  try {
    const available = await probeKeychain()
    const result = available
      ? { available, ...(await tryKeyRing(directory)), workers: await inWorkers(2) }
      : {
          available,
          refused: await code(() => createKeyRing({ directory, vault: 'keychain', kdf })),
        }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
} else {
  await loadKeychain()
  process.exit((await probeKeychain()) ? 0 : 1)
}
