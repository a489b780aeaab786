import type { WritableDatabase } from '../../electron/store/database.ts'
import { fillPaces, itemiseAll } from '../../electron/store/migrations/0030-segments.ts'
import { filledId, filledNow } from './fill-contacts.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Ids by which the filled store's tag, list and groups are asked for. */
export const filledSegments = {
  wholesale: filledId(1, 9),
  list: filledId(1, 10),
  groupA: filledId(1, 11),
  groupB: filledId(2, 11),
} as const

const id = (n: string, kind: number) =>
  `printf('0195b1c0-%04x-7${kind.toString(16).padStart(3, '0')}-8000-%012x', (${n})>>32, ${n})`

/** A number in [0,`below`) that looks random, of a number and a salt; the same each time. */
function scattered(n: string, salt: number, below: number): string {
  const mixed = `((${n}) * 2654435761 + ${salt} * 40503 + 12345) % 4294967291`
  return `(((${mixed}) * 48271 + ${salt}) % 2147483647 % ${below})`
}

/** Rows 1 to `rows` of a table of numbers. */
const numbers = (rows: number) =>
  `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM number WHERE n < ${rows})`

const items = [
  'Peony 芍药',
  'Rose 玫瑰',
  'Tulip 郁金香',
  'Vase',
  'Wreath',
  'Gift card',
  'Orchid 兰花',
]

function contacts(rows: number): string {
  const createdAt = `${filledNow} - (${rows} - n) * ${1000 * dayMs} / ${rows}`
  const birthDay = `printf('%02d-%02d', 1 + ${scattered('n', 6, 12)}, 1 + ${scattered('n', 7, 28)})`
  return `${numbers(rows)} INSERT INTO contact (id, display_name, sort_name, number_state, number_type, country, language,
      email, city, birthday, birth_day, source, screening, created_at, updated_at)
    SELECT ${id('n', 0)}, 'Customer ' || n, 'customer ' || n, 'valid', 'mobile',
      CASE WHEN ${scattered('n', 1, 100)} < 55 THEN 'CN' WHEN ${scattered('n', 1, 100)} < 70 THEN 'US'
        WHEN ${scattered('n', 1, 100)} < 80 THEN 'GB' WHEN ${scattered('n', 1, 100)} < 88 THEN 'HK' ELSE 'DE' END,
      CASE WHEN ${scattered('n', 2, 10)} < 7 THEN 'zh-CN' ELSE 'en' END,
      CASE WHEN ${scattered('n', 3, 10)} < 4 THEN 'customer' || n || '@shop.example' END,
      CASE WHEN ${scattered('n', 4, 10)} < 5 THEN '上海' END,
      CASE WHEN ${scattered('n', 5, 10)} < 3
        THEN '--' || ${birthDay} END,
      CASE WHEN ${scattered('n', 5, 10)} < 3 THEN ${birthDay} END,
      'import', CASE WHEN ${scattered('n', 8, 10)} < 2 THEN 'trusted' ELSE 'not_screened' END, ${createdAt}, ${createdAt}
    FROM number;`
}

function around(rows: number): string {
  return `
  ${numbers(rows)} INSERT INTO contact_identity (contact_id, kind, value, first_seen_at)
    SELECT ${id('n', 0)}, 'wa_id', 12025550000000 + n, 0 FROM number WHERE ${scattered('n', 9, 100)} < 97;
  INSERT INTO tag (id, name, created_at) VALUES ('${filledSegments.wholesale}', '批发 wholesale', 0);
  ${numbers(rows)} INSERT INTO contact_tag (contact_seq, tag_seq, added_at) SELECT n, 1, 0 FROM number WHERE ${scattered('n', 10, 1000)} < 5;
  INSERT INTO contact_list (id, name, created_at) VALUES ('${filledSegments.list}', 'Fair 2026', 0);
  ${numbers(rows)} INSERT INTO contact_list_member SELECT '${filledSegments.list}', ${id('n', 0)}, 0 FROM number WHERE ${scattered('n', 11, 1000)} < 3;
  ${numbers(rows)} INSERT INTO consent_state (contact_id, purpose, latest_at, latest_rank)
    SELECT ${id('n', 0)}, 'marketing', 0, CASE WHEN ${scattered('n', 13, 10)} = 0 THEN 2 ELSE 0 END FROM number WHERE ${scattered('n', 12, 10)} < 3;
  ${numbers(400)} INSERT INTO wa_group (id, kind, state, subject, created_at, updated_at)
    SELECT ${id('n', 11)}, 'managed', 'active', 'Group ' || n, 0, 0 FROM number;
  ${numbers(Math.min(400_000, rows))} INSERT OR IGNORE INTO participant (id, group_id, contact_id, source, left_at, created_at)
    SELECT ${id('n', 12)}, ${id('1 + n % 400', 11)}, ${id(`1 + ${scattered('n', 14, rows)}`, 0)}, 'sync',
      CASE WHEN ${scattered('n', 15, 10)} = 0 THEN 5 END, 0 FROM number;
  INSERT INTO announcement (id, state, source, text, send_at, created_by, created_at) VALUES ('filled', 'finished', 'owner', 'x', 0, 'o', 0);
  ${numbers(400)} INSERT INTO delivery (id, announcement_id, group_id, state, recipients, sent_at)
    SELECT ${id('n', 13)}, 'filled', ${id('n', 11)}, 'sent', 1, ${filledNow} - ${scattered('n', 16, 300)} * ${dayMs} FROM number;
  INSERT INTO delivery_recipient SELECT delivery.id, contact_id, CASE WHEN participant.rowid % 3 = 0 THEN 'read' ELSE 'delivered' END, 0
    FROM delivery JOIN participant ON participant.group_id=delivery.group_id AND left_at IS NULL;`
}

