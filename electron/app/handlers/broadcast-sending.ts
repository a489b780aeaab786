import { errorCode } from '../../../shared/errors.ts'
import { AppError } from '../../../shared/errors.ts'
import type { broadcastSendingCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import {
  broadcastRow,
  describeBroadcast,
  draftOf,
  expectState,
  insertBroadcastDraft,
  setBroadcastState,
  type BroadcastRow,
} from '../../store/broadcasts/broadcast-store.ts'
import {
  countReasons,
  findListedRecipient,
  listRecipients,
  recipientEvents,
} from '../../store/broadcasts/recipient-list-store.ts'
import { sendUnknownAgain, settleUnknownAs } from '../../store/broadcasts/settle-store.ts'
import { readValue } from '../../store/settings-store.ts'
import { exportRecipients } from '../broadcasts/export-recipients.ts'
import { frozenTextOf } from '../broadcasts/frozen-text.ts'
import { broadcastDomains } from '../broadcasts/pause-broadcast.ts'
import {
  command,
  process,
  query,
  type CommandContext,
  type Handlers,
  type QueryContext,
} from '../context.ts'
import { stoppedKey } from '../setting-keys.ts'

/** Broadcasts on their way, and what became of each row. */
export const broadcastSendingHandlers: Handlers<keyof typeof broadcastSendingCalls> = {
  'broadcasts.pause': command((context, { broadcastId }) => {
    const row = expected(context, broadcastId, ['sending'])
    setBroadcastState(context.db, row.seq, context.now, { state: 'paused', pauseCode: null })
    return moved(context, row, 'broadcasts.paused')
  }),
  'broadcasts.resume': command((context, { broadcastId }) => resume(context, broadcastId)),
  'broadcasts.cancel': command((context, { broadcastId }) => {
    const row = expected(context, broadcastId, ['scheduled', 'freezing', 'sending', 'paused'])
    setBroadcastState(context.db, row.seq, context.now, {
      state: 'cancelled',
      pauseCode: null,
      finishedAt: context.now,
    })
    return moved(context, row, 'broadcasts.cancelled')
  }),
  'broadcasts.recipients': query(({ db }, { broadcastId, ...input }) =>
    listRecipients(db, broadcastRow(db, broadcastId).seq, input),
  ),
  'broadcasts.recipient': query((context, { recipientId }) => detailOf(context, recipientId)),
  'broadcasts.reasons': query(({ db }, { broadcastId }) => ({
    reasons: countReasons(db, broadcastRow(db, broadcastId).seq),
  })),
  'broadcasts.settleUnknown': command((context, input) => settleUnknown(context, input)),
  'broadcasts.exportRecipients': process((context, input) => exportRecipients(context, input)),
  'broadcasts.followUp': command((context, { broadcastId }) => followUp(context, broadcastId)),
}

function expected(
  context: CommandContext,
  broadcastId: string,
  states: Parameters<typeof expectState>[1],
): BroadcastRow {
  const row = broadcastRow(context.db, broadcastId)
  expectState(row, states)
  return row
}

function moved(
  context: CommandContext,
  row: BroadcastRow,
  action: string,
  data: Record<string, string | number> = {},
): CallOutput<'broadcasts.get'> {
  context.audit({ action, subjectKind: 'broadcast', subjectId: row.id, data })
  context.changed(broadcastDomains)
  context.wakeJobs()
  return describeBroadcast(context.db, row.id, context.now)
}

/** @throws AppError with the reason for which the whole account is stopped, until a person has acted. */
function resume(context: CommandContext, broadcastId: string): CallOutput<'broadcasts.resume'> {
  const row = expected(context, broadcastId, ['paused'])
  const stopped = errorCode.safeParse(readValue(context.db, stoppedKey))
  if (stopped.success)
    throw new AppError(stopped.data, {
      message: 'WhatsApp refuses the whole account. Check the account first, then go on.',
    })
  setBroadcastState(context.db, row.seq, context.now, { state: 'sending', pauseCode: null })
  return moved(context, row, 'broadcasts.resumed')
}

function detailOf({ db }: QueryContext, recipientId: number): CallOutput<'broadcasts.recipient'> {
  const found = findListedRecipient(db, recipientId)
  if (!found)
    throw new AppError('not_found', {
      field: 'recipientId',
      message: 'There is no such recipient. Look at the list again.',
    })
  return {
    ...found.recipient,
    text: frozenTextOf(db, found.row),
    events: recipientEvents(db, recipientId),
  }
}

/** Sending again puts a finished broadcast back to work; a cancelled one stays cancelled. */
function settleUnknown(
  context: CommandContext,
  { broadcastId, recipientIds, as }: ParsedInput<'broadcasts.settleUnknown'>,
): CallOutput<'broadcasts.settleUnknown'> {
  const { db, now } = context
  const isAgain = as === 'send_again'
  const row = expected(
    context,
    broadcastId,
    isAgain ? ['sending', 'paused', 'finished'] : ['sending', 'paused', 'finished', 'cancelled'],
  )
  const meant = { broadcastSeq: row.seq, recipientIds, now }
  const settled = isAgain ? sendUnknownAgain(db, meant) : settleUnknownAs(db, meant, as)
  if (isAgain && settled > 0 && row.state === 'finished')
    setBroadcastState(db, row.seq, now, { state: 'sending', finishedAt: null })
  moved(context, row, 'broadcasts.settled', { as, settled })
  return { settled }
}

/** Same texts and settings, for those whom this one did not reach. */
function followUp(context: CommandContext, broadcastId: string): CallOutput<'broadcasts.followUp'> {
  const { db } = context
  const row = expected(context, broadcastId, ['finished', 'cancelled', 'paused', 'sending'])
  const draft = draftOf(row)
  const id = insertBroadcastDraft(
    db,
    context,
    { ...draft, name: nextName(draft.name), audience: { kind: 'notReached', broadcastId } },
    { createdBy: context.caller.actor, followsSeq: row.seq },
  )
  context.audit({
    action: 'broadcasts.saved',
    subjectKind: 'broadcast',
    subjectId: id,
    data: { name: nextName(draft.name) },
  })
  context.changed(broadcastDomains)
  return describeBroadcast(db, id, context.now)
}

const longestName = 120

/** "Spring fair" → "Spring fair 2" → "Spring fair 3". */
function nextName(name: string): string {
  const numbered = /^(.*\S) (\d{1,3})$/.exec(name)
  const [stem, number] = numbered ? [numbered[1]!, Number(numbered[2]) + 1] : [name, 2]
  return `${stem.slice(0, longestName - 4).trimEnd()} ${number}`
}
