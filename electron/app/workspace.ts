import { existsSync, mkdirSync } from 'node:fs'
import type { z } from 'zod'
import type {
  createdWorkspace,
  createWorkspaceInput,
  unlockInput,
  VaultKind,
  workspaceStatus,
} from '../../shared/domain/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { createSealedSecretStore } from '../secrets/sealed-secret-store.ts'
import { createKeychainSecretStore } from '../secrets/keychain-secret-store.ts'
import { probeKeychain } from '../secrets/keychain.ts'
import {
  confirmRecovery,
  createKeyRing,
  forgetKeychainEntry,
  readKeyRing,
  renewRecovery,
  rewrapForKeychain,
  rewrapForPassphrase,
  type FreshRecovery,
} from '../secrets/key-ring.ts'
import { createMemorySecretStore, type SecretStore } from '../secrets/secret-store.ts'
import {
  unlockWithKeychain,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
} from '../secrets/unlock.ts'
import type { WritableDatabase } from '../store/database.ts'
import { migrations } from '../store/migrations/index.ts'
import { openWritableStore } from '../store/open.ts'
import { translateStoreError } from '../store/store-errors.ts'
import { lockWorkspace, type WorkspaceLock } from '../store/workspace-lock.ts'
import { createSwitchableSecretStore } from './switchable-secret-store.ts'
import packageJson from '../../package.json' with { type: 'json' }

export type WorkspaceStatus = z.infer<typeof workspaceStatus>
type LockedReason = WorkspaceStatus['lockedReason']

/** An open workspace: its store, its key, and where its secrets live. */
export interface OpenWorkspace {
  readonly db: WritableDatabase
  readonly key: Uint8Array
  readonly secrets: SecretStore
  readonly workspaceId: string
}

export interface WorkspaceOptions {
  readonly directory: string
  readonly isDemo: boolean
  readonly vault?: VaultKind
  readonly passphrase?: string
}

/** The workspace folder and the ways into it. At most one instance holds it at a time. */
export interface Workspace {
  status(): Promise<WorkspaceStatus>
  /** Opens without a person where that can be done; null where it cannot. */
  openByItself(): Promise<OpenWorkspace | null>
  create(
    input: z.output<typeof createWorkspaceInput>,
  ): Promise<{ open: OpenWorkspace; created: z.infer<typeof createdWorkspace> }>
  /** A new recovery code; the one before no longer opens the workspace. */
  renewRecovery(): Promise<z.infer<typeof createdWorkspace>>
  /** Makes a passphrase the everyday way in, or changes it. Secrets move with it. */
  setPassphrase(passphrase: string): Promise<void>
  /** True when the owner has shown to hold the recovery code, or there is nothing to hold. */
  isRecoveryConfirmed(): boolean
  confirmRecovery(parts: readonly { position: number; part: string }[]): void
  unlock(input: z.output<typeof unlockInput>): Promise<OpenWorkspace>
  close(): void
}

