import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract, type CallName } from '../../../shared/ipc/contract.ts'
import { appEvent } from '../../../shared/ipc/events.ts'
import type { Reply } from '../../../shared/result.ts'
import { planted, runEverything } from '../../helpers/full-run.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'

const passphrase = 'seven violet teapots'

/**
 * Commands that leave no line in the audit log, each with its reason. What they lead to is logged
 * where it happens.
 */
const unlogged: Partial<Record<CallName, string>> = {
  'files.stage': 'content in memory, of no effect by itself',
  'files.append': 'content in memory, of no effect by itself',
  'files.read': 'content in memory, of no effect by itself',
  'files.discard': 'content in memory, of no effect by itself',
  'imports.append': 'content on its way in, of no effect by itself',
  'imports.inspect': 'a look at a file, of no effect by itself',
  'tasks.cancel': 'the import that stops logs how far it came',
  'findings.evaluate': 'logs findings that open or close, and nothing where nothing is different',
  'workspace.openDemo': 'a workspace of its own, gone without a trace',
  'workspace.closeDemo': 'a workspace of its own, gone without a trace',
}

/** Commands that the run does not call: they are tried where their workspace is. */
const elsewhere = (name: string) => name.startsWith('workspace.')

/** Where a secret or a number may stand, because it is asked for on purpose and logged. */
const revealing = ['members.reveal', 'groups.revealInviteLink']

function everyFile(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return { name: path.slice(folder.length + 1), bytes: readFileSync(path) }
    })
}

function encodings(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -1)),
  ]
}

const secretsOf = (app: TestApp) => [app.sandbox.accessToken, app.sandbox.appSecret, passphrase]

describe('a whole run of the app', () => {
  test('logs every command, gives no secret out, and writes nothing readable to disk', async () => {
    const app = await startTestApp({ create: false })
    const logged = await auditedCommands(app, async () => {
      await app.ok('workspace.create', {
        vault: 'passphrase',
        passphrase,
        name: 'Corner shop',
        language: 'en',
        defaultCountry: 'US',
      })
      await app.connect()
      await runEverything(app)
    })
    const commands = (Object.keys(contract) as CallName[]).filter(
      (name) => contract[name].kind === 'command',
    )
    const called = new Set(app.exchanges.map((exchange) => exchange.name))
    expect(commands.filter((name) => !called.has(name) && !elsewhere(name))).toEqual([])
    const silent = commands.filter((name) => called.has(name) && !logged.has(name))
    expect(silent.filter((name) => !(name in unlogged))).toEqual([])

    const { valid } = await app.ok('audit.verify', {})
    expect(valid).toBe(true)
    expectNothingTold(app)
    expectNothingReadable(app)
    await app.close()
    expectNothingReadable(app)
  })
})

/** Runs the work and finds out which commands put a line of the owner into the log. */
async function auditedCommands(app: TestApp, work: () => Promise<void>): Promise<Set<string>> {
  const logged = new Set<string>()
  const { call, ok } = app
  const lastSeq = async () =>
    (
      await call('audit.list', { limit: 500 }).then((reply) =>
        reply.ok ? reply.value.items.filter((entry) => entry.actor === 'owner') : [],
      )
    )[0]?.seq ?? 0
  app.ok = async (name, input) => {
    if (contract[name].kind === 'query') return ok(name, input)
    const before = await lastSeq()
    const value = await ok(name, input)
    if ((await lastSeq()) > before) logged.add(name)
    return value
  }
  await work()
  app.ok = ok
  return logged
}

/** What a reply carries in base64, as text. */
function contentOf(reply: Reply<unknown>): string {
  if (!reply.ok) return ''
  const { base64 } = reply.value as { base64?: string }
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('utf8')
}

function expectNothingTold(app: TestApp): void {
  const forbidden = [...secretsOf(app), ...planted.numbers]
  for (const { name, reply } of app.exchanges) {
    const text = JSON.stringify(reply) + contentOf(reply)
    for (const secret of secretsOf(app)) expect(text.includes(secret), name).toBe(false)
    if (revealing.includes(name)) continue
    for (const number of planted.numbers) expect(text.includes(number), name).toBe(false)
  }
  for (const event of app.events) {
    expect(appEvent.parse(event)).toEqual(event)
    const text = JSON.stringify(event)
    for (const part of [...forbidden, ...planted.names, ...planted.texts])
      expect(text).not.toContain(part)
  }
  const audit = app.exchanges.filter((exchange) => exchange.name === 'audit.list')
  expect(audit.length).toBeGreaterThan(0)
  for (const part of [...forbidden, ...planted.names, ...planted.texts])
    expect(JSON.stringify(audit)).not.toContain(part)
}

function expectNothingReadable(app: TestApp): void {
  const files = everyFile(app.dataDir)
  const names = files.map((file) => file.name)
  expect(names).toEqual(expect.arrayContaining(['store.db', 'keyring.json', 'secrets.json']))
  expect(names.some((name) => name.startsWith('backups'))).toBe(true)
  const parts = [...secretsOf(app), ...planted.numbers, ...planted.names, ...planted.texts]
  for (const part of [...parts, 'Clementine Hawthorne', 'Small group', 'CREATE TABLE'])
    for (const bytes of encodings(part))
      for (const file of files)
        expect(file.bytes.includes(bytes), `${part} in ${file.name}`).toBe(false)
}
