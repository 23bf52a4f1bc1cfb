"""``coffeechat doctor``: is everything in order?"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from scraper import __version__
from scraper.cli.options import archive_beside, database
from scraper.errors import CoffeechatError, StoreError
from scraper.text import printable

_OK, _NOTE, _BAD = "ok", "note", "BAD"
Finding = tuple[str, str, str]


@click.command()
@database
def doctor(db: Path) -> int:
    """Check the installation, the file and the last pulls.

    Ends with exit code 6 when something is broken; notes alone are no fault.
    """
    worst = 0
    for state, what, more in (*_installation(), *_file(db)):
        colour = {"ok": "green", "note": "yellow", "BAD": "red"}[state]
        click.echo(f"{click.style(f'{state:4}', fg=colour)}  {printable(what)}")
        if more:
            click.echo(f"      {printable(more)}")
        worst = StoreError.exit_code if state == _BAD else worst
    return worst


def _installation() -> Iterator[Finding]:
    yield _OK, f"coffeechat {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}", ""
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("create virtual table t using fts5(x)")
        yield _OK, "full-text search is available", ""
    except sqlite3.OperationalError:
        yield (
            _BAD,
            "this Python's SQLite has no full-text search (FTS5)",
            "install Python from python.org or your system",
        )
    finally:
        memory.close()
    try:
        from scraper import reference, registry  # noqa: PLC0415 -- slow import

        reference.folder()
        adapters = registry.everyone()
        yield _OK, f"{len(adapters)} adapters, {len(registry.conferences())} conferences in the catalogue", ""
        for problem in registry.broken():
            yield _NOTE, problem.message, problem.hint
    except CoffeechatError as problem:
        yield _BAD, problem.message, problem.hint


def _file(db: Path) -> Iterator[Finding]:
    if not db.exists():
        yield _NOTE, f"no file yet at {db}", "the first pull makes it: coffeechat pull URL, or try coffeechat tour"
        return
    from scraper.store import query  # noqa: PLC0415 -- slow import

    try:
        connection = query.connect(db)
    except CoffeechatError as problem:
        yield _BAD, problem.message, problem.hint
        return
    try:
        broken = query.integrity(connection)
        size = db.stat().st_size / 1e6
        people = query.count(connection, query.Filters())
        if broken:
            yield _BAD, f"{db} is damaged: {broken}", "restore a backup from beside it, or pull again into a new file"
        else:
            yield _OK, f"{db}: {people} people, {size:.1f} MB", ""
        archive = archive_beside(db)
        if archive.exists():
            yield _OK, f"{archive}: pages kept for replay, {archive.stat().st_size / 1e6:.1f} MB", ""
        for row in query.last_pulls(connection):
            if row["verdict"] != "ok":
                yield _NOTE, f"{row['target']}: {row['verdict']} ({row['message']})", row["hint"] or ""
    except sqlite3.DatabaseError as problem:
        yield _BAD, f"{db} is damaged: {problem}", "restore a backup from beside it, or pull again into a new file"
    finally:
        connection.close()
