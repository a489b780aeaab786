import type { Migration } from '../migrate.ts'

/** Segments of customers, and what recency, frequency and money spent say of each. */
export const migration0030: Migration = {
  version: 30,
  name: 'segments',
  up(db) {
    db.exec(segments)
  },
}

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

CREATE TABLE contact_rfm (
  contact_seq INTEGER PRIMARY KEY REFERENCES contact(seq) ON DELETE CASCADE,
  recency INTEGER NOT NULL CHECK (recency BETWEEN 1 AND 5),
  frequency INTEGER NOT NULL CHECK (frequency BETWEEN 1 AND 5),
  monetary INTEGER NOT NULL CHECK (monetary BETWEEN 1 AND 5),
  class TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost')),
  computed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_rfm_by_class ON contact_rfm(class, contact_seq);
CREATE INDEX contact_rfm_by_tier ON contact_rfm(tier, contact_seq);

-- Whose orders differ since their scores were worked out.
CREATE TABLE rfm_due (contact_seq INTEGER PRIMARY KEY REFERENCES contact(seq) ON DELETE CASCADE) STRICT;
CREATE TRIGGER shop_order_scored AFTER INSERT ON shop_order
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (NEW.contact_seq); END;
CREATE TRIGGER shop_order_unscored AFTER DELETE ON shop_order WHEN EXISTS (SELECT 1 FROM contact WHERE seq=OLD.contact_seq)
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (OLD.contact_seq); END;
CREATE TRIGGER shop_order_rescored AFTER UPDATE OF contact_seq ON shop_order
BEGIN INSERT OR IGNORE INTO rfm_due VALUES (OLD.contact_seq), (NEW.contact_seq); END;

-- How many stood where at the end of each month.
CREATE TABLE tier_month (
  month TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost')),
  contacts INTEGER NOT NULL,
  PRIMARY KEY (month, tier)
) STRICT, WITHOUT ROWID;
`
