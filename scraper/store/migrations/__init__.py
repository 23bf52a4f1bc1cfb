"""How the file came to look as it does: numbered steps, a backup before any of them touches an existing file.

A step is written once and never changed. A new one is a module of its own here (its SQL) and a function below, and
`schema.VERSION` is raised to its number.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic

from sqlite_utils import Database, Migrations

from scraper.store import schema
from scraper.store.migrations import m001, m002, m003, m004, m005, m006, m007, m008, m009, m010, m011, m012, m013, m014
from scraper.store.pulling import present

migrations = Migrations("coffeechat")
_REMADE = 8
"""In older files what is made of the appearances is made again, as this version does."""
_LARGE = 5_000
_SAY_EVERY = 5.0
_log = logging.getLogger("coffeechat")
_STRICT = " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""


def upgrade(database: Database, path: Path) -> Path | None:
    """Bring the file up to date. Gives the backup's path, or None for a new file.

    The steps run in one transaction: all of them are done, or none. Of a file with many people is said (logged as a
    warning, which a program that sets up no logging prints on stderr) what is happening. Raises sqlite3's errors.
    """
    backup = None
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        _say(database.conn, path, version)
        backup = _backup(database.conn, path)
    else:
        database.execute("PRAGMA journal_mode = WAL")
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")  # of two programs that come at once, the second finds the work done
    try:
        migrations.apply(database)
        if backup is not None and version < _REMADE:
            _refresh(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return backup


def _say(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Whoever waits is told for what."""
    people = _people(connection) if version else 0
    if people > _LARGE:
        _log.warning(
            "%s is an older coffeechat's: bringing %s people up to date, a copy stays in %s",
            path.name, f"{people:,}", backup_of(path, version).name,
        )  # fmt: skip


def _people(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM speakers").fetchone()[0])


def _refresh(connection: sqlite3.Connection) -> None:
    """What is made of the appearances, made again; how far it is, is said now and then."""
    ids = [row[0] for row in connection.execute("SELECT id FROM speakers")]
    now = connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')").fetchone()[0]
    said = monotonic()
    for start in range(0, len(ids), _LARGE):
        present.refresh(connection, ids[start : start + _LARGE], now=now)
        if monotonic() - said > _SAY_EVERY:
            said = monotonic()
            _log.warning("%s of %s people", f"{min(start + _LARGE, len(ids)):,}", f"{len(ids):,}")


def backup_of(path: Path, version: int) -> Path:
    """Where the copy of a file is kept that had schema number `version`: speakers.db -> speakers.v1.backup.db."""
    return path.with_name(f"{path.stem}.v{version}.backup{path.suffix or '.db'}")


def _backup(connection: sqlite3.Connection, path: Path) -> Path:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    target = backup_of(path, version)
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)  # on a full disk half a copy is in the way of everything
        raise
    return target


def _run(database: Database, statements: str) -> None:
    """Each statement by itself: executescript would commit the transaction we are in."""
    for statement in statements.split(";\n\n"):
        database.execute(statement.replace(" STRICT", _STRICT))


@migrations()
def m001_the_first_schema(database: Database) -> None:
    """Everything there is."""
    _run(database, m001.SCHEMA)
    m001.full_text_search(database)


@migrations()
def m002_what_a_person_settles(database: Database) -> None:
    """Questions about what is unsure, and the answers, which hold for every later pull."""
    _run(database, m002.SCHEMA)


@migrations()
def m003_from_a_shortlist_to_conversations(database: Database) -> None:
    """The log of contacts and what goes with it."""
    _run(database, m003.SCHEMA)


@migrations()
def m004_kinds_of_places(database: Database) -> None:
    """What kind of place an employer is."""
    _run(database, m004.SCHEMA)
    m004.fill(database)


@migrations()
def m005_what_appearances_are_about(database: Database) -> None:
    """Topics with weights, and search by the stems of words."""
    _run(database, m005.SCHEMA)
    m005.full_text_search(database)


@migrations()
def m006_searches_kept_under_a_name(database: Database) -> None:
    """Saved searches."""
    _run(database, m006.SCHEMA)


@migrations()
def m007_who_is_whom(database: Database) -> None:
    """What a person says of people and companies, and what appearances are found by."""
    _run(database, m007.SCHEMA)
    m007.find_by(database)


@migrations()
def m008_counts_that_are_kept(database: Database) -> None:
    """How many people work where, do what and speak about what, counted once and kept up."""
    _run(database, m008.SCHEMA)
    for trigger in m008.TRIGGERS:
        database.execute(trigger)


@migrations()
def m009_a_smaller_file(database: Database) -> None:
    """Numbers for what appearances are found by, and fewer indexes."""
    m009.prepare(database)
    _run(database, m009.SCHEMA)
    for trigger in m009.TRIGGERS:
        database.execute(trigger)


@migrations()
def m010_former_numbers_and_languages(database: Database) -> None:
    """Who somebody is now who had another number, and the language a talk is given in."""
    _run(database, m010.SCHEMA)


@migrations()
def m011_nothing_kept_twice(database: Database) -> None:
    """Narrower rows and fewer indexes."""
    _run(database, m011.SCHEMA)
    for trigger in m011.TRIGGERS:
        database.execute(trigger)


@migrations()
def m012_topics_counted_at_once(database: Database) -> None:
    """The counts of topics are kept up without reading all that is told of a topic."""
    _run(database, m012.SCHEMA)
    for trigger in m012.TRIGGERS:
        database.execute(trigger)


@migrations()
def m013_former_numbers_come_back(database: Database) -> None:
    """The appearance a former number was known by."""
    _run(database, m013.SCHEMA)


@migrations()
def m014_the_scene_of_an_edition(database: Database) -> None:
    """What is everybody's topic at an edition."""
    _run(database, m014.SCHEMA)
    m014.fill(database)
