import { identityKey } from '../identity-key.ts'
import type { Migration } from '../migrate.ts'

/**
 * People, groups, what was seen of them, what was decided, what was done, and the audit chain.
 * Times are Unix milliseconds; ids are UUIDv7; enums are held by CHECK so that a defect in a handler
 * cannot leave a state that no screen can name.
 */
export const migration0010: Migration = {
  version: 10,
  name: 'initial',
  up(db) {
    db.exec(people)
    db.exec(groups)
    db.exec(ruleTables)
    db.exec(planTables)
    db.exec(reviewTables)
    db.exec(announcementTables)
    db.exec(system)
    db.exec(auditTables)
  },
}

const people = `
CREATE TABLE contact (
  id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  number_state TEXT NOT NULL DEFAULT 'none' CHECK (number_state IN ('valid','invalid','unreachable','none')),
  screening TEXT NOT NULL DEFAULT 'not_screened' CHECK (screening IN ('trusted','to_check','rejected','not_screened')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- An identity that was replaced (number changed, new business-scoped id) stays as history.
-- Its numbers are not given out again: what was noted of one never means another.
CREATE TABLE contact_identity (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('wa_id','bsuid','parent_bsuid','username')),
  value TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  replaced_at INTEGER,
  lookup_key ANY GENERATED ALWAYS AS ${identityKey('kind', 'value')} VIRTUAL
) STRICT;
CREATE UNIQUE INDEX contact_identity_current ON contact_identity(lookup_key) WHERE replaced_at IS NULL;
CREATE INDEX contact_identity_by_contact ON contact_identity(contact_id, kind);

CREATE TABLE consent_entry (
  id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (purpose IN ('marketing','service','group')),
  state TEXT NOT NULL CHECK (state IN ('given','withdrawn','expired')),
  source TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  recorded_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_entry_latest ON consent_entry(contact_id, purpose, at DESC, id DESC);
CREATE TRIGGER consent_entry_no_update BEFORE UPDATE ON consent_entry
BEGIN SELECT RAISE(ABORT, 'consent entries are append-only'); END;

CREATE TABLE contact_list (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE contact_list_member (
  list_id TEXT NOT NULL REFERENCES contact_list(id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (list_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_list_member_by_contact ON contact_list_member(contact_id);
`

const groups = `
CREATE TABLE rule_set (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  rules TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE wa_group (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('managed','phone')),
  state TEXT NOT NULL CHECK (state IN ('creating','active','suspended','deleted','failed')),
  remote_id TEXT UNIQUE,
  subject TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  join_approval_mode TEXT CHECK (join_approval_mode IN ('approval_required','auto_approve')),
  invite_link TEXT,
  invite_link_rotated_at INTEGER,
  rule_set_id TEXT REFERENCES rule_set(id) ON DELETE SET NULL,
  rules_assigned_at INTEGER,
  failure_code TEXT,
  remote_created_at INTEGER,
  window_open_until INTEGER,
  last_message_at INTEGER,
  last_synced_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX wa_group_by_subject ON wa_group(subject COLLATE NOCASE, id);
CREATE INDEX wa_group_by_rule_set ON wa_group(rule_set_id);

-- One row per stay: a person who left and came back has two.
CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('sync','update','chat_export','csv')),
  -- How the phone's address book names the person in an exported chat; the only key some have.
  export_name TEXT,
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0,1)),
  joined_at INTEGER,
  left_at INTEGER,
  left_reason TEXT CHECK (left_reason IN ('left','removed','unknown')),
  last_wrote_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX participant_current ON participant(group_id, contact_id) WHERE left_at IS NULL;
CREATE INDEX participant_by_group ON participant(group_id, left_at, last_wrote_at);
CREATE INDEX participant_by_contact ON participant(contact_id);
CREATE INDEX participant_by_export_name ON participant(group_id, export_name) WHERE export_name IS NOT NULL;
CREATE INDEX participant_joined ON participant(group_id, joined_at);

CREATE TABLE join_request (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  reason TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending','approving','rejecting','approved','rejected','revoked','gone','failed')),
  error_code TEXT,
  requested_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (group_id, remote_id)
) STRICT;
CREATE INDEX join_request_pending ON join_request(group_id, state);
CREATE INDEX join_request_by_contact ON join_request(contact_id);

-- What people wrote. The text of an ordinary group's export is not kept: its time and author are enough.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  wamid TEXT UNIQUE,
  export_key TEXT UNIQUE,
  group_id TEXT REFERENCES wa_group(id) ON DELETE CASCADE,
  contact_id TEXT REFERENCES contact(id) ON DELETE SET NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound','outbound')),
  type TEXT NOT NULL,
  body TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_by_group ON message(group_id, at);
CREATE INDEX message_by_time ON message(at);
CREATE INDEX message_by_author ON message(group_id, contact_id, at);
CREATE INDEX message_by_contact ON message(contact_id, at);
`

