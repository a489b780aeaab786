import type { Migration } from '../migrate.ts'

/** Templates: written here, and what WhatsApp told about them. */
export const migration0050: Migration = {
  version: 50,
  name: 'templates',
  up(db) {
    db.exec(templates)
  },
}

const templates = `
-- The whole of it in the shape that can be changed; null for what the app cannot make. JSON.
ALTER TABLE template ADD COLUMN draft TEXT;
ALTER TABLE template ADD COLUMN rejected_reason TEXT;

CREATE TABLE template_draft (
  id TEXT PRIMARY KEY,
  -- The template that it changes; null for a new one.
  template_id TEXT UNIQUE REFERENCES template(id) ON DELETE CASCADE,
  draft TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE template_event (
  id TEXT PRIMARY KEY,
  template_id TEXT NOT NULL REFERENCES template(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('status','quality','category','category_announced')),
  value TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX template_event_by_template ON template_event(template_id, at);
`
