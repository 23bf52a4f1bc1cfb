"""``coffeechat landscape``: kinds of places x kinds of jobs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.nobody import nobody_fits
from scraper.cli.options import database, filters, output
from scraper.cli.present import emit, paragraph, say, write

if TYPE_CHECKING:
    from scraper.store.query import Filters

_QUIET = ("sort", "limit", "offset", "saved")


@click.command()
@filters
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page to print."
)
@database
@output
def landscape(chosen: Filters, page: Path | None, db: Path, form: str) -> None:
    """Draw the field: kinds of places, kinds of jobs, unusual titles.

    \b
    Examples:
      coffeechat landscape
      coffeechat landscape --topic "public health" --html health.html
    """
    from scraper import landscape as words
    from scraper.store import query
    from scraper.store.sight.landscape import landscape as look

    with closing(query.connect(db)) as connection:
        found = look(connection, chosen)
        if not found["people"] and form == "table":
            nobody_fits(connection, chosen)
    if page is not None:
        _write(page, found, chosen)
    if form != "table":
        emit([found] if form == "json" else words.table(found), ("kind", "role_family", "people", "titles", "companies"),
             form=form)  # fmt: skip
    elif page is None and found["people"]:
        for line in words.lines(found):
            said = line.lstrip()
            click.echo(paragraph(said, " " * (len(line) - len(said)), hang=4))


def _write(page: Path, found: dict[str, object], chosen: Filters) -> None:
    from scraper.landscape.page import page as draw

    asked = [f"{name} {value}" for name, value in asdict(chosen).items() if value and name not in _QUIET]
    title = f"Who works where: {', '.join(asked)}" if asked else "Who works where"
    write(page, draw(found, title=title).encode())
    say(f"{page} is written: open it in a browser, or print it.")
