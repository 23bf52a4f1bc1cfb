"""Step 7: who is whom. What appearances are found by, what a person said of two of them, corrections, own spellings."""

from __future__ import annotations

import json

from sqlite_utils import Database

from scraper import identity

SCHEMA = """
CREATE TABLE name_keys (
  key TEXT NOT NULL,  -- scraper.identity.forms: n: two words of a name, l: a link, p: a picture, t: a talk ...
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  PRIMARY KEY (key, appearance_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_keys_appearance ON name_keys(appearance_id);

CREATE TABLE told_apart (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER NOT NULL,  -- rows said in one go are taken back in one go
  one_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  is_one INTEGER NOT NULL,  -- 1: one person; 0: two
  review_id INTEGER REFERENCES reviews(id) ON DELETE CASCADE,  -- the question it answers
  said TEXT NOT NULL  -- when
) STRICT;

CREATE INDEX told_apart_one ON told_apart(one_id);

CREATE INDEX told_apart_other ON told_apart(other_id);

CREATE TABLE corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- shown as e-<id>
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  fact TEXT NOT NULL,  -- name, role, employer
  value TEXT,  -- null: there is none
  was TEXT,  -- what it replaced
  made TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX corrections_once ON corrections(appearance_id, fact);

CREATE TABLE own_companies (
  spelling_key TEXT PRIMARY KEY,  -- folded
  company TEXT NOT NULL,
  review_id INTEGER REFERENCES reviews(id) ON DELETE CASCADE,
  made TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE reviews ADD COLUMN appearance_id INTEGER REFERENCES appearances(id) ON DELETE CASCADE;

ALTER TABLE reviews ADD COLUMN other_id INTEGER REFERENCES appearances(id) ON DELETE CASCADE;

DROP INDEX reviews_once;

CREATE UNIQUE INDEX reviews_once ON reviews(edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0))
"""


def fill(database: Database) -> None:
    """What the appearances of an older file are found by."""
    rows = database.execute(
        "SELECT a.id, a.name_key, g.links, g.photo, g.talks FROM appearances a "
        "LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1"
    ).fetchall()
    database.conn.executemany(
        "INSERT OR IGNORE INTO name_keys (key, appearance_id) VALUES (?, ?)",
        (
            (key, number)
            for number, name_key, links, photo, talks in rows
            for key in identity.keys(
                name_key,
                identity.profiles(json.loads(links or "[]")),
                identity.pictures([photo]),
                json.loads(talks or "[]"),
            )
        ),
    )
