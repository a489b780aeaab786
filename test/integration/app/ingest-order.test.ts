import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { Caller, CommandContext } from '../../../electron/app/context.ts'
import { ingestUpdates } from '../../../electron/app/ingest/ingest-updates.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import {
  freezeRecipients,
  insertAnnouncement,
  insertDelivery,
  setDelivery,
} from '../../../electron/store/announcement-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { insertJob, setJob } from '../../../electron/store/job-store.ts'
import { addParticipant } from '../../../electron/store/member-store.ts'
import { readCounter } from '../../../electron/store/settings-store.ts'
import { receivedCounter } from '../../../electron/app/setting-keys.ts'
import { parseUpdates } from '../../../electron/updates/parse-updates.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

/**
 * What does not depend on the order: who is in which group and every stay with its times, who wrote
 * last when, every message, the state of every join request, every word of consent, how far each
 * message got and for whom, when a group's window closes, and how many updates were counted.
 *
 * It holds for what can happen: a person's joins and leaves take turns, a person writes while in the
 * group, a request is made before it is withdrawn or granted, and no two things that one person does
 * fall into the same second (WhatsApp's times are whole seconds). What does depend on the order and is
 * not compared: ids, the audit log (it says when the app heard of something), and the moment at which
 * a send was noted as confirmed.
 */

type Json = Record<string, unknown>

const start = 1_767_225_600
const people = ['15550100201', '15550100202', '15550100203', '15550100204']
const groups = ['group-a', 'group-b']
const metadata = { metadata: { phone_number_id: '208090100110120' } }
const store = openTestStore()
afterAll(() => store.close())
const caller: Caller = { host: 'system', actor: 'whatsapp' }

const change = (field: string, value: Json): Json => ({ field, value: { ...metadata, ...value } })
const groupEvent = (type: string, groupId: string, at: number, event: Json) =>
  change('group_participants_update', {
    groups: [{ timestamp: String(at), group_id: groupId, type, ...event }],
  })

type Step = 'ask' | 'withdraw' | 'join' | 'write' | 'leave' | 'removed' | 'stop' | 'resume'

/** What one person does in one group, one thing after the other; steps that cannot be are left out. */
function tellLife(phone: string, groupId: string, steps: readonly Step[], from: number): Json[] {
  const told: Json[] = []
  const keys = { wa_id: phone, user_id: `US.${phone}0` }
  let isIn = false
  let request: string | null = null
  let isOut = false
  steps.forEach((step, index) => {
    const at = from + index * 7
    const timestamp = String(at)
    if (step === 'stop' || step === 'resume')
      told.push(
        change('user_preferences', {
          user_preferences: [
            { ...keys, category: 'marketing_messages', value: step, timestamp: at, detail: '' },
          ],
        }),
      )
    if (isOut) return
    if (step === 'ask' && !isIn && request === null) {
      request = `request-${phone}-${groupId}-${index}`
      told.push(
        groupEvent('group_join_request_created', groupId, at, {
          ...keys,
          join_request_id: request,
          reason: 'invite_link',
        }),
      )
    } else if (step === 'withdraw' && request !== null) {
      told.push(
        groupEvent('group_join_request_revoked', groupId, at, {
          ...keys,
          join_request_id: request,
        }),
      )
      request = null
    } else if (step === 'join' && !isIn) {
      isIn = true
      request = null
      told.push(
        groupEvent('group_participants_add', groupId, at, {
          reason: 'invite_link',
          added_participants: [{ ...keys, input: phone }],
        }),
      )
    } else if (step === 'write' && isIn) {
      told.push(
        change('messages', {
          contacts: [{ profile: { name: 'Somebody' }, ...keys }],
          messages: [
            {
              from: phone,
              id: `wamid.${phone}.${groupId}.${index}`,
              timestamp,
              type: 'text',
              group_id: groupId,
              text: { body: 'Hello' },
            },
          ],
        }),
      )
    } else if ((step === 'leave' || step === 'removed') && isIn) {
      isIn = false
      isOut = step === 'removed'
      told.push(
        groupEvent('group_participants_remove', groupId, at, {
          initiated_by: step === 'leave' ? 'participant' : 'business',
          ...(step === 'removed' ? { request_id: `out-${phone}-${groupId}` } : {}),
          removed_participants: [step === 'leave' ? keys : { input: phone }],
        }),
      )
    }
  })
  return told
}

