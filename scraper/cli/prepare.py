"""``coffeechat prepare``: a run sheet for a chat, and its calendar entries."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from scraper import clock
from scraper.cli.options import database
from scraper.cli.present import say, write
from scraper.errors import InputError
from scraper.text import printable

_OUT = click.Path(path_type=Path)


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option(
    "--minutes", type=click.IntRange(5, 120), default=15, show_default=True, metavar="N", help="How long the chat is."
)
@click.option("--language", metavar="LANG", help="en, de, es, fr. [default: your profile's first]")
@click.option("--question", "own", multiple=True, metavar="TEXT", help="A question of your own.")
@click.option("--md", type=_OUT, metavar="FILE", help="Write the sheet as Markdown.")
@click.option("--html", type=_OUT, metavar="FILE", help="Write the sheet as a page to print.")
@click.option(
    "--ics", type=_OUT, metavar="FILE", help="Write the chat, its preparation and the thank-you for your calendar."
)
@database
def prepare(
    speaker: tuple[str, ...],
    minutes: int,
    language: str | None,
    own: tuple[str, ...],
    md: Path | None,
    html: Path | None,
    ics: Path | None,
    db: Path,
) -> None:
    """Prepare a chat: what to ask, and when.

    Questions that their page answers already are left out, one comes from their talk, and the last is always who else
    to talk to.

    \b
    Examples:
      coffeechat prepare ana
      coffeechat prepare ana --html ana.html --ics ana.ics
    """
    from scraper import outreach
    from scraper.chats import own_profile, runsheet
    from scraper.export import appointments
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        who = outreach.find(connection, " ".join(speaker))
        person = query.speaker(connection, who)
        called = contacting.preferred_name(connection, who)
        chat_at = outreach.contact_of(connection, who).standing.chat_at
        profile = own_profile.from_settings(contacting.settings(connection))
    person = {**person, "name": called or person["name"]}
    when = f"{chat_at:%Y-%m-%d %H:%M}" if chat_at else None
    made = runsheet.sheet(person, language=language or profile.language, minutes=minutes, when=when, own=own)
    if ics:
        if chat_at is None:
            raise InputError(
                f"no chat with {person['name']} is scheduled",
                hint=f'coffeechat log "{person["name"]}" scheduled --at "DAY TIME"',
            )
        notes = "\n".join(line for part in made.parts for line in part.questions)
        chat = appointments.Chat(id=person["id"], name=person["name"], starts=chat_at, minutes=minutes, notes=notes)
        _write(ics, appointments.ics([chat], now=clock.now()))
    if md:
        _write(md, runsheet.markdown(made).encode())
    if html:
        _write(html, runsheet.html(made).encode())
    if not (ics or md or html):
        for line in runsheet.markdown(made).rstrip().splitlines():
            click.echo(printable(line))


def _write(file: Path, body: bytes) -> None:
    write(file, body)
    say(f"Written to {file}")
