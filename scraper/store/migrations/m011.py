"""Step 11: a smaller file again. What stands in another column, or can be worked out, is not kept a second time.

Times are numbers, fingerprints are shorter, a company is kept where it is not the employer as written, and an address
where it does not begin as the pull's own (scraper.store.rows reads them). Topics lie by person; why an appearance is
somebody's lies beside it, so that rows do not grow in their pages.
"""

from __future__ import annotations

from scraper.store.migrations import m008
from scraper.store.whom.keys import SAID

SCHEMA = f"""
DROP VIEW directory;

ALTER TABLE speakers ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

ALTER TABLE speakers ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

UPDATE speakers SET since = CAST(strftime('%s', created) AS INTEGER), changed = CAST(strftime('%s', updated) AS INTEGER),
  company = nullif(company, employer);

ALTER TABLE speakers DROP COLUMN created;

ALTER TABLE speakers DROP COLUMN updated;

ALTER TABLE speakers RENAME COLUMN since TO created;

ALTER TABLE speakers RENAME COLUMN changed TO updated;

CREATE TABLE evidence (
  appearance_id INTEGER PRIMARY KEY REFERENCES appearances(id) ON DELETE CASCADE,
  reasons TEXT NOT NULL  -- JSON: why this is a speaker already known
) STRICT;

INSERT INTO evidence (appearance_id, reasons) SELECT id, evidence FROM appearances WHERE evidence IS NOT NULL;

ALTER TABLE appearances DROP COLUMN evidence;

UPDATE appearances SET company = nullif(company, employer), digest = substr(digest, 1, 8),
  role_source = nullif(role_source, 'page'), employer_source = nullif(employer_source, 'page');

DROP INDEX appearances_edition;

CREATE INDEX appearances_edition ON appearances(edition_id);

UPDATE editions SET digest = substr(digest, 1, 8);

DROP INDEX sightings_once;

CREATE INDEX sightings_appearance ON sightings(appearance_id);

ALTER TABLE sightings DROP COLUMN digest;

UPDATE sightings SET source = (SELECT
  CASE WHEN p.target <> '' AND substr(source, 1, length(p.target)) = p.target THEN '=' || substr(source, length(p.target) + 1)
  WHEN substr(source, 1, 1) IN ('=', '!') THEN '!' || source ELSE source END
  FROM pulls p WHERE p.id = sightings.pull_id);

DROP INDEX talks_once;

CREATE INDEX talks_edition ON talks(edition_id);

ALTER TABLE talks DROP COLUMN key;

DROP INDEX appearance_topics_topic;

CREATE TABLE fewer_keys (
  key ANY NOT NULL,  -- scraper.store.whom.keys: a link or a picture as text, all else as a number
  appearance_id INTEGER NOT NULL,
  PRIMARY KEY (key, appearance_id)
) STRICT, WITHOUT ROWID;

INSERT INTO fewer_keys SELECT key, appearance_id FROM name_keys;

DROP TABLE name_keys;

ALTER TABLE fewer_keys RENAME TO name_keys;

CREATE INDEX name_keys_said ON name_keys(appearance_id) WHERE {SAID};

CREATE TABLE by_speaker (
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  appearance_id INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topics(id),
  weight INTEGER NOT NULL,  -- 50 and more: it is about the topic
  PRIMARY KEY (speaker_id, appearance_id, topic_id)
) STRICT, WITHOUT ROWID;

INSERT INTO by_speaker SELECT speaker_id, appearance_id, topic_id, weight FROM subjects
WHERE speaker_id IN (SELECT id FROM speakers) ORDER BY 1, 2, 3;

DROP TABLE subjects;

ALTER TABLE by_speaker RENAME TO subjects;

CREATE INDEX subjects_strongest ON subjects(topic_id, weight DESC, speaker_id);

CREATE VIEW directory AS
SELECT s.id, s.name, s.role, s.employer, ifnull(s.company, s.employer) AS company, s.role_family, s.seniority,
       (SELECT json_group_array(DISTINCT t.name) FROM appearances a
        JOIN appearance_topics at ON at.appearance_id = a.id JOIN topics t ON t.id = at.topic_id
        WHERE a.speaker_id = s.id AND a.withdrawn IS NULL) AS topics,
       (SELECT json_group_array(DISTINCT w.conference || ifnull(' ' || w.year, '')) FROM who_spoke_where w
        WHERE w.speaker_id = s.id) AS conferences,
       (SELECT json_group_array(DISTINCT l.url) FROM appearances a JOIN links l ON l.appearance_id = a.id
        WHERE a.speaker_id = s.id AND a.withdrawn IS NULL) AS links,
       EXISTS (SELECT 1 FROM shortlist WHERE speaker_id = s.id) AS shortlisted
FROM speakers s WHERE s.current = 1
"""  # noqa: S608 -- a condition of ours

TRIGGERS = tuple(trigger for trigger in m008.TRIGGERS if " ON subjects" in trigger)
