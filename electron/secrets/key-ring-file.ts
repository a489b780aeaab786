import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Kdf } from './argon2-key.ts'
import { translateFileError, writeFileAtomically } from './write-file.ts'

/** A copy of the data key, sealed for one way in. */
export type Way =
  | { readonly kind: 'keychain' | 'memory'; readonly sealed: string }
  | { readonly kind: 'passphrase' | 'recovery'; readonly sealed: string; readonly kdf: Kdf }

export type WayKind = Way['kind']

/** What `keyring.json` holds. Nothing in it opens the workspace by itself. */
export interface KeyRing {
  readonly workspaceId: string
  /** Unix ms. */
  readonly createdAt: number
  readonly recoveryConfirmed: boolean
  readonly ways: readonly Way[]
}

const version = 1

export function keyRingExists(directory: string): boolean {
  return existsSync(path(directory))
}

/**
 * Reads and checks the key ring; null where the folder has none. A checksum over the content tells
 * damage from a wrong passphrase, which would look the same to the cipher.
 *
 * @throws AppError `store_damaged`, `store_newer_version`, `workspace_not_writable`.
 */
export function readKeyRingFile(directory: string): KeyRing | null {
  let text: string
  try {
    text = readFileSync(path(directory), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw translateFileError(error)
  }
  const file = parsed(text)
  if (typeof file.version === 'number' && file.version > version) throw newer()
  const { workspaceId, createdAt, recoveryConfirmed, ways } = file
  if (
    typeof workspaceId !== 'string' ||
    typeof createdAt !== 'number' ||
    typeof recoveryConfirmed !== 'boolean' ||
    !Array.isArray(ways) ||
    !ways.every(isWay)
  ) {
    throw damaged()
  }
  const ring: KeyRing = { workspaceId, createdAt, recoveryConfirmed, ways }
  if (file.version !== version || file.checksum !== checksum(ring)) throw damaged()
  return ring
}

/** The key ring of a folder that must have one. @throws AppError as above, and `workspace_missing` */
export function requireKeyRing(directory: string): KeyRing {
  const ring = readKeyRingFile(directory)
  if (ring === null) throw missing()
  return ring
}

/** @throws AppError `disk_full`, `workspace_not_writable`, `workspace_missing`. */
export function writeKeyRingFile(directory: string, ring: KeyRing): void {
  const file = { version, ...ring, checksum: checksum(ring) }
  writeFileAtomically(path(directory), `${JSON.stringify(file, null, 2)}\n`)
}

function path(directory: string): string {
  return join(directory, 'keyring.json')
}

function checksum(ring: KeyRing): string {
  const { workspaceId, createdAt, recoveryConfirmed, ways } = ring
  const content = [workspaceId, createdAt, recoveryConfirmed, ways.map(wayContent)]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

function wayContent(way: Way): unknown[] {
  if (!('kdf' in way)) return [way.kind, way.sealed]
  const { name, memoryKib, iterations, parallelism, salt } = way.kdf
  return [way.kind, way.sealed, name, memoryKib, iterations, parallelism, salt]
}

function isWay(value: unknown): value is Way {
  if (!isRecord(value) || typeof value.sealed !== 'string') return false
  if (value.kind === 'keychain' || value.kind === 'memory') return true
  return (value.kind === 'passphrase' || value.kind === 'recovery') && isKdf(value.kdf)
}

/** The limits keep a doctored file from taking all memory or hours of time. */
function isKdf(value: unknown): value is Kdf {
  return (
    isRecord(value) &&
    value.name === 'argon2id' &&
    typeof value.salt === 'string' &&
    Buffer.from(value.salt, 'base64').length >= 8 &&
    isBetween(value.parallelism, 1, 16) &&
    isBetween(value.iterations, 1, 100) &&
    isBetween(value.memoryKib, 8 * value.parallelism, 1_048_576)
  )
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // not JSON: damaged, as below
  }
  throw damaged()
}

function damaged(): AppError {
  return new AppError('store_damaged', {
    message: 'The file keyring.json is damaged. Restore it from a copy of the workspace folder.',
  })
}

function newer(): AppError {
  return new AppError('store_newer_version', {
    message: 'A newer version of the app wrote this workspace. Update the app.',
  })
}

function missing(): AppError {
  return new AppError('workspace_missing', { message: 'There is no workspace in this folder.' })
}
