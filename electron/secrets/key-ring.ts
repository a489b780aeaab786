import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AppError, assertNever } from '../../shared/errors.ts'
import type { KdfCost } from './argon2-key.ts'
import {
  keyRingExists,
  readKeyRingFile,
  requireKeyRing,
  writeKeyRingFile,
} from './key-ring-file.ts'
import type { KeyRing, Way } from './key-ring-file.ts'
import { deleteEntry, loadKeychain } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import { createRecoveryCheck, newRecoveryCode } from './recovery-code.ts'
import type { RecoveryCheck, TypedPart } from './recovery-code.ts'
import { keychainAccount, wrap, wrapForKeychain, wrapForTyped } from './ways.ts'
import type { Unlocked } from './ways.ts'

export type Vault = 'keychain' | 'passphrase' | 'memory'

/** What may be known of a workspace without opening it. */
export interface KeyRingInfo {
  readonly workspaceId: string
  /** Unix ms. */
  readonly createdAt: number
  readonly recoveryConfirmed: boolean
  /** The everyday way in; the recovery code works beside it. */
  readonly vault: Vault
}

/** A fresh recovery code, to be shown once and kept nowhere. */
export interface FreshRecovery {
  readonly recoveryCode: string
  /** Positions from 1 of the parts to ask back. */
  readonly askParts: readonly [number, number]
  /** Goes into `confirmRecovery`; lives in memory only. */
  readonly recoveryCheck: RecoveryCheck
}

export interface CreateKeyRingOptions {
  readonly directory: string
  readonly vault: Vault
  /** Needed with the vault `passphrase`. */
  readonly passphrase?: string
  /**
   * 32 bytes, for the vault `memory`: whoever has them can unlock again. Left out, the everyday way
   * in ends with the process.
   */
  readonly memoryKey?: Uint8Array
  readonly kdf?: KdfCost
  /** Left out: the system's. */
  readonly keychain?: Keychain
  /** Unix ms. */
  readonly now?: number
}

/**
 * Makes a data key and the `keyring.json` that holds it sealed: once for the everyday way in, once
 * for a recovery code.
 *
 * @throws AppError `workspace_exists`, `workspace_missing`, `invalid_input`, `keychain_unavailable`,
 * `workspace_not_writable`, `disk_full`.
 */
export async function createKeyRing(
  options: CreateKeyRingOptions,
): Promise<Unlocked & FreshRecovery> {
  const { directory } = options
  refuseExisting(directory)
  const dataKey = new Uint8Array(randomBytes(32))
  const workspaceId = randomUUID()
  const everyday = await wrapForEveryDay(workspaceId, dataKey, options)
  const recovery = await makeRecovery(workspaceId, dataKey, options.kdf)
  // deriving keys takes a while, in which another call could have made one
  refuseExisting(directory)
  writeKeyRingFile(directory, {
    workspaceId,
    createdAt: options.now ?? Date.now(),
    recoveryConfirmed: false,
    ways: [...everyday, recovery.way],
  })
  return { dataKey, workspaceId, ...recovery.fresh }
}

/**
 * What the folder's key ring says openly; null where there is none.
 *
 * @throws AppError `store_damaged`, `store_newer_version`.
 */
export function readKeyRing(directory: string): KeyRingInfo | null {
  const ring = readKeyRingFile(directory)
  if (ring === null) return null
  const { workspaceId, createdAt, recoveryConfirmed } = ring
  return { workspaceId, createdAt, recoveryConfirmed, vault: vaultOf(ring) }
}

/**
 * Makes this machine's keychain the everyday way in, in place of the one before.
 *
 * @throws AppError `keychain_unavailable`; nothing is altered then.
 */
export async function rewrapForKeychain(
  directory: string,
  dataKey: Uint8Array,
  keychain?: Keychain,
): Promise<void> {
  const way = await wrapForKeychain(requireKeyRing(directory).workspaceId, dataKey, keychain)
  replaceWay(directory, way)
}

/**
 * Makes a passphrase the everyday way in, in place of the one before; also changes a passphrase.
 *
 * @throws AppError `invalid_input` without a passphrase.
 */
