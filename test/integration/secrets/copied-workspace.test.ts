import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  createKeyRing,
  readKeyRing,
  rewrapForKeychain,
} from '../../../electron/secrets/key-ring.ts'
import { unlockWithKeychain, unlockWithRecoveryCode } from '../../../electron/secrets/unlock.ts'
import { openWritableStore } from '../../../electron/store/open.ts'
import { addNotes, countNotes, migrations } from '../store/store-data.ts'
import { aKeychain } from '../../unit/secrets/fake-keychain.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-copied-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('a workspace copied to a machine with an empty keychain opens with the recovery code, and from then on by itself', async () => {
  const directory = aFolder()
  const kdf = { memoryKib: 8, iterations: 1, parallelism: 1 }
  const made = await createKeyRing({ directory, vault: 'keychain', keychain: aKeychain(), kdf })
  const original = openWritableStore({ directory, key: made.dataKey, migrations })
  addNotes(original, 30)
  original.close()

  const copy = aFolder()
  cpSync(directory, copy, { recursive: true })
  expect(readdirSync(copy).sort()).toEqual(['keyring.json', 'store.db'])
  const elsewhere = aKeychain()
  expect(readKeyRing(copy)).toMatchObject({ vault: 'keychain' })
  await expect(unlockWithKeychain(copy, elsewhere)).rejects.toMatchObject({
    code: 'keychain_entry_missing',
  })
  const { dataKey } = await unlockWithRecoveryCode(copy, made.recoveryCode)
  await rewrapForKeychain(copy, dataKey, elsewhere)

  const unlocked = await unlockWithKeychain(copy, elsewhere)
  const store = openWritableStore({
    directory: copy,
    key: unlocked.dataKey,
    migrations,
    ifMissing: 'refuse',
  })
  expect(countNotes(store)).toBe(30)
  store.close()
})
