"""``coffeechat conferences``: the catalogue, and what is pulled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.text import fold


@click.command()
@click.argument("words", nargs=-1)
@click.option("--topic", metavar="WORD", help="About it: design, security, public health ...")
@click.option("--country", metavar="CODE", help="Two letters (DE, US ...), or online.")
@click.option("--year", type=click.IntRange(1950, 2100), help="Pulled editions of that year.")
@click.option("--pulled", is_flag=True, help="Only what is in your file.")
@database
@output
def conferences(
    words: tuple[str, ...], topic: str | None, country: str | None, year: int | None, pulled: bool, db: Path, form: str
) -> None:
    """List the conferences known, and what is pulled.

    Any conference can be pulled by its address; those in the catalogue also by name.

    \b
    Example:
      coffeechat conferences --topic design --country DE
    """
    kept = _kept(db)
    rows = [] if pulled or year else _catalogue(kept)
    listed = {row["conference"] for row in rows}
    rows = [_pulled(row) for row in kept if row["conference"] not in listed or year or pulled] + rows
    if year:
        rows = [row for row in rows if row["year"] == year]
    if topic:
        rows = [row for row in rows if fold(topic) in fold(" ".join(row["topics"]))]
    if country:
        rows = [row for row in rows if fold(country) == fold(row["country"])]
    for word in words:
        rows = [row for row in rows if fold(word) in fold(f"{row['conference']} {' '.join(row['topics'])}")]
    if not rows and form == "table":
        say("No conference fits. Any other can be pulled by its address: coffeechat pull https://...")
        return
    columns = ("conference", "year", "people", "topics", "country", "last_pull", "url")
    emit(rows, (*columns, "id") if form != "table" else columns[:-1], form=form)
    if form == "table":
        conferences_ = "conference" if len(rows) == 1 else "conferences"
        say(f"{len(rows)} {conferences_}. Pull one: coffeechat pull NAME", dim=True)


def _kept(db: Path) -> list[dict[str, Any]]:
    if not db.exists():
        return []
    from scraper.store import query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        return query.conferences(connection)
    finally:
        connection.close()


def _catalogue(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from scraper import registry  # noqa: PLC0415 -- slow import

    newest = {row["conference"]: row for row in sorted(kept, key=lambda row: row["year"] or 0)}
    rows = []
    for known in registry.conferences():
        mine = newest.get(known.name, {})
        rows.append(
            {
                "id": known.id,
                "conference": known.name,
                "year": mine.get("year"),
                "people": mine.get("people"),
                "topics": list(known.topics),
                "country": known.country,
                "last_pull": mine.get("last_pull"),
                "url": known.url,
            }
        )
    return sorted(rows, key=lambda row: (row["people"] is None, fold(str(row["conference"]))))


def _pulled(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": None, "topics": [], "country": "", **row}
