"""Step 3: from the shortlist to conversations. The log of contacts, drafts, the user's own facts, who was forgotten."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE contact_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- in order of writing; rows are added, never changed
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,  -- data/contact_log.toml has the words
  day TEXT NOT NULL,  -- when it happened
  at TEXT,  -- of a chat: when it is to be
  until TEXT,  -- of a snooze: until when
  note TEXT,
  details TEXT,  -- JSON: a debrief's answers
  other_id INTEGER REFERENCES speakers(id) ON DELETE CASCADE,  -- who was referred to, or told about
  draft_id INTEGER,  -- the draft that was sent
  undoes INTEGER,  -- the entry that was a mistake
  written TEXT NOT NULL
) STRICT;

CREATE INDEX contact_log_speaker ON contact_log(speaker_id);

CREATE INDEX contact_log_other ON contact_log(other_id);

CREATE TRIGGER contact_log_is_only_added_to
BEFORE UPDATE OF kind, day, at, until, note, details, undoes, written ON contact_log
BEGIN SELECT RAISE(ABORT, 'the log of contacts is only added to'); END;

CREATE TABLE drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,  -- ask, nudge, thanks, referral, report-back
  language TEXT NOT NULL,
  tone TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  ready INTEGER NOT NULL,  -- 1 when every check was passed
  made TEXT NOT NULL
) STRICT;

CREATE INDEX drafts_speaker ON drafts(speaker_id);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL  -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE acquaintances (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  role TEXT,
  employer TEXT,
  company_key TEXT,
  email TEXT,
  url TEXT,
  since TEXT,
  source TEXT NOT NULL,  -- the file's name
  imported TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX acquaintances_once ON acquaintances(name_key, ifnull(company_key, ''));

CREATE INDEX acquaintances_company ON acquaintances(company_key);

CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY,  -- salted: says of a name whether it is one of them, never which names there are
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preferred_names (
  speaker_id INTEGER PRIMARY KEY REFERENCES speakers(id) ON DELETE CASCADE,
  name TEXT NOT NULL  -- as the person wants to be addressed
) STRICT;

ALTER TABLE shortlist ADD COLUMN tier TEXT;

ALTER TABLE shortlist ADD COLUMN tags TEXT;

ALTER TABLE shortlist ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0
"""
