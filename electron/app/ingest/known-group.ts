import { findGroupByRemoteId, insertGroup, type GroupRow } from '../../store/group-store.ts'
import type { CommandContext } from '../context.ts'
import type { IngestNotes } from './ingest-notes.ts'

/**
 * The group that an update speaks of. One that nobody has told of yet is made with its id alone and
 * filled in by the next sync: its own creation may be told later than what happened in it.
 */
export function knownGroup(
  context: CommandContext,
  remoteId: string,
  notes: IngestNotes,
): GroupRow {
  const known = findGroupByRemoteId(context.db, remoteId)
  if (known) return known
  insertGroup(context.db, context, { kind: 'managed', state: 'active', remoteId, subject: '' })
  notes.needsSync = true
  return findGroupByRemoteId(context.db, remoteId)!
}
