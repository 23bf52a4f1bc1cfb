"""What happened with somebody, and what a chat taught, as a browser's fields send it. Pure."""

from __future__ import annotations

from datetime import date, datetime

from scraper import clock
from scraper.errors import InputError
from scraper.outreach import MAX_NOTE, Happening
from scraper.text import squash
from scraper.web import desk

ASKED = {
    "learned": "What did you learn?", "surprised": "What surprised you?", "fits": "Is this work for you?",
    "next": "Whom or what next?",
}  # fmt: skip
FITS = ("yes", "maybe", "no")
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


def answers(sent: desk.Form) -> dict[str, str]:
    """What a chat taught: the questions that were answered. Raises InputError where none was."""
    said = {name: squash(sent.get(name))[:MAX_NOTE] for name in ASKED if squash(sent.get(name))}
    if not said:
        raise InputError("nothing was written down", hint="answer one question at least")
    if said.get("fits", "yes") not in FITS:
        raise InputError(f"{said['fits'][:20]!r} is no answer to whether it fits", hint=f"one of: {', '.join(FITS)}")
    return said


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
