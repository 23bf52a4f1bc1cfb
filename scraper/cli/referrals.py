"""``coffeechat referrals``: who named whom, and what is still open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.contacts import Contact

_DEEP = 20


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
    from scraper.agenda import loops  # noqa: PLC0415 -- slow import
    from scraper.store import contacting, query  # noqa: PLC0415 -- slow import

    connection = query.connect(db)
    try:
        everybody = contacting.contacts(connection)
    finally:
        connection.close()
    rows = [row for row in loops(everybody) if row["open"] or not only_open]
    if form != "table" or only_open:
        emit(rows, ("referrer", "referred", "state", "open"), form=form)
        return
    if not rows:
        say('Nobody named anybody yet: coffeechat log NAME met --referred "NAME, EMPLOYER"')
        return
    by_id = {one.id: one for one in everybody}
    to_do = {(row["referrer"], row["referred"]): row["open"] for row in rows}
    roots = [one for one in everybody if one.referred and not one.referred_by]
    seen: set[int] = set()
    for root in roots or [one for one in everybody if one.referred]:
        _branch(root, by_id, to_do, depth=0, note="", seen=seen)
    still = sum(bool(row["open"]) for row in rows)
    say(f"{len(rows)} named, {still} still open" if still else f"{len(rows)} named, nothing open", dim=True)


def _branch(
    who: Contact, by_id: Mapping[int, Contact], to_do: Mapping[tuple[object, object], object], *, depth: int, note: str,
    seen: set[int],
) -> None:  # fmt: skip
    """One person and those they named, further in; whoever stands there already is not gone into again."""
    employer = f" ({who.employer})" if who.employer else ""
    click.echo(printable(f"{'  ' * depth}{who.name}{employer}  {who.standing.state}{note}"))
    if who.id in seen or depth >= _DEEP:
        return
    seen.add(who.id)
    for number in who.referred:
        if other := by_id.get(number):
            left = to_do.get((who.name, other.name))
            _branch(other, by_id, to_do, depth=depth + 1, note=f"  <- {left}" if left else "", seen=seen)
