import { readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKeyRing, rewrapForPassphrase } from '../../../electron/secrets/key-ring.ts'
import { createSealedSecretStore } from '../../../electron/secrets/sealed-secret-store.ts'
import { unlockWithPassphrase } from '../../../electron/secrets/unlock.ts'
import { aFolder, aMount, canMount, mountNote } from '../store/store-folder.ts'

const mountable = canMount()
const kdf = { memoryKib: 8, iterations: 1, parallelism: 1 }
const passphrase = 'seven small fish'

/** Takes all the room that is left. */
function fill(directory: string): void {
  const { bavail, bsize } = statfsSync(directory)
  writeFileSync(join(directory, 'filler'), Buffer.alloc(bavail * bsize))
}

describe('the files of the key and the secrets', () => {
  it('keep their content when the disk is full', async ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    aMount(directory, '64k')
    const { dataKey } = await createKeyRing({ directory, vault: 'passphrase', passphrase, kdf })
    const secrets = createSealedSecretStore({ directory, dataKey })
    await secrets.set('app_secret', 'before')
    fill(directory)
    const full = { code: 'disk_full' }
    await expect(secrets.set('app_secret', 'after')).rejects.toMatchObject(full)
    await expect(rewrapForPassphrase(directory, dataKey, 'another one', kdf)).rejects.toMatchObject(
      full,
    )
    expect(await secrets.get('app_secret')).toBe('before')
    expect(await unlockWithPassphrase(directory, passphrase)).toMatchObject({ dataKey })
  })

  it('keep their content in a folder that cannot be written', async ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    const { protect } = aMount(directory, '64k')
    const { dataKey } = await createKeyRing({ directory, vault: 'passphrase', passphrase, kdf })
    const before = readFileSync(join(directory, 'keyring.json'), 'utf8')
    protect()
    const refused = { code: 'workspace_not_writable' }
    const secrets = createSealedSecretStore({ directory, dataKey })
    await expect(secrets.set('app_secret', 'after')).rejects.toMatchObject(refused)
    await expect(rewrapForPassphrase(directory, dataKey, 'another one', kdf)).rejects.toMatchObject(
      refused,
    )
    expect(readFileSync(join(directory, 'keyring.json'), 'utf8')).toBe(before)
    const empty = aFolder()
    aMount(empty, '64k').protect()
    const create = createKeyRing({ directory: empty, vault: 'passphrase', passphrase, kdf })
    await expect(create).rejects.toMatchObject(refused)
  })
})
