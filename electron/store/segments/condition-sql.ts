import { sql, type RawBuilder } from 'kysely'
import { birthdaysWithin, momentMs, sinceMs } from '../../core/segments/moments.ts'
import type { SegmentCondition } from '../../../shared/domain/segments.ts'

/** An SQL expression over `contact` that is 0 or 1, never NULL. */
export type Truth = RawBuilder<unknown>

type ConditionOf<T extends SegmentCondition['type']> = Extract<SegmentCondition, { type: T }>
/** What is asked about the contact itself; `segment` is resolved by the compiler. */
export type OwnCondition = Exclude<SegmentCondition, { type: 'segment' }>
type Builders = {
  readonly [T in OwnCondition['type']]: (condition: ConditionOf<T>, now: number) => Truth
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
const not = (truth: Truth): Truth => sql`NOT (${truth})`
const turn = (truth: Truth, isNot: boolean): Truth => (isNot ? not(truth) : truth)

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

interface Measured {
  /** `SELECT contact_seq` or `contact_id` of rows that count, without GROUP BY. */
  readonly rows: Truth
  readonly key: Truth
  readonly outer: Truth
  readonly measure: Truth
  readonly comparison: Comparison
  readonly value: number
}

/** A number worked out over rows of another table. Who has none of them stands at nought. */
function measured(asked: Measured): Truth {
  const { outer, rows, key, measure, comparison, value } = asked
  const found = sql`${outer} IN (SELECT ${key} ${rows} GROUP BY ${key} HAVING ${measure} ${operators[comparison]} ${value})`
  if (!compares(comparison, 0, value)) return found
  return sql`(${found} OR ${outer} NOT IN (SELECT ${key} ${rows}))`
}

/** One small builder for each kind of condition. Values go in as parameters, never as text. */
export const conditionBuilders: Builders = {
  text: ({ field, operator, value }) => matchesText(textColumns[field], operator, value),
  country: ({ operator, values }) =>
    turn(sql`coalesce(contact.country,'') IN (${list(values)})`, operator === 'notIn'),
  source: ({ operator, values }) =>
    turn(sql`contact.source IN (${list(values)})`, operator === 'notIn'),
  number: ({ isThere }) =>
    turn(
      sql`EXISTS (SELECT 1 FROM contact_identity identity WHERE identity.contact_id=contact.id
        AND identity.kind='wa_id' AND identity.replaced_at IS NULL)`,
      !isThere,
    ),
  date({ field, operator, moment }, now) {
    const column = dateColumns[field]
    if (operator === 'isEmpty') return sql`${column} IS NULL`
    if (operator === 'isNotEmpty') return sql`${column} IS NOT NULL`
    const at = momentMs(moment, now)
    return operator === 'before'
      ? sql`(${column} IS NOT NULL AND ${column} < ${at})`
      : sql`(${column} IS NOT NULL AND ${column} >= ${at})`
  },
  birthday: ({ withinDays }, now) =>
    sql`substr(coalesce(contact.birthday,''), -5) IN (${list(birthdaysWithin(withinDays, now))})`,
  tag({ operator, tagIds }) {
    const has = (ids: readonly string[]) =>
      sql`contact.seq IN (SELECT contact_seq FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq WHERE tag.id IN (${list(ids)}))`
    if (operator === 'all')
      return sql`(${sql.join(
        tagIds.map((tagId) => has([tagId])),
        sql` AND `,
      )})`
    return turn(has(tagIds), operator === 'none')
  },
  list: ({ operator, listId }) =>
    turn(
      sql`contact.id IN (SELECT contact_id FROM contact_list_member WHERE list_id=${listId})`,
      operator === 'notIn',
    ),
  custom({ key, as, operator, value }) {
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
  },
  consent({ purpose, operator, state }) {
    const truth =
      state === 'unknown'
        ? sql`contact.id NOT IN (SELECT contact_id FROM consent_state WHERE purpose=${purpose})`
        : sql`contact.id IN (SELECT contact_id FROM consent_state WHERE purpose=${purpose} AND state=${state})`
    return turn(truth, operator === 'isNot')
  },
  screening: ({ operator, values }) =>
    turn(sql`contact.screening IN (${list(values)})`, operator === 'notIn'),
  group({ operator, groupId }) {
    const of = groupId === null ? sql`1` : sql`group_id=${groupId}`
    const isIn = sql`contact.id IN (SELECT contact_id FROM participant WHERE left_at IS NULL AND ${of})`
    if (operator !== 'wasIn') return turn(isIn, operator === 'notIn')
    return sql`(contact.id IN (SELECT contact_id FROM participant WHERE left_at IS NOT NULL AND ${of}) AND NOT ${isIn})`
  },
  orders({ measure, withinDays, comparison, value }, now) {
    const since = sinceMs(withinDays, now)
    if (since === null && measure !== 'largest') {
      const number = {
        count: sql`contact.order_count`,
        sum: sql`contact.order_total`,
        average: sql`CASE WHEN contact.order_count > 0 THEN contact.order_total * 1.0 / contact.order_count ELSE 0 END`,
      }[measure]
      return sql`${number} ${operators[comparison]} ${value}`
    }
    return measured({
      outer: sql`contact.seq`,
      key: sql`contact_seq`,
      rows: sql`FROM shop_order WHERE at >= ${since ?? 0}`,
      measure: {
        count: sql`count(*)`,
        sum: sql`sum(amount)`,
        average: sql`avg(amount)`,
        largest: sql`max(amount)`,
      }[measure],
      comparison,
      value,
    })
  },
  item: ({ operator, text, withinDays }, now) =>
    turn(
      sql`contact.seq IN (SELECT contact_seq FROM shop_order, json_each(shop_order.items) item
        WHERE at >= ${sinceMs(withinDays, now) ?? 0}
          AND instr(lower(coalesce(json_extract(item.value,'$.name'),'')), ${foldAscii(text)}) > 0)`,
      operator === 'notBought',
    ),
  messages: ({ what, withinDays, comparison, value }, now) =>
    measured({
      outer: sql`contact.id`,
      key: sql`contact_id`,
      rows: sql`FROM message WHERE direction='inbound' AND contact_id IS NOT NULL AND at >= ${sinceMs(withinDays, now) ?? 0}
        ${what === 'buttons' ? sql`AND type IN ('button','interactive')` : sql``}`,
      measure: sql`count(*)`,
      comparison,
      value,
    }),
  announcement({ what, withinDays }, now) {
    const states = what === 'read' || what === 'notRead' ? sql`('read')` : sql`('delivered','read')`
    return turn(
      sql`contact.id IN (SELECT recipient.contact_id FROM delivery_recipient recipient
        JOIN delivery ON delivery.id=recipient.delivery_id
        WHERE recipient.state IN ${states} AND coalesce(delivery.sent_at,0) >= ${sinceMs(withinDays, now) ?? 0})`,
      what === 'notRead' || what === 'notGot',
    )
  },
  rfm: ({ operator, classes }) =>
    turn(
      sql`contact.seq IN (SELECT contact_seq FROM contact_rfm WHERE class IN (${list(classes)}))`,
      operator === 'notIn',
    ),
  tier: ({ operator, tiers }) =>
    turn(
      sql`contact.seq IN (SELECT contact_seq FROM contact_rfm WHERE tier IN (${list(tiers)}))`,
      operator === 'notIn',
    ),
}
