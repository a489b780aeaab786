import { hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { seal, unseal } from './seal.ts'
import type { SecretName, SecretStore } from './secret-store.ts'
import { translateFileError, writeFileAtomically } from './write-file.ts'

export interface SealedSecretStoreOptions {
  readonly directory: string
  /** The workspace's data key: 32 bytes. */
  readonly dataKey: Uint8Array
}

type Values = Record<string, string>

/**
 * Secrets in `secrets.json` of the workspace folder, each sealed under a key derived from the data
 * key, for a workspace that opens with a passphrase.
 *
 * `get` throws AppError `secret_missing` for a secret that is there and cannot be read: it has to be
 * entered again. `set` replaces a file that cannot be read, because nothing in it is of use.
 */
export function createSealedSecretStore(options: SealedSecretStoreOptions): SecretStore {
  const path = join(options.directory, 'secrets.json')
  const key = new Uint8Array(hkdfSync('sha256', options.dataKey, '', 'groupkeeper secrets', 32))
  const write = (values: Values) =>
    writeFileAtomically(path, `${JSON.stringify({ version: 1, values }, null, 2)}\n`)
  return {
    kind: 'passphrase',
    get: async (name) => {
      const values = read(path)
      if (values === null) throw unreadable()
      const sealed = values[name]
      if (sealed === undefined) return null
      const plain = unseal(key, binding(name), sealed)
      if (plain === null) throw unreadable()
      return plain.toString('utf8')
    },
    set: async (name, value) => {
      write({ ...read(path), [name]: seal(key, binding(name), Buffer.from(value, 'utf8')) })
    },
    delete: async (name) => {
      const values = read(path)
      if (values !== null && values[name] === undefined) return
      const { [name]: _removed, ...others } = values ?? {}
      write(others)
    },
  }
}

function binding(name: SecretName): string {
  return `groupkeeper secret ${name}`
}

/** The sealed values by name, or null where the file is there and is not one of ours. */
function read(path: string): Values | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw translateFileError(error)
  }
  const file = parsed(text)
  if (file === null) return null
  if (typeof file.version === 'number' && file.version > 1) {
    throw new AppError('store_newer_version', {
      message: 'A newer version of the app wrote secrets.json. Update the app.',
    })
  }
  const { values } = file
  if (typeof values !== 'object' || values === null) return null
  const entries = Object.entries(values)
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : null
}

function parsed(text: string): { version?: unknown; values?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    // damaged content is the caller's null
    return null
  }
}

function unreadable(): AppError {
  return new AppError('secret_missing', {
    message: 'A stored secret cannot be read. Enter it again in the settings.',
  })
}
