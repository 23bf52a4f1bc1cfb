"""``coffeechat doctor``: is everything in order?"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from scraper import __version__
from scraper.cli.options import archive_beside, database, output
from scraper.cli.present import emit
from scraper.errors import CoffeechatError, StoreError
from scraper.text import people as counted
from scraper.text import printable

_OK, _NOTE, _BAD = "ok", "note", "BAD"
_COLOURS = {_OK: "green", _NOTE: "yellow", _BAD: "red"}
_RESTORE = "restore a backup from beside it, or pull again into a new file"
Finding = tuple[str, str, str]


@click.command()
@output
@database
def doctor(db: Path, form: str) -> int:
    """Check the installation, the file and the last pulls.

    Each finding that is a note or worse comes with what you can do about it. Ends with exit code 6 when something is
    broken; notes alone are no fault.

    \b
    Examples:
      coffeechat doctor
      coffeechat doctor --json | jq '.[] | select(.state != "ok")'
    """
    findings = [*_installation(), *_adapters(), *_file(db)]
    if form == "table":
        for state, what, more in findings:
            click.echo(f"{click.style(f'{state:4}', fg=_COLOURS[state])}  {printable(what)}")
            if more:
                click.echo(f"      {printable(more)}")
    else:
        columns = ("state", "what", "next")
        emit([dict(zip(columns, finding, strict=True)) for finding in findings], columns, form=form)
    return StoreError.exit_code if any(state == _BAD for state, *_ in findings) else 0


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


def _adapters() -> Iterator[Finding]:
    try:
        from scraper import reference, registry

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
    from scraper.store import query

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
            yield _BAD, f"{db} is damaged: {broken}", _RESTORE
        else:
            yield _OK, f"{db}: {people} people, {size:.1f} MB", ""
        archive = archive_beside(db)
        if archive.exists():
            yield _OK, f"{archive}: pages kept for replay, {archive.stat().st_size / 1e6:.1f} MB", ""
        yield from _pulls(connection)
        yield from _over(connection)
    except sqlite3.DatabaseError as problem:
        yield _BAD, f"{db} is damaged: {problem}", _RESTORE
    finally:
        connection.close()


def _over(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The people whose time is over: told before anybody takes them out."""
    from scraper import clock, privacy

    people, months = privacy.expiring(connection, clock.today())
    if people:
        yield _NOTE, f"{counted(len(people))} you never chose, not seen for {months} months", "coffeechat expire"


def _pulls(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The targets whose last pull did not go well, and those that lost something although it did."""
    from scraper import health
    from scraper.store import query

    for row in query.last_pulls(connection):
        if row["verdict"] == "ok" and "; " not in row["message"]:  # "40 found", and nothing to add
            continue
        since = f"; last good {row['good'][:10]}: {row['good_found']} people" if row["good"] else ""
        step = (row["hint"] or health.next_step(row["verdict"], row["target"])).replace(
            "pull URL", f"pull {row['target']}"
        )
        if row["verdict"] == "ok":
            step = f"compare with the page: coffeechat extract {row['target']}"
        yield _NOTE, f"{row['target']}: {row['verdict']} on {row['finished'][:10]} ({row['message']}){since}", step
