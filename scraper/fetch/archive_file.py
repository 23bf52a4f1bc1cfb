"""The archive's file (scraper.fetch.archive): made, opened, checked, and what SQLite says of it in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import Locked, NewerSchema, NotOurFile, NotWritable, StoreError

VERSION = 2
APPLICATION = 0x636F6661  # "cofa", in the file's header: an archive of ours
PATIENCE = 10.0  # seconds to wait for another program that is writing
MOVE_AWAY = "move that file away; the pages will be fetched again"
_SCHEMA = """
create table page (
  url text primary key, final_url text not null, status integer not null, etag text, last_modified text,
  content_type text not null, headers text not null, body blob not null, size integer not null, sha256 text not null,
  fetched_at text not null, checked_at text not null
);
create index page_final_url on page(final_url);
create table robots (origin text primary key, status integer not null, body blob not null, fetched_at text not null);
"""
_SINCE_2 = """
create table reading (url text, way text, mark text not null, found blob not null, primary key (url, way)) without rowid
"""


def open_file(path: Path | None) -> sqlite3.Connection:
    """A connection that may write, to a file that is whole, ours, and of this version; made when it is not there."""
    with told(path):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(path)
        try:
            _check(connection, path)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.execute("begin immediate")
            version = connection.execute("pragma user_version").fetchone()[0]  # two pulls may begin at once
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"pragma application_id = {APPLICATION}")
            if version < 2:
                connection.execute(_SINCE_2)
            connection.execute(f"pragma user_version = {VERSION}")  # always: told now when nothing can be written
            connection.execute("commit")
        except BaseException:
            connection.close()
            raise
    return connection


def read_only(path: Path | None) -> sqlite3.Connection | None:
    """A connection that only reads; None when there is no file."""
    if path is None or not path.is_file():
        return None
    with told(path):
        for how in ("mode=ro", "immutable=1"):  # a folder nobody may write to has no place for WAL's side files
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=PATIENCE)
            try:
                _check(connection, path)
                connection.execute("select 1 from page limit 1")
            except sqlite3.OperationalError:
                connection.close()
                if how == "immutable=1":
                    raise
            except BaseException:
                connection.close()
                raise
            else:
                return connection
    return None


def connect(path: Path | None) -> sqlite3.Connection:
    """A connection to the file as it is, or to one in memory; whoever writes begins a transaction."""
    place = ":memory:" if path is None else path
    return sqlite3.connect(place, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _check(connection: sqlite3.Connection, path: Path | None) -> None:
    version = connection.execute("pragma user_version").fetchone()[0]
    ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION
    if not ours and connection.execute("select count(*) from sqlite_master").fetchone()[0]:
        raise NotOurFile(f"{path} is not an archive of coffeechat", hint="choose another place for the archive")
    if ours and version > VERSION:
        raise NewerSchema(f"{path} was written by a newer coffeechat (version {version} of the archive)")


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """What sqlite3 and the file system say, as one of our errors."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        raise _explained(problem, path) from problem
    except OSError as problem:
        raise NotWritable(f"the archive {path} cannot be opened ({problem.strerror or problem})") from problem


def _explained(problem: sqlite3.DatabaseError, path: Path | None) -> StoreError:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked(f"another program is writing to the archive {path}")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotOurFile(f"the archive {path} is damaged, or no SQLite file at all", hint=MOVE_AWAY)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return NotWritable(f"the archive {path} cannot be written")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"the disk is full: the archive {path} cannot grow", hint="make room, then run it again")
    return StoreError(f"the archive {path} cannot be used ({problem})", hint=MOVE_AWAY)
