"""``coffeechat speakers``: search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.options import database, filters, output, with_paging
from scraper.cli.present import emit, say

if TYPE_CHECKING:
    from scraper.store.query import Filters

_SCREEN = 50


@click.command()
@filters
@click.option("--sort", metavar="ORDER", help="name, company, role, seniority, recent or relevance.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show at most N. [default: 50 in a table]")
@database
@output
def speakers(chosen: Filters, sort: str | None, limit: int | None, db: Path, form: str) -> None:
    """Search the speakers by company, role, topic, words.

    WORDS are looked for in everything known: names, roles, employers, topics, talks, biographies.

    \b
    Examples:
      coffeechat speakers --company "Harbour Health"
      coffeechat speakers --topic accessibility --family design
      coffeechat speakers nurse --sort company
    """
    from scraper.store import query  # noqa: PLC0415 -- slow import

    shown = limit if limit is not None or form != "table" else _SCREEN
    connection = query.connect(db)
    try:
        rows = query.speakers(connection, with_paging(chosen, sort=sort, limit=shown))
        total = query.count(connection, chosen)
    finally:
        connection.close()
    if form == "json":
        emit(rows, (), form=form)
        return
    flat = [
        {
            **row,
            "conferences": [
                f"{one['conference']} {one['year']}" if one["year"] else one["conference"] for one in row["appearances"]
            ],
            "talks": [talk for one in row["appearances"] for talk in one["talks"]],
        }
        for row in rows
    ]
    if form == "csv":
        columns = ("id", "name", "role", "employer", "company", "kind", "role_family", "seniority", "topics",
                   "talks", "conferences", "links")  # fmt: skip
        emit(flat, columns, form=form)
        return
    if not flat:
        say("Nobody fits. Fewer words or filters find more; `coffeechat companies` and `topics` show what there is.")
        return
    emit(flat, ("id", "name", "role", "employer", "topics", "conferences"), form=form)
    if len(flat) < total:
        say(f"{len(flat)} of {total} people; --limit {total} shows all.")
    else:
        say(f"{total} {'person' if total == 1 else 'people'}. More about one: coffeechat show NAME", dim=True)
