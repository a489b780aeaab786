import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'

/** The operating system's keychain, as keytar offers it. Tests pass their own. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, value: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** Under this name the entries show in the system's own keychain tool. */
export const keychainService = 'Groupkeeper'

/** The system may ask the owner to unlock the keychain, so a call waits for a person. */
const patienceMs = 120_000

/**
 * Loads the system's keychain. The process's main thread loads it before a worker thread does: a
 * library that only a worker holds is unloaded when the worker ends, and libsecret, loaded a second
 * time, finds its types registered already and hangs.
 *
 * @throws AppError `keychain_unavailable` where the machine lacks the library (libsecret on Linux).
 */
export async function loadKeychain(): Promise<Keychain> {
  try {
    const { default: keytar } = await import('keytar')
    return keytar
  } catch (error) {
    throw unavailable(error)
  }
}

/** Reads an entry of this app; null where there is none. @throws AppError `keychain_unavailable` */
export async function readEntry(keychain: Keychain, account: string): Promise<string | null> {
  return guarded(() => keychain.getPassword(keychainService, account), patienceMs)
}

/** Writes an entry of this app. @throws AppError `keychain_unavailable` */
export async function writeEntry(
  keychain: Keychain,
  account: string,
  value: string,
): Promise<void> {
  await guarded(() => keychain.setPassword(keychainService, account, value), patienceMs)
}

/** Removes an entry of this app, if there. @throws AppError `keychain_unavailable` */
export async function deleteEntry(keychain: Keychain, account: string): Promise<void> {
  await guarded(() => keychain.deletePassword(keychainService, account), patienceMs)
}

/**
 * Whether this machine keeps secrets: writes, reads and removes an entry for real, because a
 * keychain service can be installed and yet refuse.
 */
export async function probeKeychain(keychain?: Keychain, timeoutMs = 5000): Promise<boolean> {
  const value = randomBytes(16).toString('hex')
  const account = `probe:${value}`
  try {
    const port = keychain ?? (await loadKeychain())
    await guarded(() => port.setPassword(keychainService, account, value), timeoutMs)
    const found = await guarded(() => port.getPassword(keychainService, account), timeoutMs)
    await guarded(() => port.deletePassword(keychainService, account), timeoutMs)
    return found === value
  } catch {
    // the question is answered: it does not work here
    return false
  }
}

async function guarded<T>(action: () => Promise<T>, timeoutMs: number): Promise<T> {
  const stop = new AbortController()
  const late = delay(timeoutMs, undefined, { signal: stop.signal, ref: false }).then(() => {
    throw new Error('The keychain does not answer')
  })
  try {
    return await Promise.race([action(), late])
  } catch (error) {
    throw unavailable(error)
  } finally {
    late.catch(() => undefined)
    stop.abort()
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError('keychain_unavailable', {
    message: 'This computer offers no keychain. Use a passphrase instead.',
    cause,
  })
}
