import {
  createMemorySecretStore,
  type SecretName,
  type SecretStore,
} from '../secrets/secret-store.ts'

const names: readonly SecretName[] = ['access_token', 'app_secret', 'verify_token', 'signing_key']

/** A secret store whose place can change while others hold it. */
export interface SwitchableSecretStore extends SecretStore {
  use(store: SecretStore): void
  /** Copies every secret to another place; this one stays in use. */
  copyTo(store: SecretStore): Promise<void>
  /** Uses another place from now on, and empties the one before. */
  moveTo(store: SecretStore): Promise<void>
}

export function createSwitchableSecretStore(): SwitchableSecretStore {
  let current: SecretStore = createMemorySecretStore()
  return {
    get kind() {
      return current.kind
    },
    get: (name) => current.get(name),
    set: (name, value) => current.set(name, value),
    delete: (name) => current.delete(name),
    use(store) {
      current = store
    },
    async copyTo(store) {
      for (const name of names) {
        const value = await current.get(name)
        if (value !== null) await store.set(name, value)
      }
    },
    async moveTo(store) {
      const before = current
      current = store
      for (const name of names) await before.delete(name)
    },
  }
}