interface StatusPlan {
  readonly person: number
  readonly isRead: boolean
  readonly hasCallback: boolean
}

/** Statuses of the one message that is on its way to the group of known members. */
function tellStatuses(deliveryId: string, plans: readonly StatusPlan[]): Json[] {
  const base = { id: 'wamid.announced', recipient_id: 'group-c', recipient_type: 'group' }
  const callback = (has: boolean) => (has ? { biz_opaque_callback_data: deliveryId } : {})
  const status = (word: string, at: number, more: Json) =>
    change('messages', { statuses: [{ ...base, status: word, timestamp: String(at), ...more }] })
  return [
    // at least one names the message by what was sent along, or nobody could ever know it
    status('sent', start, callback(true)),
    ...plans.flatMap(({ person, isRead, hasCallback }, index) => {
      const who = { recipient_participant_id: people[person], ...callback(hasCallback) }
      return [
        status('delivered', start + 10 + index, who),
        ...(isRead ? [status('read', start + 60 + index, who)] : []),
      ]
    }),
  ]
}

function prepare(context: CommandContext): string {
  const { db } = context
  for (const remoteId of groups)
    insertGroup(db, context, { kind: 'managed', state: 'active', remoteId, subject: remoteId })
  const groupId = insertGroup(db, context, {
    kind: 'managed',
    state: 'active',
    remoteId: 'group-c',
    subject: 'group-c',
  })
  for (const waId of people)
    addParticipant(db, context, {
      groupId,
      contactId: upsertContact(db, context, { waId, userId: `US.${waId}0` }),
      source: 'sync',
      joinedAt: null,
    })
  const announcementId = insertAnnouncement(db, context, {
    source: 'owner',
    text: 'Peonies',
    templateId: null,
    variables: {},
    pinDays: null,
    sendAt: context.now,
    createdBy: 'owner',
  })
  const row = { announcementId, groupId, state: 'sending' as const, hasPin: false }
  const deliveryId = insertDelivery(db, context, row)
  freezeRecipients(db, deliveryId, groupId)
  const jobId = insertJob(db, context, { kind: 'message.send', groupId, payload: { deliveryId } })
  setJob(db, context.now, jobId, { state: 'running' })
  setDelivery(db, deliveryId, { jobId })
  return deliveryId
}

interface Delivery {
  readonly order: readonly number[]
  readonly bodySize: number
}

/** The store after these changes came in this order, in bodies of this size. */
function stateAfter(
  lives: readonly Json[],
  statuses: readonly StatusPlan[],
  delivery: Delivery | null,
): unknown {
  // thrown away at the end, so that one store serves every run
  store.db.exec('BEGIN')
  try {
    const transact = createTransact({
      db: store.db,
      clock: () => (start + 100_000) * 1000,
      emit: () => undefined,
      jobsAdded: () => undefined,
    })
    const deliveryId = transact(caller, prepare)
    const changes = [...lives, ...tellStatuses(deliveryId, statuses)]
    const order = delivery
      ? delivery.order.map((index) => index % changes.length)
      : changes.map((_, index) => index)
    const missing = changes.map((_, index) => index).filter((index) => !order.includes(index))
    const all = [...order, ...missing].map((index) => changes[index])
    const bodySize = delivery?.bodySize ?? 1
    for (let at = 0; at < all.length; at += bodySize) {
      const entry = [{ id: '1', time: start, changes: all.slice(at, at + bodySize) }]
      const updates = parseUpdates({ entry }, { receivedAtMs: 0 })
      transact(caller, (context) => ingestUpdates(context, updates))
    }
    return readState(store)
  } finally {
    store.db.exec('ROLLBACK')
  }
}

