import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  confirmRecovery,
  createKeyRing,
  forgetKeychainEntry,
  readKeyRing,
  renewRecovery,
  rewrapForKeychain,
  rewrapForPassphrase,
} from '../../../electron/secrets/key-ring.ts'
import {
  unlockWithKeychain,
  unlockWithMemoryKey,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
} from '../../../electron/secrets/unlock.ts'
import { requireKeyRing, writeKeyRingFile } from '../../../electron/secrets/key-ring-file.ts'
import { newRecoveryCode } from '../../../electron/secrets/recovery-code.ts'
import { aKeychain } from './fake-keychain.ts'
import { aFolder, cheap, refusal } from './secrets-folder.ts'

const passphrase = 'seven small fish'

async function aKeychainRing() {
  const directory = aFolder()
  const keychain = aKeychain()
  const made = await createKeyRing({ directory, vault: 'keychain', keychain, kdf: cheap, now: 5 })
  return { directory, keychain, made }
}

async function aPassphraseRing() {
  const directory = aFolder()
  const made = await createKeyRing({ directory, vault: 'passphrase', passphrase, kdf: cheap })
  return { directory, made }
}

function keyRingPath(directory: string): string {
  return join(directory, 'keyring.json')
}

describe('a key ring with the keychain', () => {
  it('opens again with the keychain and tells what may be known', async () => {
    const { directory, keychain, made } = await aKeychainRing()
    const { dataKey, workspaceId } = made
    expect(dataKey).toHaveLength(32)
    expect(await unlockWithKeychain(directory, keychain)).toEqual({ dataKey, workspaceId })
    expect([...keychain.entries.keys()]).toEqual([`Groupkeeper/${workspaceId}:data-key`])
    expect(readKeyRing(directory)).toEqual({
      workspaceId,
      createdAt: 5,
      recoveryConfirmed: false,
      vault: 'keychain',
    })
  })

  it('copied to a machine with an empty keychain opens by the recovery code, once', async () => {
    const { directory, keychain, made } = await aKeychainRing()
    const copy = aFolder()
    cpSync(directory, copy, { recursive: true })
    const elsewhere = aKeychain()
    const byKeychain = () => unlockWithKeychain(copy, elsewhere)
    expect(await refusal(byKeychain)).toMatchObject({ code: 'keychain_entry_missing' })

    const { dataKey, workspaceId } = made
    const unlocked = await unlockWithRecoveryCode(copy, made.recoveryCode.toLowerCase())
    expect(unlocked).toEqual({ dataKey, workspaceId })
    await rewrapForKeychain(copy, unlocked.dataKey, elsewhere)
    expect(elsewhere.entries.size).toBe(1)
    expect(await byKeychain()).toEqual({ dataKey, workspaceId })
    expect(await unlockWithRecoveryCode(copy, made.recoveryCode)).toEqual({ dataKey, workspaceId })
    expect(await unlockWithKeychain(directory, keychain)).toEqual({ dataKey, workspaceId })
  })

  it('given a new entry beside an old copy leaves the old copy open', async () => {
    const { directory, keychain, made } = await aKeychainRing()
    const copy = aFolder()
    cpSync(directory, copy, { recursive: true })
    await rewrapForPassphrase(copy, made.dataKey, passphrase, cheap)
    await rewrapForKeychain(copy, made.dataKey, keychain)
    const { dataKey } = made
    expect(await unlockWithKeychain(copy, keychain)).toMatchObject({ dataKey })
    expect(await unlockWithKeychain(directory, keychain)).toMatchObject({ dataKey })
  })

  it('copied to a machine with no keychain at all goes on with a passphrase', async () => {
    const { directory, made } = await aKeychainRing()
    const none = aKeychain()
    none.broken = true
    expect(await refusal(() => unlockWithKeychain(directory, none))).toMatchObject({
      code: 'keychain_unavailable',
    })
    const { dataKey } = await unlockWithRecoveryCode(directory, made.recoveryCode)
    const before = readFileSync(keyRingPath(directory), 'utf8')
    expect(await refusal(() => rewrapForKeychain(directory, dataKey, none))).toMatchObject({
      code: 'keychain_unavailable',
    })
    expect(readFileSync(keyRingPath(directory), 'utf8')).toBe(before)
    await rewrapForPassphrase(directory, dataKey, passphrase, cheap)
    expect(readKeyRing(directory)?.vault).toBe('passphrase')
    expect(await unlockWithPassphrase(directory, passphrase)).toMatchObject({ dataKey })
  })

  it('is not opened by an entry of other content', async () => {
    const { directory, keychain, made } = await aKeychainRing()
    const account = `Groupkeeper/${made.workspaceId}:data-key`
    for (const value of ['', 'not a key', Buffer.alloc(32, 1).toString('base64')]) {
      keychain.entries.set(account, value)
      expect(await refusal(() => unlockWithKeychain(directory, keychain))).toMatchObject({
        code: 'keychain_entry_missing',
      })
    }
    await forgetKeychainEntry(made.workspaceId, keychain)
    expect(keychain.entries.size).toBe(0)
  })

  it('is not made where the keychain refuses or forgets, and leaves no file', async () => {
    const broken = aKeychain()
    broken.broken = true
    const forgetful = { ...aKeychain(), setPassword: async () => undefined }
    for (const keychain of [broken, forgetful]) {
      const directory = aFolder()
      const create = () => createKeyRing({ directory, vault: 'keychain', keychain, kdf: cheap })
      expect(await refusal(create)).toMatchObject({ code: 'keychain_unavailable' })
      expect(readKeyRing(directory)).toBeNull()
    }
  })
})

