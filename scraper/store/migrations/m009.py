"""Step 9: a smaller file. What appearances are found by as numbers, subjects by appearance, no index that nobody asks.

No triggers are lost with the old `subjects`: those of step 8 are made again for the new one.
"""

from __future__ import annotations

from sqlite_utils import Database

from scraper.store.migrations import m008
from scraper.store.whom.keys import kept

SCHEMA = """
CREATE TABLE fewer_keys (
  key ANY NOT NULL,  -- scraper.store.whom.keys: a link or a picture as text, all else as a number
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  PRIMARY KEY (key, appearance_id)
) STRICT, WITHOUT ROWID;

INSERT INTO fewer_keys SELECT DISTINCT kept_key(key), appearance_id FROM name_keys ORDER BY 1, 2;

DROP TABLE name_keys;

ALTER TABLE fewer_keys RENAME TO name_keys;

CREATE INDEX name_keys_appearance ON name_keys(appearance_id);

CREATE TABLE by_appearance (
  topic_id INTEGER NOT NULL REFERENCES topics(id),
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE,
  speaker_id INTEGER NOT NULL,  -- whose appearance it is
  weight INTEGER NOT NULL,  -- 50 and more: it is about the topic
  PRIMARY KEY (appearance_id, topic_id)
) STRICT, WITHOUT ROWID;

INSERT INTO by_appearance (topic_id, appearance_id, speaker_id, weight)
SELECT topic_id, appearance_id, speaker_id, weight FROM subjects ORDER BY appearance_id, topic_id;

DROP TABLE subjects;

ALTER TABLE by_appearance RENAME TO subjects;

CREATE INDEX subjects_speaker ON subjects(speaker_id, weight);

CREATE INDEX subjects_strongest ON subjects(topic_id, weight DESC, speaker_id);

DROP INDEX appearances_name;

DROP INDEX speakers_role;

DROP INDEX speakers_seniority;

DROP INDEX speakers_kind;

CREATE INDEX speakers_seniority ON speakers(seniority, sort_name) WHERE current = 1 AND seniority IS NOT NULL;

CREATE INDEX speakers_kind ON speakers(kind, sort_name) WHERE current = 1 AND kind IS NOT NULL
"""

TRIGGERS = tuple(trigger for trigger in m008.TRIGGERS if " ON subjects" in trigger)


def prepare(database: Database) -> None:
    """The statements ask for `kept_key`."""
    database.conn.create_function("kept_key", 1, kept, deterministic=True)
