-- The file as the first released coffeechat makes it. Statements are parted by a semicolon and an empty line.
--
-- What stands in another column, or can be worked out, is not kept a second time: a company is kept where it is not the
-- employer as written, a page's address where it does not begin as the pull's own (scraper.store.rows reads both).
-- Triggers keep the search and the counts, whoever writes: how many people work where, do what, speak about what.

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
  digest BLOB,  -- of its talks and of who was left out, as last written
  scene TEXT  -- JSON: the topics so many speak about that they are everybody's there
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
  kind TEXT,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX speakers_name ON speakers(sort_name);

CREATE INDEX speakers_company ON speakers(company_key, sort_name) WHERE current = 1;

CREATE INDEX speakers_family ON speakers(role_family, sort_name) WHERE current = 1;

CREATE INDEX speakers_latest ON speakers(latest DESC, sort_name) WHERE current = 1;

CREATE INDEX speakers_seniority ON speakers(seniority, sort_name) WHERE current = 1 AND seniority IS NOT NULL;

CREATE INDEX speakers_kind ON speakers(kind, sort_name) WHERE current = 1 AND kind IS NOT NULL
;

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
  withdrawn TEXT,  -- when a whole pull no longer listed them
  pull_id INTEGER NOT NULL REFERENCES pulls(id),  -- the pull that brought them
  digest BLOB NOT NULL,
  kind TEXT
) STRICT;

CREATE UNIQUE INDEX appearances_one_an_edition ON appearances(speaker_id, edition_id);

CREATE INDEX appearances_edition ON appearances(edition_id);

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
  pull_id INTEGER NOT NULL REFERENCES pulls(id)
) STRICT;

CREATE INDEX sightings_appearance ON sightings(appearance_id);

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
  added TEXT NOT NULL,
  tier TEXT,
  tags TEXT,
  pinned INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE talks (
  id INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES editions(id),
  title TEXT NOT NULL,
  abstract TEXT,
  track TEXT,
  topics TEXT,  -- JSON
  starts TEXT,
  url TEXT,
  language TEXT
) STRICT;

CREATE INDEX talks_language ON talks(language, id) WHERE language IS NOT NULL
;

CREATE INDEX talks_edition ON talks(edition_id);

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

CREATE TABLE speaker_text (
  id INTEGER PRIMARY KEY REFERENCES speakers(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  employer TEXT NOT NULL,
  topics TEXT NOT NULL,
  talks TEXT NOT NULL,
  bio TEXT NOT NULL,
  abstracts TEXT NOT NULL DEFAULT ''
) STRICT;

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
  answered TEXT,
  appearance_id INTEGER REFERENCES appearances(id) ON DELETE CASCADE,
  other_id INTEGER REFERENCES appearances(id) ON DELETE CASCADE
) STRICT;

CREATE INDEX reviews_open ON reviews(edition_id) WHERE answer IS NULL
;

CREATE UNIQUE INDEX reviews_once ON reviews(edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0))
;

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

CREATE TABLE searches (
  name TEXT PRIMARY KEY,  -- as typed
  filters TEXT NOT NULL,  -- JSON: what of scraper.store.choice.filters.Filters is set
  saved TEXT NOT NULL
) STRICT, WITHOUT ROWID
;

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

