"""How the file came to look as it does: numbered steps, a backup before any of them touches an existing file.

A step is a file of statements here (m001.sql), written once and never changed; a new one is a name in _STEPS, and
`schema.VERSION` is raised by one. The first makes number 15: before it nothing was released.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from scraper.store import schema

migrations = Migrations("coffeechat")
_STEPS = ("m001_the_first_schema",)
_LARGE = 5_000
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
    file = Path(__file__).with_name(f"{name.partition('_')[0]}.sql")
    return lambda database: _run(database, file.read_text(encoding="utf-8"))


for _name in _STEPS:
    migrations(name=_name)(_step(_name))
