import { sql, type RawBuilder } from 'kysely'
import { birthdaysWithin, momentMs, monthOf, sinceMs } from '../../core/segments/moments.ts'
import { classRanks, tierRanks } from '../../core/segments/rfm.ts'
import type { SegmentCondition } from '../../../shared/domain/segments.ts'

/** An SQL expression over `contact` that is 0 or 1, never NULL. */
export type Truth = RawBuilder<unknown>

/** A condition as it can be asked: of one contact at a time, or, where an index leads to them, of all at once. */
export interface Asked {
  /** For the row of `contact` at hand. */
  readonly probe: Truth
  /** True: the condition holds for everybody but those that the rest of this tells of. */
  readonly isNot: boolean
  /** A query for the `seq` of exactly those for whom it holds. */
  readonly list?: Truth
  /** As many rows as the list has or somewhat more, where the list looks every contact up, which takes long. */
  readonly counted?: Truth
  /** A query for the `seq` of more than those: whoever is not in it need not be asked. */
  readonly among?: Truth
  /** What `probe` asks, of whoever has this id: it can be asked before a contact is read. */
  readonly probeOf?: (id: Truth) => Truth
  /** What `list` lists, of those alone for whom something holds that their id tells. */
  readonly listOf?: (holds: (id: Truth) => Truth) => Truth
}

type ConditionOf<T extends SegmentCondition['type']> = Extract<SegmentCondition, { type: T }>
/** What is asked about the contact itself; `segment` is resolved by the compiler. */
export type OwnCondition = Exclude<SegmentCondition, { type: 'segment' }>
type Builders = {
  readonly [T in OwnCondition['type']]: (condition: ConditionOf<T>, now: number) => Asked
}

/** SQLite's `lower` and NOCASE fold A to Z alone, so what is compared with them is folded alike. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const textColumns = {
  name: sql`contact.display_name`,
  city: sql`coalesce(contact.city,'')`,
  email: sql`coalesce(contact.email,'')`,
  language: sql`coalesce(contact.language,'')`,
  externalId: sql`coalesce(contact.external_id,'')`,
} as const
const dateColumns = {
  createdAt: sql`contact.created_at`,
  lastSeenAt: sql`contact.last_seen_at`,
  lastOrderAt: sql`contact.last_order_at`,
} as const
const operators = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  le: sql`<=`,
  gt: sql`>`,
  ge: sql`>=`,
} as const
type Comparison = keyof typeof operators

const list = (values: readonly string[]) => sql.join(values.map((value) => sql`${value}`))
const plain = (probe: Truth, isNot = false): Asked => ({ probe, isNot })

/** Whether one word stands below another in an order of words. */
function isLower(one: Truth, other: Truth, ranks: Readonly<Record<string, number>>): Truth {
  const cases = sql.join(
    Object.entries(ranks).map(([word, rank]) => sql`WHEN ${sql.lit(word)} THEN ${sql.lit(rank)}`),
    sql` `,
  )
  return sql`(CASE ${one} ${cases} END) < (CASE ${other} ${cases} END)`
}

interface Owned {
  /** The table, under the name `owned`, with `contact_id` or `contact_seq`. */
  readonly from: Truth
  readonly where: Truth
}

/** Those whom a table names by their id. */
function ownersById({ from, where }: Owned, isNot: boolean): Asked {
  const probeOf = (id: Truth) =>
    sql`EXISTS (SELECT 1 FROM ${from} WHERE owned.contact_id=${id} AND ${where})`
  return {
    probe: probeOf(sql`contact.id`),
    probeOf,
    list: sql`SELECT person.seq FROM ${from} CROSS JOIN contact person ON person.id=owned.contact_id WHERE ${where}`,
    counted: sql`SELECT owned.contact_id FROM ${from} WHERE ${where}`,
    isNot,
  }
}

/** Those whom a table names by their number. */
function ownersBySeq({ from, where }: Owned, isNot: boolean): Asked {
  return {
    probe: sql`EXISTS (SELECT 1 FROM ${from} WHERE owned.contact_seq=contact.seq AND ${where})`,
    list: sql`SELECT owned.contact_seq AS seq FROM ${from} WHERE ${where}`,
    isNot,
  }
}

