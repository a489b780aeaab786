import { setImmediate as nextTurn } from 'node:timers/promises'
import type { z } from 'zod'
import type { contactTarget } from '../../shared/domain/contacts.ts'
import { AppError } from '../../shared/errors.ts'
import { matchingContacts } from '../store/contact-list-store.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { all } from '../store/statement.ts'
import type { ProcessContext } from './context.ts'

type Target = z.infer<typeof contactTarget>

export interface TargetContact {
  readonly seq: number
  readonly id: string
}

/**
 * The next portion of those whom a bulk action is for, in the order of `seq`. Contacts in the bin are
 * left out.
 *
 * @throws AppError as `compileFilter`.
 */
export function targetPortion(
  db: ReadableDatabase,
  target: Target,
  afterSeq: number,
  limit: number,
  now?: number,
): TargetContact[] {
  if (target.filter) return matchingContacts(db, target.filter, afterSeq, limit, now)
  return all<TargetContact>(
    db,
    `SELECT seq, id FROM contact WHERE id IN (SELECT value FROM json_each($ids)) AND is_listed=1 AND seq>$afterSeq
     ORDER BY seq LIMIT $limit`,
    { ids: JSON.stringify(target.contactIds ?? []), afterSeq, limit },
  )
}

/** @throws AppError `not_found` where one of the chosen contacts is not there. */
export function requireTargets(db: ReadableDatabase, target: Target): void {
  if (target.filter) return
  const chosen = [...new Set(target.contactIds)]
  if (targetPortion(db, target, 0, chosen.length).length < chosen.length)
    throw new AppError('not_found', {
      field: 'target.contactIds',
      message: 'Some of these contacts are gone. Choose again.',
    })
}

/** Lets others in between two portions, and stops where the work was cancelled. */
export async function betweenPortions(
  context: ProcessContext,
  kind: 'apply' | 'report',
  doneCount: number,
  total: number | null,
): Promise<void> {
  context.progress({ kind, doneCount, total })
  await nextTurn()
  if (context.signal.aborted)
    throw new AppError('cancelled', {
      message: 'The work was stopped. What is done already stays; start again for the rest.',
    })
}
