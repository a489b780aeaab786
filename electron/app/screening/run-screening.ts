import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { countMatching, lastSeq, matchingSeqs } from '../../store/screening-store.ts'
import type { ProcessContext } from '../context.ts'
import { screenContacts, shownIn } from './screen-contacts.ts'

/** Contacts a transaction: small enough that nobody waits for it. */
const portion = 100

/**
 * Screens many, portion by portion: others write in between, and what is done when it is stopped stays done.
 *
 * @throws AppError `cancelled`.
 */
export async function runScreening(
  context: ProcessContext,
  { scope, filter }: ParsedInput<'screening.run'>,
): Promise<CallOutput<'screening.run'>> {
  const about = { ...filter, scope }
  const { upTo, total } = context.read(({ db }) => ({
    upTo: lastSeq(db),
    total: countMatching(db, about),
  }))
  const result = { screened: 0, changed: 0, trusted: 0, toCheck: 0, rejected: 0 }
  let after = -1
  while (!context.signal.aborted) {
    const seqs = context.read(({ db }) => matchingSeqs(db, about, { after, upTo, limit: portion }))
    const last = seqs.at(-1)
    if (last === undefined) break
    const { screened, changes, tally } = context.transact((writing) =>
      screenContacts(writing, seqs),
    )
    result.screened += screened
    result.changed += changes.length
    result.trusted += tally.trusted
    result.toCheck += tally.to_check
    result.rejected += tally.rejected
    after = last
    context.progress({ kind: 'screening', doneCount: Math.min(result.screened, total), total })
    await new Promise((resolve) => setImmediate(resolve))
  }
  const isWhole = !context.signal.aborted
  context.transact((writing) => {
    writing.audit({
      action: 'screening.ran',
      subjectKind: 'screening',
      data: { scope, isWhole, count: result.screened, changed: result.changed },
    })
    writing.changed(shownIn)
  })
  if (!isWhole)
    throw new AppError('cancelled', { message: 'Stopped. Whoever was screened by then stays so.' })
  return result
}