describe('a key ring with a passphrase', () => {
  it('opens with the passphrase however its characters are composed, and no other', async () => {
    const directory = aFolder()
    const options = { directory, vault: 'passphrase' as const, kdf: cheap }
    const { dataKey } = await createKeyRing({ ...options, passphrase: 'café olé 店' })
    expect(await unlockWithPassphrase(directory, 'cafe\u0301 ole\u0301 店')).toMatchObject({
      dataKey,
    })
    for (const wrong of ['cafe ole 店', '', 'café olé 店 ']) {
      expect(await refusal(() => unlockWithPassphrase(directory, wrong))).toMatchObject({
        code: 'passphrase_wrong',
      })
    }
  })

  it('opens with the recovery code when the passphrase is forgotten, and takes another', async () => {
    const { directory, made } = await aPassphraseRing()
    const { dataKey } = await unlockWithRecoveryCode(directory, made.recoveryCode)
    await rewrapForPassphrase(directory, dataKey, 'another passphrase', cheap)
    expect(await refusal(() => unlockWithPassphrase(directory, passphrase))).not.toBeNull()
    expect(await unlockWithPassphrase(directory, 'another passphrase')).toMatchObject({ dataKey })
  })

  it.each([undefined, '', 'short'])('is refused with the passphrase %j', async (short) => {
    const directory = aFolder()
    const create = () =>
      createKeyRing({ directory, vault: 'passphrase', passphrase: short, kdf: cheap })
    expect(await refusal(create)).toMatchObject({ code: 'invalid_input' })
    expect(readKeyRing(directory)).toBeNull()
  })
})

describe('a key ring in memory', () => {
  it('keeps no everyday copy unless it is given a key for it', async () => {
    const directory = aFolder()
    const made = await createKeyRing({ directory, vault: 'memory', kdf: cheap })
    expect(readKeyRing(directory)?.vault).toBe('memory')
    const memoryKey = new Uint8Array(32).fill(3)
    const unlock = () => unlockWithMemoryKey(directory, memoryKey)
    expect(await refusal(unlock)).toMatchObject({ code: 'workspace_locked' })
    expect(await unlockWithRecoveryCode(directory, made.recoveryCode)).toMatchObject({
      dataKey: made.dataKey,
    })

    const other = aFolder()
    const { dataKey } = await createKeyRing({
      directory: other,
      vault: 'memory',
      memoryKey,
      kdf: cheap,
    })
    expect(unlockWithMemoryKey(other, memoryKey)).toMatchObject({ dataKey })
    expect(await refusal(() => unlockWithMemoryKey(other, new Uint8Array(32)))).not.toBeNull()
  })
})

