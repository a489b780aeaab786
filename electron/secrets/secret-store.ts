/** What the app keeps for its account; nothing reads these but the part that uses them. */
export type SecretName = 'access_token' | 'app_secret' | 'verify_token' | 'signing_key'

/** Where tokens and keys of one workspace live. */
export interface SecretStore {
  readonly kind: 'keychain' | 'passphrase' | 'memory'
  /** Null where nothing is stored under the name. */
  get(name: SecretName): Promise<string | null>
  set(name: SecretName, value: string): Promise<void>
  /** Removes the secret, if there. */
  delete(name: SecretName): Promise<void>
}

/** Secrets for tests and the demo shop; they are gone when the app closes. */
export function createMemorySecretStore(): SecretStore {
  const values = new Map<SecretName, string>()
  return {
    kind: 'memory',
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value)
    },
    delete: async (name) => {
      values.delete(name)
    },
  }
}
