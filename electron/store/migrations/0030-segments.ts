import type { Migration } from '../migrate.ts'

/** Segments of customers, and what recency, frequency and money spent say of each. */
export const migration0030: Migration = {
  version: 30,
  name: 'segments',
  up(db) {
    db.exec(segments)
    db.exec(paces)
    db.exec(items)
    db.exec(facts)
  },
}

/** So many of the latest orders and messages of a person are kept beside the person. */
const kept = [1, 2, 3, 4, 5] as const

const ordered = (n: number) => (n === 1 ? 'last_order_at' : `order_at_${n}`)
const wrote = (n: number) => `wrote_at_${n}`

/**
 * Puts a moment where it belongs among the latest ones, which stand in falling order: every place takes
 * the larger of what it holds and the smaller of the moment and what stands before it.
 */
function insertion(column: (n: number) => string): string {
  return kept
    .map((n) =>
      n === 1
        ? `${column(1)}=max(coalesce(${column(1)},-1), NEW.at)`
        : `${column(n)}=nullif(max(coalesce(${column(n)},-1), min(coalesce(${column(n - 1)},-1), NEW.at)),-1)`,
    )
    .join(', ')
}

const ordersAnew = kept
  .map(
    (n) =>
      `${ordered(n)}=(SELECT at FROM shop_order WHERE contact_seq=contact.seq ORDER BY at DESC LIMIT 1 OFFSET ${n - 1})`,
  )
  .join(', ')
const messagesAnew = kept
  .map(
    (n) => `${wrote(n)}=(SELECT at FROM message WHERE contact_id=contact.id AND direction='inbound'
      ORDER BY at DESC LIMIT 1 OFFSET ${n - 1})`,
  )
  .join(', ')

/** Works the latest orders and messages out for everybody, as the triggers below keep them. */
export const fillPaces = `
UPDATE contact SET ${ordersAnew} WHERE order_count > 0;
UPDATE contact SET ${messagesAnew} WHERE last_seen_at IS NOT NULL;
`

/**
 * "Bought twice in 90 days" is whether the second latest order is that young: one comparison, where a
 * count would go through the orders.
 */
const paces = `
${kept
  .slice(1)
  .map((n) => `ALTER TABLE contact ADD COLUMN ${ordered(n)} INTEGER;`)
  .join('\n')}
${kept.map((n) => `ALTER TABLE contact ADD COLUMN ${wrote(n)} INTEGER;`).join('\n')}
${fillPaces}
DROP TRIGGER shop_order_added;
CREATE TRIGGER shop_order_added AFTER INSERT ON shop_order
BEGIN
  UPDATE contact SET order_count=order_count+1, order_total=order_total+NEW.amount, ${insertion(ordered)}
    WHERE seq=NEW.contact_seq;
END;
DROP TRIGGER shop_order_removed;
CREATE TRIGGER shop_order_removed AFTER DELETE ON shop_order
BEGIN
  UPDATE contact SET order_count=order_count-1, order_total=order_total-OLD.amount, ${ordersAnew} WHERE seq=OLD.contact_seq;
END;
DROP TRIGGER shop_order_moved;
CREATE TRIGGER shop_order_moved AFTER UPDATE OF contact_seq ON shop_order WHEN NEW.contact_seq <> OLD.contact_seq
BEGIN
  UPDATE contact SET order_count=order_count-1, order_total=order_total-OLD.amount, ${ordersAnew} WHERE seq=OLD.contact_seq;
  UPDATE contact SET order_count=order_count+1, order_total=order_total+NEW.amount, ${insertion(ordered)}
    WHERE seq=NEW.contact_seq;
END;
DROP TRIGGER message_seen;
CREATE TRIGGER message_seen AFTER INSERT ON message WHEN NEW.direction='inbound' AND NEW.contact_id IS NOT NULL
BEGIN
  UPDATE contact SET last_seen_at=max(coalesce(last_seen_at,-1), NEW.at), ${insertion(wrote)}
    WHERE id=NEW.contact_id AND coalesce(wrote_at_5,-1) < NEW.at;
END;
CREATE TRIGGER message_forgotten AFTER DELETE ON message WHEN OLD.direction='inbound' AND OLD.contact_id IS NOT NULL
BEGIN
  UPDATE contact SET ${messagesAnew} WHERE id=OLD.contact_id AND coalesce(wrote_at_5,-1) <= OLD.at;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF contact_id ON message
WHEN OLD.direction='inbound' AND NEW.contact_id IS NOT OLD.contact_id
BEGIN
  UPDATE contact SET ${messagesAnew} WHERE id=OLD.contact_id AND coalesce(wrote_at_5,-1) <= OLD.at;
  UPDATE contact SET ${insertion(wrote)} WHERE id=NEW.contact_id AND coalesce(wrote_at_5,-1) < NEW.at;
END;
CREATE INDEX message_of_buttons ON message(at, contact_id)
  WHERE direction='inbound' AND type IN ('button','interactive') AND contact_id IS NOT NULL;
`