const queries = {
  stays: `SELECT wa_group.remote_id, identity.value, joined_at, left_at, left_reason, last_wrote_at FROM participant
    JOIN wa_group ON wa_group.id=group_id JOIN contact_identity identity ON identity.contact_id=participant.contact_id AND identity.kind='wa_id'
    ORDER BY 1, 2, coalesce(joined_at, 0), coalesce(left_at, 9e15)`,
  identities: `SELECT first.value, second.value AS other FROM contact_identity first
    JOIN contact_identity second ON second.contact_id=first.contact_id AND second.kind='bsuid'
    WHERE first.kind='wa_id' ORDER BY 1, 2`,
  messages: `SELECT wamid, at, body FROM message ORDER BY wamid`,
  requests: `SELECT remote_id, state, requested_at, reason FROM join_request ORDER BY remote_id`,
  consent: `SELECT identity.value, state, at FROM consent_entry
    JOIN contact_identity identity ON identity.contact_id=consent_entry.contact_id AND identity.kind='wa_id' ORDER BY 1, 3, 2`,
  deliveries: `SELECT state, wamid, error_code, recipients FROM delivery`,
  recipients: `SELECT identity.value, state, at FROM delivery_recipient
    JOIN contact_identity identity ON identity.contact_id=delivery_recipient.contact_id AND identity.kind='wa_id' ORDER BY 1`,
  jobs: `SELECT kind, state, error_code FROM job`,
  groups: `SELECT remote_id, last_message_at, window_open_until FROM wa_group ORDER BY remote_id`,
  updates: `SELECT kind, state, count(*) AS n FROM inbound_update GROUP BY 1, 2 ORDER BY 1, 2`,
}

function readState({ db }: TestStore): unknown {
  const tables = Object.entries(queries).map(([name, sql]) => [name, db.prepare(sql).all()])
  return {
    ...(Object.fromEntries(tables) as Json),
    received: readCounter(db, receivedCounter),
  }
}

const steps = fc.array(
  fc.constantFrom<Step>('ask', 'withdraw', 'join', 'write', 'leave', 'removed', 'stop', 'resume'),
  { maxLength: 12 },
)
const lives = fc
  .uniqueArray(
    fc.record({
      person: fc.nat(people.length - 1),
      group: fc.nat(groups.length - 1),
      steps,
      // no two people of one group share a second, so that nothing hangs on a tie
      offset: fc.nat(6),
    }),
    { maxLength: 5, selector: ({ person, group }) => `${person}/${group}` },
  )
  .map((plans) =>
    plans.flatMap(({ person, group, steps: taken, offset }) =>
      tellLife(people[person] ?? '', groups[group] ?? '', taken, start + group * 1000 + offset),
    ),
  )
const statuses = fc.uniqueArray(
  fc.record({
    person: fc.nat(people.length - 1),
    isRead: fc.boolean(),
    hasCallback: fc.boolean(),
  }),
  { maxLength: 4, selector: ({ person }) => person },
)
/** Places in the list of changes, in any order, some twice; what it leaves out comes last. */
const delivery = fc.record({
  order: fc.array(fc.nat(), { maxLength: 80 }),
  bodySize: fc.integer({ min: 1, max: 9 }),
})

test('updates that come twice, late and in any order lead to the same store', () => {
  fc.assert(
    fc.property(lives, statuses, delivery, (told, plans, disturbed) => {
      expect(stateAfter(told, plans, disturbed)).toEqual(stateAfter(told, plans, null))
    }),
    { numRuns: 200 },
  )
})

test('a leave that is told before its join leaves nobody behind in the group', () => {
  const told = tellLife(
    '15550100201',
    'group-a',
    ['join', 'write', 'leave', 'join', 'leave'],
    start,
  )
  const backwards = { order: [...told.keys()].reverse(), bodySize: 1 }
  const state = stateAfter(told, [], backwards) as { stays: { left_at: number | null }[] }
  expect(state).toEqual(stateAfter(told, [], null))
  expect(state.stays.filter((stay) => stay.left_at === null)).toHaveLength(people.length)
})
