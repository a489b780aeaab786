import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterEach, expect } from 'vitest'
import type { Caller } from '../../electron/app/context.ts'
import { createSession, type Session } from '../../electron/app/session.ts'
import { createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { SandboxOptions } from '../../electron/sandbox/options.ts'
import type { ErrorReply } from '../../shared/errors.ts'
import type { VaultKind } from '../../shared/domain/workspace.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { Reply } from '../../shared/result.ts'
import { until } from './until.ts'

export interface TestAppOptions {
  /** Left out: a small shop, quick, without limits. */
  readonly sandbox?: SandboxOptions
  readonly vault?: VaultKind
  readonly passphrase?: string
  /** False leaves the folder empty: the test makes the workspace itself. */
  readonly create?: boolean
  /** False leaves the account unconnected. */
  readonly connect?: boolean
  readonly dataDir?: string
  readonly caller?: Partial<Caller>
  readonly graceMs?: number
  /** Left out: nothing prints. */
  readonly printPdf?: (html: string) => Promise<Uint8Array>
  /** Shared with the app that this one takes over from. */
  readonly shared?: { readonly sandbox: Sandbox; readonly clock: TestClock }
}

export interface TestClock {
  offsetMs: number
  now(): number
}

/** One exchange over the contract, as it crossed the door. */
export interface Exchange {
  readonly name: string
  readonly input: unknown
  readonly reply: Reply<unknown>
}

/** A whole app in this process over a real encrypted store, with a sandbox on loopback beside it. */
export interface TestApp {
  readonly dataDir: string
  readonly sandbox: Sandbox
  readonly session: Session
  readonly clock: TestClock
  readonly exchanges: Exchange[]
  readonly events: AppEvent[]
  /** Everything that was logged. A test that expects a defect empties it. */
  readonly log: string[]
  /** The key that opened the store, for a look at what is in it. */
  readonly storeKey: () => Uint8Array
  /** What `workspace.create` answered. */
  readonly created: CallOutput<'workspace.create'> | null
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>>
  /** The value of a call that has to go well. */
  ok<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** The error of a call that has to be refused. Takes any input. */
  refused(name: string, input: unknown): Promise<ErrorReply>
  connect(): Promise<CallOutput<'account.connect'>>
  /** Waits until jobs are carried out and the sandbox has told everything. */
  settle(): Promise<void>
  /** Moves the clock of the app and of the sandbox on. */
  advance(ms: number): void
  /** Ends this app and opens another over the same folder and sandbox. */
  restart(options?: Partial<TestAppOptions>): Promise<TestApp>
  close(): Promise<void>
}

export const dayMs = 24 * 60 * 60 * 1000
const drainMs = 20_000
const open: (() => unknown)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Runs when the test is over, last registered first. */
export function afterTest(close: () => unknown): void {
  open.push(close)
}

export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-app-'))
  afterTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function createClock(): TestClock {
  const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs }
  return clock
}

function startSandbox(options: SandboxOptions, clock: TestClock): Promise<Sandbox> {
  return createSandbox({
    shop: 'small',
    operationDelayMs: 1,
    webhookRetryMs: 5,
    webhookRetryMaxMs: 50,
    limits: 'lifted',
    readShare: 0,
    now: clock.now,
    ...options,
  })
}

