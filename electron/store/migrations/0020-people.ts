import type { Migration } from '../migrate.ts'
import { consent, messages } from './0020-consent.ts'

/**
 * Customers: what a contact is known by and for, imports, the consent ledger with its texts, screening,
 * clean-up, and messages to single people. Tables that grow with customers refer to `contact.seq`, an
 * integer, because a million of them carry it several times.
 */
export const migration0020: Migration = {
  version: 20,
  name: 'people',
  up(db) {
    db.exec(contacts)
    db.exec(aroundContacts)
    db.exec(imports)
    db.exec(consent)
    db.exec(messages)
    db.exec(screening)
    db.exec(cleanUp)
  },
}

const contacts = `
CREATE TABLE contact_import (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('contacts','orders')),
  state TEXT NOT NULL CHECK (state IN ('receiving','ready','running','stopped','finished','failed','undone')),
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  -- Size that was announced before the file came.
  expected_bytes INTEGER,
  format TEXT CHECK (format IN ('csv','xlsx','vcard','chat')),
  -- How the file is read: encoding, separator, sheet, heading, columns; JSON.
  mapping TEXT NOT NULL DEFAULT '{}',
  -- Default country, consent with its wording and source, tags for all rows; JSON.
  options TEXT NOT NULL DEFAULT '{}',
  -- Rows that are settled on disk: an import that died goes on behind them.
  position INTEGER NOT NULL DEFAULT 0,
  row_count INTEGER,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  -- Of those taken in, how many numbers are landlines.
  landlines INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  undone_at INTEGER,
  -- What the undo took back.
  undo_removed INTEGER NOT NULL DEFAULT 0,
  undo_restored INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX contact_import_by_time ON contact_import(created_at, seq);

-- Who stayed when an import was undone, and why. The contact may be gone by now.
CREATE TABLE import_kept (
  import_seq INTEGER NOT NULL REFERENCES contact_import(seq) ON DELETE CASCADE,
  contact_id TEXT NOT NULL,
  because TEXT NOT NULL,
  PRIMARY KEY (import_seq, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fresh_contact (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  -- The name as it sorts: Chinese by pinyin, others without case and accents. Made by core's sortName.
  sort_name TEXT NOT NULL DEFAULT '',
  number_state TEXT NOT NULL DEFAULT 'none' CHECK (number_state IN ('valid','invalid','unreachable','none')),
  number_type TEXT CHECK (number_type IN ('mobile','landline','other')),
  -- ISO 3166-1 alpha-2, by the number.
  country TEXT,
  language TEXT,
  email TEXT,
  city TEXT,
  -- YYYY-MM-DD, or --MM-DD where the year is not told.
  birthday TEXT,
  -- MM-DD of it, told with a row that comes in and kept by a trigger from then on.
  birth_day TEXT,
  -- How the shop's own system calls the customer.
  external_id TEXT,
  -- Values of custom fields by their key; JSON.
  custom TEXT NOT NULL DEFAULT '{}',
  source TEXT NOT NULL DEFAULT 'update' CHECK (source IN ('update','import','signup','manual','demo')),
  import_seq INTEGER REFERENCES contact_import(seq) ON DELETE SET NULL,
  -- The verdict of screening: the owner's decision where there is one, else the checks'.
  screening TEXT NOT NULL DEFAULT 'not_screened' CHECK (screening IN ('trusted','to_check','rejected','not_screened')),
  screening_score INTEGER,
  -- What each check found when it last ran; JSON.
  screening_results TEXT,
  screened_at INTEGER,
  -- 1: evidence is different since the checks last ran.
  is_screening_due INTEGER NOT NULL DEFAULT 1 CHECK (is_screening_due IN (0,1)),
  last_seen_at INTEGER,
  order_count INTEGER NOT NULL DEFAULT 0,
  -- Minor units of the orders' currency.
  order_total INTEGER NOT NULL DEFAULT 0,
  last_order_at INTEGER,
  -- In the bin since; shown nowhere else and written to by nobody.
  binned_at INTEGER,
  anonymised_at INTEGER,
  -- 1: among those that lists show. Stands in the indexes that lists walk, so that a row need not be read for it.
  is_listed INTEGER NOT NULL GENERATED ALWAYS AS (binned_at IS NULL AND anonymised_at IS NULL) VIRTUAL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO fresh_contact (id, display_name, number_state, screening, created_at, updated_at)
  SELECT id, display_name, number_state, screening, created_at, updated_at FROM contact ORDER BY id;
DROP TABLE contact;
ALTER TABLE fresh_contact RENAME TO contact;
-- The indexes that lists walk hold what is filtered by most, so that only rows to be shown are read.
CREATE INDEX contact_by_name ON contact(sort_name, seq, is_listed, country, last_seen_at);
-- Not by name within a country: an import would have to touch a page more for every row.
CREATE INDEX contact_by_country ON contact(country, seq, is_listed, last_seen_at);
CREATE INDEX contact_by_last_seen ON contact(last_seen_at, seq, is_listed, country);
CREATE INDEX contact_by_order_count ON contact(order_count, seq, is_listed, country);
CREATE INDEX contact_by_order_total ON contact(order_total, seq, is_listed, country, order_count) WHERE order_count > 0;
CREATE INDEX contact_by_last_order ON contact(last_order_at, seq, is_listed, country, order_count) WHERE order_count > 0;
CREATE INDEX contact_by_screening ON contact(screening, seq, is_listed, binned_at);
CREATE INDEX contact_screening_due ON contact(seq) WHERE is_screening_due = 1 AND screened_at IS NOT NULL;
CREATE INDEX contact_by_import ON contact(import_seq) WHERE import_seq IS NOT NULL;
CREATE UNIQUE INDEX contact_by_external_id ON contact(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_by_email ON contact(email) WHERE email IS NOT NULL;
CREATE INDEX contact_in_bin ON contact(binned_at, seq) WHERE binned_at IS NOT NULL;
CREATE INDEX contact_unlisted ON contact(seq) WHERE is_listed = 0;

-- Those who come in by the thousand call no function for it; for why, see identity-key.ts.
CREATE TRIGGER contact_birth_day AFTER UPDATE OF birthday ON contact WHEN NEW.birthday IS NOT OLD.birthday
BEGIN UPDATE contact SET birth_day=substr(NEW.birthday, -5) WHERE seq=NEW.seq; END;

CREATE TRIGGER message_seen AFTER INSERT ON message WHEN NEW.direction='inbound' AND NEW.contact_id IS NOT NULL
BEGIN
  UPDATE contact SET last_seen_at=NEW.at WHERE id=NEW.contact_id AND coalesce(last_seen_at,-1) < NEW.at;
END;
UPDATE contact SET last_seen_at=(SELECT max(at) FROM message
  WHERE message.contact_id=contact.id AND message.direction='inbound');
`

