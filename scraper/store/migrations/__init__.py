"""How the file came to look as it does: numbered steps, a backup before any of them touches an existing file.

A step is written once and never changed. A new one is a module of its own here and a name in _STEPS, and `schema.VERSION`
is raised to its number.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from time import monotonic

from sqlite_utils import Database, Migrations

from scraper.store import schema
from scraper.store.pulling import present

migrations = Migrations("coffeechat")
_STEPS = (
    "m001_the_first_schema",
    "m002_what_a_person_settles",
    "m003_from_a_shortlist_to_conversations",
    "m004_kinds_of_places",
    "m005_what_appearances_are_about",
    "m006_searches_kept_under_a_name",
    "m007_who_is_whom",
    "m008_counts_that_are_kept",
    "m009_a_smaller_file",
    "m010_former_numbers_and_languages",
    "m011_nothing_kept_twice",
    "m012_topics_counted_at_once",
    "m013_former_numbers_come_back",
    "m014_the_scene_of_an_edition",
    "m015_counts_found_by_their_key",
)
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


def _step(name: str) -> Callable[[Database], None]:
    """A step is a module here: SCHEMA, and where there are any TRIGGERS, what to `prepare` before and to `fill` after."""

    def run(database: Database) -> None:
        step = import_module(f"{__name__}.{name.partition('_')[0]}")
        if prepare := getattr(step, "prepare", None):
            prepare(database)
        _run(database, step.SCHEMA)
        for trigger in getattr(step, "TRIGGERS", ()):
            database.execute(trigger)
        if fill := getattr(step, "fill", None):
            fill(database)

    return run


for _name in _STEPS:
    migrations(name=_name)(_step(_name))
