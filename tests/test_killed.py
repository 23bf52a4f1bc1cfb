"""Killed at any moment: the files stay whole, nothing is half there, and the next pull finishes what was begun."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from invented import pull, speaker
from misbehaving import PEOPLE, conference

from scraper.cli import main
from scraper.store import schema, write

EVERYBODY = [(name, role, employer) for name, role, employer in sorted(PEOPLE.values())]
BEGUN, DONE = [], EVERYBODY


def dies(where, when, number, *words, later=False):
    """Run a command that is killed there; a `later` version's, with one migration more."""
    done = subprocess.run(
        [sys.executable, "-m", "dying", where, when, str(number), *map(str, words)],
        env={**os.environ, "DYING_LATER": "1"} if later else None,
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
    pytest.param("sqlite_utils:Database.execute", "after", 20, BEGUN, id="making the file, later", marks=pytest.mark.slow),
    pytest.param("scraper.fetch.archive_file:connect", "after", 1, BEGUN, id="making the archive", marks=pytest.mark.slow),
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


@pytest.mark.parametrize(
    ("where", "when", "is_kept"), [("migrations:_run", "after", True), ("migrations:Path.replace", "before", False)]
)
def test_killed_migration_leaves_the_old_file_and_the_next_start_finishes_it(tmp_path, where, when, is_kept):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Ruiz")])
    with connect(path) as file:
        before = list(file.iterdump())
    dies(f"scraper.store.{where}", when, 1, "speakers", "--db", path, later=True)
    assert whole(path)
    with connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert list(file.iterdump()) == before
    backup = tmp_path / f"speakers.v{schema.VERSION}.backup.db"
    assert backup.exists() is is_kept
    if is_kept:
        assert whole(backup)
        with connect(backup) as file:
            assert list(file.iterdump()) == before
    shown = subprocess.run(  # the next start
        [sys.executable, "-m", "dying", "os:getcwd", "after", "1000", "speakers", "--db", path],
        env={**os.environ, "DYING_LATER": "1"}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert "Ana Ruiz" in shown.stdout
    assert whole(path)
    with connect(path) as file:
        assert file.execute("SELECT name, nickname FROM speakers").fetchall() == [("Ana Ruiz", None)]
        assert file.execute("PRAGMA user_version").fetchone() == (schema.VERSION + 1,)
    assert [one.name for one in tmp_path.iterdir() if "backup" in one.name] == [backup.name]


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
