"""``coffeechat browse``: the local page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.options import archive_beside, database, filters, own_folder
from scraper.cli.present import say

if TYPE_CHECKING:
    from scraper.store.query import Filters


@click.command()
@filters
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port; 0 takes any that is free. [default: 8642 or any]",
)
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
@database
def browse(chosen: Filters, port: int | None, no_open: bool, db: Path) -> None:
    """Look around on a local page, and pick people there.

    The page is drawn by this machine for this machine: only a browser here can reach it, and only with the address that
    is printed, which works once. Words and options are what it shows first, as with `coffeechat speakers`. Ctrl-C ends
    it.

    \b
    Examples:
      coffeechat browse
      coffeechat browse transport --family engineering
      coffeechat browse --topic privacy --no-open --port 9000
    """
    from scraper.store import query
    from scraper.web import asked, server
    from scraper.web.desk import Desk

    if db.exists():  # of another make, newer, locked: better told here than on every page
        query.connect(db).close()
    context = click.get_current_context()
    source = context.get_parameter_source("db")
    with server.bind(port) as at:
        desk = Desk(
            file=db, port=at.getsockname()[1], named=source is click.core.ParameterSource.COMMANDLINE,
            archive=archive_beside(db), templates=own_folder() / "messages",
        )  # fmt: skip
        address = server.way_in(desk, asked.address(chosen))
        server.serve(desk, at, ready=lambda: _tell(address, no_open=no_open))
    say("Stopped.")


def _tell(address: str, *, no_open: bool) -> None:
    """Print where the page is, and open it unless that is not wanted."""
    click.echo(address)
    say("Open it in a browser on this machine; it works once. Ctrl-C ends the page.")
    if not no_open:
        import webbrowser

        webbrowser.open(address)
