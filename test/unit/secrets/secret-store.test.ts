import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeKeychain } from '../../../electron/secrets/keychain.ts'
import { createKeychainSecretStore } from '../../../electron/secrets/keychain-secret-store.ts'
import { createSealedSecretStore } from '../../../electron/secrets/sealed-secret-store.ts'
import { createMemorySecretStore } from '../../../electron/secrets/secret-store.ts'
import type { SecretStore } from '../../../electron/secrets/secret-store.ts'
import { aKeychain } from './fake-keychain.ts'
import { aFolder, refusal } from './secrets-folder.ts'

const dataKey = new Uint8Array(32).fill(1)
const kinds: [string, () => SecretStore][] = [
  ['memory', createMemorySecretStore],
  ['keychain', () => createKeychainSecretStore({ workspaceId: 'w1', keychain: aKeychain() })],
  ['passphrase', () => createSealedSecretStore({ directory: aFolder(), dataKey })],
]

describe.each(kinds)('the %s secret store', (kind, make) => {
  it('keeps, replaces and removes secrets apart from each other', async () => {
    const store = make()
    expect(store.kind).toBe(kind)
    expect(await store.get('access_token')).toBeNull()
    await store.set('access_token', 'EAAone')
    await store.set('app_secret', '密钥 🔑')
    await store.set('access_token', 'EAAtwo')
    expect(await store.get('access_token')).toBe('EAAtwo')
    expect(await store.get('app_secret')).toBe('密钥 🔑')
    await store.delete('access_token')
    await store.delete('verify_token')
    expect(await store.get('access_token')).toBeNull()
    expect(await store.get('app_secret')).toBe('密钥 🔑')
  })
})

describe('the keychain secret store', () => {
  it('keeps two workspaces apart', async () => {
    const keychain = aKeychain()
    const one = createKeychainSecretStore({ workspaceId: 'w1', keychain })
    const other = createKeychainSecretStore({ workspaceId: 'w2', keychain })
    await one.set('app_secret', 'one')
    expect(await other.get('app_secret')).toBeNull()
  })

  it('says that there is no keychain, without repeating the secret', async () => {
    const keychain = aKeychain()
    keychain.broken = true
    const store = createKeychainSecretStore({ workspaceId: 'w1', keychain })
    const unavailable = { code: 'keychain_unavailable' }
    expect(await refusal(() => store.set('app_secret', 'hush'))).toMatchObject(unavailable)
    expect(await refusal(() => store.get('app_secret'))).toMatchObject(unavailable)
    expect(await refusal(() => store.delete('app_secret'))).toMatchObject(unavailable)
    await expect(store.set('app_secret', 'hush')).rejects.not.toThrow(/hush/)
  })
})

describe('probeKeychain', () => {
  it('tells a keychain that keeps entries from one that refuses, forgets or is silent', async () => {
    const good = aKeychain()
    expect(await probeKeychain(good)).toBe(true)
    expect(good.entries.size).toBe(0)
    const broken = aKeychain()
    broken.broken = true
    expect(await probeKeychain(broken)).toBe(false)
    const forgetful = { ...aKeychain(), getPassword: async () => null }
    expect(await probeKeychain(forgetful)).toBe(false)
    const silent = { ...aKeychain(), setPassword: () => new Promise<void>(() => undefined) }
    expect(await probeKeychain(silent, 20)).toBe(false)
  })
})

describe('the sealed secret store', () => {
  async function aFilledStore() {
    const directory = aFolder()
    const store = createSealedSecretStore({ directory, dataKey })
    await store.set('access_token', 'EAAsecret')
    await store.set('app_secret', 'appsecret')
    return { directory, store, path: join(directory, 'secrets.json') }
  }

  it('is found again by another instance, in a private file without plain text', async () => {
    const { directory, path } = await aFilledStore()
    const again = createSealedSecretStore({ directory, dataKey })
    expect(await again.get('access_token')).toBe('EAAsecret')
    expect(readFileSync(path, 'utf8')).not.toMatch(/EAAsecret|appsecret/)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it('does not open with another key, and takes the secret anew', async () => {
    const { directory } = await aFilledStore()
    const other = createSealedSecretStore({ directory, dataKey: new Uint8Array(32) })
    expect(await refusal(() => other.get('access_token'))).toMatchObject({ code: 'secret_missing' })
    await other.set('access_token', 'EAAnew')
    expect(await other.get('access_token')).toBe('EAAnew')
  })

  it('does not take one secret for another', async () => {
    const { store, path } = await aFilledStore()
    const file = JSON.parse(readFileSync(path, 'utf8')) as { values: Record<string, string> }
    file.values.access_token = file.values.app_secret ?? ''
    writeFileSync(path, JSON.stringify(file))
    expect(await refusal(() => store.get('access_token'))).toMatchObject({ code: 'secret_missing' })
    expect(await store.get('app_secret')).toBe('appsecret')
  })

  it.each(['', '{', 'null', '[]', '{"version":1}', '{"version":1,"values":{"app_secret":5}}'])(
    'asks for the secret again when the file reads %j',
    async (text) => {
      const { store, path } = await aFilledStore()
      writeFileSync(path, text)
      expect(await refusal(() => store.get('app_secret'))).toMatchObject({ code: 'secret_missing' })
      await store.set('app_secret', 'again')
      expect(await store.get('app_secret')).toBe('again')
    },
  )

  it('leaves a file of a newer version alone', async () => {
    const { store, path } = await aFilledStore()
    writeFileSync(path, '{"version":2}')
    const newer = { code: 'store_newer_version' }
    expect(await refusal(() => store.get('app_secret'))).toMatchObject(newer)
    expect(await refusal(() => store.set('app_secret', 'x'))).toMatchObject(newer)
    expect(readFileSync(path, 'utf8')).toBe('{"version":2}')
  })

  it('says that the folder is gone', async () => {
    const store = createSealedSecretStore({ directory: join(aFolder(), 'gone'), dataKey })
    expect(await refusal(() => store.set('app_secret', 'x'))).toMatchObject({
      code: 'workspace_missing',
    })
  })
})