const itemName = `lower(coalesce(json_extract(part.value,'$.name'),''))`

/** Puts down what was bought, for the orders that `FROM` names. */
const itemised = (orders: string) => `
INSERT OR IGNORE INTO item (name) SELECT ${itemName} FROM ${orders} WHERE ${itemName} <> '';
INSERT OR IGNORE INTO item_sale (item_seq, at, order_seq, contact_seq)
  SELECT item.seq, bought.at, bought.seq, bought.contact_seq FROM ${orders} CROSS JOIN item ON item.name=${itemName};
`
const itemise = itemised(
  `(SELECT NEW.seq AS seq, NEW.at AS at, NEW.contact_seq AS contact_seq) AS bought, json_each(NEW.items) AS part`,
)
/** The same for every order there is. */
export const itemiseAll = itemised(
  `(SELECT * FROM shop_order WHERE items <> '[]') AS bought, json_each(bought.items) AS part`,
)

/** Each name of an item once: what was bought is found among names, which are few, and not among orders. */
const items = `
CREATE TABLE item (
  seq INTEGER PRIMARY KEY,
  -- In small letters, as far as they are ASCII.
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE item_sale (
  item_seq INTEGER NOT NULL REFERENCES item(seq),
  at INTEGER NOT NULL,
  order_seq INTEGER NOT NULL REFERENCES shop_order(seq) ON DELETE CASCADE,
  contact_seq INTEGER NOT NULL,
  PRIMARY KEY (item_seq, at, order_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_sale_by_order ON item_sale(order_seq);
${itemiseAll}
CREATE TRIGGER shop_order_itemised AFTER INSERT ON shop_order WHEN NEW.items <> '[]'
BEGIN ${itemise} END;
CREATE TRIGGER shop_order_itemised_anew AFTER UPDATE OF items ON shop_order WHEN NEW.items <> OLD.items
BEGIN
  DELETE FROM item_sale WHERE order_seq=OLD.seq;
  ${itemise}
END;
CREATE TRIGGER shop_order_items_moved AFTER UPDATE OF contact_seq ON shop_order WHEN NEW.contact_seq <> OLD.contact_seq
BEGIN
  UPDATE item_sale SET contact_seq=NEW.contact_seq WHERE order_seq=NEW.seq;
END;
-- A name that nobody bought under is kept nowhere: it may be a person's.
CREATE TRIGGER item_unsold AFTER DELETE ON item_sale
WHEN NOT EXISTS (SELECT 1 FROM item_sale WHERE item_seq=OLD.item_seq)
BEGIN
  DELETE FROM item WHERE seq=OLD.item_seq;
END;
`