/** Four in ten are customers, some of them far more than others, and everybody comes less often with time. */
function orders(rows: number): string {
  const buyer = `1 + (${scattered('n', 20, rows)} * 1.0 * ${scattered('n', 21, 1_000_000)} / 1000000.0 * 0.4)`
  const picked = `CAST(${buyer} AS INTEGER)`
  return `${numbers(rows * 5)} INSERT INTO shop_order (contact_seq, order_key, at, amount, currency, items)
    SELECT 1 + (${picked} * 7919) % ${rows}, 'n:' || n, ${filledNow} - ${scattered('n', 22, 1000 * 86_400)} * 1000, 500 + ${scattered('n', 23, 50_000)}, 'CNY',
      CASE WHEN ${scattered('n', 24, 10)} < 3 THEN json_array(json_object('name',
        CASE ${scattered('n', 25, items.length)} ${items.map((name, at) => `WHEN ${at} THEN '${name}'`).join(' ')} END)) ELSE '[]' END
    FROM number;`
}

function messages(rows: number): string {
  return `${numbers(rows * 10)} INSERT INTO message (id, contact_id, direction, type, at)
    SELECT ${id('n', 14)}, ${id(`1 + ${scattered('n', 30, rows)} * ${scattered('n', 31, 1000)} / 1000`, 0)}, 'inbound',
      CASE WHEN ${scattered('n', 32, 100)} < 5 THEN 'button' ELSE 'text' END, ${filledNow} - ${scattered('n', 33, 1000 * 86_400)} * 1000
    FROM number;`
}

/** What triggers would have kept. */
const kept = `
UPDATE contact SET (order_count, order_total) = (SELECT count(*), coalesce(sum(amount),0) FROM shop_order WHERE contact_seq=contact.seq);
UPDATE contact SET last_seen_at=(SELECT max(at) FROM message WHERE contact_id=contact.id AND direction='inbound');
${fillPaces}
${itemiseAll}`

interface SchemaRow {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string
}

/**
 * Fills an empty store: five orders and ten messages for each contact, in bulk, the same ones each time.
 * Triggers are out of the way meanwhile and indexes are made afterwards; what triggers keep is worked out
 * once. Not kept safe against power cuts while it fills.
 */
export function fillSegments(db: WritableDatabase, rows: number): void {
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  const parts = db
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index','trigger') AND sql IS NOT NULL`,
    )
    .all() as SchemaRow[]
  const large = ['message', 'contact', 'shop_order', 'item_sale']
  const dropped = parts.filter(
    ({ type, tbl_name: table }) => type === 'trigger' || large.includes(table),
  )
  const remake = (isWanted: (row: SchemaRow) => boolean) => {
    for (const row of dropped.filter(isWanted)) db.exec(row.sql)
  }
  const used = ['shop_order_by_contact', 'message_by_contact']
  for (const { type, name } of dropped) db.exec(`DROP ${type} ${name}`)
  for (const step of [contacts(rows), around(rows), orders(rows), messages(rows)])
    db.transaction(() => db.exec(step))()
  remake((row) => used.includes(row.name))
  db.transaction(() => db.exec(kept))()
  remake((row) => row.type === 'index' && !used.includes(row.name))
  remake((row) => row.type === 'trigger')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('foreign_keys = ON')
  db.pragma('synchronous = FULL')
}
