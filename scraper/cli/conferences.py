"""``coffeechat conferences``: the catalogue, and what is pulled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.errors import InputError
from scraper.text import fold

if TYPE_CHECKING:
    from scraper.registry import Conference

_COLUMNS = ("conference", "year", "people", "topics", "country", "last_pull", "url")


@click.command()
@click.argument("words", nargs=-1)
@click.option("--topic", metavar="WORD", help="About it: design, UX, security, public health ...")
@click.option("--country", metavar="NAME", help="Where it meets: DE, Germany, Deutschland ..., or online.")
@click.option("--year", type=click.IntRange(1950, 2100), help="Editions of that year, with their address.")
@click.option("--pulled", is_flag=True, help="Only what is in your file.")
@database
@output
def conferences(
    words: tuple[str, ...], topic: str | None, country: str | None, year: int | None, pulled: bool, db: Path, form: str
) -> None:
    """List the conferences known, and what is pulled.

    Any conference can be pulled by its address; those in the catalogue also by name.

    \b
    Examples:
      coffeechat conferences --topic design --country DE
      coffeechat conferences --topic health --country online
      coffeechat conferences security --year 2027
    """
    from scraper import catalogue, registry  # noqa: PLC0415 -- slow import

    topics = sorted(catalogue.fields(topic)) if topic else []
    place = _place(country) if country else None
    known = {row.name: row for row in registry.conferences()}
    mine = [_mine(row, known.get(row["conference"])) for row in _kept(db)]
    mine = [row for row in mine if year is None or row["year"] == year]
    if not (year or pulled):  # one line a conference of the catalogue: its newest edition
        mine = [row for at, row in enumerate(mine) if row["id"] is None or _newest(mine, at)]
    if place:
        mine = [row for row in mine if row["country"] == place]
    if topic:
        mine = [row for row in mine if set(topics).intersection(row["topics"])]
    mine = [row for row in mine if all(_says(row, word) for word in words)]
    rows = sorted(mine, key=lambda row: (fold(row["conference"]), -(row["year"] or 0)))
    if not pulled and not (topic and not topics):
        listed = {row["conference"] for row in rows}
        chosen = catalogue.search(known.values(), topics=topics, places=[place] if place else (), words=words)
        rows += [_row(row, year) for row in chosen if row.name not in listed]
    if not rows and form == "table":
        _nothing(topic, topics, place)
        return
    emit(rows, (*_COLUMNS, "id") if form != "table" else _COLUMNS[:-1], form=form)
    if form == "table":
        say(f"{len(rows)} conference{'' if len(rows) == 1 else 's'}. Pull one: coffeechat pull NAME", dim=True)


def _place(text: str) -> str:
    from scraper import catalogue  # noqa: PLC0415 -- slow import

    code = catalogue.country(text)
    if code is None:
        meant = catalogue.close(text, among="countries")
        hint = f"did you mean {' or '.join(meant)}?" if meant else "two letters (DE), a name (Germany), or online"
        raise InputError(f"no country is called {text!r}", hint=hint)
    return code


def _kept(db: Path) -> list[dict[str, Any]]:
    if not db.exists():
        return []
    from scraper.store import query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        return query.conferences(connection)
    finally:
        connection.close()


def _mine(row: dict[str, Any], known: Conference | None) -> dict[str, Any]:
    """A pulled edition, with what the catalogue knows of its conference."""
    if known is None:
        return {"id": None, "topics": [], "country": "", **row}
    return {"id": known.id, "topics": list(known.topics), "country": known.country, **row}


def _newest(rows: list[dict[str, Any]], at: int) -> bool:
    same = [row["year"] or 0 for row in rows if row["id"] == rows[at]["id"]]
    return (rows[at]["year"] or 0) == max(same)


def _says(row: dict[str, Any], word: str) -> bool:
    from scraper import catalogue  # noqa: PLC0415 -- slow import

    return fold(word) in fold(row["conference"]) or bool(catalogue.fields(word).intersection(row["topics"]))


def _row(known: Conference, year: int | None) -> dict[str, Any]:
    """A conference of the catalogue that is not pulled; with a year, where that year's edition is found."""
    from scraper import registry  # noqa: PLC0415 -- slow import

    return {
        "id": known.id,
        "conference": known.name,
        "year": year,
        "people": None,
        "topics": list(known.topics),
        "country": known.country,
        "last_pull": None,
        "url": registry.address(known, year=year) if year else known.url,
    }


def _nothing(topic: str | None, topics: list[str], place: str | None) -> None:
    from scraper import catalogue  # noqa: PLC0415 -- slow import

    say("No conference fits. Any other can be pulled by its address: coffeechat pull https://...")
    if topic and not topics:
        meant = catalogue.close(topic, among="fields")
        say(f"  {topic!r} is no field here" + (f"; did you mean {' or '.join(meant)}?" if meant else ""), dim=True)
        say("  fields: " + ", ".join(catalogue.all_fields()), dim=True)
    elif topics and place:
        say(f"  try {' or '.join(topics)} without --country, or --country online", dim=True)
