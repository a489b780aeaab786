import { AppError } from '../../../shared/errors.ts'
import { translateStoreError } from '../../store/store-errors.ts'
import { insertUpdate } from '../../store/update-store.ts'
import type { ParsedUpdate } from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { ingestUpdates } from './ingest-updates.ts'

type Transact = <T>(work: (context: CommandContext) => T) => T

/**
 * Takes a body of updates in one transaction. Where one of them trips a defect, the others are taken
 * one by one and that one is kept as unknown: refusing the body would have all of it sent again for
 * days. Trouble of the store itself refuses the body, so that it comes again.
 */
export function takeUpdates(
  transact: Transact,
  updates: readonly ParsedUpdate[],
  onDefect: (error: unknown) => void,
): IngestNotes {
  try {
    return transact((context) => ingestUpdates(context, updates))
  } catch (error) {
    refuseStoreTrouble(error)
    onDefect(error)
  }
  const notes: IngestNotes = { groups: new Set(), needsSync: false }
  for (const update of updates) {
    const taken = takeOne(transact, update, onDefect)
    for (const groupId of taken?.groups ?? []) notes.groups.add(groupId)
    if (taken?.needsSync) notes.needsSync = true
  }
  return notes
}

function takeOne(
  transact: Transact,
  update: ParsedUpdate,
  onDefect: (error: unknown) => void,
): IngestNotes | null {
  try {
    return transact((context) => ingestUpdates(context, [update]))
  } catch (error) {
    refuseStoreTrouble(error)
    onDefect(error)
    transact((context) =>
      insertUpdate(context.db, context, {
        dedupKey: update.dedupKey,
        field: update.field,
        kind: update.kind,
        state: 'unknown',
        payload: update.raw,
      }),
    )
    return null
  }
}

function refuseStoreTrouble(error: unknown): void {
  const told = translateStoreError(error)
  if (told instanceof AppError) throw told
}
