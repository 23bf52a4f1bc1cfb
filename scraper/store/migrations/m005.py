"""Step 5: how much every appearance is about which topic; search by the stems of words, in abstracts too."""

from __future__ import annotations

from sqlite_utils import Database

_SEARCHED = ("name", "role", "employer", "topics", "talks", "bio", "abstracts")
SCHEMA = """
CREATE TABLE subjects (
  topic_id INTEGER NOT NULL REFERENCES topics(id),
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  speaker_id INTEGER NOT NULL,  -- whose appearance it is
  weight INTEGER NOT NULL,  -- 50 and more: it is about the topic
  PRIMARY KEY (topic_id, appearance_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX subjects_appearance ON subjects(appearance_id);

CREATE INDEX subjects_speaker ON subjects(speaker_id, weight);

ALTER TABLE speaker_text ADD COLUMN abstracts TEXT NOT NULL DEFAULT '';

DROP TRIGGER search_learn;

DROP TRIGGER search_forget;

DROP TRIGGER search_change;

DROP TABLE search
"""


def fill(database: Database) -> None:
    """The index over speaker_text, by stems of words, kept by triggers that do nothing when nothing changed."""
    columns = ", ".join(_SEARCHED)
    database.execute(
        f"CREATE VIRTUAL TABLE search USING fts5({columns}, content='speaker_text', content_rowid='id', "
        'tokenize="porter unicode61 remove_diacritics 0")'
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
    database.execute("INSERT INTO search(search) VALUES ('rebuild')")
