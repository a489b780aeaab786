const rankOf = (state: string) =>
  `CASE ${state} WHEN 'withdrawn' THEN 2 WHEN 'expired' THEN 1 ELSE 0 END`
/** When the person said so themselves; -1: did not. */
const ownWordAt = (state: string) =>
  `CASE WHEN NEW.is_by_person=1 AND NEW.state='${state}' THEN NEW.at ELSE -1 END`

const later = (one: string, other: string) =>
  `CASE WHEN ${other} > ${one} THEN ${other} ELSE ${one} END`

/** The consent ledger, its texts, and what it says now. */
export const consent = `
CREATE TABLE consent_purpose (
  key TEXT PRIMARY KEY,
  -- Empty for the built-in ones, which have words of their own in every language.
  name TEXT NOT NULL DEFAULT '',
  is_builtin INTEGER NOT NULL CHECK (is_builtin IN (0,1)),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO consent_purpose (key, is_builtin, created_at) VALUES ('service',1,0), ('marketing',1,0), ('group',1,0);

-- Wordings that people agreed to, and notices they were given. A version never changes.
CREATE TABLE legal_text (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('consent','privacy_notice','encryption_notice')),
  purpose TEXT REFERENCES consent_purpose(key),
  language TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK ((kind = 'consent') = (purpose IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX legal_text_version ON legal_text(kind, coalesce(purpose,''), language, version);
CREATE TRIGGER legal_text_no_update BEFORE UPDATE ON legal_text
BEGIN SELECT RAISE(ABORT, 'a version of a text never changes'); END;

CREATE TABLE signup_campaign (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  code_word TEXT NOT NULL,
  purpose TEXT NOT NULL REFERENCES consent_purpose(key),
  legal_text_id TEXT NOT NULL REFERENCES legal_text(id),
  tag_seq INTEGER REFERENCES tag(seq) ON DELETE SET NULL,
  is_double_opt_in INTEGER NOT NULL CHECK (is_double_opt_in IN (0,1)),
  state TEXT NOT NULL CHECK (state IN ('open','closed')),
  created_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;
-- Once a campaign is closed, its word is free again.
CREATE UNIQUE INDEX signup_campaign_word ON signup_campaign(code_word) WHERE state = 'open';
CREATE TABLE signup (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES signup_campaign(id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('asked','confirmed')),
  wrote_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  UNIQUE (campaign_id, contact_id)
) STRICT;
CREATE INDEX signup_by_contact ON signup(contact_id, state);

-- Lies in the order in which it is read, person by person: no second copy of its keys has to be kept.
CREATE TABLE fresh_consent_entry (
  id TEXT NOT NULL,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  purpose TEXT NOT NULL REFERENCES consent_purpose(key),
  state TEXT NOT NULL CHECK (state IN ('given','withdrawn','expired')),
  source TEXT NOT NULL,
  -- 1: the person's own act, seen by the app; 0: recorded by somebody else.
  is_by_person INTEGER NOT NULL DEFAULT 0 CHECK (is_by_person IN (0,1)),
  legal_text_id TEXT REFERENCES legal_text(id),
  language TEXT,
  -- ISO 3166-1 alpha-2 of the law that applies.
  jurisdiction TEXT,
  -- What proves it: a message's id, a form's number, a line of a file.
  evidence TEXT,
  campaign_id TEXT REFERENCES signup_campaign(id) ON DELETE SET NULL,
  import_seq INTEGER REFERENCES contact_import(seq) ON DELETE SET NULL,
  expires_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  recorded_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contact_id, purpose, at, id)
) STRICT, WITHOUT ROWID;
INSERT INTO fresh_consent_entry (id, contact_id, purpose, state, source, is_by_person, note, recorded_by, at, recorded_at)
  SELECT id, contact_id, purpose, state, source, source='whatsapp_preference', note, recorded_by, at, recorded_at FROM consent_entry;
DROP TABLE consent_entry;
ALTER TABLE fresh_consent_entry RENAME TO consent_entry;
CREATE INDEX consent_entry_by_text ON consent_entry(legal_text_id) WHERE legal_text_id IS NOT NULL;
CREATE INDEX consent_entry_expiring ON consent_entry(expires_at) WHERE expires_at IS NOT NULL;
CREATE TRIGGER consent_entry_no_update BEFORE UPDATE OF contact_id, purpose, state, source, is_by_person,
    legal_text_id, language, jurisdiction, evidence, expires_at, note, recorded_by, at, recorded_at ON consent_entry
BEGIN SELECT RAISE(ABORT, 'consent entries are append-only'); END;

-- What the ledger says now. Written by the triggers below and by nobody else. The latest word counts, at
-- the same moment a no wins, and only the person takes back a no of their own.
CREATE TABLE consent_state (
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  latest_at INTEGER NOT NULL,
  latest_rank INTEGER NOT NULL,
  own_no_at INTEGER NOT NULL DEFAULT -1,
  own_yes_at INTEGER NOT NULL DEFAULT -1,
  state TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN own_no_at >= 0 AND own_no_at >= own_yes_at THEN 'withdrawn'
    WHEN latest_rank = 2 THEN 'withdrawn' WHEN latest_rank = 1 THEN 'expired' ELSE 'given' END) STORED,
  PRIMARY KEY (contact_id, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_state_by_state ON consent_state(purpose, state, contact_id);

-- Neither ON CONFLICT nor a function such as max(): what can fail by itself alone makes each statement that
-- writes entries keep what it touches, to be undone half done.
CREATE TRIGGER consent_entry_added AFTER INSERT ON consent_entry
BEGIN
  UPDATE consent_state SET
    latest_rank=CASE WHEN NEW.at > latest_at OR NEW.at = latest_at AND ${rankOf('NEW.state')} > latest_rank
      THEN ${rankOf('NEW.state')} ELSE latest_rank END,
    latest_at=${later('latest_at', 'NEW.at')},
    own_no_at=${later('own_no_at', ownWordAt('withdrawn'))},
    own_yes_at=${later('own_yes_at', ownWordAt('given'))}
  WHERE contact_id=NEW.contact_id AND purpose=NEW.purpose;
  INSERT INTO consent_state (contact_id, purpose, latest_at, latest_rank, own_no_at, own_yes_at)
  SELECT NEW.contact_id, NEW.purpose, NEW.at, ${rankOf('NEW.state')}, ${ownWordAt('withdrawn')}, ${ownWordAt('given')}
  WHERE NOT EXISTS (SELECT 1 FROM consent_state WHERE contact_id=NEW.contact_id AND purpose=NEW.purpose);
END;
CREATE TRIGGER consent_entry_removed AFTER DELETE ON consent_entry
BEGIN
  DELETE FROM consent_state WHERE contact_id=OLD.contact_id AND purpose=OLD.purpose;
  INSERT INTO consent_state (contact_id, purpose, latest_at, latest_rank, own_no_at, own_yes_at)
  SELECT OLD.contact_id, OLD.purpose, max(at),
    max(CASE WHEN at=(SELECT max(at) FROM consent_entry last WHERE last.contact_id=OLD.contact_id AND last.purpose=OLD.purpose)
      THEN CASE state WHEN 'withdrawn' THEN 2 WHEN 'expired' THEN 1 ELSE 0 END ELSE 0 END),
    max(CASE WHEN is_by_person=1 AND state='withdrawn' THEN at ELSE -1 END),
    max(CASE WHEN is_by_person=1 AND state='given' THEN at ELSE -1 END)
  FROM consent_entry WHERE contact_id=OLD.contact_id AND purpose=OLD.purpose
  GROUP BY contact_id
  HAVING EXISTS (SELECT 1 FROM contact WHERE id=OLD.contact_id);
END;
INSERT INTO consent_state (contact_id, purpose, latest_at, latest_rank, own_no_at, own_yes_at)
SELECT entry.contact_id, entry.purpose, entry.at, CASE entry.state WHEN 'withdrawn' THEN 2 WHEN 'expired' THEN 1 ELSE 0 END,
  CASE WHEN entry.is_by_person=1 AND entry.state='withdrawn' THEN entry.at ELSE -1 END,
  CASE WHEN entry.is_by_person=1 AND entry.state='given' THEN entry.at ELSE -1 END
FROM consent_entry entry WHERE true
ON CONFLICT (contact_id, purpose) DO UPDATE SET
  latest_rank=CASE WHEN excluded.latest_at > latest_at THEN excluded.latest_rank
    WHEN excluded.latest_at = latest_at THEN max(latest_rank, excluded.latest_rank) ELSE latest_rank END,
  latest_at=max(latest_at, excluded.latest_at),
  own_no_at=max(own_no_at, excluded.own_no_at),
  own_yes_at=max(own_yes_at, excluded.own_yes_at);

-- A key that belonged to somebody who said no and was forgotten. The value is an HMAC: it tells that a
-- number said no when that number comes again, and tells nothing else.
CREATE TABLE suppression (
  kind TEXT NOT NULL CHECK (kind IN ('wa_id','bsuid','username')),
  value_hmac TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at INTEGER NOT NULL,
  is_by_person INTEGER NOT NULL DEFAULT 1 CHECK (is_by_person IN (0,1)),
  PRIMARY KEY (kind, value_hmac, purpose)
) STRICT, WITHOUT ROWID;
`

