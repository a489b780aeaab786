import { assertNever } from '../../../shared/errors.ts'
import { addToCounter, writeValue } from '../../store/settings-store.ts'
import { insertUpdate } from '../../store/update-store.ts'
import type { ParsedUpdate } from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import { lastUpdateKey, receivedCounter } from '../setting-keys.ts'
import { applyAccountEvent, applySecurityEvent } from './account-updates.ts'
import { applyTemplateUpdate } from './template-updates.ts'
import {
  applyGroupCreated,
  applyGroupCreateFailed,
  applyGroupDeleted,
  applyGroupDeleteFailed,
  applyGroupSettings,
  applyGroupSuspension,
} from './group-updates.ts'
import { applyIdentityChanged, applyMarketingPreference, applyMessage } from './message-updates.ts'
import {
  applyJoinRequestCreated,
  applyJoinRequestRevoked,
  applyParticipantsAdded,
  applyParticipantsRemoved,
} from './participant-updates.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { applyMessageStatus } from './status-updates.ts'

export interface Ingested extends IngestNotes {
  readonly applied: number
  readonly repeated: number
}

/**
 * Takes updates into the store, inside the caller's transaction. Each may come twice, late and in any
 * order: what was taken before is skipped, and what is older than what is known changes nothing.
 */
export function ingestUpdates(context: CommandContext, updates: readonly ParsedUpdate[]): Ingested {
  const notes: IngestNotes = { groups: new Set(), needsSync: false }
  let applied = 0
  for (const update of updates) {
    const isUnknown = update.kind === 'unknown'
    const isNew = insertUpdate(context.db, context, {
      dedupKey: update.dedupKey,
      field: update.field,
      kind: update.kind,
      state: isUnknown ? 'unknown' : 'applied',
      payload: isUnknown ? update.raw : null,
    })
    if (!isNew) continue
    applied += 1
    applyUpdate(context, update, notes)
  }
  if (applied > 0) {
    addToCounter(context.db, receivedCounter, applied)
    writeValue(context.db, lastUpdateKey, String(context.now))
    context.changed(['sync', 'groups', 'members', 'announcements', 'overview'])
  }
  return { ...notes, applied, repeated: updates.length - applied }
}

function applyUpdate(context: CommandContext, update: ParsedUpdate, notes: IngestNotes): void {
  switch (update.kind) {
    case 'group_created':
      return applyGroupCreated(context, update, notes)
    case 'group_create_failed':
      return applyGroupCreateFailed(context, update)
    case 'group_deleted':
      return applyGroupDeleted(context, update)
    case 'group_delete_failed':
      return applyGroupDeleteFailed(context, update)
    case 'participants_added':
      return applyParticipantsAdded(context, update, notes)
    case 'participants_removed':
      return applyParticipantsRemoved(context, update, notes)
    case 'join_request_created':
      return applyJoinRequestCreated(context, update, notes)
    case 'join_request_revoked':
      return applyJoinRequestRevoked(context, update, notes)
    case 'group_settings':
      return applyGroupSettings(context, update)
    case 'group_suspended':
    case 'group_suspension_cleared':
      return applyGroupSuspension(context, update, notes)
    case 'message_received':
      return applyMessage(context, update, notes)
    case 'identity_changed':
      return applyIdentityChanged(context, update)
    case 'message_status':
      return applyMessageStatus(context, update)
    case 'marketing_preference':
      return applyMarketingPreference(context, update, notes)
    case 'security_event':
      return applySecurityEvent(context, update)
    case 'account_event':
      return applyAccountEvent(context, update)
    case 'template_status':
    case 'template_quality':
    case 'template_category':
    case 'template_components':
      return applyTemplateUpdate(context, update, notes)
    case 'unknown':
      return
    default:
      return assertNever(update, 'update')
  }
}
