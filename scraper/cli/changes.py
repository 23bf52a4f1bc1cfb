"""``coffeechat changes``: who is new at a conference, who is gone, who has another job."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.errors import InputError

if TYPE_CHECKING:
    import sqlite3

    from scraper.store.sight.changes import EditionRow

_WORDS = {"new": "new", "job": "new job", "gone": "gone"}
_COLUMNS = ("since", "change", "name", "role", "employer", "before_role", "before_employer", "id")
Row = dict[str, Any]


@click.command()
@click.argument("conference", default="")
@click.option(
    "--since", metavar="DATE|YEAR", help="Since that day (2026-05-01), or against that year's edition (2025)."
)
@click.option("--year", type=click.IntRange(1950, 2100), help="Which edition. [default: the newest in your file]")
@database
@output
def changes(conference: str, since: str | None, year: int | None, db: Path, form: str) -> None:
    """Show who is new at a conference, gone, or in another job.

    Compares the newest edition in your file with what the pull before the last one had, and with the edition before.
    A part of the conference's name is enough, and none where only one is in your file. What is new since last year is often the best reason to write to somebody.

    \b
    Examples:
      coffeechat changes "spring school"
      coffeechat changes pycon --since 2026-05-01
      coffeechat changes pycon --year 2026 --since 2024 --csv
    """
    from scraper.store import query
    from scraper.store.sight import changes as store

    day = _day(since)
    with closing(query.connect(db)) as connection:
        this = store.edition(connection, conference, year=year)
        parts = _parts(connection, this, since, day)
    rows = [{"since": label, **row} for label, _, found in parts for row in found]
    if form != "table":
        emit(rows, _COLUMNS, form=form)
        return
    say(this.title, bold=True)
    for _, title, found in parts:
        say(title)
        if found:
            emit([{**row, "change": _WORDS[row["change"]], "before": _before(row)} for row in found],
                 ("change", "id", "name", "role", "employer", "before"), form=form)  # fmt: skip


def _day(since: str | None) -> str | None:
    """The day that is meant, as ISO; None for a year or nothing. Raises InputError."""
    if since is None or re.fullmatch(r"\d{4}", since):
        return None
    try:
        return date.fromisoformat(since).isoformat()
    except ValueError as problem:
        raise InputError(
            f"{since!r} is no day and no year", hint="a day is written 2026-05-01, a year 2025"
        ) from problem


def _parts(
    connection: sqlite3.Connection, this: EditionRow, since: str | None, day: str | None
) -> list[tuple[str, str, list[Row]]]:
    """(label for programs, title for people, rows) of each comparison."""
    from scraper.store.sight import changes as store

    parts: list[tuple[str, str, list[Row]]] = []
    if since is None or day:
        finished, rows = store.since_pull(connection, this, since=day)
        if finished is None:
            what = f"no pull since {day} to compare" if day else "pulled once so far: nothing to compare"
            parts.append((day or "last pull", f"Since {day or 'the last pull'}: {what}", []))
        else:
            since_when = f"Since {day}" if day else f"In the last pull, {finished[:10]}"
            parts.append((finished[:10], f"{since_when}: {_counted(rows)}", rows))
    if day is None:
        earlier = (
            store.edition(connection, this.conference, year=int(since)) if since else store.before(connection, this)
        )
        if earlier is None:
            parts.append(("last year", "Since last year: no earlier edition in your file; pull it with --year", []))
        else:
            rows = store.since_edition(connection, this, earlier)
            parts.append((str(earlier.year), f"Since {earlier.title}: {_counted(rows)}", rows))
    return parts


def _counted(rows: list[Row]) -> str:
    counts = [(sum(row["change"] == change for row in rows), word) for change, word in _WORDS.items()]
    told = [f"{count} {word}{'s' if word == 'new job' and count > 1 else ''}" for count, word in counts if count]
    return ", ".join(told) or "nothing changed"


def _before(row: Row) -> str:
    return ", ".join(part for part in (row["before_role"], row["before_employer"]) if part)
