import type { ErrorCode } from '../../../shared/errors.ts'
import { deleteValue, readValue, writeValue } from '../../store/settings-store.ts'
import type { CommandContext } from '../context.ts'
import { stoppedKey } from '../setting-keys.ts'

/** The whole account is refused: everything waits until a person has acted. */
export function stopSending(context: CommandContext, code: ErrorCode): void {
  if (readValue(context.db, stoppedKey) !== null) return
  writeValue(context.db, stoppedKey, code)
  context.audit({ action: 'account.stopped', subjectKind: 'account', data: { code } })
  context.notify({ kind: 'account_alarm', count: 1, groupId: null })
  context.changed(['account', 'overview'])
}

/** Lets the queue run again after a person has acted. */
export function clearStop(context: CommandContext): void {
  if (readValue(context.db, stoppedKey) === null) return
  deleteValue(context.db, stoppedKey)
  context.audit({ action: 'account.resumed', subjectKind: 'account' })
  context.changed(['account', 'overview'])
}