const ruleTables = `
CREATE TABLE rule_confirmation (
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  confirmed_at INTEGER NOT NULL,
  confirmed_by TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (group_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  code TEXT NOT NULL,
  contact_id TEXT REFERENCES contact(id) ON DELETE CASCADE,
  -- What it is about besides a person (a join request), so that a finding stays the same finding.
  subject_key TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL,
  since INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open','closed','dismissed')),
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  -- The owner's words on why it was dismissed.
  note TEXT NOT NULL DEFAULT '',
  closed_reason TEXT CHECK (closed_reason IN ('resolved','rule_removed','member_left','dismissed'))
) STRICT;
CREATE UNIQUE INDEX finding_live ON finding(group_id, code, subject_key) WHERE state IN ('open','dismissed');
CREATE INDEX finding_by_state ON finding(state, group_id, rule, code);
CREATE INDEX finding_by_time ON finding(opened_at, id);
CREATE INDEX finding_by_contact ON finding(contact_id);
`

const planTables = `
CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open','applying','finished','cancelled')),
  source TEXT NOT NULL CHECK (source IN ('findings','review')),
  group_id TEXT REFERENCES wa_group(id) ON DELETE CASCADE,
  review_id TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  approved_by TEXT,
  approved_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX plan_by_state ON plan(state, created_at);

CREATE TABLE plan_action (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plan(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('remove_participant','approve_join_request','reject_join_request','reset_invite_link','send_message','pin_message','ask_member','confirm_rule','recreate_group','start_review')),
  mode TEXT NOT NULL CHECK (mode IN ('api','by_hand')),
  state TEXT NOT NULL CHECK (state IN ('proposed','declined','approved','running','awaiting_update','done','failed','unknown','superseded')),
  rule TEXT,
  contact_id TEXT REFERENCES contact(id) ON DELETE SET NULL,
  target_id TEXT,
  reasons TEXT NOT NULL,
  finding_ids TEXT NOT NULL DEFAULT '[]',
  irreversible INTEGER NOT NULL CHECK (irreversible IN (0,1)),
  text TEXT,
  pin_days INTEGER,
  job_id TEXT REFERENCES job(id) ON DELETE SET NULL,
  error_code TEXT,
  note TEXT NOT NULL DEFAULT '',
  decided_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX plan_action_by_plan ON plan_action(plan_id, position);
CREATE INDEX plan_action_by_job ON plan_action(job_id);
CREATE INDEX plan_action_by_state ON plan_action(state, mode);
CREATE INDEX plan_action_by_group ON plan_action(group_id, kind, state);
CREATE INDEX plan_action_by_contact ON plan_action(contact_id);

-- Work for the runner. state 'running' is on disk before a request leaves.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued','running','awaiting_update','done','failed','unknown','cancelled')),
  group_id TEXT REFERENCES wa_group(id) ON DELETE SET NULL,
  payload TEXT NOT NULL,
  result TEXT,
  request_id TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  run_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX job_due ON job(state, run_at);
CREATE INDEX job_by_request ON job(request_id) WHERE request_id IS NOT NULL;
`

