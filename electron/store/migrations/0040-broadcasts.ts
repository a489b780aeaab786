import type { Migration } from '../migrate.ts'

/** Broadcasts: what is written to whom, row by row, and what became of it. */
export const migration0040: Migration = {
  version: 40,
  name: 'broadcasts',
  up(db) {
    db.exec(broadcasts)
  },
}

/** States in line, from which a message can still leave. */
const waiting = `('queued','sending')`

/**
 * Whether the row must not go out: the person said no to the purpose, or is in the bin. Who said no to
 * marketing gets no text that WhatsApp takes for marketing, whatever the shop calls its purpose.
 */
const isRefused = `EXISTS (SELECT 1 FROM broadcast CROSS JOIN contact CROSS JOIN consent_state
  WHERE broadcast.seq=NEW.broadcast_seq AND contact.seq=NEW.contact_seq AND consent_state.contact_id=contact.id
    AND consent_state.state='withdrawn' AND (consent_state.purpose=broadcast.purpose
      OR (broadcast.is_marketing=1 AND consent_state.purpose='marketing')))`
const isBinned = `EXISTS (SELECT 1 FROM contact WHERE seq=NEW.contact_seq AND binned_at IS NOT NULL)`

/** How far a state is. A row never goes back, but for a person's word (\`unknown\` → \`queued\`) or a retry. */
const rank = (row: 'OLD' | 'NEW') => `CASE ${row}.state
  WHEN 'queued' THEN 0 WHEN 'sending' THEN 1 WHEN 'unknown' THEN 2 WHEN 'accepted' THEN 3 WHEN 'sent' THEN 4
  WHEN 'delivered' THEN 5 WHEN 'read' THEN 6 ELSE 7 END`