function matchesText(column: Truth, operator: string, value: string): Truth {
  const folded = foldAscii(value)
  switch (operator) {
    case 'is':
    case 'eq':
      return sql`lower(${column}) = ${folded}`
    case 'isNot':
    case 'ne':
      return sql`lower(${column}) <> ${folded}`
    case 'contains':
      return sql`instr(lower(${column}), ${folded}) > 0`
    case 'notContains':
      return sql`instr(lower(${column}), ${folded}) = 0`
    case 'startsWith':
      return sql`substr(lower(${column}), 1, ${folded.length}) = ${folded}`
    case 'isEmpty':
      return sql`${column} = ''`
    case 'isNotEmpty':
      return sql`${column} <> ''`
    default:
      // Larger and smaller are asked of numbers alone.
      return sql`0`
  }
}

function compares(comparison: Comparison, left: number, right: number): boolean {
  switch (comparison) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
  }
}

/** So many of the latest orders and messages stand beside the contact. */
const kept = 5
const orderedAt = (n: number) =>
  sql.ref(n === 1 ? 'contact.last_order_at' : `contact.order_at_${n}`)
const wroteAt = (n: number) => sql.ref(`contact.wrote_at_${n}`)

interface Counted {
  readonly latest: (n: number) => Truth
  readonly since: number
  /** Counts all of them, where more are asked for than stand beside the contact. */
  readonly count: Truth
}

/** At least so many: the one before that many others is young enough. */
function atLeast({ latest, since, count }: Counted, wanted: number): Truth {
  if (wanted <= 0) return sql`1`
  const column = latest(Math.min(wanted, kept))
  const isYoung = sql`${column} IS NOT NULL AND ${column} >= ${since}`
  return wanted <= kept ? sql`(${isYoung})` : sql`(${isYoung} AND (${count}) >= ${wanted})`
}

function countTruth(counted: Counted, comparison: Comparison, value: number): Truth {
  const from = Math.ceil(value)
  const above = Math.floor(value) + 1
  const isExactly =
    from === above ? sql`0` : sql`(${atLeast(counted, from)} AND NOT ${atLeast(counted, above)})`
  switch (comparison) {
    case 'ge':
      return atLeast(counted, from)
    case 'gt':
      return atLeast(counted, above)
    case 'lt':
      return sql`NOT ${atLeast(counted, from)}`
    case 'le':
      return sql`NOT ${atLeast(counted, above)}`
    case 'eq':
      return isExactly
    case 'ne':
      return sql`NOT ${isExactly}`
  }
}

type Orders = ConditionOf<'orders'>

function orderTruth({ measure, comparison, value }: Orders, since: number | null): Truth {
  if (since === null && measure !== 'largest') {
    const number = {
      count: sql`contact.order_count`,
      sum: sql`contact.order_total`,
      average: sql`CASE WHEN contact.order_count > 0 THEN contact.order_total * 1.0 / contact.order_count ELSE 0 END`,
    }[measure]
    return sql`${number} ${operators[comparison]} ${value}`
  }
  const from = since ?? 0
  const rows = sql`FROM shop_order WHERE contact_seq=contact.seq AND at >= ${from}`
  if (measure === 'count')
    return countTruth(
      { latest: orderedAt, since: from, count: sql`SELECT count(*) ${rows}` },
      comparison,
      value,
    )
  const isOne = sql`(contact.last_order_at IS NOT NULL AND contact.last_order_at >= ${from})`
  const figure = { sum: sql`sum(amount)`, average: sql`avg(amount)`, largest: sql`max(amount)` }[
    measure
  ]
  const found = sql`(${isOne} AND (SELECT ${figure} ${rows}) ${operators[comparison]} ${value})`
  // Who has none of them stands at nought.
  return compares(comparison, 0, value) ? sql`(${found} OR NOT ${isOne})` : found
}

