"""``coffeechat today``: what is due."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from scraper import clock
from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.text import printable


@click.command()
@click.option("--all", "everything", is_flag=True, help="All that is due, not only a handful.")
@database
@output
def today(everything: bool, db: Path, form: str) -> None:
    """Show what is due: whom to thank, remind, prepare for.

    At most five things, the most pressing first, each with the rule that makes it due. To put somebody off:
    coffeechat log NAME snoozed --until DAY.

    \b
    Example:
      coffeechat today
    """
    from scraper.chats.agenda import agenda
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        everybody = contacting.contacts(connection)
        per_week = contacting.settings(connection).get("per_week")
    due = agenda(everybody, clock.now(), per_week=per_week, at_most=10_000 if everything else None)
    rows = [
        {
            **asdict(one),
            "id": f"p-{one.id}",
            "since": one.since.isoformat(),
            "about": f"p-{one.about}" if one.about else None,
        }
        for one in due.items
    ]
    if form != "table":
        emit(rows, ("id", "name", "action", "what", "rule", "since", "command"), form=form)
        return
    if not rows:
        listed = any(one.shortlisted for one in everybody)
        say("Nothing is due today." if listed else "Nothing is due. Whom to write to? coffeechat shortlist add NAME")
    said = None
    for number, row in enumerate(rows, start=1):
        click.secho(f"{number}. {printable(str(row['what']))}", bold=True)
        rule = f"   {row['rule']}" if row["action"] == "write" else f"   {row['rule']} (since {row['since']})"
        if rule != said:
            click.echo(rule)
        said = rule
        click.echo(f"   {printable(str(row['command']))}")
    if due.more:
        say(f"{due.more} more can wait: coffeechat today --all", dim=True)
    enough = ": enough for this week" if due.written >= due.budget else ""
    say(f"First messages this week: {due.written} of {due.budget}{enough}", dim=True)
