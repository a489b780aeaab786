import { AppError } from '../../../shared/errors.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { getGroup } from '../../store/group-store.ts'

/** WhatsApp's id of the group; a group without one can be asked for nothing. */
export function remoteIdOf(db: ReadableDatabase, groupId: string): string {
  const { remote_id: remoteId } = getGroup(db, groupId)
  if (remoteId === null)
    throw new AppError('group_gone', { message: 'WhatsApp does not know this group yet.' })
  return remoteId
}