/**
 * Whether a message must not go out. Two answers to the person's own word are let through: that a stop
 * was understood, and the question that a code word asks for, when it was written after the no.
 */
const isRefused = `NEW.kind <> 'opt_out' AND EXISTS
  (SELECT 1 FROM consent_state WHERE contact_id=NEW.contact_id AND purpose=NEW.purpose AND state='withdrawn'
     AND NOT (NEW.kind='sign_up' AND EXISTS (SELECT 1 FROM signup WHERE signup.contact_id=NEW.contact_id
       AND signup.campaign_id=NEW.campaign_id AND signup.state='asked'
       AND signup.wrote_at > max(consent_state.own_no_at, consent_state.latest_at))))`

/** Messages to single people, and the doors that keep them from whoever said no. */
export const messages = `
-- One message to one person. The triggers are the last door: no path writes to somebody who said no.
CREATE TABLE direct_message (
  id TEXT PRIMARY KEY,
  contact_id TEXT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  purpose TEXT NOT NULL REFERENCES consent_purpose(key),
  kind TEXT NOT NULL CHECK (kind IN ('notice','sign_up','opt_out','reminder','invite')),
  state TEXT NOT NULL CHECK (state IN ('queued','sending','accepted','sent','delivered','read','failed','unknown','cancelled')),
  legal_text_id TEXT REFERENCES legal_text(id),
  campaign_id TEXT REFERENCES signup_campaign(id) ON DELETE SET NULL,
  template_id TEXT REFERENCES template(id) ON DELETE SET NULL,
  -- The group that an invitation leads to.
  group_id TEXT REFERENCES wa_group(id) ON DELETE SET NULL,
  text TEXT NOT NULL DEFAULT '',
  variables TEXT NOT NULL DEFAULT '{}',
  wamid TEXT,
  job_id TEXT REFERENCES job(id) ON DELETE SET NULL,
  error_code TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX direct_message_by_contact ON direct_message(contact_id, created_at);
CREATE INDEX direct_message_by_wamid ON direct_message(wamid) WHERE wamid IS NOT NULL;
CREATE INDEX direct_message_by_job ON direct_message(job_id) WHERE job_id IS NOT NULL;
CREATE INDEX direct_message_by_text ON direct_message(legal_text_id, state) WHERE legal_text_id IS NOT NULL;
CREATE TRIGGER direct_message_no_insert BEFORE INSERT ON direct_message
WHEN ${isRefused}
BEGIN SELECT RAISE(ABORT, 'opted_out'); END;
CREATE TRIGGER direct_message_no_send BEFORE UPDATE OF state ON direct_message
WHEN NEW.state IN ('queued','sending') AND ${isRefused}
BEGIN SELECT RAISE(ABORT, 'opted_out'); END;
`
