import type { z } from 'zod'
import type { attentionItem } from '../../../shared/domain/overview.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { activityByWeek } from '../../store/group-store.ts'
import { savedExposure } from '../../store/exposure-store.ts'
import * as waiting from '../../store/overview-store.ts'
import { countUnknownUpdates, openAlarms, type OpenAlarm } from '../../store/update-store.ts'
import { toAccount } from '../account/account-record.ts'
import { query, type Handlers } from '../context.ts'
import { recoveryKey } from '../setting-keys.ts'
import { readValue } from '../../store/settings-store.ts'

type AttentionItem = z.infer<typeof attentionItem>
type Kind = AttentionItem['kind']

export const overviewHandlers: Handlers<'overview.get'> = {
  'overview.get': query(({ db, now }, { weeks }) => ({
    attention: attention(db, now),
    weeks: activityByWeek(db, null, now, weeks),
    ...waiting.countPeople(db),
    cleanedUp: savedExposure(db).savedContacts,
  })),
}

const order = { now: 0, today: 1, soon: 2 } as const

/** Everything that needs a person, most urgent first, oldest first within the same urgency. */
function attention(db: ReadableDatabase, now: number): AttentionItem[] {
  return [
    ...accountItems(db, now),
    ...linesOf('unknown_outcome', 'now', 1, waiting.unknownJobs(db)),
    ...linesOf('failed_job', 'now', 1, waiting.failedJobs(db, now)),
    ...broadcastLines(db),
    ...linesOf('join_requests', 'today', 0.5, waiting.waitingJoinRequests(db)),
    ...linesOf('plan_open', 'today', 0.2, waiting.openPlans(db)),
    ...linesOf('by_hand_todo', 'today', 0.5, waiting.actionsByHand(db)),
    ...linesOf('review_open', 'today', 0.15, waiting.openReviews(db)),
    ...linesOf('review_due', 'today', 5, waiting.waitingReviews(db)),
    ...linesOf('findings', 'today', 0.2, waiting.openFindings(db)),
    ...linesOf('stale_confirmation', 'soon', 1, waiting.staleConfirmations(db)),
    ...cleanUps(db, now),
    ...unknownUpdates(db),
  ].sort((a, b) => order[a.urgency] - order[b.urgency] || (a.since ?? now) - (b.since ?? now))
}

/** `minutesEach` is how long one of them takes a person, roughly. */
function linesOf(
  kind: Kind,
  urgency: AttentionItem['urgency'],
  minutesEach: number,
  rows: readonly waiting.Waiting[],
): AttentionItem[] {
  return rows.map((row) => ({
    key: `${kind}:${row.group_id ?? ''}:${row.target_id ?? ''}:${row.code ?? ''}`,
    kind,
    urgency,
    explanation: {
      code: kind,
      params: { subject: row.subject, count: row.n, code: row.code, since: row.since },
    },
    groupId: row.group_id,
    targetId: row.target_id,
    count: row.n,
    minutes: Math.max(1, Math.ceil(row.n * minutesEach)),
    since: row.since,
  }))
}

function single(
  kind: Kind,
  code: string,
  since: number | null,
  key: string,
  count = 1,
): AttentionItem {
  return {
    key: `${kind}:${key}`,
    kind,
    urgency: 'now',
    explanation: { code: kind, params: { code, since, count } },
    groupId: null,
    targetId: null,
    count,
    minutes: 2,
    since,
  }
}

/** What WhatsApp said of one template: the line names it. */
function templateItem({ id, code, at, detail }: OpenAlarm): AttentionItem {
  const { name = '', value = '' } = JSON.parse(detail) as { name?: string; value?: string }
  return {
    ...single('template_alarm', code, at, id),
    urgency: 'soon',
    explanation: { code, params: { subject: name, value, count: 1, since: at } },
  }
}

function accountItems(db: ReadableDatabase, now: number): AttentionItem[] {
  const account = toAccount(db)
  const items: AttentionItem[] = openAlarms(db, now).map((alarm) =>
    alarm.code.startsWith('template_')
      ? templateItem(alarm)
      : single('account_alarm', alarm.code, alarm.at, alarm.id),
  )
  if (account.stoppedCode !== null)
    items.push(single('account_alarm', account.stoppedCode, null, 'stopped'))
  if (account.connected && (!account.hasToken || !account.hasAppSecret))
    items.push(
      single('secret_missing', account.hasToken ? 'app_secret' : 'access_token', null, 'secret'),
    )
  const unconfirmedSince = readValue(db, recoveryKey)
  if (unconfirmedSince !== null)
    items.push({
      ...single('recovery_unconfirmed', 'recovery_code', Number(unconfirmedSince), 'recovery'),
      urgency: 'today',
    })
  return items
}

function cleanUps(db: ReadableDatabase, now: number): AttentionItem[] {
  return waiting.waitingCleanUps(db, now).map((row) => ({
    ...single('clean_up', row.code, row.since, `${row.id}:${row.code}`, row.n),
    urgency: 'soon',
    explanation: {
      code: `clean_up_${row.code}`,
      params: { subject: row.subject, count: row.n, at: row.at, since: row.since },
    },
    targetId: row.id,
  }))
}

/** One that the app stopped waits for its reason to be put right; one that the owner paused can wait. */
function broadcastLines(db: ReadableDatabase): AttentionItem[] {
  const paused = waiting.pausedBroadcasts(db)
  return [
    ...linesOf(
      'broadcast_paused',
      'now',
      0,
      paused.filter(({ code }) => code !== null),
    ),
    ...linesOf(
      'broadcast_paused',
      'today',
      0,
      paused.filter(({ code }) => code === null),
    ),
    ...linesOf('broadcast_paused', 'now', 0, waiting.notStartedBroadcasts(db)).map((item) => ({
      ...item,
      explanation: { ...item.explanation, code: 'broadcast_not_started' },
    })),
    ...linesOf('broadcast_unknown', 'today', 0, waiting.unknownInBroadcasts(db)),
  ]
}

function unknownUpdates(db: ReadableDatabase): AttentionItem[] {
  const count = countUnknownUpdates(db)
  return count === 0
    ? []
    : [{ ...single('unknown_updates', 'unknown', null, 'updates', count), urgency: 'soon' }]
}
