"""Step 1: everything there was at first. Statements are parted by a semicolon and an empty line."""

from __future__ import annotations

from sqlite_utils import Database

_SEARCHED = ("name", "role", "employer", "topics", "talks", "bio")

_CONFERENCES = """
CREATE TABLE conferences (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,  -- folded, without the year
  name TEXT NOT NULL
) STRICT;

CREATE TABLE editions (
  id INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conferences(id),
  year INTEGER,
  starts TEXT,
  place TEXT,
  url TEXT,
  digest BLOB  -- of its talks and of who was left out, as last written
) STRICT;

CREATE UNIQUE INDEX editions_one_a_year ON editions(conference_id, ifnull(year, 0));

CREATE TABLE pulls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edition_id INTEGER REFERENCES editions(id),
  target TEXT NOT NULL,
  adapter TEXT NOT NULL,
  verdict TEXT NOT NULL,  -- ok, partial, shrunk, empty, announced_later, blocked, gone, needs_javascript, failed
  message TEXT NOT NULL,
  hint TEXT,
  found INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  counts TEXT NOT NULL,  -- JSON: how many people had a role, an employer, ...
  receipt TEXT NOT NULL,  -- JSON: every page, what it was read as, what it gave
  started TEXT NOT NULL,
  finished TEXT NOT NULL
) STRICT;

CREATE INDEX pulls_edition ON pulls(edition_id);

CREATE INDEX pulls_target ON pulls(target);

CREATE TABLE left_out (
  edition_id INTEGER NOT NULL REFERENCES editions(id),
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (edition_id, name, reason, source)
) STRICT;

"""

_PEOPLE = """
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice; shown as p-<id>
  name TEXT NOT NULL,
  role TEXT,
  employer TEXT,
  company TEXT,  -- the employer's canonical name
  company_key TEXT,
  role_family TEXT,
  seniority TEXT,
  sort_name TEXT NOT NULL,  -- folded
  latest INTEGER NOT NULL,  -- year of the newest appearance, 0 where none is known
  current INTEGER NOT NULL,  -- 1 while an appearance stands or the person is on the shortlist
  created TEXT NOT NULL,
  updated TEXT NOT NULL
) STRICT;

CREATE INDEX speakers_company ON speakers(company_key) WHERE current = 1;

CREATE INDEX speakers_role ON speakers(role COLLATE NOCASE) WHERE current = 1;

CREATE INDEX speakers_family ON speakers(role_family, role COLLATE NOCASE) WHERE current = 1;

CREATE INDEX speakers_seniority ON speakers(seniority) WHERE current = 1;

CREATE INDEX speakers_latest ON speakers(latest) WHERE current = 1;

CREATE INDEX speakers_name ON speakers(sort_name);

CREATE TABLE appearances (
  id INTEGER PRIMARY KEY,
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  edition_id INTEGER NOT NULL REFERENCES editions(id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  record_id TEXT,  -- the platform's own id
  role TEXT,
  role_source TEXT,  -- page, bio or data
  employer TEXT,
  employer_source TEXT,
  company TEXT,
  company_key TEXT,
  role_family TEXT,
  seniority TEXT,
  billing TEXT,  -- keynote, moderator, ...
  evidence TEXT,  -- JSON: why this is a speaker already known
  withdrawn TEXT,  -- when a whole pull no longer listed them
  pull_id INTEGER NOT NULL REFERENCES pulls(id),  -- the pull that brought them
  digest BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX appearances_one_an_edition ON appearances(speaker_id, edition_id);

CREATE INDEX appearances_edition ON appearances(edition_id, company_key);

CREATE INDEX appearances_name ON appearances(name_key);

CREATE TABLE sightings (
  id INTEGER PRIMARY KEY,
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  headline TEXT,
  role TEXT,
  employer TEXT,
  bio TEXT,
  billing TEXT,
  photo TEXT,
  record_id TEXT,
  talks TEXT,  -- JSON
  topics TEXT,  -- JSON
  links TEXT,  -- JSON
  source TEXT NOT NULL,  -- the page
  method TEXT NOT NULL,  -- how it was read
  current INTEGER NOT NULL,  -- 0 once the page says something else
  pull_id INTEGER NOT NULL REFERENCES pulls(id),
  digest BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX sightings_once ON sightings(appearance_id, digest);

CREATE TABLE links (
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  PRIMARY KEY (appearance_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE companies (
  key TEXT PRIMARY KEY,  -- folded
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spellings (
  folded TEXT NOT NULL,
  company_key TEXT NOT NULL REFERENCES companies(key),
  spelling TEXT NOT NULL,  -- the employer as it was first written
  PRIMARY KEY (folded, company_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX spellings_company ON spellings(company_key);

CREATE TABLE shortlist (
  speaker_id INTEGER PRIMARY KEY REFERENCES speakers(id) ON DELETE CASCADE,
  note TEXT,
  added TEXT NOT NULL
) STRICT;

"""

