import { AppError } from '../../shared/errors.ts'
import type { CallName, CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import type { Reply } from '../../shared/result.ts'
import { createBackup } from '../store/backup.ts'
import { addPastBroadcast, type PastBroadcast } from '../store/broadcasts/past-broadcast-store.ts'
import {
  defaultSettings,
  deleteValue,
  readSettings,
  readValue,
  writeSettings,
  writeValue,
} from '../store/settings-store.ts'
import type { Caller } from './context.ts'
import { dispatch } from './dispatch.ts'
import { createEngine, type Engine } from './engine.ts'
import { handlers } from './handlers/index.ts'
import { recoveryKey } from './setting-keys.ts'
import { createWorkspace, type OpenWorkspace, type WorkspaceStatus } from './workspace.ts'
import type { SessionOptions } from './session-options.ts'

/** The writer's side of one workspace: opens it, and answers calls against it. */
export interface Session {
  start(): Promise<void>
  call(name: string, input: unknown, caller: Caller): Promise<Reply<unknown>>
  /** Waits until jobs are settled and confirmed, at most `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>
  /** Makes up a broadcast of some weeks ago; in the demo shop alone, where nobody was written to. */
  addPast(past: PastBroadcast): void
  close(): Promise<void>
}

type SessionCalls = {
  readonly [N in CallName as N extends `workspace.${string}` ? N : never]: (
    input: ParsedInput<N>,
    caller: Caller,
  ) => Promise<CallOutput<N>>
}

export function createSession(options: SessionOptions): Session {
  const workspace = createWorkspace({
    directory: options.dataDir,
    isDemo: options.isDemo,
    vault: options.vault,
    passphrase: options.passphrase,
  })
  const clock = options.clock ?? Date.now
  let engine: Engine | null = null

  async function begin(open: OpenWorkspace): Promise<void> {
    engine = createEngine({ ...options, open, clock })
    options.opened(open.key)
    await engine.start()
    noteRecovery(engine)
    options.emit({ topic: 'workspace', payload: { state: 'ready' } })
  }

  /** Key ring and store are two files: a death between them must not leave Today saying otherwise. */
  function noteRecovery(running: Engine): void {
    const isConfirmed = workspace.isRecoveryConfirmed()
    const isNotedAsConfirmed = readValue(running.db, recoveryKey) === null
    if (isConfirmed === isNotedAsConfirmed) return
    running.transact({ host: 'system', actor: 'groupkeeper' }, (context) => {
      if (isConfirmed) deleteValue(context.db, recoveryKey)
      else writeValue(context.db, recoveryKey, String(context.now))
    })
  }

  async function status(): Promise<WorkspaceStatus> {
    const found = await workspace.status()
    return engine ? { ...found, name: readSettings(engine.db).workspaceName } : found
  }

  const workspaceCalls: SessionCalls = {
    'workspace.status': status,
    async 'workspace.create'(input, caller) {
      if (
        input.vault === 'memory' &&
        !options.isDemo &&
        caller.host !== 'test' &&
        caller.host !== 'cli'
      )
        throw new AppError('forbidden', {
          message: 'A workspace kept in memory is for tests and the demo shop.',
        })
      if (input.vault === 'passphrase' && input.passphrase === undefined)
        throw new AppError('invalid_input', {
          field: 'passphrase',
          message: 'Choose a passphrase of at least 8 characters.',
        })
      const { open, created } = await workspace.create(input)
      await begin(open)
      engine?.transact(caller, (context) => {
        writeSettings(context.db, {
          ...defaultSettings,
          workspaceName: input.name,
          language: input.language,
          defaultCountry: input.defaultCountry,
        })
        if (input.vault !== 'memory') writeValue(context.db, recoveryKey, String(context.now))
        context.audit({
          action: 'workspace.created',
          subjectKind: 'workspace',
          data: { vault: input.vault },
        })
      })
      return created
    },
    async 'workspace.confirmRecovery'(input, caller) {
      workspace.confirmRecovery(input.parts)
      engine?.transact(caller, (context) => {
        deleteValue(context.db, recoveryKey)
        context.audit({ action: 'workspace.recoveryConfirmed', subjectKind: 'workspace' })
        context.changed(['workspace', 'overview'])
      })
      return { done: true }
    },
    async 'workspace.renewRecovery'(_input, caller) {
      const running = engineOrRefuse()
      const created = await workspace.renewRecovery()
      running.transact(caller, (context) => {
        writeValue(context.db, recoveryKey, String(context.now))
        context.audit({ action: 'workspace.recoveryRenewed', subjectKind: 'workspace' })
        context.changed(['workspace', 'overview'])
      })
      return created
    },
    async 'workspace.setPassphrase'({ passphrase }, caller) {
      const running = engineOrRefuse()
      await workspace.setPassphrase(passphrase)
      running.transact(caller, (context) => {
        context.audit({ action: 'workspace.passphraseSet', subjectKind: 'workspace' })
        context.changed(['workspace'])
      })
      return { done: true }
    },
    async 'workspace.unlock'(input, caller) {
      if (!engine) {
        await begin(await workspace.unlock(input))
        const way = input.passphrase === undefined ? 'recovery' : 'passphrase'
        engineOrRefuse().transact(caller, (context) =>
          context.audit({ action: 'workspace.unlocked', subjectKind: 'workspace', data: { way } }),
        )
      }
      return status()
    },
    async 'workspace.backup'(_input, caller) {
      const running = engineOrRefuse()
      running.settle()
      const backup = createBackup(running.db, options.dataDir, clock())
      running.transact(caller, (context) =>
        context.audit({
          action: 'workspace.backedUp',
          subjectKind: 'workspace',
          data: { bytes: backup.bytes },
        }),
      )
      return backup
    },
    'workspace.openDemo': () => refuseDemo(),
    'workspace.closeDemo': () => refuseDemo(),
  }

  /** The app swaps workspaces; a session knows only its own. */
  function refuseDemo(): Promise<never> {
    return Promise.reject(
      new AppError('forbidden', { message: 'The demo shop is opened by the app itself.' }),
    )
  }

  function engineOrRefuse(): Engine {
    if (!engine)
      throw new AppError('workspace_locked', {
        message: 'Open the workspace first: unlock it or create one.',
      })
    return engine
  }

  let lastTurn: Promise<unknown> = Promise.resolve()

  /** Deriving a key takes a while; a second asker in that time must not open the workspace again. */
  function inTurn(work: () => unknown): Promise<unknown> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => undefined)
    return turn
  }

  function runCall(caller: Caller) {
    return (name: CallName, input: unknown): unknown => {
      if (Object.hasOwn(workspaceCalls, name)) {
        const run = workspaceCalls[name as keyof SessionCalls] as (
          input: unknown,
          caller: Caller,
        ) => unknown
        return name === 'workspace.status' ? run(input, caller) : inTurn(() => run(input, caller))
      }
      return engineOrRefuse().run(handlers[name as keyof typeof handlers], name, input, caller)
    }
  }

  return {
    async start() {
      const open = await workspace.openByItself()
      if (open) await begin(open)
    },
    call: (name, input, caller) => dispatch(name, input, runCall(caller), options.log),
    async drain(timeoutMs) {
      await engine?.drain(timeoutMs)
    },
    addPast(past) {
      if (!options.isDemo) return
      engine?.transact({ host: 'system', actor: 'groupkeeper' }, (context) => {
        addPastBroadcast(context.db, context, past)
        context.changed(['broadcasts', 'contacts'])
      })
    },
    async close() {
      await engine?.close()
      engine = null
      workspace.close()
    },
  }
}
