"""``coffeechat speakers``: search."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli import present
from scraper.cli.nobody import nobody_fits
from scraper.cli.options import database, filters, output, with_paging
from scraper.cli.present import emit, say
from scraper.text import people

if TYPE_CHECKING:
    from scraper.store.query import Filters

_SCREEN = 50
_TOPICS = 4


@click.command()
@filters
@click.option(
    "--sort", metavar="ORDER", help="name, employer, role, seniority, year, relevance, or fit: who has most of it."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show at most N. [default: 50 in a table]")
@click.option("--semantic", is_flag=True, help="Look for the topic by meaning, too: finds more (pip extra: semantic).")
@click.option("--save", metavar="NAME", help="Keep this search under a name.")
@click.option("--saved", metavar="NAME", help="Search as kept under a name; other options narrow it.")
@click.option("--searches", is_flag=True, help="List the searches you keep.")
@click.option("--unsave", metavar="NAME", help="Forget a search you keep.")
@database
@output
def speakers(
    chosen: Filters,
    sort: str | None,
    limit: int | None,
    semantic: bool,
    save: str | None,
    saved: str | None,
    searches: bool,
    unsave: str | None,
    db: Path,
    form: str,
) -> None:
    """Search the speakers by company, role, topic, words.

    WORDS are looked for in everything known: names, roles, employers, topics, talks, biographies.

    \b
    Examples:
      coffeechat speakers --company "Harbour Health"
      coffeechat speakers --topic accessibility --family design
      coffeechat speakers nurse --sort employer
      coffeechat speakers data --kind hospital --topic privacy --sort fit
      coffeechat speakers --topic "public health" --save health
      coffeechat speakers --saved health --year 2026
    """
    if unsave is not None:
        _forget(db, unsave)
        return
    from scraper.store import query

    shown = limit if limit is not None or form != "table" else _SCREEN
    asked = with_paging(chosen, sort=sort, limit=None)
    with closing(query.connect(db)) as connection:
        if searches:
            _list(connection, form)
            return
        if saved is not None:
            from scraper.store.hand.searches import recall

            asked = recall(connection, saved, asked)
        if semantic:
            asked = _by_meaning(asked)
        rows = query.speakers(connection, with_paging(asked, sort=None, limit=shown))
        total = query.count(connection, asked)
        many = query.COMMON
        if not rows and form == "table":
            nobody_fits(connection, asked)
    if save is not None:
        _keep(db, save, asked)
    if rows or form != "table":
        _show(rows, total, form, many)


def _by_meaning(asked: Filters) -> Filters:
    """WORDS without a topic are taken for one: names and employers have no meaning to go by."""
    from dataclasses import replace

    if not (asked.topic or asked.words):
        raise click.UsageError("--semantic needs --topic or WORDS: what the talks should be about.")
    if asked.topic:
        return replace(asked, semantic=True)
    return replace(asked, semantic=True, topic=asked.words, words=None)


def _show(rows: list[dict[str, Any]], total: int, form: str, many: int) -> None:
    if form == "json":
        emit(rows, (), form=form)
        return
    flat = [
        {
            **row,
            "conferences": present.spoke_at(row),
            "talks": [talk for one in row["appearances"] for talk in one["talks"]],
        }
        for row in rows
    ]
    fits = ("fits",) if any("fits" in row for row in rows) else ()
    if form == "csv":
        columns = ("id", "name", "role", "employer", "company", "kind", "role_family", "seniority", "topics",
                   "talks", "conferences", "links", *fits)  # fmt: skip
        emit(flat, columns, form=form)
        return
    some = [{**row, "topics": row["topics"][:_TOPICS]} for row in flat]
    emit(some, ("id", "name", "role", "employer", *(fits or ("topics",)), "conferences"), form=form)
    if len(flat) < total > many:
        say(f"{len(flat)} of more than {many} people; more words or filters find fewer.")
    elif len(flat) < total:
        say(f"{len(flat)} of {total} people; --limit {total} shows all.")
    else:
        say(f"{people(total)}. More about one: coffeechat show NAME", dim=True)


def _list(connection: sqlite3.Connection, form: str) -> None:
    from scraper.store.hand.searches import searches

    kept = searches(connection)
    if not kept and form == "table":
        say("No search is kept yet. Keep one: coffeechat speakers --topic WORD --save NAME")
        return
    rows = [{**one, "search": ", ".join(f"{name} {value}" for name, value in one["filters"].items())} for one in kept]
    emit(kept if form == "json" else rows, ("name", "search", "saved"), form=form)


def _keep(db: Path, name: str, asked: Filters) -> None:
    from datetime import UTC, datetime

    from scraper.store.hand import searches
    from scraper.store.write import open_store

    with open_store(db) as database:
        replaced = searches.save(database, name, asked, now=datetime.now(UTC).isoformat(timespec="seconds"))
    say(f"{'Changed' if replaced else 'Kept'}: coffeechat speakers --saved {shlex.quote(name)}")


def _forget(db: Path, name: str) -> None:
    from scraper.store import query
    from scraper.store.hand import searches
    from scraper.store.write import open_store

    query.connect(db).close()  # a file that is not there is told as for every other question
    with open_store(db) as database:
        searches.remove(database, name)
    say(f"No longer kept: {name}")
