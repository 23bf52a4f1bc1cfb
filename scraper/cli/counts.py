"""``coffeechat companies | roles | topics``: what there is, counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.nobody import nobody_fits
from scraper.cli.options import database, filters, output, with_paging
from scraper.cli.present import emit, say

if TYPE_CHECKING:
    from scraper.store.query import Filters

_SCREEN = 30


Command = Callable[..., Any]


def _counting(command: Command) -> Command:
    """The options of a command that counts."""
    limit = click.option(
        "--limit", type=click.IntRange(1), metavar="N", help="Show at most N. [default: 30 in a table]"
    )
    return filters(limit(database(output(command))))


def _show(what: str, columns: tuple[str, ...], chosen: Filters, limit: int | None, db: Path, form: str) -> None:
    from scraper.store import query

    shown = limit if limit is not None or form != "table" else _SCREEN
    with closing(query.connect(db)) as connection:
        rows = getattr(query, what)(connection, with_paging(chosen, sort=None, limit=shown))
        total = query.how_many(connection, what, chosen) if len(rows) == shown else len(rows)
        if not rows and form == "table":
            nobody_fits(connection, chosen)
            return
    emit(rows, columns, form=form, bar="people")
    if form == "table" and len(rows) < total:
        say(f"{len(rows)} of {total} {what}; --limit {total} shows all.")


@click.command()
@_counting
def companies(chosen: Filters, limit: int | None, db: Path, form: str) -> None:
    """Count the companies the speakers work for.

    \b
    Example:
      coffeechat companies --topic "public health"
    """
    _show("companies", ("company", "kind", "people", "roles"), chosen, limit, db, form)


@click.command()
@_counting
def roles(chosen: Filters, limit: int | None, db: Path, form: str) -> None:
    """Count the kinds of jobs the speakers do.

    \b
    Example:
      coffeechat roles --company "Harbour Health"
    """
    _show("roles", ("role_family", "people", "examples"), chosen, limit, db, form)


@click.command()
@_counting
def topics(chosen: Filters, limit: int | None, db: Path, form: str) -> None:
    """Count the topics they speak about.

    \b
    Example:
      coffeechat topics --family research
    """
    _show("topics", ("topic", "people", "examples"), chosen, limit, db, form)
