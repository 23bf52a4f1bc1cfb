"""``coffeechat log``: what happened with somebody, in one short line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from scraper import clock
from scraper.cli.days import DAY, MOMENT
from scraper.cli.options import database
from scraper.cli.present import emit, say
from scraper.errors import InputError, UnknownSpeaker


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="SPEAKER [WHAT]")
@click.option("--note", metavar="TEXT", help="What to remember of it.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="The day it happened. [default: today]")
@click.option("--at", type=MOMENT, metavar="'DAY TIME'", help="Of a chat: when it is to be.")
@click.option("--until", type=DAY, metavar="DAY", help="Of snoozed: until when. [default: a week]")
@click.option("--via", metavar="WAY", help="How: mail, phone, the conference's app ...")
@click.option(
    "--referred", multiple=True, metavar="'NAME, EMPLOYER'", help="Somebody they named: goes on your shortlist."
)
@click.option(
    "--about", metavar="SPEAKER", help="Of told: whom they were told about. [default: all they named and you met]"
)
@click.option("--undo", is_flag=True, help="Take the newest entry (the newest WHAT) back: it was a slip.")
@click.option("--anyway", is_flag=True, help="Log it although it cannot follow what was logged before.")
@database
def log(
    words: tuple[str, ...],
    note: str | None,
    day: date | None,
    at: datetime | None,
    until: date | None,
    via: str | None,
    referred: tuple[str, ...],
    about: str | None,
    undo: bool,
    anyway: bool,
    db: Path,
) -> None:
    """Log what happened with somebody: sent, replied, met ...

    WHAT is sent, nudged, replied, scheduled, met, thanked, declined, no-answer, in-touch, told, noted, snoozed,
    do-not-contact or contact-again; a beginning is enough, as it is of the name. Without it, the log is shown.

    \b
    Examples:
      coffeechat log ana sent
      coffeechat log ana scheduled --at "2026-05-12 15:00"
      coffeechat log ana met --note "loves her job" --referred "Bo Lindqvist, Harbour Health"
      coffeechat log ana snoozed --until 2026-06-01
    """
    from scraper import outreach
    from scraper.chats.log import kind
    from scraper.store import query, write

    with closing(query.connect(db)) as connection:
        who, what = _meant(connection, words)
        other = outreach.find(connection, about) if about else None
    if undo:
        with write.open_store(db) as opened:
            contact, taken = outreach.undo(opened, who, kind(what) if what else None)
        say(f"{contact.name}: taken back: {taken}. Now: {contact.standing.state}")
        return
    if what is None:
        _show(db, who)
        return
    happening = outreach.Happening(
        kind=kind(what), day=day or clock.today(), at=at, until=until, note=note, via=via, about=other,
        referred=referred, anyway=anyway,
    )  # fmt: skip
    with write.open_store(db) as opened:
        logged = outreach.log(opened, who, happening)
        line, *more = outreach.told(opened.conn, logged, happening.kind)
    say(line)
    for one in more:
        say(f"  {one}")


def _meant(connection: sqlite3.Connection, words: tuple[str, ...]) -> tuple[int, str | None]:
    """The person, and the word for what happened where one was typed."""
    from scraper import outreach
    from scraper.chats.log import kind

    if len(words) == 1:
        return outreach.find(connection, words[0]), None
    try:
        kind(words[-1])
    except InputError as wrong:
        try:
            return outreach.find(connection, " ".join(words)), None
        except UnknownSpeaker:
            raise wrong from None
    return outreach.find(connection, " ".join(words[:-1])), words[-1]


def _show(db: Path, who: int) -> None:
    """The log of one person."""
    from scraper.store import query
    from scraper.store.contacts import contacting

    with closing(query.connect(db)) as connection:
        contact = next((one for one in contacting.contacts(connection) if one.id == who), None)
        names = {one.id: one.name for one in contacting.contacts(connection)}
    if contact is None or not contact.standing.log:
        say("Nothing is logged yet: coffeechat log SPEAKER sent")
        return
    rows = [
        {
            "day": one.day.isoformat(),
            "what": one.kind,
            "when": f"{one.at:%Y-%m-%d %H:%M}" if one.at else one.until,
            "who": names.get(one.other) if one.other else None,
            "note": one.note,
        }
        for one in contact.standing.log
    ]
    emit(rows, ("day", "what", "when", "who", "note"), form="table")
    say(f"{contact.name}: {contact.standing.state}", dim=True)