/** All that is asked of everybody, in one narrow index in the order of lists: a walk through it reads no row. */
const facts = `
CREATE INDEX contact_facts ON contact(is_listed, seq, created_at, country, screening, source, last_seen_at, order_count,
  order_total, ${kept.map(ordered).join(', ')}, ${kept.map(wrote).join(', ')});
CREATE INDEX contact_by_created ON contact(created_at, seq, is_listed);
CREATE INDEX contact_by_birthday ON contact(birth_day, seq) WHERE birth_day IS NOT NULL;
`

const segments = `
CREATE TABLE segment (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  -- A tree of conditions; JSON.
  conditions TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX shop_order_by_time ON shop_order(at, contact_seq);
-- A sum over the orders of a person is read in the index alone.
DROP INDEX shop_order_by_contact;
CREATE INDEX shop_order_by_contact ON shop_order(contact_seq, at, amount);

-- Whom a group is for: its members are to be those of a segment.
CREATE TABLE group_segment (
  group_id TEXT PRIMARY KEY REFERENCES wa_group(id) ON DELETE CASCADE,
  segment_id TEXT NOT NULL REFERENCES segment(id),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX group_segment_by_segment ON group_segment(segment_id);

CREATE TABLE contact_rfm (
  contact_seq INTEGER PRIMARY KEY REFERENCES contact(seq) ON DELETE CASCADE,
  recency INTEGER NOT NULL CHECK (recency BETWEEN 1 AND 5),
  frequency INTEGER NOT NULL CHECK (frequency BETWEEN 1 AND 5),
  monetary INTEGER NOT NULL CHECK (monetary BETWEEN 1 AND 5),
  class TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost')),
  computed_at INTEGER NOT NULL,
  -- Consent and groups name a person by id: of a class they are asked without reading any contact.
  contact_id TEXT NOT NULL
) STRICT;
CREATE INDEX contact_rfm_by_class ON contact_rfm(class, contact_seq, contact_id);
CREATE INDEX contact_rfm_by_tier ON contact_rfm(tier, contact_seq, contact_id);

-- Whose orders differ since their scores were worked out.
CREATE TABLE rfm_due (contact_seq INTEGER PRIMARY KEY REFERENCES contact(seq) ON DELETE CASCADE) STRICT;
CREATE TRIGGER shop_order_scored AFTER INSERT ON shop_order
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (NEW.contact_seq); END;
CREATE TRIGGER shop_order_unscored AFTER DELETE ON shop_order WHEN EXISTS (SELECT 1 FROM contact WHERE seq=OLD.contact_seq)
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (OLD.contact_seq); END;
CREATE TRIGGER shop_order_rescored AFTER UPDATE OF contact_seq ON shop_order
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (OLD.contact_seq), (NEW.contact_seq); END;

-- Where each customer stood when the month began, and how many went from where to where within each.
CREATE TABLE rfm_before (
  contact_seq INTEGER PRIMARY KEY REFERENCES contact(seq) ON DELETE CASCADE,
  month TEXT NOT NULL,
  class TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost'))
) STRICT;
-- Who ended a month in a lower tier or class than it began in; what of the running month is known.
CREATE TABLE rfm_fall (
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  month TEXT NOT NULL,
  from_class TEXT NOT NULL,
  from_tier TEXT NOT NULL CHECK (from_tier IN ('loyal','potential','lost')),
  PRIMARY KEY (contact_seq, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX rfm_fall_by_month ON rfm_fall(month, contact_seq);
CREATE TABLE class_move (
  month TEXT NOT NULL,
  from_class TEXT NOT NULL,
  to_class TEXT NOT NULL,
  contacts INTEGER NOT NULL,
  PRIMARY KEY (month, from_class, to_class)
) STRICT, WITHOUT ROWID;

-- How many stood where at the end of each month.
CREATE TABLE tier_month (
  month TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost')),
  contacts INTEGER NOT NULL,
  PRIMARY KEY (month, tier)
) STRICT, WITHOUT ROWID;
`
