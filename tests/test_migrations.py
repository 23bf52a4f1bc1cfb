"""Files as earlier versions wrote them, brought up to date: what stood in them is there, and a pull finds it unchanged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SITE, SPRING, facts, pull, speaker

from scraper.model import Talk
from scraper.store import query, write
from scraper.store.rows import SOURCE, kept_source

ANA = speaker(
    "Ana Ruiz", "Nurse", "Harbour Health", bio="Ana looks after people.", links=("https://github.com/ana",),
    topics=("nursing", "data"), talks=("Caring with data",), role_family="medicine", seniority="senior",
)  # fmt: skip
BO = speaker("Bo Lind", "CTO", "Acme GmbH", company="Acme", billing="keynote")
TALK = Talk(title="Two of us", speakers=("Ana Ruiz", "Bo Lind"), abstract="Together.", url=f"{SITE}/two")
LATER = replace(SPRING, year=2027, url="https://conf.example/2027")
_FORMER = """
ALTER TABLE editions DROP COLUMN scene;
DROP INDEX former_ids_appearance;
ALTER TABLE former_ids DROP COLUMN appearance_id;
DROP VIEW directory;
CREATE VIEW directory AS SELECT id, company FROM speakers;
ALTER TABLE speakers RENAME COLUMN created TO since;
ALTER TABLE speakers RENAME COLUMN updated TO changed;
ALTER TABLE speakers ADD COLUMN created TEXT NOT NULL DEFAULT '';
ALTER TABLE speakers ADD COLUMN updated TEXT NOT NULL DEFAULT '';
UPDATE speakers SET created = strftime('%Y-%m-%dT%H:%M:%S+00:00', since, 'unixepoch'),
  updated = strftime('%Y-%m-%dT%H:%M:%S+00:00', changed, 'unixepoch'), company = ifnull(company, employer);
ALTER TABLE speakers DROP COLUMN since;
ALTER TABLE speakers DROP COLUMN changed;
ALTER TABLE appearances ADD COLUMN evidence TEXT;
UPDATE appearances SET company = ifnull(company, employer), digest = CAST(digest || x'01020304' AS BLOB),
  evidence = (SELECT reasons FROM evidence WHERE appearance_id = id),
  role_source = CASE WHEN role IS NOT NULL THEN ifnull(role_source, 'page') END,
  employer_source = CASE WHEN employer IS NOT NULL THEN ifnull(employer_source, 'page') END;
DROP TABLE evidence;
DROP INDEX appearances_edition;
CREATE INDEX appearances_edition ON appearances(edition_id, company_key);
UPDATE editions SET digest = CAST(digest || x'01020304' AS BLOB);
DROP INDEX sightings_appearance;
ALTER TABLE sightings ADD COLUMN digest BLOB NOT NULL DEFAULT x'00';
CREATE UNIQUE INDEX sightings_once ON sightings(appearance_id, digest);
UPDATE sightings SET digest = CAST(id AS BLOB), source = CASE substr(source, 1, 1)
  WHEN '=' THEN (SELECT target FROM pulls WHERE id = pull_id) || substr(source, 2) ELSE source END;
DROP INDEX talks_edition;
ALTER TABLE talks ADD COLUMN key BLOB NOT NULL DEFAULT x'00';
UPDATE talks SET key = CAST(id AS BLOB);
CREATE UNIQUE INDEX talks_once ON talks(edition_id, key);
CREATE INDEX appearance_topics_topic ON appearance_topics(topic_id);
DROP INDEX name_keys_said;
CREATE INDEX name_keys_appearance ON name_keys(appearance_id);
CREATE TABLE former (topic_id INTEGER NOT NULL REFERENCES topics(id),
  appearance_id INTEGER NOT NULL REFERENCES appearances(id) ON DELETE CASCADE, speaker_id INTEGER NOT NULL,
  weight INTEGER NOT NULL, PRIMARY KEY (appearance_id, topic_id)) STRICT, WITHOUT ROWID;
INSERT INTO former SELECT topic_id, appearance_id, speaker_id, weight FROM subjects;
DROP TABLE subjects;
ALTER TABLE former RENAME TO subjects;
DELETE FROM _sqlite_migrations WHERE name >= 'm011';
PRAGMA user_version = 10
"""
"""The file as schema 10 had it."""


def everything(path):
    """Every row of every table by its columns' names, what FTS5 keeps for itself and the bookkeeping left aside."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(repr(sorted(dict(row).items())) for row in connection.execute(f"SELECT * FROM {table}"))
            for table in tables
            if not table.startswith(("search", "sqlite_", "_sqlite"))
        }


def shape(path):
    """Tables, indexes, triggers and views, in whatever order their columns came."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2")
        return rows.fetchall()


def test_a_file_of_schema_10_becomes_as_if_written_today(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [ANA, BO], talks=[TALK])
        pull(database, [ANA], edition=LATER)
    before, was_shaped = everything(path), shape(path)
    with closing(query.connect(path)) as connection:
        shown = [query.speaker(connection, number) for number in (1, 2)]
    assert before["evidence"]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_FORMER)
    assert everything(path) != before

    with closing(query.connect(path)) as connection:
        assert [query.speaker(connection, number) for number in (1, 2)] == shown
        assert facts(connection, "SELECT name, company FROM directory ORDER BY id") == [
            ("Ana Ruiz", "Harbour Health"),
            ("Bo Lind", "Acme"),
        ]
    assert shape(path) == was_shaped
    assert everything(path)["speakers"] == before["speakers"]
    assert everything(path) == before
    with write.open_store(path) as database:
        again = pull(database, [ANA, BO], talks=[TALK])
    assert (again.same, again.new, again.changed) == (2, 0, 0)


@pytest.mark.parametrize(
    ("source", "target", "kept"),
    [
        ("https://conf.example/speakers/ana", "https://conf.example/speakers", "=/ana"),
        ("https://conf.example/speakers", "https://conf.example/speakers", "="),
        ("https://other.example/", "https://conf.example/", "https://other.example/"),
        ("=a list.csv", "b.csv", "!=a list.csv"),
        ("page.html", "", "page.html"),
    ],
)
def test_a_page_is_kept_by_how_it_goes_on_from_the_target(source, target, kept):
    assert kept_source(source, target) == kept


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=9), st.sampled_from(["", "=", "!", "a", "=a"]))  # fmt: skip
def test_the_page_of_a_sighting_is_read_as_it_was_kept(source, target):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE pulls (id, target)")
        connection.execute("CREATE TABLE sightings (pull_id, source)")
        connection.execute("INSERT INTO pulls VALUES (1, ?)", (target,))
        connection.execute("INSERT INTO sightings VALUES (1, ?)", (kept_source(source, target),))
        assert facts(connection, f"SELECT {SOURCE} FROM sightings g") == [(source,)]
