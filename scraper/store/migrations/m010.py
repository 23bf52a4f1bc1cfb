"""Step 10: the numbers people had before they turned out to be somebody else, and the languages of talks."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE former_ids (
  id INTEGER PRIMARY KEY,  -- the number somebody had, as in p-<id>
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE  -- who that is now
) STRICT;

CREATE INDEX former_ids_speaker ON former_ids(speaker_id);

ALTER TABLE talks ADD COLUMN language TEXT;

CREATE INDEX talks_language ON talks(language, id) WHERE language IS NOT NULL
"""