CREATE TABLE totals (
  facet TEXT NOT NULL,  -- company, kind, family, seniority; topic
  value TEXT NOT NULL,  -- the company's key, ...; of topics the number
  people INTEGER NOT NULL,
  PRIMARY KEY (facet, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE titles (
  family TEXT NOT NULL,
  role TEXT NOT NULL COLLATE NOCASE,  -- as it was first written
  people INTEGER NOT NULL,
  PRIMARY KEY (family, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_ids (
  id INTEGER PRIMARY KEY,  -- the number somebody had, as in p-<id>
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,  -- who that is now
  appearance_id INTEGER REFERENCES appearances(id) ON DELETE SET NULL
) STRICT;

CREATE INDEX former_ids_speaker ON former_ids(speaker_id);

CREATE INDEX former_ids_appearance ON former_ids(appearance_id) WHERE appearance_id IS NOT NULL
;

CREATE TABLE evidence (
  appearance_id INTEGER PRIMARY KEY REFERENCES appearances(id) ON DELETE CASCADE,
  reasons TEXT NOT NULL  -- JSON: why this is a speaker already known
) STRICT;

CREATE TABLE name_keys (
  key ANY NOT NULL,  -- scraper.store.whom.keys: a link or a picture as text, all else as a number
  appearance_id INTEGER NOT NULL,
  PRIMARY KEY (key, appearance_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_keys_said ON name_keys(appearance_id) WHERE (typeof(key) = 'text' OR key < 0);

CREATE TABLE subjects (
  speaker_id INTEGER NOT NULL REFERENCES speakers(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  appearance_id INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topics(id),
  weight INTEGER NOT NULL,  -- 50 and more: it is about the topic
  PRIMARY KEY (speaker_id, appearance_id, topic_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX subjects_strongest ON subjects(topic_id, weight DESC, speaker_id);

CREATE VIEW who_spoke_where AS
SELECT a.speaker_id, a.name, a.role, a.employer, c.name AS conference, e.year, e.url,
       (SELECT group_concat(t.title, '; ') FROM talk_speakers ts JOIN talks t ON t.id = ts.talk_id
        WHERE ts.appearance_id = a.id) AS talks
FROM appearances a JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id
WHERE a.withdrawn IS NULL;

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
FROM speakers s WHERE s.current = 1;

CREATE VIEW company_counts AS
SELECT c.name AS company, count(*) AS people
FROM speakers s JOIN companies c ON c.key = s.company_key
WHERE s.current = 1 GROUP BY s.company_key ORDER BY people DESC, company;

CREATE VIRTUAL TABLE search USING fts5(
  name, role, employer, topics, talks, bio, abstracts,
  content='speaker_text', content_rowid='id', tokenize="porter unicode61 remove_diacritics 0"
);

CREATE TRIGGER search_learn AFTER INSERT ON speaker_text BEGIN
  INSERT INTO search (rowid, name, role, employer, topics, talks, bio, abstracts)
  VALUES (new.id, new.name, new.role, new.employer, new.topics, new.talks, new.bio, new.abstracts);
END;

CREATE TRIGGER search_forget AFTER DELETE ON speaker_text BEGIN
  INSERT INTO search (search, rowid, name, role, employer, topics, talks, bio, abstracts)
  VALUES ('delete', old.id, old.name, old.role, old.employer, old.topics, old.talks, old.bio, old.abstracts);
END;

CREATE TRIGGER search_change AFTER UPDATE ON speaker_text WHEN (old.id, old.name, old.role, old.employer, old.topics, old.talks, old.bio, old.abstracts)
IS NOT (new.id, new.name, new.role, new.employer, new.topics, new.talks, new.bio, new.abstracts) BEGIN
  INSERT INTO search (search, rowid, name, role, employer, topics, talks, bio, abstracts)
  VALUES ('delete', old.id, old.name, old.role, old.employer, old.topics, old.talks, old.bio, old.abstracts);
  INSERT INTO search (rowid, name, role, employer, topics, talks, bio, abstracts)
  VALUES (new.id, new.name, new.role, new.employer, new.topics, new.talks, new.bio, new.abstracts);
END;

CREATE TRIGGER contact_log_is_only_added_to
BEFORE UPDATE OF kind, day, at, until, note, details, undoes, written ON contact_log
BEGIN SELECT RAISE(ABORT, 'the log of contacts is only added to'); END;

CREATE TRIGGER total_new AFTER INSERT ON speakers WHEN new.current = 1 BEGIN
  INSERT INTO totals (facet, value, people) SELECT facet, value, 1 FROM (
    SELECT 'company' AS facet, new.company_key AS value
    UNION ALL SELECT 'kind', CASE WHEN new.employer IS NOT NULL THEN ifnull(new.kind, 'other') END
    UNION ALL SELECT 'family', CASE WHEN new.role IS NOT NULL THEN ifnull(new.role_family, 'other') END
    UNION ALL SELECT 'seniority', new.seniority
  ) WHERE value IS NOT NULL ON CONFLICT (facet, value) DO UPDATE SET people = people + 1;
  INSERT INTO titles (family, role, people) SELECT ifnull(new.role_family, 'other'), new.role, 1 WHERE new.role IS NOT NULL
  ON CONFLICT (family, role) DO UPDATE SET people = people + 1;
END;

CREATE TRIGGER total_gone AFTER DELETE ON speakers WHEN old.current = 1 BEGIN
  UPDATE totals SET people = people - 1 WHERE (
    facet = 'company' AND value = old.company_key
    OR facet = 'kind' AND value = CASE WHEN old.employer IS NOT NULL THEN ifnull(old.kind, 'other') END
    OR facet = 'family' AND value = CASE WHEN old.role IS NOT NULL THEN ifnull(old.role_family, 'other') END
    OR facet = 'seniority' AND value = old.seniority
  );
  DELETE FROM totals WHERE people < 1 AND (
    facet = 'company' AND value = old.company_key
    OR facet = 'kind' AND value = CASE WHEN old.employer IS NOT NULL THEN ifnull(old.kind, 'other') END
    OR facet = 'family' AND value = CASE WHEN old.role IS NOT NULL THEN ifnull(old.role_family, 'other') END
    OR facet = 'seniority' AND value = old.seniority
  );
  UPDATE titles SET people = people - 1 WHERE family = ifnull(old.role_family, 'other') AND role = old.role;
  DELETE FROM titles WHERE people < 1 AND family = ifnull(old.role_family, 'other') AND role = old.role;
END;

CREATE TRIGGER total_before AFTER UPDATE OF company_key, kind, employer, role, role_family, seniority, current ON speakers
WHEN old.current = 1 AND (old.company_key, old.kind, old.employer, old.role, old.role_family, old.seniority, old.current)
IS NOT (new.company_key, new.kind, new.employer, new.role, new.role_family, new.seniority, new.current) BEGIN
  UPDATE totals SET people = people - 1 WHERE (
    facet = 'company' AND value = old.company_key
    OR facet = 'kind' AND value = CASE WHEN old.employer IS NOT NULL THEN ifnull(old.kind, 'other') END
    OR facet = 'family' AND value = CASE WHEN old.role IS NOT NULL THEN ifnull(old.role_family, 'other') END
    OR facet = 'seniority' AND value = old.seniority
  );
  DELETE FROM totals WHERE people < 1 AND (
    facet = 'company' AND value = old.company_key
    OR facet = 'kind' AND value = CASE WHEN old.employer IS NOT NULL THEN ifnull(old.kind, 'other') END
    OR facet = 'family' AND value = CASE WHEN old.role IS NOT NULL THEN ifnull(old.role_family, 'other') END
    OR facet = 'seniority' AND value = old.seniority
  );
  UPDATE titles SET people = people - 1 WHERE family = ifnull(old.role_family, 'other') AND role = old.role;
  DELETE FROM titles WHERE people < 1 AND family = ifnull(old.role_family, 'other') AND role = old.role;
END;

CREATE TRIGGER total_after AFTER UPDATE OF company_key, kind, employer, role, role_family, seniority, current ON speakers
WHEN new.current = 1 AND (old.company_key, old.kind, old.employer, old.role, old.role_family, old.seniority, old.current)
IS NOT (new.company_key, new.kind, new.employer, new.role, new.role_family, new.seniority, new.current) BEGIN
  INSERT INTO totals (facet, value, people) SELECT facet, value, 1 FROM (
    SELECT 'company' AS facet, new.company_key AS value
    UNION ALL SELECT 'kind', CASE WHEN new.employer IS NOT NULL THEN ifnull(new.kind, 'other') END
    UNION ALL SELECT 'family', CASE WHEN new.role IS NOT NULL THEN ifnull(new.role_family, 'other') END
    UNION ALL SELECT 'seniority', new.seniority
  ) WHERE value IS NOT NULL ON CONFLICT (facet, value) DO UPDATE SET people = people + 1;
  INSERT INTO titles (family, role, people) SELECT ifnull(new.role_family, 'other'), new.role, 1 WHERE new.role IS NOT NULL
  ON CONFLICT (family, role) DO UPDATE SET people = people + 1;
END;

-- Rows of subjects are added and deleted, never changed. The unary plus keeps SQLite from reading all that is told of the
-- topic in place of the speaker's own few rows (sqlite.org/optoverview.html, "disqualifying WHERE clause terms").
CREATE TRIGGER total_subject AFTER INSERT ON subjects WHEN new.weight >= 50 AND NOT EXISTS (
  SELECT 1 FROM subjects x WHERE x.speaker_id = new.speaker_id AND x.weight >= 50 AND +x.topic_id = new.topic_id
  AND x.appearance_id <> new.appearance_id
) BEGIN
  INSERT INTO totals (facet, value, people) VALUES ('topic', new.topic_id, 1)
  ON CONFLICT (facet, value) DO UPDATE SET people = people + 1;
END;

CREATE TRIGGER total_subject_gone AFTER DELETE ON subjects WHEN old.weight >= 50 AND NOT EXISTS (
  SELECT 1 FROM subjects x WHERE x.speaker_id = old.speaker_id AND x.weight >= 50 AND +x.topic_id = old.topic_id
  AND x.appearance_id <> old.appearance_id
) BEGIN
  UPDATE totals SET people = people - 1 WHERE facet = 'topic' AND value = CAST(old.topic_id AS TEXT);
  DELETE FROM totals WHERE people < 1 AND facet = 'topic' AND value = CAST(old.topic_id AS TEXT);
END
