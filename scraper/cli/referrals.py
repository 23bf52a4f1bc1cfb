"""``coffeechat referrals``: who named whom, and what is still open."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.text import printable

if TYPE_CHECKING:
    from scraper.chats.agenda import Branch


@click.command()
@click.option("--open", "only_open", is_flag=True, help="Only where something is still to do.")
@database
@output
def referrals(only_open: bool, db: Path, form: str) -> None:
    """Show who named whom, and what is still open.

    \b
    Examples:
      coffeechat referrals
      coffeechat referrals --open
    """
    from scraper.chats.agenda import loops, tree
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        everybody = contacting.contacts(connection)
    rows = [row for row in loops(everybody) if row["open"] or not only_open]
    if form != "table" or only_open:
        emit(rows, ("referrer", "referred", "state", "open"), form=form)
        return
    if not rows:
        say('Nobody named anybody yet: coffeechat log NAME met --referred "NAME, EMPLOYER"')
        return
    for root in tree(everybody):
        _print(root, depth=0)
    still = sum(bool(row["open"]) for row in rows)
    say(f"{len(rows)} named, {still} still open" if still else f"{len(rows)} named, nothing open", dim=True)


def _print(branch: Branch, *, depth: int) -> None:
    """One person and those they named, further in."""
    who = branch.contact
    employer = f" ({who.employer})" if who.employer else ""
    note = f"  <- {branch.open}" if branch.open else ""
    click.echo(printable(f"{'  ' * depth}{who.name}{employer}  {who.standing.state}{note}"))
    for one in branch.below:
        _print(one, depth=depth + 1)
