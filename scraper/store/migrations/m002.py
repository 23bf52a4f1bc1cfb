"""Step 2: questions about what is unsure, and their answers."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice; shown as r-<id>
  edition_id INTEGER NOT NULL REFERENCES editions(id),
  kind TEXT NOT NULL,  -- speaker, left_out, role, employer
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  said TEXT,  -- what was read
  said_in TEXT,  -- page, bio or data
  why TEXT NOT NULL,  -- what makes it doubtful
  source TEXT NOT NULL,  -- the page
  answer TEXT,  -- null while open; of a speaker yes or no, of a role or employer what it is ("" for none)
  asked TEXT NOT NULL,
  answered TEXT
) STRICT;

CREATE UNIQUE INDEX reviews_once ON reviews(edition_id, kind, name_key);

CREATE INDEX reviews_open ON reviews(edition_id) WHERE answer IS NULL
"""
