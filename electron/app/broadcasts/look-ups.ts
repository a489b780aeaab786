import { GraphApiError, GraphNetworkError } from '../../graph/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { MessageHistoryEntry } from '../../graph/graph-records.ts'
import {
  silentRows,
  unknownWithWamid,
  type AskableRow,
} from '../../store/broadcasts/look-up-store.ts'
import { findRecipient } from '../../store/broadcasts/recipient-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { CommandContext } from '../context.ts'
import { noteStatus, type StatusNews } from './note-status.ts'

/** Asks what became of messages of which no update tells. */
export interface LookUps {
  /** One round of questions; the next goes on where this one ends. */
  round(graph: GraphClient): Promise<void>
}

/** Questions of one round; each counts against the account's calls of an hour. */
const askedAtOnce = 20
const hourMs = 60 * 60 * 1000
/** Updates come within seconds, or within the hour when the receiver was away for a while. */
const silentAfterMs = hourMs
/** Of what is pending still, the same is asked again no earlier than this. */
const againAfterMs = 6 * hourMs
/** Updates are tried for so long (Meta: Webhooks); what has not shown by then does not show any more. */
const longestMs = 7 * 24 * hourMs

const farBack = { at: -1, seq: 0 }

/**
 * A row that WhatsApp took and whose updates are all lost would stay `accepted` for ever, and one whose
 * answer was lost `unknown`. Their history tells; asking it sends nothing.
 */
export function createLookUps(host: {
  readonly db: ReadableDatabase
  readonly transact: <T>(work: (context: CommandContext) => T) => T
  /** Unix ms. */
  readonly clock: () => number
  /** False: the store is about to be closed, or the account has used up most of its questions. */
  readonly mayAsk: () => boolean
}): LookUps {
  let unknownTo = 0
  let silentTo = farBack
  let startedAt = -Infinity

  function nextUnknown(): AskableRow[] {
    const rows = unknownWithWamid(host.db, { after: unknownTo, limit: askedAtOnce })
    unknownTo = rows.length < askedAtOnce ? 0 : rows.at(-1)!.seq
    return rows
  }

  function nextSilent(limit: number): AskableRow[] {
    const now = host.clock()
    const oldest = { at: now - longestMs, seq: 0 }
    const ask = () =>
      silentRows(host.db, {
        after: silentTo.at < oldest.at ? oldest : silentTo,
        before: now - silentAfterMs,
        limit,
      })
    const rows = ask()
    if (rows.length > 0 || now - startedAt < againAfterMs) return rows
    startedAt = now
    silentTo = farBack
    return ask()
  }

  return {
    async round(graph) {
      if (!host.mayAsk()) return
      const unknown = nextUnknown()
      const silent = nextSilent(askedAtOnce - unknown.length)
      for (const row of [...unknown, ...silent]) {
        if (row.sent_at !== null && silent.includes(row))
          silentTo = { at: row.sent_at, seq: row.seq }
        if (!(await askFor(host, graph, row))) return
      }
    },
  }
}

/** False: nothing more can be asked now. */
async function askFor(
  { transact, clock, mayAsk }: Parameters<typeof createLookUps>[0],
  graph: GraphClient,
  row: AskableRow,
): Promise<boolean> {
  if (!mayAsk()) return false
  try {
    const history = await graph.getMessageHistory(row.wamid)
    const update = history && statusOf(history, clock())
    if (update)
      transact((context) => {
        const found = findRecipient(context.db, row.seq)
        if (found) noteStatus(context, found, update)
      })
    return true
  } catch (error) {
    if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) throw error
    return false
  }
}

/** What was delivered has not failed; of the others the furthest counts. Null: it tells nothing yet. */
function statusOf(history: MessageHistoryEntry, now: number): StatusNews | null {
  for (const status of ['read', 'delivered', 'failed', 'sent'] as const) {
    const event = history.events.find((each) => each.status === status)
    if (event) return { wamid: history.wamid, status, at: event.at ?? now, errors: [] }
  }
  return null
}
