"""``coffeechat renormalise``: what was read, made into people once more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import present
from scraper.cli.options import database, workers
from scraper.cli.present import say
from scraper.text import printable

if TYPE_CHECKING:
    from scraper.cli.options import Opener


@click.command()
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, metavar="N", help="Show at most N of each."
)
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs: all of it.")
@workers
@database
def renormalise(dry_run: bool, limit: int, as_json: bool, pool: Opener, db: Path) -> None:
    """Make people of what was read once more, without a new pull.

    After an upgrade, roles, employers, topics and who is whom follow today's rules. What you corrected, answered or
    merged stays.

    \b
    Examples:
      coffeechat renormalise --dry-run
      coffeechat renormalise --workers 4
    """
    from scraper.store import again, write
    from scraper.store.trouble import must_exist

    must_exist(db)

    with write.open_store(db) as opened, pool() as busy:
        outcome = again.renormalise(opened, dry_run=dry_run, make=busy.normalise if busy else None)
    if as_json:
        from dataclasses import asdict

        present.as_json({**asdict(outcome), "dry_run": dry_run})
        return
    for change in outcome.changes[:limit]:
        before, after = (printable(text) if text else "nothing" for text in (change.before, change.after))
        click.echo(f"{printable(change.name)} at {printable(change.where)}: {change.fact} {before} -> {after}")
    for label, groups in (("one person now", outcome.joined), ("several now", outcome.parted)):
        for shown in groups[:limit]:
            click.echo(f"{label}: {printable('; '.join(shown))}")
    for name, reason in outcome.no_person[:limit]:
        click.echo(f"{printable(name)} would be left out as {reason}; the next pull decides")
    counted = Counter(change.fact for change in outcome.changes)
    told = ", ".join(f"{count} {fact.replace('_', ' ')}" for fact, count in counted.most_common()) or "no fact"
    would = "would change" if dry_run else "changed"
    say(
        f"{outcome.looked_at} appearances looked at; {would}: {told}; joined {len(outcome.joined)}, parted {len(outcome.parted)}"
    )
    if dry_run and (outcome.changes or outcome.joined or outcome.parted):
        say("To do it: coffeechat renormalise", dim=True)