describe('the recovery code', () => {
  it('of another workspace, or a mistyped one, does not open', async () => {
    const { directory, made } = await aPassphraseRing()
    const other = newRecoveryCode()
    expect(await refusal(() => unlockWithRecoveryCode(directory, other))).toEqual({
      code: 'recovery_code_wrong',
      params: undefined,
    })
    const mistyped = (made.recoveryCode.startsWith('A') ? 'B' : 'A') + made.recoveryCode.slice(1)
    expect(await refusal(() => unlockWithRecoveryCode(directory, mistyped))).toEqual({
      code: 'recovery_code_wrong',
      params: { part: 1 },
    })
  })

  it('is confirmed by two of its parts, of which the file keeps nothing', async () => {
    const { directory, made } = await aPassphraseRing()
    const parts = made.askParts.map((position) => {
      return { position, part: made.recoveryCode.split('-')[position - 1] ?? '' }
    })
    const wrong = parts.map(({ position }) => ({ position, part: '0000' }))
    const confirmWrong = () => confirmRecovery(directory, wrong, made.recoveryCheck)
    expect(await refusal(confirmWrong)).toMatchObject({ code: 'recovery_code_wrong' })
    expect(readKeyRing(directory)?.recoveryConfirmed).toBe(false)
    confirmRecovery(directory, parts, made.recoveryCheck)
    expect(readKeyRing(directory)?.recoveryConfirmed).toBe(true)
    const text = readFileSync(keyRingPath(directory), 'utf8').toUpperCase()
    expect(text).not.toContain(made.recoveryCode)
    expect(await unlockWithPassphrase(directory, passphrase)).toMatchObject({
      dataKey: made.dataKey,
    })
  })

  it('is made anew after a restart, and the one before no longer opens', async () => {
    const { directory, made } = await aPassphraseRing()
    expect(await refusal(() => confirmRecovery(directory, [], null))).toMatchObject({
      code: 'conflict',
    })
    const fresh = await renewRecovery(directory, made.dataKey, cheap)
    expect(fresh.recoveryCode).not.toBe(made.recoveryCode)
    expect(await refusal(() => unlockWithRecoveryCode(directory, made.recoveryCode))).not.toBeNull()
    expect(await unlockWithRecoveryCode(directory, fresh.recoveryCode)).toMatchObject({
      dataKey: made.dataKey,
    })
    expect(readKeyRing(directory)).toMatchObject({ vault: 'passphrase', recoveryConfirmed: false })
  })
})

describe('keyring.json', () => {
  it('is readable by its owner only and holds no key', async () => {
    const { directory, made } = await aPassphraseRing()
    if (process.platform !== 'win32') {
      expect(statSync(keyRingPath(directory)).mode & 0o777).toBe(0o600)
    }
    const text = readFileSync(keyRingPath(directory), 'utf8')
    expect(text).not.toContain(Buffer.from(made.dataKey).toString('base64'))
    expect(text).not.toContain(Buffer.from(made.dataKey).toString('hex'))
  })

  it('is never replaced by another', async () => {
    const { directory } = await aPassphraseRing()
    const before = readFileSync(keyRingPath(directory), 'utf8')
    const create = () => createKeyRing({ directory, vault: 'memory', kdf: cheap })
    expect(await refusal(create)).toMatchObject({ code: 'workspace_exists' })
    expect(readFileSync(keyRingPath(directory), 'utf8')).toBe(before)
  })

  it('is missed by name', async () => {
    const directory = aFolder()
    expect(readKeyRing(directory)).toBeNull()
    const missing = { code: 'workspace_missing' }
    expect(await refusal(() => unlockWithPassphrase(directory, passphrase))).toMatchObject(missing)
    expect(await refusal(() => unlockWithKeychain(directory, aKeychain()))).toMatchObject(missing)
    rmSync(directory, { recursive: true })
    const create = () => createKeyRing({ directory, vault: 'memory', kdf: cheap })
    expect(await refusal(create)).toMatchObject(missing)
  })

  it.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, 200)],
    ['not an object', () => '[]'],
    ['null', () => 'null'],
    ['without ways', (text) => text.replace('"ways"', '"was"')],
    ['with an altered copy of the key', (text) => text.replace(/("sealed": ".)./, '$1~')],
    ['with other costs', (text) => text.replace('"iterations": 1', '"iterations": 2')],
    ['with costs beyond all memory', (text) => text.replace('"memoryKib": 8', '"memoryKib": 9e9')],
    ['with a way of no kind', (text) => text.replace('"passphrase"', '"password"')],
  ])('says that it is damaged: %s', async (_, alter) => {
    const { directory } = await aPassphraseRing()
    const altered = alter(readFileSync(keyRingPath(directory), 'utf8'))
    writeFileSync(keyRingPath(directory), altered)
    const damaged = { code: 'store_damaged' }
    expect(await refusal(() => readKeyRing(directory))).toMatchObject(damaged)
    expect(await refusal(() => unlockWithPassphrase(directory, passphrase))).toMatchObject(damaged)
    expect(readFileSync(keyRingPath(directory), 'utf8')).toBe(altered)
  })

  it('of a newer version is refused as such, whatever it holds', async () => {
    const directory = aFolder()
    writeFileSync(keyRingPath(directory), '{"version": 2, "locks": []}')
    expect(await refusal(() => readKeyRing(directory))).toMatchObject({
      code: 'store_newer_version',
    })
  })

  it('does not open with a sealed copy moved in from another workspace', async () => {
    const { directory } = await aPassphraseRing()
    const other = await aPassphraseRing()
    const { ways } = requireKeyRing(other.directory)
    writeKeyRingFile(directory, { ...requireKeyRing(directory), ways })
    expect(await refusal(() => unlockWithPassphrase(directory, passphrase))).toMatchObject({
      code: 'passphrase_wrong',
    })
  })
})
