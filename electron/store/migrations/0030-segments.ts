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

-- How many stood where at the end of each month.
CREATE TABLE tier_month (
  month TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('loyal','potential','lost')),
  contacts INTEGER NOT NULL,
  PRIMARY KEY (month, tier)
) STRICT, WITHOUT ROWID;
`