/** A workspace in memory is gone with the process: there is nothing to guess a code against. */
const memoryKdf = { memoryKib: 8, iterations: 1, parallelism: 1 }

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { directory } = options
  let lock: WorkspaceLock | null = null
  let open: OpenWorkspace | null = null
  let lockedReason: LockedReason = null
  const secrets = createSwitchableSecretStore()
  let recovery: FreshRecovery['recoveryCheck'] | null = null
  let keychain: Promise<boolean> | null = null

  function claim(): void {
    if (lock) return
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw translateStoreError(error)
    }
    lock = lockWorkspace(directory)
  }

  function finish(
    key: Uint8Array,
    workspaceId: string,
    vault: VaultKind,
    mayBeNew: boolean,
  ): OpenWorkspace {
    claim()
    const db = openWritableStore({
      directory,
      key,
      migrations,
      ifMissing: mayBeNew ? 'create' : 'refuse',
    })
    secrets.use(secretStoreOf(vault, workspaceId, key))
    open = { db, key, secrets, workspaceId }
    lockedReason = null
    return open
  }

  function secretStoreOf(vault: VaultKind, workspaceId: string, key: Uint8Array): SecretStore {
    if (vault === 'keychain') return createKeychainSecretStore({ workspaceId })
    if (vault === 'passphrase') return createSealedSecretStore({ directory, dataKey: key })
    return createMemorySecretStore()
  }

  /**
   * On a machine with an empty keychain the next start is to open by itself again. Where there is no
   * keychain at all, the workspace is open and asks for a passphrase instead of failing here.
   */
  async function renewKeychainEntry(key: Uint8Array): Promise<void> {
    try {
      await rewrapForKeychain(directory, key)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'keychain_unavailable') throw error
    }
  }

  function requireOpen(): OpenWorkspace {
    if (!open) throw new AppError('workspace_locked', { message: 'Unlock the workspace first.' })
    return open
  }

  return {
    async status() {
      const ring = existsSync(directory) ? readKeyRing(directory) : null
      keychain ??= options.isDemo ? Promise.resolve(true) : probeKeychain()
      return {
        state: open ? 'ready' : ring ? 'locked' : 'missing',
        lockedReason: open ? null : ring ? (lockedReason ?? 'passphrase') : null,
        vault: ring?.vault ?? null,
        isDemo: options.isDemo,
        name: null,
        keychainAvailable: await keychain,
        recoveryConfirmed: options.isDemo || (ring?.recoveryConfirmed ?? false),
        version: packageJson.version,
      }
    },
    async openByItself() {
      const ring = existsSync(directory) ? readKeyRing(directory) : null
      if (!ring) return null
      claim()
      if (options.vault !== undefined && options.vault !== ring.vault)
        throw new AppError('conflict', {
          message: `This workspace opens by ${ring.vault}, not by ${options.vault}.`,
        })
      try {
        if (ring.vault === 'keychain') {
          const { dataKey, workspaceId } = await unlockWithKeychain(directory)
          return finish(dataKey, workspaceId, 'keychain', !ring.recoveryConfirmed)
        }
        if (ring.vault === 'passphrase' && options.passphrase !== undefined) {
          const { dataKey, workspaceId } = await unlockWithPassphrase(directory, options.passphrase)
          return finish(dataKey, workspaceId, 'passphrase', !ring.recoveryConfirmed)
        }
      } catch (error) {
        const reason = error instanceof AppError ? error.code : null
        if (reason !== 'keychain_unavailable' && reason !== 'keychain_entry_missing') throw error
        lockedReason = reason
        return null
      }
      lockedReason = 'passphrase'
      return null
    },
    async create(input) {
      claim()
      const made = await createKeyRing({
        directory,
        vault: input.vault,
        passphrase: input.passphrase,
        kdf: input.vault === 'memory' ? memoryKdf : undefined,
      })
      recovery = made.recoveryCheck
      return {
        open: finish(made.dataKey, made.workspaceId, input.vault, true),
        created: { recoveryCode: made.recoveryCode, askParts: [...made.askParts] },
      }
    },
    async renewRecovery() {
      const fresh = await renewRecovery(directory, requireOpen().key)
      recovery = fresh.recoveryCheck
      return { recoveryCode: fresh.recoveryCode, askParts: [...fresh.askParts] }
    },
    async setPassphrase(passphrase) {
      const { key, workspaceId } = requireOpen()
      const isFromKeychain = readKeyRing(directory)?.vault === 'keychain'
      const sealed = createSealedSecretStore({ directory, dataKey: key })
      // copied before the ring says so: a death in between leaves both places whole
      if (isFromKeychain) await secrets.copyTo(sealed)
      await rewrapForPassphrase(directory, key, passphrase)
      if (!isFromKeychain) return
      await secrets.moveTo(sealed)
      await forgetKeychainEntry(workspaceId)
    },
    isRecoveryConfirmed() {
      const ring = readKeyRing(directory)
      return ring === null || ring.vault === 'memory' || ring.recoveryConfirmed
    },
    confirmRecovery(parts) {
      confirmRecovery(directory, parts, recovery)
      recovery = null
    },
    async unlock(input) {
      const ring = readKeyRing(directory)
      if (!ring)
        throw new AppError('workspace_missing', {
          message: 'There is no workspace in this folder.',
        })
      if (open) return open
      const { dataKey, workspaceId } =
        input.passphrase !== undefined
          ? await unlockWithPassphrase(directory, input.passphrase)
          : await unlockWithRecoveryCode(directory, input.recoveryCode ?? '')
      const opened = finish(dataKey, workspaceId, ring.vault, !ring.recoveryConfirmed)
      if (input.recoveryCode !== undefined && ring.vault === 'keychain')
        await renewKeychainEntry(dataKey)
      return opened
    },
    close() {
      open?.db.close()
      open = null
      lock?.release()
      lock = null
    },
  }
}
