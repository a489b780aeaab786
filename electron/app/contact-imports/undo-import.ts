import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import {
  noteUndone,
  removeMade,
  removeOrders,
  restoreChanged,
  whatUndoDid,
  type UndonePortion,
} from '../../store/contact-import-undo.ts'
import { getImport, setImportState, type StoredImport } from '../../store/contact-import-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { CommandContext, ProcessContext } from '../context.ts'
import { requireNotUndoing } from './check-import.ts'

type Undone = CallOutput<'imports.undo'>

/**
 * Takes an import back: what it made goes, what it changed is as before, and who is held on to by
 * something else stays and is named. Done in portions; one that is cut short can be asked for again.
 *
 * @throws AppError `not_found`, `conflict`, `cancelled`.
 */
export async function undoImport(context: ProcessContext, importId: string): Promise<Undone> {
  requireNotUndoing(context.imports, importId)
  context.imports.undoing.add(importId)
  try {
    return await undoInPortions(context, importId)
  } finally {
    context.imports.undoing.delete(importId)
  }
}

function getUndoable(db: ReadableDatabase, importId: string): StoredImport {
  const stored = getImport(db, importId)
  if (!['finished', 'stopped', 'failed'].includes(stored.state))
    throw new AppError('conflict', {
      message: `An import that is ${stored.state} cannot be undone.`,
      params: { state: stored.state },
    })
  return stored
}

async function undoInPortions(context: ProcessContext, importId: string): Promise<Undone> {
  const stored = context.read(({ db }) => getUndoable(db, importId))
  const total = stored.added + stored.updated
  let doneCount = 0
  const inPortions = async (
    work: (command: CommandContext, after: number) => UndonePortion,
  ): Promise<void> => {
    for (let after: number | null = 0; after !== null;) {
      const from: number = after
      const portion = context.transact((command) => {
        getUndoable(command.db, importId)
        const done = work(command, from)
        noteUndone(command.db, stored, done)
        return done
      })
      after = portion.next
      doneCount += portion.removed + portion.restored + portion.kept
      context.progress({ kind: 'import', doneCount, total })
      await nextTurn()
      if (context.signal.aborted)
        throw new AppError('cancelled', { message: 'Stopped. Undo the import again for the rest.' })
    }
  }
  await inPortions(({ db }) => removeOrders(db, stored))
  await inPortions(({ db, now }) => restoreChanged(db, stored, now))
  await inPortions(({ db }, after) => removeMade(db, stored, after))
  const done = context.transact((command) => {
    getUndoable(command.db, importId)
    setImportState(command.db, importId, 'undone', command.now)
    const did = whatUndoDid(command.db, stored)
    command.audit({
      action: 'imports.undone',
      subjectKind: 'import',
      subjectId: importId,
      data: { removed: did.removed, restored: did.restored, kept: did.keptTotal },
    })
    command.changed(['imports', 'contacts', 'consent', 'tags', 'overview'])
    return { import: getImport(command.db, importId), ...did }
  })
  context.imports.spool.remove(importId)
  return done
}
