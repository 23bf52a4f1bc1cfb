"""What happened with somebody, as a browser's fields send it. Pure."""

from __future__ import annotations

from datetime import date, datetime

from scraper import clock
from scraper.errors import InputError
from scraper.outreach import Happening
from scraper.text import squash
from scraper.web import desk

MOST_NAMED = 10


def happening(sent: desk.Form, word: str) -> Happening:
    """An entry of the log (day, at, until, via, note, about, referred, anyway). Raises InputError, UnknownSpeaker."""
    named = tuple(line for line in map(squash, sent.get("referred", "").splitlines()) if line)
    if len(named) > MOST_NAMED:
        raise InputError("that is too many people at once", hint=f"at most {MOST_NAMED}, one a line")
    about = sent.get("about")
    return Happening(
        kind=word, day=day(sent.get("day")) or clock.today(), at=moment(sent.get("at")), until=day(sent.get("until")),
        note=sent.get("note", "").strip() or None, via=squash(sent.get("via"))[:100] or None,
        about=desk.number(about) if about else None, referred=named, anyway=sent.get("anyway") == "yes",
    )  # fmt: skip


def day(said: str | None) -> date | None:
    """2026-05-12 as a date; None for an empty field. Raises InputError."""
    text = (said or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise InputError(f"{text[:30]!r} is no day", hint="write it as 2026-05-12") from problem


def moment(said: str | None) -> datetime | None:
    """2026-05-12T15:00 in the user's own time zone; None for an empty field. Raises InputError."""
    text = (said or "").strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None or len(text) <= len("2026-05-12"):
            raise ValueError(text)  # noqa: TRY301 -- one way to say no
        return found.astimezone()
    except (ValueError, OverflowError, OSError) as problem:
        raise InputError(f"{text[:30]!r} is no day with a time", hint="write it as 2026-05-12 15:00") from problem
