"""``coffeechat shortlist``: the people chosen."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import present
from scraper.cli.options import database, filters, output, own_folder
from scraper.cli.present import emit, say
from scraper.errors import InputError
from scraper.text import people

if TYPE_CHECKING:
    from scraper.store.query import Filters

_SOMETIMES = ("pinned", "tier", "tags", "status", "you_know")
"""Columns that a table shows only where they say something."""


@click.group()
def shortlist() -> None:
    """Keep a list of people to approach, and export it."""


@shortlist.command()
@click.argument("speakers", nargs=-1, required=True, metavar="SPEAKER...")
@click.option("--note", metavar="TEXT", help="Why this person.")
@click.option("--tier", metavar="WORD", help="How much you want it: A, B, C, or words of your own.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="A tag; several may be given.")
@click.option("--call", metavar="NAME", help="How they want to be addressed.")
@click.option("--pin/--unpin", "pinned", default=None, help="Keep them at the top.")
@database
def add(
    speakers: tuple[str, ...],
    note: str | None,
    tier: str | None,
    tags: tuple[str, ...],
    call: str | None,
    pinned: bool | None,
    db: Path,
) -> None:
    """Put people on the shortlist.

    SPEAKER is a name, a unique part of one, or an id such as p-12. Adding somebody twice only changes what is given.

    \b
    Example:
      coffeechat shortlist add "Ana Ruiz" p-12 --note "switched from nursing to data"
    """
    from scraper.store import query, write
    from scraper.store.contacts import contacting

    found = _find(db, speakers)
    if call is not None and len(found) > 1:
        raise InputError("--call is of one person", hint='coffeechat shortlist add "NAME" --call "PREFERRED NAME"')
    with write.open_store(db) as database_:
        for one, _ in found:
            write.add_to_shortlist(database_, one, note, tier=tier, tags=tags, pinned=pinned)
            if call is not None:
                with write.transaction(database_) as writing:
                    contacting.prefer_name(writing, one, call)
    with closing(query.connect(db)) as connection:
        total = len(query.shortlist(connection))
    for _, name in found:
        say(f"On the shortlist: {name}")
    say(f"{people(total)} so far. See: coffeechat shortlist list", dim=True)


@shortlist.command()
@click.argument("speakers", nargs=-1, required=True, metavar="SPEAKER...")
@database
def remove(speakers: tuple[str, ...], db: Path) -> None:
    """Take people off the shortlist; they stay in the file."""
    from scraper.store import write

    found = _find(db, speakers)
    with write.open_store(db) as database_:
        for one, name in found:
            was = write.remove_from_shortlist(database_, one)
            say(f"Off the shortlist: {name}" if was else f"{name} was not on the shortlist")


def _find(db: Path, speakers: tuple[str, ...]) -> list[tuple[int, str]]:
    """Ids and names, all or none: a slip in the third name must not leave two added."""
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        ids = [query.find(connection, who) for who in speakers]
        return [(one, str(query.speaker(connection, one)["name"])) for one in ids]


@shortlist.command("list")
@database
@output
def list_(db: Path, form: str) -> None:
    """Show the shortlist."""
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        rows = query.shortlist(connection)
        states = {one.id: one.standing.state for one in contacting.contacts(connection)}
    for row in rows:
        row["status"] = states[int(row["id"].removeprefix("p-"))]
    if not rows and form == "table":
        say("Nobody yet. Put somebody on it: coffeechat shortlist add NAME")
        return
    if form == "json":
        emit(rows, (), form=form)
        return
    flat = [
        {
            **row,
            "conferences": present.spoke_at(row),
        }
        for row in rows
    ]
    always = ("id", "name", "role", "employer", "conferences")
    told = [one for one in _SOMETIMES if form == "csv" or any(row[one] and row[one] != "shortlisted" for row in flat)]
    emit(flat, (*always, *told, "note"), form=form)


@shortlist.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="shortlist.csv")
@click.option("--excel", is_flag=True, help="For spreadsheets: a byte-order mark, and formula-like cells made safe.")
@database
@click.pass_context
def export(ctx: click.Context, file: Path, excel: bool, db: Path) -> None:
    """Write the shortlist to a CSV FILE (- for standard output).

    One row a person; several values in a cell are joined with "; ".

    \b
    Example:
      coffeechat shortlist export people.csv --excel
    """
    from scraper.cli.export import export as whole

    ctx.invoke(whole, file=file, form="csv", excel=excel, db=db)


@shortlist.command()
@filters
@click.option("--limit", type=click.IntRange(1, 200), metavar="N", help="How many. [default: 10]")
@click.option(
    "--per-employer", type=click.IntRange(1), metavar="N", help="At most so many of one employer. [default: 2]"
)
@click.option(
    "--per-conference", type=click.IntRange(1), metavar="N", help="At most so many of one conference. [default: 6]"
)
@click.option("--add", "adding", is_flag=True, help="Put them on the shortlist.")
@database
@output
def suggest(
    chosen: Filters,
    limit: int | None,
    per_employer: int | None,
    per_conference: int | None,
    adding: bool,
    db: Path,
    form: str,
) -> None:
    """Suggest whom to ask, with the reasons.

    Points are given by your profile (coffeechat profile) and named, each with its reason; your own numbers go into
    points.toml in your data folder. WORDS and filters narrow, as in `coffeechat speakers`.

    \b
    Examples:
      coffeechat shortlist suggest
      coffeechat shortlist suggest --conference "Many Hands" --per-conference 20
    """
    from scraper.chats import suggestion
    from scraper.outreach import candidates
    from scraper.reference import table
    from scraper.store import query, write

    usual = table("points")
    worth = suggestion.points(own_folder() / "points.toml")
    with closing(query.connect(db)) as connection:
        people, profile = candidates.load(connection, chosen)
    found = suggestion.suggest(
        people, profile, worth, limit=limit or usual["limit"], per_employer=per_employer or usual["per_employer"],
        per_conference=per_conference or usual["per_conference"],
    )  # fmt: skip
    emit(list(suggestion.lines(found)), ("id", "name", "role", "employer", "score", "why"), form=form)
    if not found:
        say("Nobody is left to suggest: fewer filters, or another conference.")
    elif not (profile.families or profile.topics):
        say("More to the point with a profile: coffeechat profile --family data --topic privacy --from nursing")
    if adding:
        with write.open_store(db) as opened:
            for one in found:
                write.add_to_shortlist(opened, int(one.candidate.id.removeprefix("p-")), one.why)
        say(f"{len(found)} put on the shortlist, with the reasons as notes")
    elif found and form == "table":
        say(f"Choose: coffeechat shortlist add {found[0].candidate.id} ...", dim=True)