const aroundContacts = `
CREATE TABLE custom_field (
  key TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text','number','date','flag')),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE contact_tag (
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  tag_seq INTEGER NOT NULL REFERENCES tag(seq) ON DELETE CASCADE,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (contact_seq, tag_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tag_by_tag ON contact_tag(tag_seq, contact_seq);

CREATE TABLE contact_note (
  id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  written_by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_note_by_contact ON contact_note(contact_id, at);

CREATE TABLE shop_order (
  seq INTEGER PRIMARY KEY,
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  -- The order's own number, else what makes it the same order in another file.
  order_key TEXT NOT NULL UNIQUE,
  order_no TEXT,
  at INTEGER NOT NULL,
  -- Minor units of the currency.
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- [{name, quantity?}]; JSON.
  items TEXT NOT NULL DEFAULT '[]',
  import_seq INTEGER REFERENCES contact_import(seq) ON DELETE SET NULL
) STRICT;
CREATE INDEX shop_order_by_contact ON shop_order(contact_seq, at);
CREATE INDEX shop_order_by_import ON shop_order(import_seq) WHERE import_seq IS NOT NULL;
CREATE TRIGGER shop_order_added AFTER INSERT ON shop_order
BEGIN
  UPDATE contact SET order_count=order_count+1, order_total=order_total+NEW.amount,
    last_order_at=max(coalesce(last_order_at,0),NEW.at) WHERE seq=NEW.contact_seq;
END;
CREATE TRIGGER shop_order_removed AFTER DELETE ON shop_order
BEGIN
  UPDATE contact SET order_count=order_count-1, order_total=order_total-OLD.amount,
    last_order_at=(SELECT max(at) FROM shop_order WHERE contact_seq=OLD.contact_seq) WHERE seq=OLD.contact_seq;
END;
CREATE TRIGGER shop_order_moved AFTER UPDATE OF contact_seq ON shop_order WHEN NEW.contact_seq <> OLD.contact_seq
BEGIN
  UPDATE contact SET order_count=order_count-1, order_total=order_total-OLD.amount,
    last_order_at=(SELECT max(at) FROM shop_order WHERE contact_seq=OLD.contact_seq) WHERE seq=OLD.contact_seq;
  UPDATE contact SET order_count=order_count+1, order_total=order_total+NEW.amount,
    last_order_at=max(coalesce(last_order_at,0),NEW.at) WHERE seq=NEW.contact_seq;
END;

-- Words of name, numbers, notes and tags; its rowid is contact.seq, its text is not kept.
CREATE VIRTUAL TABLE contact_search USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
-- Bytes that are gathered in memory before they are written; pieces that may lie side by side before some are
-- merged, and before all are merged at once however long it takes. What an import writes is merged less often.
INSERT INTO contact_search (contact_search, rank) VALUES ('hashsize', 4194304), ('automerge', 16), ('crisismerge', 64);

-- What a merge put together, so that it can be taken apart again; JSON.
CREATE TABLE contact_merge (
  id TEXT PRIMARY KEY,
  into_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  from_id TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  merged_at INTEGER NOT NULL,
  split_at INTEGER
) STRICT;
CREATE INDEX contact_merge_by_contact ON contact_merge(into_id, merged_at);
-- Two that look alike and are not the same, by the owner's word.
CREATE TABLE merge_dismissal (
  one_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_dismissal_by_other ON merge_dismissal(other_id);
-- Without it, every contact that goes away would cost a look through all recipients of all announcements.
CREATE INDEX delivery_recipient_by_contact ON delivery_recipient(contact_id, at);

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
`

