import { AppError } from '../../shared/errors.ts'
import { requireKeyRing } from './key-ring-file.ts'
import { loadKeychain, readEntry } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import { parseRecoveryCode } from './recovery-code.ts'
import { keychainAccount, openWay, openTypedWay } from './ways.ts'
import type { Unlocked } from './ways.ts'

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
  const ring = requireKeyRing(directory)
  const port = keychain ?? (await loadKeychain())
  const entry = await readEntry(port, keychainAccount(ring.workspaceId))
  const dataKey = entry === null ? null : openWay(ring, 'keychain', Buffer.from(entry, 'base64'))
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
  const unlocked = await openTypedWay(requireKeyRing(directory), 'passphrase', passphrase)
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
  const ring = requireKeyRing(directory)
  const unlocked = await openTypedWay(ring, 'recovery', parseRecoveryCode(recoveryCode))
  if (unlocked === null) {
    throw new AppError('recovery_code_wrong', {
      message: 'The recovery code is not the one of this workspace. Look for a newer one.',
    })
  }
  return unlocked
}

/** Opens with the key that the vault `memory` was given. @throws AppError `workspace_locked` */
export function unlockWithMemoryKey(directory: string, memoryKey: Uint8Array): Unlocked {
  const unlocked = openWay(requireKeyRing(directory), 'memory', memoryKey)
  if (unlocked === null) {
    throw new AppError('workspace_locked', {
      message: 'The key in memory does not open this workspace. Use the recovery code.',
    })
  }
  return unlocked
}
