import { countryOfNumber } from '../../electron/core/contacts/country-of-number.ts'
import { searchWords } from '../../electron/core/contacts/search-words.ts'
import { sortName } from '../../electron/core/contacts/sort-name.ts'
import type { WritableDatabase } from '../../electron/store/database.ts'
import { bySurname, firstNames, givenCharacters, lastNames } from './contact-names.ts'

/** Tags of the filled store with the share of contacts that have them. */
export const filledTags = [
  { name: '老客户 regular', share: 0.3 },
  { name: '会员 member', share: 0.1 },
  { name: 'Bouquets', share: 0.03 },
  { name: '批发 wholesale', share: 0.005 },
  { name: 'Press', share: 0.0002 },
] as const

/** Calling code, how long the number behind it is, and the share of contacts. */
const countries = [
  { code: '861', length: 10, share: 0.55 },
  { code: '1202', length: 7, share: 0.15 },
  { code: '447', length: 9, share: 0.1 },
  { code: '8526', length: 7, share: 0.08 },
  { code: '5511', length: 9, share: 0.06 },
  { code: '491', length: 10, share: 0.04 },
  { code: '6421', length: 7, share: 0.02 },
] as const

const cities = [
  '上海',
  '北京',
  '广州',
  '杭州',
  'London',
  'Hong Kong',
  'São Paulo',
  'Berlin',
  'Austin',
]
const dayMs = 24 * 60 * 60 * 1000

/** The moment that the filled store was last used at, Unix ms. */
export const filledNow = Date.UTC(2026, 10, 1)

/** Numbers in [0,1), the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
}

function freeNumber(
  random: Random,
  { code, length }: { code: string; length: number },
  taken: Set<number>,
): string {
  let number = ''
  do number = code + digits(random, length)
  while (taken.has(Number(number)))
  taken.add(Number(number))
  return number
}

function nameOf(random: Random, isChinese: boolean): string {
  if (!isChinese) return `${pick(random, firstNames)} ${pick(random, lastNames)}`
  const given = random() < 0.25 ? 1 : 2
  return (
    bySurname(random()) +
    Array.from({ length: given }, () => pick(random, givenCharacters)).join('')
  )
}

/** `n` in the form of an own id, in ascending order. */
export function filledId(n: number, kind = 0): string {
  const hex = n.toString(16).padStart(12, '0')
  return `0195b1c0-${hex.slice(0, 4)}-7${kind.toString(16).padStart(3, '0')}-8000-${hex}`
}

function statements(db: WritableDatabase) {
  return {
    contact:
      db.prepare(`INSERT INTO contact (id, display_name, sort_name, number_state, number_type, country, language,
        email, city, source, last_seen_at, screening, created_at, updated_at)
      VALUES (?,?,?,?,?,?,?,?,?,'import',?,?,?,?)`),
    identity: db.prepare(
      `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at) VALUES (?,?,?,?)`,
    ),
    tag: db.prepare('INSERT INTO contact_tag (contact_seq, tag_seq, added_at) VALUES (?,?,?)'),
    order: db.prepare(
      `INSERT INTO shop_order (contact_seq, order_key, order_no, at, amount, currency) VALUES (?,?,?,?,?,'CNY')`,
    ),
    consent:
      db.prepare(`INSERT INTO consent_entry (id, contact_id, purpose, state, source, is_by_person, recorded_by, at, recorded_at)
      VALUES (?,?,'marketing',?,'form',?,'owner',?,?)`),
    search: db.prepare('INSERT INTO contact_search (rowid, tokens) VALUES (?,?)'),
  }
}

type Statements = ReturnType<typeof statements>

function addContact(
  into: Statements,
  random: Random,
  seq: number,
  rows: number,
  taken: Set<number>,
): void {
  const id = filledId(seq)
  let share = random()
  const home = countries.find((country) => (share -= country.share) < 0) ?? countries[0]
  const isChinese = home.code.startsWith('86') || home.code.startsWith('852') || random() < 0.1
  const name = nameOf(random, isChinese)
  const number = random() < 0.97 ? freeNumber(random, home, taken) : null
  const createdAt = filledNow - Math.floor((1000 * dayMs * (rows - seq)) / rows)
  const seenAt = random() < 0.6 ? filledNow - Math.floor(random() ** 2 * 1000 * dayMs) : null
  const email = random() < 0.4 ? `customer${Math.floor(random() * rows * 20)}@shop.example` : null
  const city = random() < 0.5 ? pick(random, cities) : null
  const tags = filledTags
    .map((tag, at) => ({ ...tag, seq: at + 1 }))
    .filter((tag) => random() < tag.share)
  const verdict = random() < 0.2 ? 'trusted' : random() < 0.05 ? 'to_check' : 'not_screened'
  into.contact.run(
    id,
    name,
    sortName(name),
    number ? 'valid' : 'none',
    number ? 'mobile' : null,
    number ? countryOfNumber(number) : null,
    isChinese ? 'zh-CN' : 'en',
    email,
    city,
    seenAt,
    verdict,
    createdAt,
    createdAt,
  )
  if (number) into.identity.run(id, 'wa_id', number, createdAt)
  else into.identity.run(id, 'bsuid', `${home.code}.${seq}`, createdAt)
  for (const tag of tags) into.tag.run(seq, tag.seq, createdAt)
  const orders = random() < 0.25 ? 1 + Math.floor(random() ** 3 * 12) : 0
  for (let n = 0; n < orders; n += 1)
    into.order.run(
      seq,
      `n:${seq}-${n}`,
      `${seq}-${n}`,
      createdAt + Math.floor(random() * 500) * dayMs,
      500 + Math.floor(random() * 50_000),
    )
  if (random() < 0.3) {
    const isNo = random() < 0.1
    into.consent.run(
      filledId(seq, 2),
      id,
      isNo ? 'withdrawn' : 'given',
      isNo ? 1 : 0,
      createdAt,
      createdAt,
    )
  }
  into.search.run(
    seq,
    searchWords([name, email, null, city, number, null, tags.map((tag) => tag.name).join(' ')]),
  )
}

/**
 * Fills an empty store with believable random contacts, the same ones each time: names in Chinese and
 * Latin, numbers of several countries, tags, orders, consent, last seen, search index. Not through the
 * app, and not kept safe against power cuts while it fills.
 */
export function fillContacts(db: WritableDatabase, rows: number): void {
  const random = seededRandom(20_261_101)
  db.pragma('synchronous = OFF')
  const into = statements(db)
  const taken = new Set<number>()
  const insertTag = db.prepare('INSERT INTO tag (id, name, created_at) VALUES (?,?,?)')
  filledTags.forEach((tag, at) => insertTag.run(filledId(at, 9), tag.name, filledNow))
  const portion = 20_000
  for (let from = 1; from <= rows; from += portion)
    db.transaction(() => {
      for (let seq = from; seq < Math.min(rows + 1, from + portion); seq += 1)
        addContact(into, random, seq, rows, taken)
    })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('synchronous = FULL')
}
