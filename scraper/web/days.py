"""Days and times as a browser's fields send them. Pure."""

from __future__ import annotations

from datetime import date, datetime

from scraper.errors import InputError


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
