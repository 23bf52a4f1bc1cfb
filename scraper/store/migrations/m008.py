"""Step 8: counts that are kept rather than counted, and indexes in the order people are listed in.

Triggers keep the counts whoever writes: how many people work where, do what, speak about what. What nobody has any more
is gone from them at once.
"""

from __future__ import annotations

# ruff: noqa: S608 -- tables and columns of ours

_VALUES = """
  SELECT 'company' AS facet, {row}.company_key AS value
  UNION ALL SELECT 'kind', CASE WHEN {row}.employer IS NOT NULL THEN ifnull({row}.kind, 'other') END
  UNION ALL SELECT 'family', CASE WHEN {row}.role IS NOT NULL THEN ifnull({row}.role_family, 'other') END
  UNION ALL SELECT 'seniority', {row}.seniority"""
_MORE = """
INSERT INTO totals (facet, value, people) SELECT facet, value, 1 FROM ({values}) WHERE value IS NOT NULL
  ON CONFLICT (facet, value) DO UPDATE SET people = people + 1;
INSERT INTO titles (family, role, people) SELECT ifnull(new.role_family, 'other'), new.role, 1 WHERE new.role IS NOT NULL
  ON CONFLICT (family, role) DO UPDATE SET people = people + 1;""".format(values=_VALUES.format(row="new"))
AMONG_THEIRS = f"(facet, value) IN ({_VALUES.format(row='old')})"
_FEWER = f"""
UPDATE totals SET people = people - 1 WHERE {AMONG_THEIRS};
DELETE FROM totals WHERE people < 1 AND {AMONG_THEIRS};
UPDATE titles SET people = people - 1 WHERE family = ifnull(old.role_family, 'other') AND role = old.role;
DELETE FROM titles WHERE people < 1 AND family = ifnull(old.role_family, 'other') AND role = old.role;"""
_FACTS = "company_key, kind, employer, role, role_family, seniority, current"
_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM subjects x WHERE x.speaker_id = {row}.speaker_id AND x.weight >= 50 "
    "AND x.topic_id = {row}.topic_id AND x.appearance_id <> {row}.appearance_id)"
)

SCHEMA = """
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

INSERT INTO totals SELECT 'company', company_key, count(*) FROM speakers
WHERE current = 1 AND company_key IS NOT NULL GROUP BY 2;

INSERT INTO totals SELECT 'kind', ifnull(kind, 'other'), count(*) FROM speakers
WHERE current = 1 AND employer IS NOT NULL GROUP BY 2;

INSERT INTO totals SELECT 'family', ifnull(role_family, 'other'), count(*) FROM speakers
WHERE current = 1 AND role IS NOT NULL GROUP BY 2;

INSERT INTO totals SELECT 'seniority', seniority, count(*) FROM speakers
WHERE current = 1 AND seniority IS NOT NULL GROUP BY 2;

INSERT INTO totals SELECT 'topic', topic_id, count(DISTINCT speaker_id) FROM subjects WHERE weight >= 50 GROUP BY topic_id;

INSERT INTO titles SELECT ifnull(role_family, 'other'), role, count(*) FROM speakers
WHERE current = 1 AND role IS NOT NULL GROUP BY 1, role COLLATE NOCASE;

DROP INDEX speakers_company;

DROP INDEX speakers_family;

DROP INDEX speakers_seniority;

DROP INDEX speakers_latest;

DROP INDEX speakers_kind;

CREATE INDEX speakers_company ON speakers(company_key, sort_name) WHERE current = 1;

CREATE INDEX speakers_family ON speakers(role_family, sort_name) WHERE current = 1;

CREATE INDEX speakers_seniority ON speakers(seniority, sort_name) WHERE current = 1;

CREATE INDEX speakers_latest ON speakers(latest DESC, sort_name) WHERE current = 1;

CREATE INDEX speakers_kind ON speakers(kind, sort_name) WHERE current = 1;

CREATE INDEX subjects_strongest ON subjects(topic_id, weight DESC, speaker_id)
"""

TRIGGERS = (
    f"CREATE TRIGGER total_new AFTER INSERT ON speakers WHEN new.current = 1 BEGIN {_MORE} END",
    f"CREATE TRIGGER total_gone AFTER DELETE ON speakers WHEN old.current = 1 BEGIN {_FEWER} END",
    *(
        f"CREATE TRIGGER total_{name} AFTER UPDATE OF {_FACTS} ON speakers WHEN {row}.current = 1 AND "
        f"({', '.join(f'old.{fact.strip()}' for fact in _FACTS.split(','))}) IS NOT "
        f"({', '.join(f'new.{fact.strip()}' for fact in _FACTS.split(','))}) BEGIN {statements} END"
        for name, row, statements in (("before", "old", _FEWER), ("after", "new", _MORE))
    ),
    f"""CREATE TRIGGER total_subject AFTER INSERT ON subjects WHEN new.weight >= 50 AND {_ELSEWHERE.format(row="new")} BEGIN
INSERT INTO totals (facet, value, people) VALUES ('topic', new.topic_id, 1)
  ON CONFLICT (facet, value) DO UPDATE SET people = people + 1; END""",
    f"""CREATE TRIGGER total_subject_gone AFTER DELETE ON subjects
WHEN old.weight >= 50 AND {_ELSEWHERE.format(row="old")} BEGIN
UPDATE totals SET people = people - 1 WHERE facet = 'topic' AND value = CAST(old.topic_id AS TEXT);
DELETE FROM totals WHERE people < 1 AND facet = 'topic' AND value = CAST(old.topic_id AS TEXT); END""",
)
"""Rows of subjects are added and deleted, never changed."""