/** Whoever has at least one of them, where it takes one to fit. */
function amongRecent(
  list: (since: number) => Truth,
  since: number | null,
  { comparison, value }: { readonly comparison: Comparison; readonly value: number },
): { readonly among?: Truth } {
  return since === null || compares(comparison, 0, value) ? {} : { among: list(since) }
}

const lastOrderSince = (since: number) =>
  sql`SELECT seq FROM contact INDEXED BY contact_by_last_order WHERE order_count > 0 AND last_order_at >= ${since}`
const seenSince = (since: number) =>
  sql`SELECT seq FROM contact INDEXED BY contact_by_last_seen WHERE last_seen_at >= ${since}`

function messagesAsked(condition: ConditionOf<'messages'>, now: number): Asked {
  const { what, withinDays, comparison, value } = condition
  const since = sinceMs(withinDays, now)
  if (what === 'any') {
    const count = sql`SELECT count(*) FROM message WHERE contact_id=contact.id AND direction='inbound' AND at >= ${since ?? 0}`
    const counted = { latest: wroteAt, since: since ?? 0, count }
    return {
      ...plain(countTruth(counted, comparison, value)),
      ...amongRecent(seenSince, since, condition),
    }
  }
  const kind = sql`direction='inbound' AND type IN ('button','interactive')`
  const rows = sql`FROM message INDEXED BY message_of_buttons WHERE ${kind} AND contact_id IS NOT NULL AND at >= ${since ?? 0}`
  // Those who did: the least that can be asked is found by index, and what is asked of nobody is all others.
  const isNone = compares(comparison, 0, value)
  const turned = isNone ? opposite[comparison] : comparison
  const clicks = sql`SELECT contact_id ${rows}`
  const isOnce = compares(turned, 1, value)
  const owned =
    isOnce && (turned === 'ge' || turned === 'gt' || value === 0)
      ? clicks
      : sql`${clicks} GROUP BY contact_id HAVING count(*) ${operators[turned]} ${value}`
  return {
    probe: sql`((SELECT count(*) FROM message WHERE ${kind} AND contact_id=contact.id AND at >= ${since ?? 0}) ${operators[turned]} ${value})`,
    list: sql`SELECT person.seq FROM (${owned}) owned CROSS JOIN contact person ON person.id=owned.contact_id`,
    counted: clicks,
    isNot: isNone,
  }
}

const opposite = { eq: 'ne', ne: 'eq', lt: 'ge', ge: 'lt', le: 'gt', gt: 'le' } as const

const dateLists = {
  createdAt: sql`SELECT seq FROM contact INDEXED BY contact_by_created WHERE created_at`,
  lastSeenAt: sql`SELECT seq FROM contact INDEXED BY contact_by_last_seen WHERE last_seen_at`,
  lastOrderAt: sql`SELECT seq FROM contact INDEXED BY contact_by_last_order WHERE order_count > 0 AND last_order_at`,
} as const

function dateAsked({ field, operator, moment }: ConditionOf<'date'>, now: number): Asked {
  const column = dateColumns[field]
  if (operator === 'isEmpty') return plain(sql`${column} IS NULL`)
  if (operator === 'isNotEmpty') return plain(sql`${column} IS NOT NULL`)
  const at = momentMs(moment, now)
  const isThere = operator === 'before' ? sql`< ${at}` : sql`>= ${at}`
  return {
    probe: sql`(${column} IS NOT NULL AND ${column} ${isThere})`,
    list: sql`${dateLists[field]} ${isThere}`,
    isNot: false,
  }
}

function tagAsked({ operator, tagIds }: ConditionOf<'tag'>): Asked {
  const owned = (ids: readonly string[]): Owned => ({
    from: sql`contact_tag owned`,
    where: sql`owned.tag_seq IN (SELECT seq FROM tag WHERE id IN (${list(ids)}))`,
  })
  if (operator !== 'all') return ownersBySeq(owned(tagIds), operator === 'none')
  const each = tagIds.map((tagId) => ownersBySeq(owned([tagId]), false))
  return {
    probe: sql`(${sql.join(
      each.map((one) => one.probe),
      sql` AND `,
    )})`,
    list: sql.join(
      each.map((one) => one.list!),
      sql` INTERSECT `,
    ),
    isNot: false,
  }
}