const imports = `
CREATE TABLE import_mapping (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('contacts','orders')),
  mapping TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- A contact as it was before an import wrote to it, so that the import can be undone.
CREATE TABLE import_change (
  import_seq INTEGER NOT NULL REFERENCES contact_import(seq) ON DELETE CASCADE,
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  before TEXT NOT NULL,
  PRIMARY KEY (import_seq, contact_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_change_by_contact ON import_change(contact_seq);

-- Rows that were not taken in. The cell is kept as it was written, for the error file.
CREATE TABLE import_rejection (
  import_seq INTEGER NOT NULL REFERENCES contact_import(seq) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  line INTEGER NOT NULL,
  column_title TEXT,
  reason TEXT NOT NULL,
  cell TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (import_seq, row)
) STRICT, WITHOUT ROWID;
`

const screening = `
-- Which checks speak against whom; what screening_results say, to be looked up by check.
CREATE TABLE screening_against (
  check_name TEXT NOT NULL,
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  PRIMARY KEY (check_name, contact_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX screening_against_by_contact ON screening_against(contact_seq);
-- Who comes in has not been screened; whoever comes back is given the results after that.
CREATE TRIGGER screening_against_rewritten AFTER UPDATE OF screening_results ON contact
WHEN instr(coalesce(OLD.screening_results,''), '"bad"') > 0 OR instr(coalesce(NEW.screening_results,''), '"bad"') > 0 BEGIN
  DELETE FROM screening_against WHERE contact_seq=NEW.seq;
  INSERT OR IGNORE INTO screening_against (check_name, contact_seq)
    SELECT value ->> '$.check', NEW.seq FROM json_each(coalesce(NEW.screening_results,'[]'))
    WHERE value ->> '$.outcome'='bad';
END;
CREATE TABLE screening_evidence (
  id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('order','shop_visit','social_profile','referral','document_seen','reported','other')),
  place TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  recorded_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX screening_evidence_by_contact ON screening_evidence(contact_id, at);

-- The owner's word on a person, which outranks the checks. The latest one counts; 'checks' gives it back.
CREATE TABLE screening_decision (
  id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('trusted','to_check','rejected','checks')),
  note TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX screening_decision_by_contact ON screening_decision(contact_id, at);

-- Numbers that a list which shops share warns of.
CREATE TABLE block_list_entry (
  id TEXT PRIMARY KEY,
  wa_id TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX block_list_entry_by_time ON block_list_entry(at, id);

-- What the checks go by is different: they are due again. A contact that comes in is due from the start, and
-- one that never was screened stays as it is until it is asked for, so an import pays for none of this.
CREATE TRIGGER screening_due_profile AFTER UPDATE OF number_state, number_type, country, email, display_name ON contact
WHEN NEW.is_screening_due=0 AND (NEW.number_state IS NOT OLD.number_state OR NEW.country IS NOT OLD.country
  OR NEW.email IS NOT OLD.email OR NEW.display_name IS NOT OLD.display_name
  OR (OLD.number_type IS NOT NULL AND NEW.number_type IS NOT OLD.number_type))
BEGIN UPDATE contact SET is_screening_due=1 WHERE seq=NEW.seq; END;
CREATE TRIGGER screening_due_identity AFTER UPDATE OF replaced_at, contact_id ON contact_identity
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
CREATE TRIGGER screening_due_order AFTER INSERT ON shop_order
BEGIN UPDATE contact SET is_screening_due=1 WHERE seq=NEW.contact_seq AND is_screening_due=0; END;
CREATE TRIGGER screening_due_order_gone AFTER DELETE ON shop_order
BEGIN UPDATE contact SET is_screening_due=1 WHERE seq=OLD.contact_seq AND is_screening_due=0; END;
-- An import marks whom it writes to by itself; to look each of a million up would be for nothing.
CREATE TRIGGER screening_due_consent AFTER INSERT ON consent_entry WHEN NEW.import_seq IS NULL
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
CREATE TRIGGER screening_due_message AFTER INSERT ON message
WHEN NEW.direction='inbound' AND NEW.body IS NOT NULL AND NEW.contact_id IS NOT NULL
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
CREATE TRIGGER screening_due_delivery AFTER UPDATE OF state ON delivery_recipient
WHEN OLD.state='waiting' AND NEW.state<>'waiting'
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
CREATE TRIGGER screening_due_removal AFTER UPDATE OF left_reason ON participant WHEN NEW.left_reason='removed'
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
-- A merge brings the owner's word along, to somebody who may never have been screened.
CREATE TRIGGER screening_due_word AFTER UPDATE OF contact_id ON screening_decision
BEGIN UPDATE contact SET is_screening_due=1, screened_at=coalesce(screened_at, NEW.at) WHERE id=NEW.contact_id; END;
CREATE TRIGGER screening_due_evidence AFTER INSERT ON screening_evidence
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
CREATE TRIGGER screening_due_evidence_gone AFTER UPDATE OF withdrawn_at, contact_id ON screening_evidence
BEGIN UPDATE contact SET is_screening_due=1 WHERE id=NEW.contact_id AND is_screening_due=0; END;
`

