import type { contactCalls } from '../../../shared/ipc/contact-calls.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { indexContact } from '../../store/contact-search.ts'
import {
  deleteTag,
  listTags,
  requireTag,
  saveTag,
  setTag,
  taggedContacts,
} from '../../store/tag-store.ts'
import {
  betweenPortions,
  requireTargets,
  targetPortion,
  type TargetContact,
} from '../contact-targets.ts'
import {
  process,
  query,
  type CommandContext,
  type Handlers,
  type ProcessContext,
} from '../context.ts'

type Names = Extract<keyof typeof contactCalls, `tags.${string}`>

/** So many contacts are written to in one transaction: others wait no longer than that. */
const portion = 1000

export const tagHandlers: Handlers<Names> = {
  'tags.list': query(({ db }) => ({ tags: listTags(db) })),
  'tags.save': process((context, input) => save(context, input)),
  'tags.delete': process((context, { tagId }) => remove(context, tagId)),
  'tags.assign': process((context, input) => assign(context, input)),
}

async function save(
  context: ProcessContext,
  input: ParsedInput<'tags.save'>,
): Promise<CallOutput<'tags.save'>> {
  const tag = context.transact((command) => {
    const saved = saveTag(command.db, command, input)
    logTag(command, 'tags.saved', saved.id)
    return saved
  })
  if (input.tagId !== undefined) {
    // contacts are found by the name of their tags
    const { seq } = context.read(({ db }) => requireTag(db, tag.id))
    await forAll(context, tag.size, (command, afterSeq) => {
      const contacts = taggedContacts(command.db, seq, afterSeq, portion)
      for (const contact of contacts) indexContact(command.db, contact.id)
      return contacts
    })
  }
  return tag
}

async function remove(context: ProcessContext, tagId: string): Promise<CallOutput<'tags.delete'>> {
  const tag = context.read(({ db }) => requireTag(db, tagId))
  await forAll(context, tag.size, (command, afterSeq) => {
    const contacts = taggedContacts(command.db, tag.seq, afterSeq, portion)
    setTag(command.db, command, tag.seq, contacts, false)
    return contacts
  })
  context.transact((command) => {
    deleteTag(command.db, tag.seq)
    logTag(command, 'tags.deleted', tagId, { contacts: tag.size })
  })
  return { done: true }
}

async function assign(
  context: ProcessContext,
  { tagId, target, isOn }: ParsedInput<'tags.assign'>,
): Promise<CallOutput<'tags.assign'>> {
  const tag = context.read(({ db }) => {
    requireTargets(db, target)
    return requireTag(db, tagId)
  })
  let contacts = 0
  try {
    await forAll(context, null, (command, afterSeq) => {
      const next = targetPortion(command.db, target, afterSeq, portion, command.now)
      contacts += setTag(command.db, command, tag.seq, next, isOn)
      return next
    })
  } finally {
    context.transact((command) =>
      logTag(command, isOn ? 'tags.assigned' : 'tags.unassigned', tagId, { contacts }),
    )
  }
  return { contacts }
}

/** One transaction after another until a portion is not full. */
async function forAll(
  context: ProcessContext,
  total: number | null,
  work: (command: CommandContext, afterSeq: number) => readonly TargetContact[],
): Promise<void> {
  let afterSeq = 0
  let done = 0
  for (;;) {
    const contacts = context.transact((command) => work(command, afterSeq))
    done += contacts.length
    const last = contacts.at(-1)
    if (!last || contacts.length < portion) return
    afterSeq = last.seq
    await betweenPortions(context, 'apply', done, total)
  }
}

function logTag(
  command: CommandContext,
  action: string,
  tagId: string,
  data: Record<string, unknown> = {},
): void {
  command.audit({ action, subjectKind: 'tag', subjectId: tagId, data })
  command.changed(['tags', 'contacts'])
}
