import type { WritableDatabase } from '../../electron/store/database.ts'
import { countingIds } from './test-store.ts'

/** Facts of one contact as a segment can ask for them, in plain values. */
export interface WorldContact {
  readonly id: string
  readonly name: string
  readonly city: string | null
  readonly email: string | null
  readonly language: string | null
  readonly externalId: string | null
  readonly country: string | null
  readonly source: string
  readonly screening: string
  readonly birthday: string | null
  readonly hasNumber: boolean
  readonly createdAt: number
  readonly binned: boolean
  readonly tags: readonly string[]
  readonly lists: readonly string[]
  readonly custom: Readonly<Record<string, string>>
  readonly consent: readonly {
    readonly purpose: string
    readonly state: string
    readonly at: number
  }[]
  readonly stays: readonly { readonly group: string; readonly hasLeft: boolean }[]
  readonly orders: readonly {
    readonly at: number
    readonly amount: number
    readonly item: string
  }[]
  readonly messages: readonly { readonly at: number; readonly type: string }[]
  readonly deliveries: readonly { readonly at: number; readonly state: string }[]
  readonly broadcasts: readonly {
    readonly broadcast: string
    readonly at: number
    readonly state: string
    readonly isAnswered: boolean
  }[]
  readonly rfm: { readonly class: string; readonly tier: string } | null
  /** Where somebody fell from, in which month (YYYY-MM). */
  readonly falls: readonly {
    readonly month: string
    readonly class: string
    readonly tier: string
  }[]
}

/** Ids that the world's tags, lists and groups go by. */
export interface WorldIds {
  readonly tags: readonly string[]
  readonly lists: readonly string[]
  readonly groups: readonly string[]
  /** With the moment at which its recipients were drawn and written to. */
  readonly broadcasts: readonly { readonly id: string; readonly at: number }[]
}

/** Puts a world into a real store, row by row. */
export function storeWorld(
  db: WritableDatabase,
  contacts: readonly WorldContact[],
  ids: WorldIds,
): void {
  const newId = countingIds()
  const run = (text: string, ...values: (string | number | null)[]) =>
    db.prepare(text).run(...values).lastInsertRowid as number
  const tagSeq = new Map(
    ids.tags.map((id) => [
      id,
      run('INSERT INTO tag (id, name, created_at) VALUES (?,?,0)', id, id),
    ]),
  )
  for (const id of ids.lists) run('INSERT INTO contact_list VALUES (?,?,0)', id, id)
  for (const id of ids.groups)
    run(
      `INSERT INTO wa_group (id, kind, state, subject, created_at, updated_at) VALUES (?,'managed','active',?,0,0)`,
      id,
      id,
    )
  for (const { id, at } of ids.broadcasts)
    run(
      `INSERT INTO broadcast (id, name, state, purpose, audience, variants, settings, frozen_at, created_by, created_at, updated_at)
       VALUES (?,?,'finished','marketing','{}','[]','{}',?,'o',0,0)`,
      id,
      id,
      at,
    )
  const announcement = newId()
  run(
    `INSERT INTO announcement (id, state, source, text, send_at, created_by, created_at) VALUES (?,'finished','owner','x',0,'o',0)`,
    announcement,
  )
  for (const one of contacts) storeContact(run, newId, one, tagSeq, announcement)
}

type Run = (text: string, ...values: (string | number | null)[]) => number

function storeContact(
  run: Run,
  newId: () => string,
  one: WorldContact,
  tagSeq: ReadonlyMap<string, number>,
  announcement: string,
): void {
  const seq = run(
    `INSERT INTO contact (id, display_name, city, email, language, external_id, country, source, screening, birthday,
       birth_day, custom, binned_at, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)`,
    one.id,
    one.name,
    one.city,
    one.email,
    one.language,
    one.externalId,
    one.country,
    one.source,
    one.screening,
    one.birthday,
    one.birthday?.slice(-5) ?? null,
    JSON.stringify(one.custom),
    one.binned ? 1 : null,
    one.createdAt,
  )
  if (one.hasNumber)
    run(
      `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at) VALUES (?,'wa_id',?,0)`,
      one.id,
      `1202555${seq}`,
    )
  for (const tag of one.tags) run('INSERT INTO contact_tag VALUES (?,?,0)', seq, tagSeq.get(tag)!)
  for (const list of one.lists) run('INSERT INTO contact_list_member VALUES (?,?,0)', list, one.id)
  for (const { purpose, state, at } of one.consent)
    run(
      `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at) VALUES (?,?,?,?,'form','o',?,0)`,
      newId(),
      one.id,
      purpose,
      state,
      at,
    )
  for (const { group, hasLeft } of one.stays)
    run(
      `INSERT INTO participant (id, group_id, contact_id, source, left_at, created_at) VALUES (?,?,?,'sync',?,0)`,
      newId(),
      group,
      one.id,
      hasLeft ? 5 : null,
    )
  for (const { at, amount, item } of one.orders)
    run(
      `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency, items) VALUES (?,?,?,?,'USD',?)`,
      seq,
      newId(),
      at,
      amount,
      JSON.stringify([{ name: item }]),
    )
  for (const { at, type } of one.messages)
    run(
      `INSERT INTO message (id, contact_id, direction, type, at) VALUES (?,?,'inbound',?,?)`,
      newId(),
      one.id,
      type,
      at,
    )
  for (const { at, state } of one.deliveries)
    storeDelivery(run, newId, one.id, announcement, at, state)
  for (const { broadcast, at, state, isAnswered } of one.broadcasts)
    run(
      `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, state, sent_at, answered_at, updated_at)
       VALUES ((SELECT seq FROM broadcast WHERE id=?),?,?,?,?,0)`,
      broadcast,
      seq,
      state,
      state === 'hold_out' ? null : at,
      isAnswered && state !== 'hold_out' ? at : null,
    )
  for (const { month, ...from } of one.falls)
    run('INSERT INTO rfm_fall VALUES (?,?,?,?)', seq, month, from.class, from.tier)
  if (one.rfm)
    run(
      'INSERT INTO contact_rfm VALUES (?,3,3,3,?,?,0,?)',
      seq,
      one.rfm.class,
      one.rfm.tier,
      one.id,
    )
}

/** Each delivery is one to a group of its own: two to one group of one announcement cannot be. */
function storeDelivery(
  run: Run,
  newId: () => string,
  contactId: string,
  announcement: string,
  at: number,
  state: string,
): void {
  const [group, delivery] = [newId(), newId()]
  run(
    `INSERT INTO wa_group (id, kind, state, subject, created_at, updated_at) VALUES (?,'managed','active','d',0,0)`,
    group,
  )
  run(
    `INSERT INTO delivery (id, announcement_id, group_id, state, recipients, sent_at) VALUES (?,?,?,'sent',1,?)`,
    delivery,
    announcement,
    group,
    at,
  )
  run('INSERT INTO delivery_recipient VALUES (?,?,?,?)', delivery, contactId, state, at)
}