_TALKS = """
CREATE TABLE talks (
  id INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES editions(id),
  key BLOB NOT NULL,
  title TEXT NOT NULL,
  abstract TEXT,
  track TEXT,
  topics TEXT,  -- JSON
  starts TEXT,
  url TEXT
) STRICT;

CREATE UNIQUE INDEX talks_once ON talks(edition_id, key);

CREATE TABLE talk_speakers (
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  talk_id INTEGER NOT NULL REFERENCES talks(id) ON DELETE CASCADE,
  PRIMARY KEY (appearance_id, talk_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX talk_speakers_talk ON talk_speakers(talk_id);

CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE appearance_topics (
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topics(id),
  PRIMARY KEY (appearance_id, topic_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX appearance_topics_topic ON appearance_topics(topic_id);

CREATE TABLE speaker_text (
  id INTEGER PRIMARY KEY REFERENCES speakers(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  employer TEXT NOT NULL,
  topics TEXT NOT NULL,
  talks TEXT NOT NULL,
  bio TEXT NOT NULL
) STRICT;

"""

_VIEWS = """
CREATE VIEW who_spoke_where AS
SELECT a.speaker_id, a.name, a.role, a.employer, c.name AS conference, e.year, e.url,
       (SELECT group_concat(t.title, '; ') FROM talk_speakers ts JOIN talks t ON t.id = ts.talk_id
        WHERE ts.appearance_id = a.id) AS talks
FROM appearances a JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id
WHERE a.withdrawn IS NULL;

CREATE VIEW directory AS
SELECT s.id, s.name, s.role, s.employer, s.company, s.role_family, s.seniority,
       (SELECT json_group_array(DISTINCT t.name) FROM appearances a
        JOIN appearance_topics at ON at.appearance_id = a.id JOIN topics t ON t.id = at.topic_id
        WHERE a.speaker_id = s.id AND a.withdrawn IS NULL) AS topics,
       (SELECT json_group_array(DISTINCT w.conference || ifnull(' ' || w.year, '')) FROM who_spoke_where w
        WHERE w.speaker_id = s.id) AS conferences,
       (SELECT json_group_array(DISTINCT l.url) FROM appearances a JOIN links l ON l.appearance_id = a.id
        WHERE a.speaker_id = s.id AND a.withdrawn IS NULL) AS links,
       EXISTS (SELECT 1 FROM shortlist WHERE speaker_id = s.id) AS shortlisted
FROM speakers s WHERE s.current = 1;

CREATE VIEW company_counts AS
SELECT c.name AS company, count(*) AS people
FROM speakers s JOIN companies c ON c.key = s.company_key
WHERE s.current = 1 GROUP BY s.company_key ORDER BY people DESC, company
"""

SCHEMA = _CONFERENCES + _PEOPLE + _TALKS + _VIEWS


def fill(database: Database) -> None:
    """The index over speaker_text, kept by triggers that do nothing when nothing changed."""
    columns = ", ".join(_SEARCHED)
    database.execute(
        f"CREATE VIRTUAL TABLE search USING fts5({columns}, content='speaker_text', content_rowid='id', "
        'tokenize="unicode61 remove_diacritics 0")'
    )
    old, new = (", ".join(f"{row}.{column}" for column in ("id", *_SEARCHED)) for row in ("old", "new"))
    forget = f"INSERT INTO search(search, rowid, {columns}) VALUES ('delete', {old});"  # noqa: S608 -- our own columns
    learn = f"INSERT INTO search(rowid, {columns}) VALUES ({new});"  # noqa: S608
    for name, event, statements in (
        ("learn", "INSERT", learn),
        ("forget", "DELETE", forget),
        ("change", f"UPDATE ON speaker_text WHEN ({old}) IS NOT ({new})", forget + learn),
    ):
        when = event if " ON " in event else f"{event} ON speaker_text"
        database.execute(f"CREATE TRIGGER search_{name} AFTER {when} BEGIN {statements} END")
