"""SQLite's errors as ours: one line a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import InputError, Locked, NotOurFile, NotWritable, StoreError


class NoFile(InputError):  # noqa: N818 -- says what happened
    """The file is not there: not yet, or no longer."""


def must_exist(path: Path) -> None:
    """Raises NoFile, which says how a file comes to be."""
    if not path.exists():
        raise NoFile(
            f"there is no file {path} yet", hint="pull a conference first: coffeechat pull URL, or try: coffeechat tour"
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite says about the file at `path` into a StoreError. A fault of our own SQL stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        error = _ours(getattr(problem, "sqlite_errorname", ""), path)
        if error is None:
            raise
        raise error from problem


def _ours(name: str, path: Path) -> StoreError | None:
    kind = name.removeprefix("SQLITE_").split("_", 1)[0]
    if kind in ("BUSY", "LOCKED"):
        return Locked(f"{path} is being written to by another program")
    if kind == "FULL":
        return NotWritable(f"the disk is full: {path} cannot grow", hint="make room, then run the same command again")
    if kind in ("READONLY", "CANTOPEN", "PERM", "IOERR"):
        return NotWritable(f"{path} cannot be opened for writing")
    if kind == "NOTADB":
        return NotOurFile(f"{path} is not a coffeechat file")
    if kind == "CORRUPT":
        return NotOurFile(f"{path} is damaged", hint="restore a backup from beside it, or choose another: --db PATH")
    return None
