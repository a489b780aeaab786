import type { broadcastResultCalls } from '../../../shared/ipc/broadcast-calls.ts'
import { exportResults } from '../broadcasts/export-results.ts'
import { engagementByMonth } from '../../store/broadcasts/engagement-store.ts'
import { broadcastResults } from '../../store/broadcasts/result-store.ts'
import { process, query, type Handlers } from '../context.ts'

export const broadcastResultHandlers: Handlers<keyof typeof broadcastResultCalls> = {
  'broadcasts.results': query(({ db, now }, { broadcastId }) =>
    broadcastResults(db, broadcastId, now),
  ),
  'broadcasts.exportResults': process((context, input) => exportResults(context, input)),
  'engagement.get': query(({ db, now }, { months }) => engagementByMonth(db, now, months)),
}