function customTruth({ key, as, operator, value }: ConditionOf<'custom'>): Truth {
  const column = sql`coalesce(json_extract(contact.custom, ${`$."${key}"`}),'')`
  if (
    as === 'text' ||
    operator === 'isEmpty' ||
    operator === 'isNotEmpty' ||
    operator === 'contains'
  )
    return matchesText(column, operator, value)
  const isNumber = sql`(${column} GLOB '*[0-9]*' AND ${column} NOT GLOB '*[^0-9.-]*')`
  return sql`(${isNumber} AND CAST(${column} AS REAL) ${operators[operator]} ${Number(value) || 0})`
}

function consentAsked({ purpose, operator, state }: ConditionOf<'consent'>): Asked {
  const isNot = operator === 'isNot'
  const from = sql`consent_state owned`
  return state === 'unknown'
    ? ownersById({ from, where: sql`owned.purpose=${purpose}` }, !isNot)
    : ownersById({ from, where: sql`owned.purpose=${purpose} AND owned.state=${state}` }, isNot)
}

function groupAsked({ operator, groupId }: ConditionOf<'group'>): Asked {
  const of = groupId === null ? sql`1` : sql`owned.group_id=${groupId}`
  const from = sql`participant owned`
  const now = ownersById(
    { from, where: sql`owned.left_at IS NULL AND ${of}` },
    operator === 'notIn',
  )
  if (operator !== 'wasIn') return now
  const before = ownersById({ from, where: sql`owned.left_at IS NOT NULL AND ${of}` }, false)
  return {
    probe: sql`(${before.probe} AND NOT ${now.probe})`,
    list: sql`${before.list!} EXCEPT ${now.list!}`,
    counted: before.counted!,
    isNot: false,
  }
}

function itemAsked({ operator, text, withinDays }: ConditionOf<'item'>, now: number): Asked {
  // The names are few and looked through; what was sold under them is found by index.
  const named = sql`SELECT seq FROM item WHERE instr(name, ${foldAscii(text)}) > 0`
  return ownersBySeq(
    {
      from: sql`item_sale owned`,
      where: sql`owned.item_seq IN (${named}) AND owned.at >= ${sinceMs(withinDays, now) ?? 0}`,
    },
    operator === 'notBought',
  )
}

function announcementAsked({ what, withinDays }: ConditionOf<'announcement'>, now: number): Asked {
  const isRead = what === 'read' || what === 'notRead'
  const states = isRead ? sql`('read')` : sql`('delivered','read')`
  const where = sql`owned.state IN ${states} AND coalesce(delivery.sent_at,0) >= ${sinceMs(withinDays, now) ?? 0}`
  const isNot = what === 'notRead' || what === 'notGot'
  const ofOne = sql`delivery_recipient owned CROSS JOIN delivery ON delivery.id=owned.delivery_id`
  const ofAll = sql`delivery CROSS JOIN delivery_recipient owned ON owned.delivery_id=delivery.id`
  const { probe, probeOf } = ownersById({ from: ofOne, where }, isNot)
  return { ...ownersById({ from: ofAll, where }, isNot), probe, probeOf: probeOf! }
}

const isGot = sql`owned.state IN ('delivered','read')`
const isRead = sql`owned.state='read'`
const isAnswered = sql`owned.answered_at IS NOT NULL`
const broadcastRows = {
  got: isGot,
  notGot: isGot,
  read: isRead,
  notRead: isRead,
  answered: isAnswered,
  notAnswered: isAnswered,
} as const

