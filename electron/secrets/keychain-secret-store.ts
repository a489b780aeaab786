import { deleteEntry, loadKeychain, readEntry, writeEntry } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import type { SecretName, SecretStore } from './secret-store.ts'

export interface KeychainSecretStoreOptions {
  readonly workspaceId: string
  /** Left out: the system's. */
  readonly keychain?: Keychain
}

/**
 * Secrets as entries of the system's keychain, one each.
 * Every method throws AppError `keychain_unavailable` where the machine has none.
 */
export function createKeychainSecretStore(options: KeychainSecretStoreOptions): SecretStore {
  const account = (name: SecretName) => `${options.workspaceId}:${name}`
  const keychain = async () => options.keychain ?? (await loadKeychain())
  return {
    kind: 'keychain',
    get: async (name) => readEntry(await keychain(), account(name)),
    set: async (name, value) => writeEntry(await keychain(), account(name), value),
    delete: async (name) => deleteEntry(await keychain(), account(name)),
  }
}