const reviewTables = `
CREATE TABLE review (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open','finished','cancelled')),
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  plan_id TEXT REFERENCES plan(id) ON DELETE SET NULL
) STRICT;
CREATE UNIQUE INDEX review_one_open ON review(group_id) WHERE state = 'open';
CREATE INDEX review_by_group ON review(group_id, started_at);

CREATE TABLE review_item (
  id TEXT PRIMARY KEY,
  review_id TEXT NOT NULL REFERENCES review(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  participant_id TEXT NOT NULL REFERENCES participant(id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  criteria TEXT NOT NULL,
  is_flagged INTEGER NOT NULL CHECK (is_flagged IN (0,1)),
  decision TEXT CHECK (decision IN ('keep','remove','ask','later')),
  note TEXT NOT NULL DEFAULT '',
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX review_item_by_review ON review_item(review_id, position);
CREATE INDEX review_item_by_contact ON review_item(contact_id);
`

const announcementTables = `
CREATE TABLE template (
  id TEXT PRIMARY KEY,
  remote_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  quality TEXT NOT NULL,
  parameter_format TEXT NOT NULL DEFAULT 'POSITIONAL',
  components TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE announcement (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('scheduled','sending','finished','cancelled')),
  source TEXT NOT NULL CHECK (source IN ('owner','rule')),
  text TEXT NOT NULL,
  template_id TEXT REFERENCES template(id) ON DELETE SET NULL,
  variables TEXT NOT NULL DEFAULT '{}',
  pin_days INTEGER,
  send_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX announcement_by_time ON announcement(created_at);

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  announcement_id TEXT NOT NULL REFERENCES announcement(id) ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES wa_group(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('scheduled','queued','sending','accepted','sent','delivered','read','failed','unknown','by_hand','done_by_hand','cancelled')),
  pin_state TEXT NOT NULL DEFAULT 'none' CHECK (pin_state IN ('none','queued','pinned','failed','unknown','expired')),
  pinned_at INTEGER,
  pin_expires_at INTEGER,
  wamid TEXT,
  recipients INTEGER NOT NULL,
  error_code TEXT,
  job_id TEXT REFERENCES job(id) ON DELETE SET NULL,
  pin_job_id TEXT REFERENCES job(id) ON DELETE SET NULL,
  sent_at INTEGER,
  UNIQUE (announcement_id, group_id)
) STRICT;
CREATE INDEX delivery_by_group ON delivery(group_id, sent_at);
CREATE INDEX delivery_by_wamid ON delivery(wamid);
CREATE INDEX delivery_by_job ON delivery(job_id);

-- Who was in the group when it was sent, and how far the message got for each.
CREATE TABLE delivery_recipient (
  delivery_id TEXT NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('waiting','delivered','read')),
  at INTEGER,
  PRIMARY KEY (delivery_id, contact_id)
) STRICT, WITHOUT ROWID;
`

const system = `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Webhook changes as they came. The key makes a second delivery a no-op.
CREATE TABLE inbound_update (
  id TEXT PRIMARY KEY,
  dedup_key TEXT NOT NULL UNIQUE,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('applied','unknown','ignored')),
  payload TEXT,
  received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX inbound_update_unknown ON inbound_update(received_at, id) WHERE state = 'unknown';
CREATE INDEX inbound_update_age ON inbound_update(received_at);

CREATE TABLE alarm (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('info','warning','critical')),
  detail TEXT NOT NULL DEFAULT '{}',
  at INTEGER NOT NULL,
  acknowledged_at INTEGER
) STRICT;
`

const auditTables = `
CREATE TABLE audit_entry (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT,
  group_id TEXT,
  contact_id TEXT,
  data TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entry_by_group ON audit_entry(group_id, seq);
CREATE INDEX audit_entry_by_contact ON audit_entry(contact_id, seq);
CREATE INDEX audit_entry_by_time ON audit_entry(at, seq);
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

CREATE TABLE audit_checkpoint (
  seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  public_key TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (seq, at)
) STRICT, WITHOUT ROWID;

-- A person's data that belongs to an entry. The entry holds SHA-256(salt, value); deleting this row
-- erases the person and leaves the chain whole.
CREATE TABLE audit_personal (
  seq INTEGER NOT NULL REFERENCES audit_entry(seq),
  contact_id TEXT NOT NULL,
  salt TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (seq, contact_id)
) STRICT, WITHOUT ROWID;
`
