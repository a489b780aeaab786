import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { deriveKey, newKdf } from './argon2-key.ts'
import type { KdfCost } from './argon2-key.ts'
import { keyRingExists, readKeyRingFile, writeKeyRingFile } from './key-ring-file.ts'
import type { KeyRing, Way, WayKind } from './key-ring-file.ts'
import { deleteEntry, loadKeychain, readEntry, writeEntry } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import { createRecoveryCheck, newRecoveryCode, parseRecoveryCode } from './recovery-code.ts'
import type { RecoveryCheck, TypedPart } from './recovery-code.ts'
import { seal, unseal } from './seal.ts'

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

/** The key of an opened workspace. */
export interface Unlocked {
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  readonly workspaceId: string
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
  const { directory, vault } = options
  refuseExisting(directory)
  const dataKey = new Uint8Array(randomBytes(32))
  const workspaceId = randomUUID()
  const recovery = await makeRecovery(workspaceId, dataKey, options.kdf)
  const ways: Way[] = []
  if (vault === 'keychain') {
    ways.push(await wrapForKeychain(workspaceId, dataKey, options.keychain))
  } else if (vault === 'passphrase') {
    const passphrase = requirePassphrase(options.passphrase)
    ways.push(await wrapForTyped('passphrase', workspaceId, dataKey, passphrase, options.kdf))
  } else if (options.memoryKey) {
    ways.push(wrap('memory', workspaceId, dataKey, options.memoryKey))
  }
  // deriving keys takes a while, in which another call could have made one
  refuseExisting(directory)
  writeKeyRingFile(directory, {
    workspaceId,
    createdAt: options.now ?? Date.now(),
    recoveryConfirmed: false,
    ways: [...ways, recovery.way],
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
 * Opens with the key in the system's keychain.
 *
 * @throws AppError `keychain_unavailable`; `keychain_entry_missing` where the keychain holds no
 * entry, or not the one, of this workspace: the recovery code opens it.
 */
export async function unlockWithKeychain(
  directory: string,
  keychain?: Keychain,
): Promise<Unlocked> {
  const ring = required(directory)
  const port = keychain ?? (await loadKeychain())
  const entry = await readEntry(port, keychainAccount(ring.workspaceId))
  const dataKey = entry === null ? null : open(ring, 'keychain', Buffer.from(entry, 'base64'))
  if (dataKey === null) {
    throw new AppError('keychain_entry_missing', {
      message: 'The keychain does not hold the key of this workspace. Use the recovery code.',
    })
  }
  return dataKey
}

/** @throws AppError `passphrase_wrong`, also where the workspace has no passphrase. */
export async function unlockWithPassphrase(
  directory: string,
  passphrase: string,
): Promise<Unlocked> {
  const unlocked = await openTyped(required(directory), 'passphrase', passphrase)
  if (unlocked === null) {
    throw new AppError('passphrase_wrong', {
      message: 'The passphrase is not right. Try again, or use the recovery code.',
    })
  }
  return unlocked
}

/**
 * Opens with the recovery code, typed in any of the forms that `parseRecoveryCode` reads. Follow
 * with `rewrapForKeychain` or `rewrapForPassphrase`, so that the workspace opens by itself again.
 *
 * @throws AppError `recovery_code_wrong`; `params.part` where one part is mistyped.
 */
export async function unlockWithRecoveryCode(
  directory: string,
  recoveryCode: string,
): Promise<Unlocked> {
  const ring = required(directory)
  const unlocked = await openTyped(ring, 'recovery', parseRecoveryCode(recoveryCode))
  if (unlocked === null) {
    throw new AppError('recovery_code_wrong', {
      message: 'The recovery code is not the one of this workspace. Look for a newer one.',
    })
  }
  return unlocked
}

/** Opens with the key that the vault `memory` was given. @throws AppError `workspace_locked` */
export function unlockWithMemoryKey(directory: string, memoryKey: Uint8Array): Unlocked {
  const unlocked = open(required(directory), 'memory', memoryKey)
  if (unlocked === null) {
    throw new AppError('workspace_locked', {
      message: 'The key in memory does not open this workspace. Use the recovery code.',
    })
  }
  return unlocked
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
  const way = await wrapForKeychain(required(directory).workspaceId, dataKey, keychain)
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
  const { workspaceId } = required(directory)
  const typed = requirePassphrase(passphrase)
  replaceWay(directory, await wrapForTyped('passphrase', workspaceId, dataKey, typed, kdf))
}

/** Replaces the recovery code; the one before no longer opens the workspace. */
export async function renewRecovery(
  directory: string,
  dataKey: Uint8Array,
  kdf?: KdfCost,
): Promise<FreshRecovery> {
  const { way, fresh } = await makeRecovery(required(directory).workspaceId, dataKey, kdf)
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
  writeKeyRingFile(directory, { ...required(directory), recoveryConfirmed: true })
}

/** Takes this workspace's key out of the system's keychain, if there. */
export async function forgetKeychainEntry(workspaceId: string, keychain?: Keychain): Promise<void> {
  await deleteEntry(keychain ?? (await loadKeychain()), keychainAccount(workspaceId))
}

function refuseExisting(directory: string): void {
  if (!existsSync(directory)) throw missing()
  if (keyRingExists(directory)) {
    throw new AppError('workspace_exists', { message: 'The folder holds a workspace already.' })
  }
}

function required(directory: string): KeyRing {
  const ring = readKeyRingFile(directory)
  if (ring === null) throw missing()
  return ring
}

function missing(): AppError {
  return new AppError('workspace_missing', { message: 'There is no workspace in this folder.' })
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

function keychainAccount(workspaceId: string): string {
  return `${workspaceId}:data-key`
}

/** Ties a sealed copy to its way and workspace, so that none can be put in another's place. */
function binding(kind: WayKind, workspaceId: string): string {
  return `groupkeeper data key ${kind} ${workspaceId}`
}

function wrap(
  kind: 'keychain' | 'memory',
  workspaceId: string,
  dataKey: Uint8Array,
  wrappingKey: Uint8Array,
): Way {
  return { kind, sealed: seal(wrappingKey, binding(kind, workspaceId), dataKey) }
}

async function wrapForKeychain(
  workspaceId: string,
  dataKey: Uint8Array,
  keychain: Keychain | undefined,
): Promise<Way> {
  const port = keychain ?? (await loadKeychain())
  const wrappingKey = randomBytes(32)
  const account = keychainAccount(workspaceId)
  const value = wrappingKey.toString('base64')
  await writeEntry(port, account, value)
  // a service can take an entry and lose it; better to learn that now
  if ((await readEntry(port, account)) !== value) {
    throw new AppError('keychain_unavailable', {
      message: 'The keychain of this computer does not keep entries. Use a passphrase instead.',
    })
  }
  return wrap('keychain', workspaceId, dataKey, wrappingKey)
}

async function wrapForTyped(
  kind: 'passphrase' | 'recovery',
  workspaceId: string,
  dataKey: Uint8Array,
  typed: string,
  cost: KdfCost | undefined,
): Promise<Way> {
  const kdf = newKdf(cost)
  const key = await deriveKey(typed, kdf)
  return { kind, sealed: seal(key, binding(kind, workspaceId), dataKey), kdf }
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
  const ring = required(directory)
  const isRecovery = way.kind === 'recovery'
  const kept = ring.ways.filter((other) => (other.kind === 'recovery') !== isRecovery)
  writeKeyRingFile(directory, {
    ...ring,
    recoveryConfirmed: recoveryConfirmed ?? ring.recoveryConfirmed,
    ways: isRecovery ? [...kept, way] : [way, ...kept],
  })
}

function open(ring: KeyRing, kind: WayKind, key: Uint8Array): Unlocked | null {
  const way = ring.ways.find((candidate) => candidate.kind === kind)
  if (way === undefined) return null
  const dataKey = unseal(key, binding(kind, ring.workspaceId), way.sealed)
  if (dataKey === null || dataKey.length !== 32) return null
  return { dataKey: new Uint8Array(dataKey), workspaceId: ring.workspaceId }
}

async function openTyped(
  ring: KeyRing,
  kind: 'passphrase' | 'recovery',
  typed: string,
): Promise<Unlocked | null> {
  const way = ring.ways.find((candidate) => candidate.kind === kind)
  if (way === undefined || !('kdf' in way)) return null
  return open(ring, kind, await deriveKey(typed, way.kdf))
}
