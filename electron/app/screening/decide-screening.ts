import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import {
  countMatching,
  insertDecisions,
  lastSeq,
  matchingSeqs,
  seqsOf,
  wordDiffers,
} from '../../store/screening-store.ts'
import { one } from '../../store/statement.ts'
import type { CommandContext, ProcessContext, QueryContext } from '../context.ts'
import { screenContacts, shownIn } from './screen-contacts.ts'

type Input = ParsedInput<'screening.decide'>
type Output = CallOutput<'screening.decide'>

/** Contacts a transaction: small enough that nobody waits for it. */
const portion = 100
/** So many are named in the log one by one; of more it says how many. */
const namedContacts = 200

/**
 * The owner's word on one or many. For a filter it is given only with the number that a dry run named, so that
 * nobody decides on more people than they saw.
 *
 * @throws AppError `not_found`, `confirmation_required`.
 */
export async function decideScreening(context: ProcessContext, input: Input): Promise<Output> {
  const preview = context.read((reading) => count(reading, input))
  if (input.dryRun) return preview
  if (input.filter !== undefined && input.confirmedCount !== preview.matched)
    throw new AppError('confirmation_required', {
      field: 'confirmedCount',
      params: { count: preview.matched },
      message: `This decides on ${preview.matched} people. Confirm their number to go on.`,
    })
  return input.filter === undefined
    ? context.transact((writing) => decideOnChosen(writing, input))
    : decideOnMatching(context, input, preview.matched)
}

function count({ db }: QueryContext, input: Input): Output {
  const word = { word: input.verdict }
  if (input.filter !== undefined)
    return {
      matched: countMatching(db, input.filter),
      changed: countMatching(db, input.filter, wordDiffers, word),
    }
  const seqs = chosenSeqs({ db }, input)
  const changed = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM contact WHERE seq IN (SELECT value FROM json_each($seqs)) AND ${wordDiffers}`,
    { seqs: JSON.stringify(seqs), ...word },
  )!.n
  return { matched: seqs.length, changed }
}

function chosenSeqs({ db }: Pick<QueryContext, 'db'>, input: Input): number[] {
  const ids = [...new Set(input.contactIds)]
  const seqs = seqsOf(db, ids)
  if (seqs.length !== ids.length)
    throw new AppError('not_found', {
      field: 'contactIds',
      message: 'One of these contacts is not known.',
    })
  return seqs
}

function decideOnChosen(context: CommandContext, input: Input): Output {
  const seqs = chosenSeqs(context, input)
  const changed = decide(context, seqs, input)
  const contactId = input.contactIds?.length === 1 ? (input.contactIds[0] ?? null) : null
  context.audit({
    action: 'screening.decided',
    subjectKind: contactId === null ? 'screening' : 'contact',
    subjectId: contactId,
    contactId,
    data: {
      verdict: input.verdict,
      hasNote: input.note !== '',
      ...(contactId === null ? { count: seqs.length } : {}),
      ...(contactId === null && seqs.length <= namedContacts
        ? { contactIds: input.contactIds }
        : {}),
    },
  })
  context.changed(shownIn)
  return { matched: seqs.length, changed }
}

async function decideOnMatching(
  context: ProcessContext,
  input: Input,
  total: number,
): Promise<Output> {
  const filter = input.filter ?? {}
  const upTo = context.read(({ db }) => lastSeq(db))
  const result = { matched: 0, changed: 0 }
  let after = -1
  while (!context.signal.aborted) {
    const seqs = context.read(({ db }) => matchingSeqs(db, filter, { after, upTo, limit: portion }))
    const last = seqs.at(-1)
    if (last === undefined) break
    result.changed += context.transact((writing) => decide(writing, seqs, input))
    result.matched += seqs.length
    after = last
    context.progress({ kind: 'screening', doneCount: Math.min(result.matched, total), total })
    await new Promise((resolve) => setImmediate(resolve))
  }
  context.transact((writing) => {
    writing.audit({
      action: 'screening.decidedMany',
      subjectKind: 'screening',
      data: {
        verdict: input.verdict,
        filter,
        count: result.matched,
        isWhole: !context.signal.aborted,
        hasNote: input.note !== '',
      },
    })
    writing.changed(shownIn)
  })
  return result
}

function decide(context: CommandContext, seqs: readonly number[], input: Input): number {
  insertDecisions(context.db, context, seqs, {
    verdict: input.verdict,
    note: input.note,
    decidedBy: context.caller.actor,
  })
  return screenContacts(context, seqs).changes.length
}
