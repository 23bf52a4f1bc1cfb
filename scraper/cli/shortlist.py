"""``coffeechat shortlist``: the people chosen."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.errors import InputError, NotWritable


@click.group()
def shortlist() -> None:
    """Keep a list of people to approach, and export it."""


@shortlist.command()
@click.argument("speakers", nargs=-1, required=True, metavar="SPEAKER...")
@click.option("--note", metavar="TEXT", help="Why this person.")
@database
def add(speakers: tuple[str, ...], note: str | None, db: Path) -> None:
    """Put people on the shortlist.

    SPEAKER is a name, a unique part of one, or an id such as p-12. Adding somebody twice only changes the note.

    \b
    Example:
      coffeechat shortlist add "Ana Ruiz" p-12 --note "switched from nursing to data"
    """
    from scraper.store import query, write  # noqa: PLC0415 -- slow import

    found = _find(db, speakers)
    with write.open_store(db) as database_:
        for one, _ in found:
            write.add_to_shortlist(database_, one, note)
    connection = query.connect(db)
    try:
        total = len(query.shortlist(connection))
    finally:
        connection.close()
    for _, name in found:
        say(f"On the shortlist: {name}")
    say(f"{total} {'person' if total == 1 else 'people'} so far. See: coffeechat shortlist list", dim=True)


@shortlist.command()
@click.argument("speakers", nargs=-1, required=True, metavar="SPEAKER...")
@database
def remove(speakers: tuple[str, ...], db: Path) -> None:
    """Take people off the shortlist; they stay in the file."""
    from scraper.store import write  # noqa: PLC0415 -- slow import

    found = _find(db, speakers)
    with write.open_store(db) as database_:
        for one, name in found:
            was = write.remove_from_shortlist(database_, one)
            say(f"Off the shortlist: {name}" if was else f"{name} was not on the shortlist")


def _find(db: Path, speakers: tuple[str, ...]) -> list[tuple[int, str]]:
    """Ids and names, all or none: a slip in the third name must not leave two added."""
    from scraper.store import query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        ids = [query.find(connection, who) for who in speakers]
        return [(one, str(query.speaker(connection, one)["name"])) for one in ids]
    finally:
        connection.close()


@shortlist.command("list")
@database
@output
def list_(db: Path, form: str) -> None:
    """Show the shortlist."""
    from scraper.store import query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        rows = query.shortlist(connection)
    finally:
        connection.close()
    if not rows and form == "table":
        say("Nobody yet. Put somebody on it: coffeechat shortlist add NAME")
        return
    if form == "json":
        emit(rows, (), form=form)
        return
    flat = [
        {
            **row,
            "conferences": [
                f"{one['conference']} {one['year']}" if one["year"] else one["conference"] for one in row["appearances"]
            ],
        }
        for row in rows
    ]
    emit(flat, ("id", "name", "role", "employer", "conferences", "note"), form=form)


@shortlist.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="shortlist.csv")
@click.option("--excel", is_flag=True, help="For spreadsheets: a byte-order mark, and formula-like cells made safe.")
@database
def export(file: Path, excel: bool, db: Path) -> None:
    """Write the shortlist to a CSV FILE (- for standard output).

    One row a person; several values in a cell are joined with "; ".

    \b
    Example:
      coffeechat shortlist export people.csv --excel
    """
    from scraper.export import SHORTLIST_COLUMNS, shortlist_rows, to_csv  # noqa: PLC0415 -- slow import
    from scraper.store import query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        rows = query.shortlist(connection)
    finally:
        connection.close()
    if not rows:
        raise InputError("the shortlist is empty", hint='put somebody on it: coffeechat shortlist add "NAME"')
    text = to_csv(shortlist_rows(rows), SHORTLIST_COLUMNS, excel=excel)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_bytes(text.encode("utf-8"))
    except OSError as problem:
        raise NotWritable(f"cannot write {file}: {problem.strerror}", hint="choose another place") from problem
    say(f"{len(rows)} {'person' if len(rows) == 1 else 'people'} written to {file}")