function broadcastAsked(condition: ConditionOf<'broadcast'>, now: number): Asked {
  const { what, broadcastId, withinDays } = condition
  const since = sinceMs(withinDays, now) ?? 0
  const of = broadcastId === null ? sql`1` : sql`broadcast.id=${broadcastId}`
  const each = sql`broadcast CROSS JOIN broadcast_recipient owned ON owned.broadcast_seq=broadcast.seq`
  if (what === 'heldOut') {
    const isDrawn = sql`${of} AND owned.state='hold_out' AND coalesce(broadcast.frozen_at,0) >= ${since}`
    return ownersBySeq({ from: each, where: isDrawn }, false)
  }
  const isNot = what === 'notGot' || what === 'notRead' || what === 'notAnswered'
  const where = sql`${broadcastRows[what]} AND owned.sent_at IS NOT NULL AND owned.sent_at >= ${since}`
  return broadcastId === null
    ? ownersBySeq({ from: sql`broadcast_recipient owned`, where }, isNot)
    : ownersBySeq({ from: each, where: sql`${of} AND ${where}` }, isNot)
}

/** Scores name a person by number and by id, both in their indexes. */
function scoredAsked(where: Truth, isNot: boolean): Asked {
  const listed = sql`SELECT scored.contact_seq AS seq FROM contact_rfm scored WHERE ${where}`
  return {
    probe: sql`EXISTS (SELECT 1 FROM contact_rfm scored WHERE scored.contact_seq=contact.seq AND ${where})`,
    list: listed,
    listOf: (holds) => sql`${listed} AND ${holds(sql`scored.contact_id`)}`,
    isNot,
  }
}

/** One small builder for each kind of condition. Values go in as parameters, never as text. */
export const conditionBuilders: Builders = {
  text: ({ field, operator, value }) => plain(matchesText(textColumns[field], operator, value)),
  country: ({ operator, values }) =>
    plain(sql`(coalesce(contact.country,'') IN (${list(values)}))`, operator === 'notIn'),
  source: ({ operator, values }) =>
    plain(sql`(contact.source IN (${list(values)}))`, operator === 'notIn'),
  number: ({ isThere }) =>
    plain(
      sql`EXISTS (SELECT 1 FROM contact_identity identity WHERE identity.contact_id=contact.id
        AND identity.kind='wa_id' AND identity.replaced_at IS NULL)`,
      !isThere,
    ),
  date: dateAsked,
  birthday({ withinDays }, now) {
    const days = list(birthdaysWithin(withinDays, now))
    return {
      probe: sql`(coalesce(contact.birth_day,'') IN (${days}))`,
      list: sql`SELECT seq FROM contact INDEXED BY contact_by_birthday WHERE birth_day IN (${days})`,
      isNot: false,
    }
  },
  tag: tagAsked,
  list: ({ operator, listId }) =>
    ownersById(
      { from: sql`contact_list_member owned`, where: sql`owned.list_id=${listId}` },
      operator === 'notIn',
    ),
  custom: (condition) => plain(sql`(${customTruth(condition)})`),
  consent: consentAsked,
  screening: ({ operator, values }) =>
    plain(sql`(contact.screening IN (${list(values)}))`, operator === 'notIn'),
  group: groupAsked,
  orders(condition, now) {
    const since = sinceMs(condition.withinDays, now)
    return {
      ...plain(sql`(${orderTruth(condition, since)})`),
      ...amongRecent(lastOrderSince, since, condition),
    }
  },
  item: itemAsked,
  messages: messagesAsked,
  announcement: announcementAsked,
  broadcast: broadcastAsked,
  rfm: ({ operator, classes }) =>
    scoredAsked(sql`scored.class IN (${list(classes)})`, operator === 'notIn'),
  // Each fall is on record with where it was from, so that only those who have not come up again are left.
  movedDown: ({ what, withinMonths }, now) =>
    ownersBySeq(
      {
        from: sql`rfm_fall owned CROSS JOIN contact_rfm standing ON standing.contact_seq=owned.contact_seq`,
        where: sql`owned.month >= ${monthOf(now, withinMonths)} AND ${
          what === 'tier'
            ? isLower(sql`standing.tier`, sql`owned.from_tier`, tierRanks)
            : isLower(sql`standing.class`, sql`owned.from_class`, classRanks)
        }`,
      },
      false,
    ),
  tier: ({ operator, tiers }) =>
    scoredAsked(sql`scored.tier IN (${list(tiers)})`, operator === 'notIn'),
}
