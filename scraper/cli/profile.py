"""``coffeechat profile``: who the user is, kept in the file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scraper.cli import present
from scraper.cli.options import database
from scraper.cli.present import say
from scraper.text import printable

_ASKED = {
    "name": "Your name",
    "about": 'Who are you, as in "I am ..." (a nurse who is learning data analysis)',
    "learn": 'What would you like to learn, as in "I would like to learn ..." (how people move from wards to data)',
}


@click.command()
@click.option("--name", metavar="NAME", help="Your name, as it stands under your messages.")
@click.option("--about", metavar="TEXT", help='Who you are, as in "I am ...".')
@click.option("--learn", metavar="TEXT", help='What you want to learn, as in "I would like to learn ...".')
@click.option("--in", "language", metavar="LANG", help="The language of --about and --learn. [default: your first one]")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="A language you write in (en, de, es, fr); the first one is used.",
)
@click.option(
    "--family",
    "families",
    multiple=True,
    metavar="FAMILY",
    help="A kind of job you are curious about: see coffeechat roles.",
)
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="A topic you are curious about.")
@click.option(
    "--from", "background", multiple=True, metavar="WORDS", help="Where you come from: a job, a subject, a trade."
)
@click.option("--city", metavar="NAME", help="Where you live.")
@click.option("--school", metavar="NAME", help="Where you studied.")
@click.option(
    "--level", type=click.Choice(["student", "junior", "senior", "manager", "director"]), help="Where you stand."
)
@click.option("--per-week", type=click.IntRange(0, 50), metavar="N", help="First messages a week. [default: 5]")
@click.option(
    "--retention",
    type=click.IntRange(1, 120),
    metavar="MONTHS",
    help="Months after which people you never chose expire. [default: 12]",
)
@click.option("--ask", is_flag=True, help="Ask for what matters most, on a terminal.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
@database
def profile(language: str | None, ask: bool, as_json: bool, db: Path, **said: Any) -> None:  # noqa: ANN401 -- one an option
    """Say who you are and what you want to learn.

    Without an option the profile is shown. Drafts and `shortlist suggest` use it; it stays in the file. A repeated
    option replaces what was said before; an empty one ("") takes it away.

    \b
    Examples:
      coffeechat profile --name "Kim Doe" --about "a nurse who is learning data analysis"
      coffeechat profile --family data --family design --from nursing --city Leeds
    """
    from scraper.chats import own_profile
    from scraper.store import write
    from scraper.store.contacts import contacting

    if ask and not sys.stdin.isatty():
        raise click.UsageError("--ask needs a terminal; elsewhere use the options.")
    with write.open_store(db) as opened:
        settings = contacting.settings(opened.conn)
        known = own_profile.from_settings(settings)
        if ask:
            said |= {
                name: said[name] or click.prompt(text, default="", show_default=False) or None
                for name, text in _ASKED.items()
            }
        given = {name: value for name, value in said.items() if value not in (None, ())}
        if given:
            known = own_profile.changed(known, given, language)
            with write.transaction(opened) as connection:
                contacting.set_up(connection, own_profile.SETTING, own_profile.as_setting(known))
                for number in ("per_week", "retention"):
                    if number in given:
                        contacting.set_up(connection, number, given[number])
            settings = contacting.settings(opened.conn)
    _show(own_profile.as_setting(known), settings, as_json=as_json)
    if said["families"]:
        _check(known.families)


def _check(families: Sequence[str]) -> None:
    """Say which of them are no kind of job: nobody would ever fit."""
    from difflib import get_close_matches

    from scraper.normalise import roles
    from scraper.text import fold

    there = roles.families()
    for one in families:
        if fold(one) not in there:
            near = get_close_matches(fold(one), there, n=1)
            say(
                f"{one!r} is no kind of job; "
                + (f"did you mean {near[0]}?" if near else f"there are: {', '.join(there)}")
            )


def _show(kept: dict[str, Any], settings: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        numbers = {name: settings[name] for name in ("per_week", "retention") if name in settings}
        present.as_json(dict(kept, **numbers))
        return
    for name, value in kept.items():
        if isinstance(value, dict):
            for language, text in value.items():
                click.echo(f"  {name + ' (' + language + ')':12} {printable(text)}")
        else:
            click.echo(f"  {name:12} {printable(', '.join(value) if isinstance(value, (list, tuple)) else str(value))}")
    missing = [name for name in ("name", "about", "learn") if name not in kept]
    if missing:
        say(f"Drafts need {' and '.join(f'--{name}' for name in missing)} too: coffeechat profile --help")
