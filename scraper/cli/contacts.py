"""``coffeechat contacts``: the people the user knows, from their own address books."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from scraper import clock
from scraper.cli import present
from scraper.cli.options import database, output
from scraper.cli.present import emit, say


@click.group()
def contacts() -> None:
    """Say whom you know, from your own address book."""


@contacts.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@database
def import_(file: Path, db: Path) -> None:
    """Take in an address book.

    FILE is LinkedIn's Connections.csv, vCard, Google CSV, any CSV. It stays on this machine. `shortlist list` and `show` then say whom you know at an employer.

    \b
    Example:
      coffeechat contacts import Connections.csv
    """
    from scraper.chats.acquaintances import read
    from scraper.encoding import decode
    from scraper.store import write
    from scraper.store.contacts import acquainted
    from scraper.store.pulling import forgotten
    from scraper.store.rows import moment

    people = read(decode(present.read(file)), source=file.name)
    with write.open_store(db) as opened, write.transaction(opened) as connection:
        kept = [one for one in people if not forgotten.is_forgotten(connection, one.name)]
        new, known = acquainted.add(connection, kept, source=file.name, when=moment(clock.now()))
        there = sum(bool(row["speakers_there"]) for row in acquainted.everybody(connection))
    say(f"{new} new, {known} known already; {there} work where somebody in the file works")


@contacts.command("list")
@database
@output
def list_(db: Path, form: str) -> None:
    """Show whom you know, those first whose employer is in the file."""
    from scraper.store import query
    from scraper.store.contacts import acquainted

    with closing(query.connect(db)) as connection:
        rows = acquainted.everybody(connection)
    if not rows and form == "table":
        say("Nobody yet: coffeechat contacts import Connections.csv")
        return
    emit(rows, ("name", "role", "employer", "speakers_there", "since"), form=form)


@contacts.command()
@database
def clear(db: Path) -> None:
    """Forget all of them."""
    from scraper.store import write
    from scraper.store.contacts import acquainted

    with write.open_store(db) as opened, write.transaction(opened) as connection:
        gone = acquainted.clear(connection)
    say(f"{gone} people you know are forgotten")
