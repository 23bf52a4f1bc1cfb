"""Killed at any moment: the files stay whole, nothing is half there, and the next pull finishes what was begun."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from misbehaving import PEOPLE, conference
from sqlite_utils import Database

from scraper.cli import main
from scraper.store import migrations, query, schema
from scraper.store.whom.keys import kept

EVERYBODY = [(name, role, employer) for name, role, employer in sorted(PEOPLE.values())]
BEGUN, DONE = [], EVERYBODY


def dies(where, when, number, *words):
    """Run a command that is killed there."""
    done = subprocess.run(
        [sys.executable, "-m", "dying", where, when, str(number), *map(str, words)],
        capture_output=True,
        timeout=60,
    )
    assert done.returncode not in (0, 1), f"it was to die, and said {done.stderr.decode()}"


def connect(path):
    return contextlib.closing(sqlite3.connect(path))


def whole(path):
    with connect(path) as file:
        return (
            file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not file.execute("PRAGMA foreign_key_check").fetchall()
        )


def people(path):
    with connect(path) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'speakers'").fetchone():
            return []
        return file.execute("SELECT name, role, employer FROM speakers ORDER BY name").fetchall()


def archived(path):
    if not path.exists():
        return set()
    with connect(path) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'page'").fetchone():
            return set()
        return {url for (url,) in file.execute("SELECT url FROM page")}


# Pulling

POINTS = [
    pytest.param("scraper.store.migrations:_run", "after", 1, BEGUN, id="making the file", marks=pytest.mark.slow),
    pytest.param("scraper.store.migrations:_run", "after", 5, BEGUN, id="making the file, later", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.archive:_connect", "after", 1, BEGUN, id="making the archive", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.client:Fetcher._from_network", "before", 3, BEGUN, id="fetching", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.archive:Kept.row", "after", 3, BEGUN, id="in the middle of archiving a page", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.archive:Archive._commit", "after", 1, BEGUN, id="after archiving a page", marks=pytest.mark.slow),
    pytest.param("scraper.crawl:Crawl.take", "before", 2, BEGUN, id="reading the second page", marks=pytest.mark.slow),
    pytest.param("scraper.crawl:Crawl.take", "after", 5, BEGUN, id="having read the last page", marks=pytest.mark.slow),
    pytest.param("scraper.reading:make", "after", 1, BEGUN, id="normalising", marks=pytest.mark.slow),
    pytest.param("scraper.health:judge", "after", 1, BEGUN, id="judging", marks=pytest.mark.slow),
    pytest.param("scraper.store.write:_write_pull", "after", 1, BEGUN, id="writing, the pull's row is there", marks=pytest.mark.slow),
    pytest.param("scraper.store.pulling.people:put_together", "before", 1, BEGUN, id="writing, the people are there"),
    pytest.param("scraper.store.pulling.reviews:write", "after", 1, BEGUN, id="writing, all but the last row", marks=pytest.mark.slow),
    pytest.param("scraper.store.write:record", "after", 1, DONE, id="having written", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.archive:Archive.close", "after", 1, DONE, id="closing", marks=pytest.mark.slow),
]  # fmt: skip


@pytest.mark.parametrize(("where", "when", "number", "left"), POINTS)
def test_killed_pull_leaves_whole_files_and_is_finished_by_the_next(where, when, number, left, own_home):
    path = own_home / "speakers.db"
    pages = own_home / "speakers.pages.db"
    with conference() as site:
        dies(where, when, number, "pull", site.start, "-q")
        assert whole(path)
        assert not pages.exists() or whole(pages)
        assert people(path) == left
        kept, before = archived(pages), len(site.asked)
        with pytest.raises(SystemExit) as ended:
            main(["pull", site.start, "-q"])
        again = {site.base + path for path in site.asked[before:]}
    assert ended.value.code == 0
    assert people(path) == EVERYBODY
    assert whole(path)
    if left == BEGUN:
        assert not kept & again


@pytest.mark.slow
def test_killed_second_pull_leaves_the_first_as_it_was(own_home):
    path = own_home / "speakers.db"
    with conference() as site:
        with pytest.raises(SystemExit):
            main(["pull", site.start, "-q"])
        with connect(path) as file:
            before = list(file.iterdump())
        dies("scraper.store.pulling.people:put_together", "before", 1, "pull", site.start, "-q")
    with connect(path) as file:
        assert list(file.iterdump()) == before


# Migrating


def old_file(path, version):
    """A file as the coffeechat of that version made it, with one person in it."""
    steps = [step.name for step in migrations.migrations._migrations]
    database = Database(path, execute_plugins=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        migrations.migrations.apply(database, stop_before=steps[version])
        connection = database.conn
        connection.execute("INSERT INTO conferences (id, key, name) VALUES (1, 'spring', 'Spring School')")
        connection.execute("INSERT INTO editions (id, conference_id, year) VALUES (1, 1, 2024)")
        connection.execute(
            "INSERT INTO pulls (id, edition_id, target, adapter, verdict, message, found, counts, receipt, started, finished, "
            "added, changed, same, withdrawn) VALUES (1, 1, 'x', 'website', 'ok', '', 1, '{}', '[]', "
            "'2024-05-01T09:00:00+00:00', '2024-05-01T09:00:00+00:00', 1, 0, 0, 0)"
        )
        connection.execute(
            "INSERT INTO speakers (id, name, role, employer, sort_name, latest, current, created, updated) VALUES "
            "(1, 'Ana Ruiz', 'Nurse', 'Harbour Health', 'ana ruiz', 2024, 1, ?, ?)",
            [1714554000 if version > 10 else "2024-05-01T09:00:00+00:00"] * 2,  # step 11 made these numbers
        )
        connection.execute(
            "INSERT INTO appearances (id, speaker_id, edition_id, pull_id, digest, name, name_key, role, employer) VALUES "
            "(1, 1, 1, 1, x'00', 'Ana Ruiz', 'ana ruiz', 'Nurse', 'Harbour Health')"
        )
        connection.execute(
            "INSERT INTO sightings (appearance_id, pull_id, current, name, headline, source, method) VALUES "
            "(1, 1, 1, 'Ana Ruiz', 'Nurse, Harbour Health', 'https://spring.example/', 'cards')"
            if version > 10  # step 11 left the fingerprint out
            else "INSERT INTO sightings (appearance_id, pull_id, digest, current, name, headline, source, method) VALUES "
            "(1, 1, x'00', 1, 'Ana Ruiz', 'Nurse, Harbour Health', 'https://spring.example/', 'cards')"
        )
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    finally:
        database.close()


LATER = [
    pytest.param(
        version,
        number,
        id=f"from version {version}, step {version + number}",
        marks=() if (version, number) == (1, schema.VERSION - 1) else pytest.mark.slow,
    )
    for version in range(1, schema.VERSION)
    for number in range(1, schema.VERSION - version + 1)
    if version == 1 or number == 1
]


@pytest.mark.parametrize(("version", "number"), LATER)
def test_killed_migration_leaves_the_old_file_and_the_next_start_finishes_it(version, number, tmp_path):
    path = tmp_path / "speakers.db"
    old_file(path, version)
    with connect(path) as file:
        before = list(file.iterdump())
    dies("scraper.store.migrations:_run", "after", number, "speakers", "--db", path)
    assert whole(path)
    with connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (version,)
        assert list(file.iterdump()) == before
    backup = tmp_path / f"speakers.v{version}.backup.db"
    assert whole(backup)
    with connect(backup) as file:
        assert list(file.iterdump()) == before
    with contextlib.closing(query.connect(path)) as connection:  # the next start
        assert [one["name"] for one in query.speakers(connection, query.Filters())] == ["Ana Ruiz"]
        assert query.integrity(connection) is None
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION


def test_what_appearances_are_found_by_and_are_about_outlives_the_smaller_file(tmp_path):
    path = tmp_path / "speakers.db"
    old_file(path, 8)
    found_by = ["n:ana ruiz", "k:a ruiz", "l:ana.example", "t:nursing at sea"]
    with connect(path) as file:
        file.executemany("INSERT INTO name_keys (key, appearance_id) VALUES (?, 1)", [(key,) for key in found_by])
        file.execute("INSERT INTO topics (id, name) VALUES (1, 'nursing')")
        file.execute("INSERT INTO subjects (topic_id, appearance_id, speaker_id, weight) VALUES (1, 1, 1, 70)")
        file.commit()
    with contextlib.closing(query.connect(path)) as connection:
        assert {row[0] for row in connection.execute("SELECT key FROM name_keys")} == set(map(kept, found_by))
        assert connection.execute("SELECT * FROM subjects").fetchall() == [(1, 1, 1, 70)]
        assert [one["topics"] for one in query.speakers(connection, query.Filters())] == [["nursing"]]
        assert [(one["topic"], one["people"]) for one in query.topics(connection, query.Filters())] == [("nursing", 1)]
    with connect(path) as file:
        file.execute("DELETE FROM subjects")
        assert file.execute("SELECT * FROM totals WHERE facet = 'topic'").fetchall() == []  # the triggers are there


@pytest.mark.slow
def test_killed_backup_leaves_no_half_one(tmp_path):
    path = tmp_path / "speakers.db"
    old_file(path, 1)
    dies("scraper.store.migrations:Path.replace", "before", 1, "speakers", "--db", path)
    assert not (tmp_path / "speakers.v1.backup.db").exists()
    with contextlib.closing(query.connect(path)) as connection:
        assert query.count(connection, query.Filters()) == 1
    assert sorted(one.name for one in tmp_path.iterdir() if "backup" in one.name) == ["speakers.v1.backup.db"]


# Two at once


@pytest.mark.slow
def test_two_pulls_at_once_into_one_file_both_end_well(own_home):
    with conference() as one, conference() as other:
        children = [
            subprocess.Popen([sys.executable, "-m", "scraper", "pull", start, "-q"], stderr=subprocess.PIPE, text=True)
            for start in (one.start, other.start, other.start)
        ]
        ends = [(child.communicate(timeout=60)[1], child.returncode) for child in children]
    assert ends == [("", 0)] * 3
    path = Path(os.environ["COFFEECHAT_DB"])
    assert whole(path)
    assert whole(own_home / "speakers.pages.db")
    with connect(path) as file:
        assert file.execute("SELECT count(*) FROM pulls WHERE verdict = 'ok'").fetchone() == (3,)
        assert file.execute("SELECT count(*), count(DISTINCT name) FROM appearances").fetchone() == (4, 4)
    assert people(path) == EVERYBODY