const broadcasts = `
CREATE TABLE broadcast (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','freezing','scheduled','sending','paused','finished','cancelled')),
  -- Why the app paused it by itself; null where the owner did.
  pause_code TEXT,
  purpose TEXT NOT NULL REFERENCES consent_purpose(key),
  -- Who it is for, what they get, how it is sent; JSON of the contract's shapes.
  audience TEXT NOT NULL,
  variants TEXT NOT NULL,
  settings TEXT NOT NULL,
  -- Name, language and parts of each variant's template as they were when it was frozen; JSON.
  texts TEXT NOT NULL DEFAULT '[]',
  -- One of the texts is in WhatsApp's category of marketing, or was moved there since.
  is_marketing INTEGER NOT NULL DEFAULT 0 CHECK (is_marketing IN (0,1)),
  -- The broadcast that this one follows, to those whom that did not reach.
  follows_seq INTEGER REFERENCES broadcast(seq) ON DELETE SET NULL,
  send_at INTEGER,
  -- The moment the recipients are those of, and how many were written down so far.
  frozen_at INTEGER,
  frozen_count INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  finished_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX broadcast_by_state ON broadcast(state, send_at);

CREATE TRIGGER broadcast_texts_marketing AFTER UPDATE OF texts ON broadcast
BEGIN
  UPDATE broadcast SET is_marketing=EXISTS (
    SELECT 1 FROM json_each(NEW.texts) text WHERE text.value->>'category'='MARKETING') WHERE seq=NEW.seq;
END;
-- WhatsApp moves templates between its categories by itself; what is frozen goes with them, and never back.
CREATE TRIGGER template_turns_marketing AFTER UPDATE OF category ON template
WHEN NEW.category='MARKETING' AND OLD.category<>'MARKETING'
BEGIN
  UPDATE broadcast SET is_marketing=1 WHERE EXISTS (
    SELECT 1 FROM json_each(broadcast.texts) text WHERE text.value->>'templateId'=NEW.id);
END;

-- One row per person of the audience, also those who get nothing, and why. seq travels in the request.
CREATE TABLE broadcast_recipient (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  broadcast_seq INTEGER NOT NULL REFERENCES broadcast(seq) ON DELETE CASCADE,
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  -- Which of the variants; null: gets nothing.
  variant INTEGER,
  -- What the groups for the hold-out were balanced by, such as loyal or none.
  stratum TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('queued','sending','unknown','accepted','sent','delivered','read','failed','skipped','hold_out','cancelled')),
  -- Why it was left out or failed: a reason or an error code.
  reason TEXT,
  -- Final values for the template's variables, in order, header first; JSON.
  parameters TEXT NOT NULL DEFAULT '[]',
  due_at INTEGER NOT NULL DEFAULT 0,
  attempt INTEGER NOT NULL DEFAULT 0,
  wamid TEXT,
  sent_at INTEGER,
  delivered_at INTEGER,
  read_at INTEGER,
  -- First answer, click of a button and stop within the broadcast's window.
  answered_at INTEGER,
  clicked_at INTEGER,
  stopped_at INTEGER,
  updated_at INTEGER NOT NULL
) STRICT;
-- Led by the contact, so that what goes with a contact is found by the contact.
CREATE UNIQUE INDEX broadcast_recipient_once ON broadcast_recipient(contact_seq, broadcast_seq);
CREATE INDEX broadcast_recipient_waiting ON broadcast_recipient(broadcast_seq, due_at, seq) WHERE state='queued';
CREATE INDEX broadcast_recipient_open ON broadcast_recipient(broadcast_seq, state) WHERE state IN ('sending','unknown');
CREATE INDEX broadcast_recipient_by_state ON broadcast_recipient(broadcast_seq, state, reason);
CREATE INDEX broadcast_recipient_by_wamid ON broadcast_recipient(wamid) WHERE wamid IS NOT NULL;
-- Taken by WhatsApp, and nothing heard of since.
CREATE INDEX broadcast_recipient_silent ON broadcast_recipient(sent_at) WHERE state='accepted';
CREATE INDEX broadcast_recipient_by_time ON broadcast_recipient(sent_at, contact_seq) WHERE sent_at IS NOT NULL;

CREATE TRIGGER broadcast_recipient_no_insert BEFORE INSERT ON broadcast_recipient
WHEN NEW.state IN ${waiting} AND ${isRefused}
BEGIN SELECT RAISE(ABORT, 'opted_out'); END;
CREATE TRIGGER broadcast_recipient_no_send BEFORE UPDATE OF state ON broadcast_recipient
WHEN NEW.state IN ${waiting} AND ${isRefused}
BEGIN SELECT RAISE(ABORT, 'opted_out'); END;
CREATE TRIGGER broadcast_recipient_not_to_bin BEFORE INSERT ON broadcast_recipient
WHEN NEW.state IN ${waiting} AND ${isBinned}
BEGIN SELECT RAISE(ABORT, 'in_bin'); END;
CREATE TRIGGER broadcast_recipient_no_send_to_bin BEFORE UPDATE OF state ON broadcast_recipient
WHEN NEW.state IN ${waiting} AND ${isBinned}
BEGIN SELECT RAISE(ABORT, 'in_bin'); END;
-- Only forward. Back into the line goes what was refused before it left, and what the owner decides to send again.
CREATE TRIGGER broadcast_recipient_forward BEFORE UPDATE OF state ON broadcast_recipient
WHEN (${rank('NEW')}) < (${rank('OLD')}) AND NOT (NEW.state='queued' AND OLD.state IN ('sending','unknown'))
BEGIN SELECT RAISE(ABORT, 'states only move forward'); END;

-- Nobody changes a state without its history: it is written by the store itself.
CREATE TRIGGER broadcast_recipient_history AFTER UPDATE OF state ON broadcast_recipient
WHEN NEW.state<>OLD.state
BEGIN
  INSERT INTO broadcast_event (recipient_seq, n, state, reason, at)
  SELECT NEW.seq, coalesce(max(n),-1)+1, NEW.state, NEW.reason,
    CASE NEW.state WHEN 'delivered' THEN NEW.delivered_at WHEN 'read' THEN NEW.read_at ELSE NEW.updated_at END
  FROM broadcast_event WHERE recipient_seq=NEW.seq;
END;

-- What happened to a row, every time.
CREATE TABLE broadcast_event (
  recipient_seq INTEGER NOT NULL REFERENCES broadcast_recipient(seq) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (recipient_seq, n)
) STRICT, WITHOUT ROWID;

-- Who a broadcast that is being frozen is for, as it was at one moment. Turned into recipients a portion at
-- a time and taken away then. Refers to nothing: a contact that is gone by its turn gets nothing.
CREATE TABLE broadcast_audience (
  broadcast_seq INTEGER NOT NULL,
  contact_seq INTEGER NOT NULL,
  country TEXT NOT NULL,
  stratum TEXT NOT NULL,
  -- Why they get nothing; null: they get it, or are held out.
  reason TEXT,
  PRIMARY KEY (broadcast_seq, contact_seq)
) STRICT, WITHOUT ROWID;
-- What left for single people counts against the same limits.
CREATE INDEX direct_message_by_time ON direct_message(sent_at, contact_id) WHERE sent_at IS NOT NULL;

-- Files that messages show on top. media_id is what WhatsApp called it first, and what drafts and rows say;
-- current_id what it is called now, null when it is gone there.
CREATE TABLE media_file (
  media_id TEXT PRIMARY KEY,
  current_id TEXT,
  file_name TEXT NOT NULL,
  mime_type TEXT NOT NULL,
  content BLOB NOT NULL,
  uploaded_at INTEGER NOT NULL
) STRICT;

-- Price per delivered message; country '' is every other one.
CREATE TABLE rate (
  country TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('marketing','utility','authentication')),
  amount REAL NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (country, category)
) STRICT, WITHOUT ROWID;
INSERT INTO rate (country, category, amount)
  SELECT '', category.value, json_extract(setting.value, '$.rateCard.' || category.value)
  FROM setting, json_each('["marketing","utility"]') category
  WHERE setting.key='settings' AND json_extract(setting.value, '$.rateCard.' || category.value) > 0;
`
