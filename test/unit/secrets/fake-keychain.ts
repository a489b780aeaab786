import type { Keychain } from '../../../electron/secrets/keychain.ts'

/** A keychain in memory. `broken` makes every call fail, as a machine without a service does. */
export interface FakeKeychain extends Keychain {
  readonly entries: Map<string, string>
  broken: boolean
}

export function aKeychain(): FakeKeychain {
  const entries = new Map<string, string>()
  const name = (service: string, account: string) => `${service}/${account}`
  const keychain: FakeKeychain = {
    entries,
    broken: false,
    getPassword: async (service, account) => {
      refuseWhenBroken(keychain)
      return entries.get(name(service, account)) ?? null
    },
    setPassword: async (service, account, value) => {
      refuseWhenBroken(keychain)
      entries.set(name(service, account), value)
    },
    deletePassword: async (service, account) => {
      refuseWhenBroken(keychain)
      return entries.delete(name(service, account))
    },
  }
  return keychain
}

function refuseWhenBroken(keychain: FakeKeychain): void {
  if (keychain.broken) throw new Error('The name org.freedesktop.secrets was not provided')
}