const cleanUp = `
CREATE TABLE cleanup_rule (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- What it looks for; JSON.
  criteria TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('anonymise','delete')),
  every_days INTEGER,
  next_run_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE cleanup_run (
  id TEXT PRIMARY KEY,
  rule_id TEXT REFERENCES cleanup_rule(id) ON DELETE SET NULL,
  rule_name TEXT NOT NULL,
  -- As the rule said when the run was made, so that one that is under way ends as it began; JSON.
  criteria TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('anonymise','delete')),
  state TEXT NOT NULL CHECK (state IN ('announced','in_bin','finished','undone','cancelled')),
  contact_count INTEGER NOT NULL DEFAULT 0,
  restored_count INTEGER NOT NULL DEFAULT 0,
  -- Messages, orders and other lines that went with them, or lost what tells who somebody is.
  erased_records INTEGER NOT NULL DEFAULT 0,
  run_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- When an announced run puts them in the bin, and when the bin is emptied.
  bin_at INTEGER NOT NULL,
  purge_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX cleanup_run_by_state ON cleanup_run(state, purge_at);
CREATE TABLE cleanup_item (
  run_id TEXT NOT NULL REFERENCES cleanup_run(id) ON DELETE CASCADE,
  contact_seq INTEGER NOT NULL REFERENCES contact(seq) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  PRIMARY KEY (run_id, contact_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX cleanup_item_by_contact ON cleanup_item(contact_seq);

-- What goes with a contact is found by the contact, also where a table is read another way otherwise.
CREATE INDEX review_item_by_participant ON review_item(participant_id);
CREATE INDEX contact_merge_by_origin ON contact_merge(from_id);
CREATE INDEX direct_message_waiting ON direct_message(contact_id) WHERE state IN ('queued','sending');
CREATE INDEX audit_personal_by_contact ON audit_personal(contact_id);

-- Nobody writes to whoever is in the bin.
CREATE TRIGGER direct_message_not_to_bin BEFORE INSERT ON direct_message
WHEN EXISTS (SELECT 1 FROM contact WHERE id=NEW.contact_id AND binned_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'in_bin'); END;
CREATE TRIGGER direct_message_no_send_to_bin BEFORE UPDATE OF state ON direct_message
WHEN NEW.state IN ('queued','sending') AND EXISTS
  (SELECT 1 FROM contact WHERE id=NEW.contact_id AND binned_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'in_bin'); END;
`
