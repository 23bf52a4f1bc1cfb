"""``coffeechat insights``: what the chats add up to."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say


@click.command()
@database
@output
def insights(db: Path, form: str) -> None:
    """Add up your chats: who answers, what you learnt.

    Rates come with what they may really be (95 per cent), and with "too few to tell" below ten messages.

    \b
    Example:
      coffeechat insights
    """
    from scraper.chats.insights import leanings, learnt, rates
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        everybody = contacting.contacts(connection)
        drafts = contacting.sent_drafts(connection)
    counted, debriefs = rates(everybody, drafts), learnt(everybody)
    if form == "json":
        emit(
            [{"rates": [asdict(one) for one in counted], "debriefs": debriefs, "fits": leanings(debriefs)}],
            (),
            form=form,
        )
        return
    rows: list[dict[str, Any]] = [
        {**asdict(one), "rate": _told(one.written, one.answered, one.low, one.high)} for one in counted
    ]
    if form == "csv":
        emit(rows, ("by", "group", "written", "answered", "low", "high"), form=form)
        return
    if not rows and not debriefs:
        say("Nothing to add up yet: it begins with coffeechat log NAME sent")
        return
    if rows:
        emit(rows, ("by", "group", "written", "answered", "rate"), form=form)
    if debriefs:
        click.echo()
        emit(debriefs, ("day", "name", "learned", "surprised", "fits", "next"), form=form)
        click.echo()
        emit(leanings(debriefs), ("role_family", "yes", "maybe", "no"), form=form)


def _told(written: int, answered: int, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "too few to tell"
    return f"{answered / written:.0%} (between {low:.0%} and {high:.0%})"
