import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { parseBlockList } from '../../files/block-list-csv.ts'
import {
  contactsWithNumbers,
  listBlockList,
  removeBlockListEntry,
  upsertBlockList,
} from '../../store/block-list-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { command, process, query, type Handlers, type ProcessContext } from '../context.ts'
import { readFileSource } from '../read-file-source.ts'
import { screenContacts, shownIn } from '../screening/screen-contacts.ts'

type Names = 'blockList.import' | 'blockList.list' | 'blockList.remove'

/** Entries a transaction, with the contacts they are about. */
const portion = 100
/** Rejected rows that are told one by one. */
const rejectedTold = 100

export const blockListHandlers: Handlers<Names> = {
  'blockList.list': query(({ db }, input) => listBlockList(db, input)),
  'blockList.import': process(importBlockList),
  'blockList.remove': command((context, { entryId }) => {
    const seqs = removeBlockListEntry(context.db, entryId)
    screenContacts(context, seqs)
    context.audit({
      action: 'blockList.removed',
      subjectKind: 'block_list',
      subjectId: entryId,
      data: { contacts: seqs.length },
    })
    context.changed(['blockList', ...shownIn])
    return { done: true }
  }),
}

async function importBlockList(
  context: ProcessContext,
  { file, source }: ParsedInput<'blockList.import'>,
): Promise<CallOutput<'blockList.import'>> {
  const { content } = await readFileSource(context, file)
  const country = context.read(({ db }) => readSettings(db).defaultCountry)
  const { rows, entries, rejected } = parseBlockList(content, country)
  const result = { rows, added: 0, updated: 0, contacts: 0 }
  for (let start = 0; start < entries.length && !context.signal.aborted; start += portion) {
    const part = entries.slice(start, start + portion)
    context.transact((writing) => {
      const { added, updated } = upsertBlockList(writing.db, writing, source, part)
      const seqs = contactsWithNumbers(
        writing.db,
        part.map((entry) => entry.waId),
      )
      screenContacts(writing, seqs)
      result.added += added
      result.updated += updated
      result.contacts += seqs.length
    })
    context.progress({ kind: 'import', doneCount: start + part.length, total: entries.length })
    await new Promise((resolve) => setImmediate(resolve))
  }
  context.transact((writing) => {
    writing.audit({
      action: 'blockList.imported',
      subjectKind: 'block_list',
      data: { ...result, rejected: rejected.length, isWhole: !context.signal.aborted },
    })
    writing.changed(['blockList', ...shownIn])
  })
  return {
    ...result,
    rejected: rejected.slice(0, rejectedTold),
    rejectedTotal: rejected.length,
  }
}