/** Made workspace, connected account, nothing synced yet; ends with the test. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.shared?.clock ?? createClock()
  const dataDir = options.dataDir ?? testFolder()
  const sandbox = options.shared?.sandbox ?? (await startSandbox(options.sandbox ?? {}, clock))
  if (!options.shared)
    afterTest(async () => {
      await sandbox.close()
      expect(sandbox.defects).toEqual([])
    })
  const events: AppEvent[] = []
  const log: string[] = []
  let key = new Uint8Array(0)
  const session = createSession({
    dataDir,
    isDemo: false,
    vault: options.vault,
    passphrase: options.passphrase,
    logFile: null,
    runJobs: true,
    canPrintPdf: false,
    graceMs: options.graceMs ?? 400,
    emit: (event) => events.push(event),
    opened: (dataKey) => {
      key = new Uint8Array(dataKey)
    },
    printPdf: options.printPdf ?? (() => Promise.reject(new Error('no printer'))),
    log: pino(
      { base: null },
      new Writable({ write: (chunk, _, done) => void (log.push(String(chunk)), done()) }),
    ),
    clock: clock.now,
  })
  let isClosed = false
  const app = buildApp(
    { dataDir, sandbox, session, clock, events, log, storeKey: () => key },
    options,
    async () => {
      if (isClosed) return
      isClosed = true
      await session.close()
    },
  )
  afterTest(async () => {
    await app.close()
    expect(log, 'no defect was logged').toEqual([])
  })
  await session.start()
  if (options.create === false) return app
  const created = await app.ok('workspace.create', {
    vault: options.vault ?? 'memory',
    passphrase: options.passphrase,
    name: 'Corner shop',
    language: 'en',
    defaultCountry: 'US',
  })
  if (options.connect !== false) await app.connect()
  return Object.assign(app, { created })
}

type Parts = Pick<
  TestApp,
  'dataDir' | 'sandbox' | 'session' | 'clock' | 'events' | 'log' | 'storeKey'
>

function buildApp(parts: Parts, options: TestAppOptions, close: () => Promise<void>): TestApp {
  const { session, sandbox, clock, dataDir } = parts
  const caller: Caller = { host: 'test', actor: 'owner', ...options.caller }
  const exchanges: Exchange[] = []

  async function call(name: string, input: unknown): Promise<Reply<unknown>> {
    const reply = await session.call(name, input, caller)
    exchanges.push({ name, input, reply })
    return reply
  }

  const app: TestApp = {
    ...parts,
    exchanges,
    created: null,
    call: (name, input) => call(name, input) as never,
    async ok(name, input) {
      const reply = await call(name, input)
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`)
      return reply.value as CallOutput<typeof name>
    },
    async refused(name, input) {
      const reply = await call(name, input)
      if (reply.ok) throw new Error(`${name} went through: ${JSON.stringify(reply.value)}`)
      return reply.error
    },
    connect: () => app.ok('account.connect', connectionInput(sandbox)),
    async settle() {
      await session.drain(drainMs)
      expect(await sandbox.drain(drainMs)).toBe(true)
      await session.drain(drainMs)
    },
    advance(ms) {
      clock.offsetMs += ms
    },
    async restart(changed = {}) {
      await close()
      return startTestApp({
        ...options,
        ...changed,
        create: false,
        dataDir,
        shared: { sandbox, clock },
      })
    },
    close,
  }
  return app
}

export function connectionInput(sandbox: Sandbox): CallInput<'account.connect'> {
  return {
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
    accessToken: sandbox.accessToken,
    appSecret: sandbox.appSecret,
    baseUrl: sandbox.url,
  }
}

/** The sandbox's group of this subject. */
export function sandboxGroup(app: TestApp, subject: string) {
  const group = [...app.sandbox.state.groups.values()].find((each) => each.subject === subject)
  if (!group) throw new Error(`The sandbox has no group ${subject}`)
  return group
}

/** The app's group of this subject, after a sync. */
export async function groupNamed(app: TestApp, subject: string) {
  const { items } = await app.ok('groups.list', { limit: 500 })
  const group = items.find((each) => each.subject === subject)
  if (!group) throw new Error(`No group ${subject}`)
  return group
}

export async function membersOf(app: TestApp, groupId: string) {
  return (await app.ok('members.list', { groupId, limit: 500 })).items
}

/** Actions of the audit log, oldest first. */
export async function auditActions(app: TestApp): Promise<string[]> {
  const actions: string[] = []
  let cursor: string | undefined
  do {
    const page = await app.ok('audit.list', { limit: 500, cursor })
    actions.push(...page.items.map((entry) => entry.action))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return actions.reverse()
}

/** A phone group of a chat export, with people who are invented here. */
export async function importChat(app: TestApp, lines: readonly string[], subject = 'Neighbours') {
  const content = lines.join('\n')
  const { fileId } = await app.ok('files.stage', {
    fileName: '_chat.txt',
    bytes: Buffer.byteLength(content),
  })
  await app.ok('files.append', { fileId, base64: Buffer.from(content).toString('base64') })
  return app.ok('chatExports.import', { file: { stagedFileId: fileId }, subject })
}

export async function importCsv(app: TestApp, rows: readonly string[], subject: string) {
  const content = rows.join('\n')
  const { fileId } = await app.ok('files.stage', {
    fileName: 'members.csv',
    bytes: Buffer.byteLength(content),
  })
  await app.ok('files.append', { fileId, base64: Buffer.from(content).toString('base64') })
  return app.ok('members.import', { file: { stagedFileId: fileId }, subject })
}

/** Waits for a job to get to where it is going. */
export async function jobIn(app: TestApp, state: string, kind?: string) {
  const jobs = await until(
    `a job that is ${state}`,
    async () =>
      (await app.ok('jobs.list', { limit: 500 })).items.filter(
        (job) => kind === undefined || job.kind === kind,
      ),
    (items) => items.some((job) => job.state === state),
  )
  return jobs.find((job) => job.state === state)!
}
