import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { deriveKey, newKdf } from './argon2-key.ts'
import type { KdfCost } from './argon2-key.ts'
import type { KeyRing, Way, WayKind } from './key-ring-file.ts'
import { loadKeychain, readEntry, writeEntry } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import { seal, unseal } from './seal.ts'

/** The key of an opened workspace. */
export interface Unlocked {
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  readonly workspaceId: string
}

/** Name of the keychain entry that holds a workspace's wrapping key, base64. */
export function keychainAccount(workspaceId: string): string {
  return `${workspaceId}:data-key`
}

/** Ties a sealed copy to its way and workspace, so that none can be put in another's place. */
function binding(kind: WayKind, workspaceId: string): string {
  return `groupkeeper data key ${kind} ${workspaceId}`
}

/** Seals the data key under a key that is kept elsewhere. */
export function wrap(
  kind: 'keychain' | 'memory',
  workspaceId: string,
  dataKey: Uint8Array,
  wrappingKey: Uint8Array,
): Way {
  return { kind, sealed: seal(wrappingKey, binding(kind, workspaceId), dataKey) }
}

/**
 * Seals the data key under a key in the keychain. An entry that is there already is used again:
 * another copy of the folder may open with it.
 *
 * @throws AppError `keychain_unavailable`.
 */
export async function wrapForKeychain(
  workspaceId: string,
  dataKey: Uint8Array,
  keychain: Keychain | undefined,
): Promise<Way> {
  const port = keychain ?? (await loadKeychain())
  const account = keychainAccount(workspaceId)
  const known = Buffer.from((await readEntry(port, account)) ?? '', 'base64')
  if (known.length === 32) return wrap('keychain', workspaceId, dataKey, known)
  const wrappingKey = randomBytes(32)
  const value = wrappingKey.toString('base64')
  await writeEntry(port, account, value)
  // a service can take an entry and lose it; better to learn that now
  if ((await readEntry(port, account)) !== value) throw keepsNothing()
  return wrap('keychain', workspaceId, dataKey, wrappingKey)
}

/** Seals the data key under what a person types. */
export async function wrapForTyped(
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

/** The data key by one way in; null where the key does not fit or there is no such way. */
export function openWay(ring: KeyRing, kind: WayKind, key: Uint8Array): Unlocked | null {
  const way = ring.ways.find((candidate) => candidate.kind === kind)
  if (way === undefined) return null
  const dataKey = unseal(key, binding(kind, ring.workspaceId), way.sealed)
  if (dataKey === null || dataKey.length !== 32) return null
  return { dataKey: new Uint8Array(dataKey), workspaceId: ring.workspaceId }
}

/** As `openWay`, for what a person types. */
export async function openTypedWay(
  ring: KeyRing,
  kind: 'passphrase' | 'recovery',
  typed: string,
): Promise<Unlocked | null> {
  const way = ring.ways.find((candidate) => candidate.kind === kind)
  if (way === undefined || !('kdf' in way) || typed === '') return null
  return openWay(ring, kind, await deriveKey(typed, way.kdf))
}

function keepsNothing(): AppError {
  return new AppError('keychain_unavailable', {
    message: 'The keychain of this computer does not keep entries. Use a passphrase instead.',
  })
}
