import { existsSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  startTestApp,
  testFolder,
  type TestApp,
} from '../../helpers/test-app.ts'

const passphrase = 'seven violet teapots'
const locked = { state: 'locked', lockedReason: 'passphrase', vault: 'passphrase' }

function partsOf(app: TestApp) {
  const { recoveryCode, askParts } = app.created!
  const parts = recoveryCode.split('-')
  return askParts.map((position) => ({ position, part: parts[position - 1]! }))
}

const newWorkspace = {
  vault: 'passphrase',
  passphrase,
  name: 'Corner shop',
  language: 'en',
  defaultCountry: 'US',
} as const

describe('a workspace', () => {
  test('is missing, then ready under its name, and is not made twice', async () => {
    const app = await startTestApp({ create: false })
    expect(await app.ok('workspace.status', {})).toMatchObject({
      state: 'missing',
      vault: null,
      isDemo: false,
      name: null,
    })
    for (const name of ['groups.list', 'settings.get', 'workspace.backup'])
      expect(await app.refused(name, {})).toMatchObject({ code: 'workspace_locked' })
    const { recoveryCode, askParts } = await app.ok('workspace.create', newWorkspace)
    expect(recoveryCode.length).toBeGreaterThan(20)
    expect(new Set(askParts).size).toBe(2)
    expect(await app.ok('workspace.status', {})).toMatchObject({
      state: 'ready',
      vault: 'passphrase',
      name: 'Corner shop',
      recoveryConfirmed: false,
    })
    expect(await app.ok('settings.get', {})).toMatchObject({
      workspaceName: 'Corner shop',
      language: 'en',
      defaultCountry: 'US',
    })
    expect(await app.refused('workspace.create', newWorkspace)).toMatchObject({
      code: 'workspace_exists',
    })
    expect(app.events).toContainEqual({ topic: 'workspace', payload: { state: 'ready' } })
    expect(await auditActions(app)).toEqual(['workspace.created'])
  })

  test('asks for a passphrase where one is needed, and for a real host where memory is not enough', async () => {
    const app = await startTestApp({ create: false, caller: { host: 'browser' } })
    const { passphrase: _, ...without } = newWorkspace
    expect(await app.refused('workspace.create', without)).toMatchObject({
      code: 'invalid_input',
      field: 'passphrase',
    })
    expect(await app.refused('workspace.create', { ...without, vault: 'memory' })).toMatchObject({
      code: 'forbidden',
    })
    expect(existsSync(join(app.dataDir, 'keyring.json'))).toBe(false)
  })

  test('reminds of the recovery code until two parts of it come back right', async () => {
    const app = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    const reminders = async () =>
      (await app.ok('overview.get', {})).attention.filter(
        (item) => item.kind === 'recovery_unconfirmed',
      )
    expect(await reminders()).toHaveLength(1)
    const right = partsOf(app)
    const wrong = [right[0]!, { position: right[1]!.position, part: 'XXXX' }]
    expect(await app.refused('workspace.confirmRecovery', { parts: wrong })).toMatchObject({
      code: 'recovery_code_wrong',
    })
    const swapped = [right[1]!, right[0]!].map((part, index) => ({
      position: right[index]!.position,
      part: part.part,
    }))
    expect(await app.refused('workspace.confirmRecovery', { parts: swapped })).toMatchObject({
      code: 'recovery_code_wrong',
    })
    await app.ok('workspace.confirmRecovery', { parts: right })
    expect(await reminders()).toEqual([])
    expect(await app.ok('workspace.status', {})).toMatchObject({ recoveryConfirmed: true })
    expect(await auditActions(app)).toContain('workspace.recoveryConfirmed')
  })

  test('opens with its passphrase, and with no other', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    await first.ok('groups.create', { kind: 'phone', subject: 'Street' })
    const app = await first.restart({ passphrase: undefined })
    expect(await app.ok('workspace.status', {})).toMatchObject({ ...locked, name: null })
    expect(await app.refused('groups.list', {})).toMatchObject({ code: 'workspace_locked' })
    expect(
      await app.refused('workspace.unlock', { passphrase: 'eight violet teapots' }),
    ).toMatchObject({ code: 'passphrase_wrong' })
    expect(await app.ok('workspace.unlock', { passphrase })).toMatchObject({ state: 'ready' })
    expect(await groupNamed(app, 'Street')).toMatchObject({ kind: 'phone' })
    expect(await auditActions(app)).toContain('workspace.unlocked')
  })

  test('opens with its recovery code as it was shown, and as people type it', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    const { recoveryCode } = first.created!
    const app = await first.restart({ passphrase: undefined })
    expect(
      await app.refused('workspace.unlock', {
        recoveryCode: recoveryCode.replace(/[0-9A-Z](?=-)/, (sign) => (sign === 'A' ? 'B' : 'A')),
      }),
    ).toMatchObject({ code: 'recovery_code_wrong' })
    expect(
      await app.ok('workspace.unlock', { recoveryCode: ` ${recoveryCode.toLowerCase()} ` }),
    ).toMatchObject({ state: 'ready' })
  })

  test('that is unlocked twice at once is opened once', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase })
    const app = await first.restart({ passphrase: undefined })
    const replies = await Promise.all([
      app.ok('workspace.unlock', { passphrase }),
      app.ok('workspace.unlock', { passphrase }),
    ])
    expect(replies.map((reply) => reply.state)).toEqual(['ready', 'ready'])
    const unlocked = (await auditActions(app)).filter((action) => action === 'workspace.unlocked')
    expect(unlocked).toHaveLength(1)
  })

  test('that is made twice at once is made once', async () => {
    const app = await startTestApp({ create: false })
    const replies = await Promise.all([
      app.call('workspace.create', newWorkspace),
      app.call('workspace.create', newWorkspace),
    ])
    expect(replies.map((reply) => (reply.ok ? 'made' : reply.error.code)).sort()).toEqual([
      'made',
      'workspace_exists',
    ])
    expect(await auditActions(app)).toEqual(['workspace.created'])
  })

  test('in use by one instance is refused to another, also while it is locked', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    await expect(startTestApp({ create: false, dataDir: first.dataDir })).rejects.toMatchObject({
      code: 'workspace_in_use',
    })
    expect(await first.ok('groups.list', {})).toMatchObject({ total: 0 })
    const waiting = await first.restart({ passphrase: undefined })
    expect(await waiting.ok('workspace.status', {})).toMatchObject(locked)
    await expect(startTestApp({ create: false, dataDir: first.dataDir })).rejects.toMatchObject({
      code: 'workspace_in_use',
    })
  })

  test('insisted on in another way than its own is refused', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    await first.close()
    await expect(
      startTestApp({ create: false, dataDir: first.dataDir, vault: 'keychain' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  test('keeps account, secrets and settings over a restart', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase })
    await first.ok('sync.run', {})
    const settings = {
      workspaceName: '街角花店',
      language: 'zh-CN',
      colorScheme: 'dark',
      defaultCountry: 'CN',
      confirmationStaleDays: 12,
      graphVersion: 'v23.0',
      updatesPort: 0,
      automaticUpdates: true,
      notifications: false,
      rateCard: { currency: 'CNY', asOf: '2026-07-01', marketing: 0.4, utility: 0.1 },
    } as const
    expect(await first.ok('settings.update', settings)).toEqual(settings)
    const app = await first.restart({ passphrase })
    expect(await app.ok('settings.get', {})).toEqual(settings)
    expect(await app.ok('workspace.status', {})).toMatchObject({ name: '街角花店' })
    expect(await app.ok('account.get', {})).toMatchObject({ connected: true, hasToken: true })
    expect(await app.ok('sync.run', {})).toMatchObject({ groups: 2, joined: 0 })
  })

  test('takes settings one by one, also those given as nothing, and refuses wrong ones whole', async () => {
    const app = await startTestApp({ connect: false })
    const before = await app.ok('settings.get', {})
    const after = await app.ok('settings.update', {
      colorScheme: 'light',
      workspaceName: undefined,
    })
    expect(after).toEqual({ ...before, colorScheme: 'light' })
    expect(
      await app.refused('settings.update', { colorScheme: 'dark', confirmationStaleDays: 0 }),
    ).toMatchObject({ code: 'invalid_input', field: 'confirmationStaleDays' })
    expect(await app.ok('settings.get', {})).toEqual(after)
  })

  test('makes a backup that opens with the same passphrase', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    await first.ok('groups.create', { kind: 'phone', subject: 'Street' })
    const backup = await first.ok('workspace.backup', {})
    expect(backup.bytes).toBeGreaterThan(0)
    expect(await auditActions(first)).toContain('workspace.backedUp')
    await first.close()
    const dataDir = testFolder()
    writeFileSync(
      join(dataDir, 'store.db'),
      readFileSync(join(first.dataDir, 'backups', backup.fileName)),
    )
    for (const name of ['keyring.json'])
      writeFileSync(join(dataDir, name), readFileSync(join(first.dataDir, name)))
    const app = await startTestApp({ create: false, dataDir, passphrase })
    expect(await groupNamed(app, 'Street')).toMatchObject({ kind: 'phone' })
    expect(await app.ok('account.get', {})).toMatchObject({ connected: false })
  })

  test('renews its recovery code: the one before opens nothing any more', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase, connect: false })
    const before = first.created!.recoveryCode
    const { recoveryCode } = await first.ok('workspace.renewRecovery', {})
    expect(recoveryCode).not.toBe(before)
    await first.ok('workspace.setPassphrase', { passphrase: 'nine amber kettles' })
    expect(await auditActions(first)).toEqual(
      expect.arrayContaining(['workspace.recoveryRenewed', 'workspace.passphraseSet']),
    )
    const app = await first.restart({ passphrase: undefined })
    expect(await app.refused('workspace.unlock', { recoveryCode: before })).toMatchObject({
      code: 'recovery_code_wrong',
    })
    expect(await app.refused('workspace.unlock', { passphrase })).toMatchObject({
      code: 'passphrase_wrong',
    })
    expect(await app.ok('workspace.unlock', { recoveryCode })).toMatchObject({ state: 'ready' })
  })

  test('that is closed in the middle of work ends it without a defect, and opens again', async () => {
    const first = await startTestApp({ vault: 'passphrase', passphrase })
    await first.ok('sync.run', {})
    const group = await groupNamed(first, 'Small group')
    first.sandbox.setFaults({ calls: [{ kind: 'latency', ms: 300 }] })
    const syncing = first.call('sync.run', {})
    await first.ok('groups.resetInviteLink', { groupId: group.id })
    const app = await first.restart({ passphrase })
    expect((await syncing).ok).toBe(false)
    first.sandbox.setFaults({})
    await app.settle()
    expect(await app.ok('sync.run', {})).toMatchObject({ groups: 2 })
    expect((await app.ok('audit.verify', {})).valid).toBe(true)
  })

  test('knows no call by a name that every object has', async () => {
    const app = await startTestApp({ create: false })
    const refuseForeign = async () => {
      for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'groups', ''])
        expect(await app.refused(name, {}), name).toMatchObject({ code: 'unknown_call' })
    }
    await refuseForeign()
    await app.ok('workspace.create', newWorkspace)
    await refuseForeign()
    expect(await app.refused('workspace.openDemo', { language: 'en' })).toMatchObject({
      code: 'forbidden',
    })
  })
})