export async function rewrapForPassphrase(
  directory: string,
  dataKey: Uint8Array,
  passphrase: string,
  kdf?: KdfCost,
): Promise<void> {
  const { workspaceId } = requireKeyRing(directory)
  const typed = requirePassphrase(passphrase)
  replaceWay(directory, await wrapForTyped('passphrase', workspaceId, dataKey, typed, kdf))
}

/** Replaces the recovery code; the one before no longer opens the workspace. */
export async function renewRecovery(
  directory: string,
  dataKey: Uint8Array,
  kdf?: KdfCost,
): Promise<FreshRecovery> {
  const { way, fresh } = await makeRecovery(requireKeyRing(directory).workspaceId, dataKey, kdf)
  replaceWay(directory, way, false)
  return fresh
}

/**
 * Notes that the owner holds the recovery code, after two of its parts came back right.
 *
 * @param recoveryCheck what `createKeyRing` or `renewRecovery` gave; null after a restart, see
 * `RecoveryCheck`.
 * @throws AppError `recovery_code_wrong` with `params.part`; `conflict` without a check.
 */
export function confirmRecovery(
  directory: string,
  parts: readonly TypedPart[],
  recoveryCheck: RecoveryCheck | null,
): void {
  if (recoveryCheck === null) {
    throw new AppError('conflict', {
      message: 'The app was closed since the recovery code was shown. Make a new code.',
    })
  }
  recoveryCheck.verify(parts)
  writeKeyRingFile(directory, { ...requireKeyRing(directory), recoveryConfirmed: true })
}

/** Takes this workspace's key out of the system's keychain, if there. */
export async function forgetKeychainEntry(workspaceId: string, keychain?: Keychain): Promise<void> {
  await deleteEntry(keychain ?? (await loadKeychain()), keychainAccount(workspaceId))
}

function refuseExisting(directory: string): void {
  if (!existsSync(directory)) {
    throw new AppError('workspace_missing', { message: 'The folder does not exist.' })
  }
  if (keyRingExists(directory)) {
    throw new AppError('workspace_exists', { message: 'The folder holds a workspace already.' })
  }
}

function requirePassphrase(passphrase: string | undefined): string {
  if (passphrase !== undefined && passphrase.length >= 8) return passphrase
  throw new AppError('invalid_input', {
    message: 'Choose a passphrase of at least 8 characters.',
    field: 'passphrase',
  })
}

function vaultOf(ring: KeyRing): Vault {
  if (ring.ways.some((way) => way.kind === 'keychain')) return 'keychain'
  return ring.ways.some((way) => way.kind === 'passphrase') ? 'passphrase' : 'memory'
}

async function wrapForEveryDay(
  workspaceId: string,
  dataKey: Uint8Array,
  options: CreateKeyRingOptions,
): Promise<Way[]> {
  const { vault, passphrase, memoryKey, keychain, kdf } = options
  switch (vault) {
    case 'keychain':
      return [await wrapForKeychain(workspaceId, dataKey, keychain)]
    case 'passphrase': {
      const typed = requirePassphrase(passphrase)
      return [await wrapForTyped('passphrase', workspaceId, dataKey, typed, kdf)]
    }
    case 'memory':
      return memoryKey ? [wrap('memory', workspaceId, dataKey, memoryKey)] : []
    default:
      return assertNever(vault, 'vault')
  }
}

async function makeRecovery(
  workspaceId: string,
  dataKey: Uint8Array,
  kdf: KdfCost | undefined,
): Promise<{ way: Way; fresh: FreshRecovery }> {
  const recoveryCode = newRecoveryCode()
  const recoveryCheck = createRecoveryCheck(recoveryCode)
  const way = await wrapForTyped('recovery', workspaceId, dataKey, recoveryCode, kdf)
  return { way, fresh: { recoveryCode, recoveryCheck, askParts: recoveryCheck.askParts } }
}

/** Puts a way in place of those it stands for: the recovery code, or the everyday way in. */
function replaceWay(directory: string, way: Way, recoveryConfirmed?: boolean): void {
  const ring = requireKeyRing(directory)
  const isRecovery = way.kind === 'recovery'
  const kept = ring.ways.filter((other) => (other.kind === 'recovery') !== isRecovery)
  writeKeyRingFile(directory, {
    ...ring,
    recoveryConfirmed: recoveryConfirmed ?? ring.recoveryConfirmed,
    ways: isRecovery ? [...kept, way] : [way, ...kept],
  })
}
