"""``coffeechat import``: a list somebody already has."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from scraper.cli.options import database, talk
from scraper.cli.present import say
from scraper.errors import BadFile

_MAX_BYTES = 500_000_000


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--conference", metavar="NAME", help="The conference, where the rows do not say.")
@click.option("--year", type=click.IntRange(1950, 2100), help="The year, where the rows do not say.")
@database
@talk
def import_(file: Path, conference: str | None, year: int | None, db: Path, loudness: int) -> int:
    """Take in a list you already have (CSV, JSON Lines).

    A CSV needs a header; columns such as name, role (or title, position), employer (or company), bio, event and year
    are understood. Importing the same list twice changes nothing.

    \b
    Example:
      coffeechat import speakers.csv --conference "Spring School" --year 2026
    """
    from scraper.encoding import decode  # noqa: PLC0415 -- slow import
    from scraper.own_list import harvests  # noqa: PLC0415 -- slow import
    from scraper.pull import store  # noqa: PLC0415 -- slow import
    from scraper.reading import make  # noqa: PLC0415 -- slow import
    from scraper.store import write  # noqa: PLC0415 -- slow import
    from scraper.target import Target  # noqa: PLC0415 -- slow import

    started = datetime.now(UTC)
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise BadFile(f"{file} is larger than {_MAX_BYTES // 1_000_000} MB", hint="split it into several files")
        body = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot read {file}: {problem.strerror or problem}", hint="check the path") from problem
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(f"{file} is neither CSV nor JSON Lines", hint="save the sheet as CSV")
    found = harvests(decode(body), source=file.name, event=conference, year=year)
    people = new = changed = 0
    with write.open_store(db) as database_, write.together(database_) as waiting:
        for harvest in found:
            reading = make(harvest)
            target = Target(shown=str(file), url=f"list:{reading.edition.conference}:{reading.edition.year or ''}")
            outcome = store(target, reading, database_, started=started, accept_fewer=True, waiting=waiting)
            if outcome.changes:
                people += outcome.changes.people
                new += outcome.changes.new
                changed += outcome.changes.changed
    if loudness >= 0:
        editions = "conference" if len(found) == 1 else "conferences"
        say(f"{people} people at {len(found)} {editions}: {new} new, {changed} changed. Kept in {db}")
    return 0
