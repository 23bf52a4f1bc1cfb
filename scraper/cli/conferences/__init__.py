"""``coffeechat conferences``: the catalogue, and what is pulled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli.options import database, output, talk
from scraper.cli.present import emit, say
from scraper.errors import InputError

_COLUMNS = ("conference", "year", "people", "topics", "country", "last_pull", "url")
_NEXT = {
    True: "Who spoke there: coffeechat speakers --conference NAME",
    False: "Pull one: coffeechat pull NAME",
}


@click.command()
@click.argument("words", nargs=-1)
@click.option("--topic", metavar="WORD", help="About it: design, UX, security, public health ...")
@click.option("--country", metavar="NAME", help="Where it meets: DE, Germany, Deutschland ..., or online.")
@click.option("--year", type=click.IntRange(1950, 2100), help="Editions of that year, with their address.")
@click.option("--pulled", is_flag=True, help="Only what is in your file.")
@click.option(
    "--update", "wanted_update", is_flag=True, help="Read the open catalogues first (confs.tech, developers.events)."
)
@database
@output
@talk
def conferences(
    words: tuple[str, ...],
    topic: str | None,
    country: str | None,
    year: int | None,
    pulled: bool,
    wanted_update: bool,
    db: Path,
    form: str,
    loudness: int,
) -> int:
    """List the conferences known, and what is pulled.

    Any conference can be pulled by its address; those in the catalogue also by name. --update adds those of the open
    catalogues, some thousand of them, mostly about software; where both know a conference, the row that came along is used.

    \b
    Examples:
      coffeechat conferences --topic design --country DE
      coffeechat conferences --topic museums --country online
      coffeechat conferences security --year 2027
      coffeechat conferences --update
    """
    from scraper import catalogue
    from scraper.cli.conferences.rows import Wanted, listed

    if wanted_update:
        from scraper.cli.conferences.update import update

        code = update(form=form, loudness=loudness)
        if code or not (words or topic or country or year or pulled):
            return code
    fields = frozenset(catalogue.fields(topic)) if topic else None
    place = _place(country) if country else None
    rows = listed(Wanted(words=words, fields=fields, place=place, year=year, pulled=pulled), db)
    if not rows and form == "table":
        _nothing(topic, fields, place)
        return 0
    if form == "table":  # what a conference is about are fields; topics are what people speak about
        columns = tuple("fields" if one == "topics" else one for one in _COLUMNS[:-1])
        emit(
            [{**row, "fields": row["topics"], "last_pull": (row["last_pull"] or "")[:10]} for row in rows],
            columns,
            form=form,
        )
    else:
        emit(rows, (*_COLUMNS, "id", "every"), form=form)
    if form == "table" and loudness >= 0:
        if year:
            _not_yearly([row for row in rows if row["people"] is None], year)
        say(f"{len(rows)} conference{'' if len(rows) == 1 else 's'}. {_NEXT[pulled]}", dim=True)
    return 0


def _place(text: str) -> str:
    from scraper import catalogue

    code = catalogue.country(text)
    if code is None:
        meant = catalogue.close(text, among="countries")
        hint = f"did you mean {' or '.join(meant)}?" if meant else "two letters (DE), a name (Germany), or online"
        raise InputError(f"no country is called {text!r}", hint=hint)
    return code


def _not_yearly(rows: list[dict[str, Any]], year: int) -> None:
    """The catalogue knows how often a conference takes place, seldom in which years."""
    names = sorted(str(row["conference"]) for row in rows if row["every"] in ("two years", "irregular"))
    if names:
        say(f"Not held every year, so perhaps not in {year}: {'; '.join(names)}", dim=True)


def _nothing(topic: str | None, fields: frozenset[str] | None, place: str | None) -> None:
    from scraper import catalogue

    say("No conference fits. Any other can be pulled by its address: coffeechat pull https://...")
    if topic and not fields:
        meant = catalogue.close(topic, among="fields")
        say(f"  {topic!r} is no field here" + (f"; did you mean {' or '.join(meant)}?" if meant else ""), dim=True)
        say("  fields: " + ", ".join(catalogue.all_fields()), dim=True)
    elif fields and place:
        elsewhere = "" if place == "online" else ", or --country online"
        say(f"  try {' or '.join(sorted(fields))} without --country{elsewhere}", dim=True)
