"""``coffeechat import``: a list somebody already has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import present
from scraper.cli.options import database, output, talk
from scraper.cli.present import say
from scraper.errors import BadFile, InputError
from scraper.text import people as counted

if TYPE_CHECKING:
    from scraper.model import Harvest

_STDIN = Path("-")
_FACTS = ("name", "headline", "role", "employer", "bio", "links", "photo", "talks")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--conference", metavar="NAME", help="The conference, where the rows do not say.")
@click.option("--year", type=click.IntRange(1950, 2100), help="The year, where the rows do not say.")
@click.option("--column", "columns", metavar="FIELD=HEADER", multiple=True, help="Which column holds what.")
@click.option("--dry-run", is_flag=True, help="Show who would be read; keep nothing.")
@output
@database
@talk
def import_(
    file: Path,
    conference: str | None,
    year: int | None,
    columns: tuple[str, ...],
    dry_run: bool,
    form: str,
    db: Path,
    loudness: int,
) -> int:
    """Take in a list you already have (CSV, JSON Lines, an export).

    FILE may be - for standard input. An export of Sessionize, pretalx and the like (JSON) is read as such. A CSV needs a header; columns such as name, role (or title, position), employer (or company), bio, event and year
    are understood, in many languages. Which column was taken for what is shown; --column says otherwise. Its fields:
    name, given, family, role, employer, headline, bio, photo, links, topics, talks, event, year.
    In a list of talks, one with abstracts, the title is the talk's. Importing the same list twice changes nothing.

    \b
    Examples:
      coffeechat import speakers.csv --conference "Spring School" --year 2026
      coffeechat import speakers.csv --column name=Who --column employer="Works at" --dry-run
      sqlite3 old.db -csv -header "SELECT name, company FROM people" | coffeechat import - --conference "Spring School"
    """
    from scraper.pull import store
    from scraper.reading import make, own_list
    from scraper.store import write
    from scraper.target import Target

    if form != "table" and not dry_run:
        raise InputError(
            "--json and --csv show a dry run", hint="add --dry-run; what is kept is shown by: coffeechat speakers"
        )
    started = datetime.now(UTC)
    body = present.read(file)
    shown = "standard input" if file == _STDIN else str(file)
    text, chosen = _text(body, file), _chosen(columns)
    found = _export(file, body, conference, year) if own_list.is_one_document(text) and not chosen else None
    if found is None:
        found = own_list.harvests(
            text, source=shown if file == _STDIN else file.name, event=conference, year=year, chosen=chosen
        )
        told = str(own_list.columns(text, chosen=chosen) or "")
    else:
        told = _filled(found[0])
    if told and loudness >= 0:
        say(told, dim=True)
    if dry_run:
        _show(found, form)
        return 0
    people = new = changed = gone = 0
    with write.open_store(db) as database_, write.together(database_) as waiting:
        for harvest in found:
            reading = make(harvest)
            target = Target(shown=shown, url=f"list:{reading.edition.conference}:{reading.edition.year or ''}")
            outcome = store(target, reading, database_, started=started, accept_fewer=True, waiting=waiting)
            if outcome.changes:
                people += outcome.changes.people
                new += outcome.changes.new
                changed += outcome.changes.changed
                gone += outcome.changes.withdrawn
    if loudness >= 0:
        editions = "conference" if len(found) == 1 else "conferences"
        listed = f"{counted(people)} at {len(found)} {editions}"
        missing = f", {gone} no longer listed" if gone else ""
        say(f"{listed}: {new} new, {changed} changed{missing}. Kept in {db}")
        if gone:
            say(
                "a list stands for all of its conference: import several as one file, or under names of their own",
                dim=True,
            )
    return 0


def _text(body: bytes, file: Path) -> str:
    """What is no text is refused: BadFile."""
    from scraper.encoding import decode

    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(f"{file} is neither CSV nor JSON Lines", hint="save the sheet as CSV")
    return decode(body)


def _chosen(columns: tuple[str, ...]) -> dict[str, str]:
    """FIELD=HEADER, taken apart."""
    from scraper.reading.own_list import FIELDS

    found: dict[str, str] = {}
    for one in columns:
        name, _, header = (part.strip() for part in one.partition("="))
        name = {"company": "employer", "conference": "event", "title": "role"}.get(name.lower(), name.lower())
        if name not in FIELDS or not header:
            raise InputError(f"--column {one}: not FIELD=HEADER", hint=f"fields are {', '.join(FIELDS)}")
        found[name] = header
    return found


def _export(file: Path, body: bytes, conference: str | None, year: int | None) -> list[Harvest] | None:
    """The people of a program's export, by the adapter it fits; None when it fits none."""
    from scraper.model import Edition
    from scraper.page import Page
    from scraper.pull import from_export
    from scraper.reading.own_list import UNNAMED

    page = Page(file.resolve().as_uri(), body, content_type="application/json")
    harvest = from_export(page)
    if harvest is None:
        return None
    read = harvest.edition or Edition(conference="")
    named = replace(read, conference=conference or read.conference or UNNAMED, year=year or read.year)
    return [replace(harvest, edition=named)]


def _filled(harvest: Harvest) -> str:
    """What an export holds, as what it was read, and of how many people."""
    counts = {name: sum(bool(getattr(one, name)) for one in harvest.sightings) for name in _FACTS}
    facts = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    return f"read as an export of {harvest.pages[0].adapter if harvest.pages else 'a program'}: {facts}"


def _show(found: list[Harvest], form: str) -> None:
    """Who would be read, kept nowhere."""
    from scraper.cli.present import emit
    from scraper.reading import make

    rows = []
    for reading in map(make, found):
        edition = reading.edition
        where = {"conference": edition.conference, "year": edition.year}
        rows += [{"name": one.name, "role": one.role, "employer": one.employer, **where} for one in reading.speakers]
        for one in reading.left_out:
            say(f"left out: {one.name} ({one.reason})", dim=True)
    emit(rows, ("name", "role", "employer", "conference", "year"), form=form)
    say(f"{len(rows)} people read, nothing kept. To keep them: the same without --dry-run")
