"""What marks a file as ours, the number of the schema this coffeechat writes, and values as a statement takes them. Cheap to import."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from scraper.errors import NewerSchema, NotOurFile

APPLICATION_ID = 0x636F6661
"""In every file's header ("cofa")."""

FIRST = 15
"""The number of the schema that was released first; whatever came before was nobody's but ours."""
VERSION = 15
"""The file's `user_version`: FIRST and one more a migration."""

LIST = "list"
"""The adapter's name in pulls that took in somebody's own list: a site's pull never withdraws who came from one."""
REFERRED = "list:referrals"
"""What was "pulled" where people stand who were only named by somebody: no conference."""
A_CONFERENCE = f"NOT EXISTS (SELECT 1 FROM pulls p WHERE p.edition_id = e.id AND p.target = '{REFERRED}')"  # noqa: S608 -- made of ours
"""A condition on an edition `e`: it is one."""


def version(connection: sqlite3.Connection, path: Path) -> int:
    """The number of the schema the file has; 0 for an empty one.

    Raises NotOurFile for another program's file, NewerSchema for a newer coffeechat's, sqlite3's errors.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application == APPLICATION_ID:
        if number > VERSION:
            raise NewerSchema(f"{path} was written by a newer coffeechat (schema {number}, this one knows {VERSION})")
        if number < FIRST:
            raise NotOurFile(
                f"{path} was written before coffeechat was released", hint="pull again, into another: --db PATH"
            )
        return number
    if application or number or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise NotOurFile(f"{path} belongs to another program")
    return 0


_CHUNK = 500  # SQLite takes 999 parameters at least
_T = TypeVar("_T")


def chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Values in lists short enough to be parameters of one statement."""
    everything = list(values)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))
