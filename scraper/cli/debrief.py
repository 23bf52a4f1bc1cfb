"""``coffeechat debrief``: what a chat taught."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from scraper import clock
from scraper.cli.days import DAY
from scraper.cli.options import database
from scraper.cli.present import say


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option("--learned", metavar="TEXT", help="What you learnt.")
@click.option("--surprised", metavar="TEXT", help="What surprised you.")
@click.option("--fits", type=click.Choice(["yes", "maybe", "no"]), help="Is this work for you?")
@click.option("--next", "following", metavar="TEXT", help="Whom or what next.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="The day of it. [default: today]")
@database
def debrief(
    speaker: tuple[str, ...],
    learned: str | None,
    surprised: str | None,
    fits: str | None,
    following: str | None,
    day: date | None,
    db: Path,
) -> None:
    """Write down what you learnt from a chat.

    On a terminal, what no option says is asked. `coffeechat insights` adds the answers up.

    \b
    Example:
      coffeechat debrief ana --learned "half of it is meetings" --fits maybe --next "ask a data nurse"
    """
    from scraper import outreach
    from scraper.store import query, write

    said = {"learned": learned, "surprised": surprised, "fits": fits, "next": following}
    with closing(query.connect(db)) as connection:
        who = outreach.find(connection, " ".join(speaker))
    if not any(said.values()):
        said = _ask()
    if not any(said.values()):
        raise click.UsageError("say what you learnt: --learned, --surprised, --fits or --next.")
    with write.open_store(db) as opened:
        contact = outreach.debrief(opened, who, day or clock.today(), said)
    say(f"{contact.name}: debriefed. All of them: coffeechat insights")


def _ask() -> dict[str, str | None]:
    """The questions one by one, on a terminal only."""
    if not sys.stdin.isatty():
        return {}
    from scraper.outreach import FITS, LEARNT

    answers: dict[str, str | None] = {}
    for name, question in LEARNT.items():
        kind = click.Choice([*FITS, ""]) if name == "fits" else None
        answers[name] = click.prompt(
            f"{question} ({', '.join(FITS)})" if kind else question,
            default="",
            show_default=False,
            show_choices=False,
            type=kind,
        )
    return answers
