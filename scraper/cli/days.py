"""Days and times as people type them: 2026-05-12, 12.5.2026, today, yesterday, tomorrow, +7, and with a time behind."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import click

from scraper import clock

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # with dots it is the day first, wherever it is written so
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer ones
    """A day; the command gets a `date`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 -- click's signature
        """A date out of what was typed."""
        return value if isinstance(value, date) else _day(str(value)) or self._wrong(value, param, ctx)

    def _wrong(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        self.fail(f"'{value}' is no day: write 2026-05-12, today, yesterday, tomorrow or +7", param, ctx)


class Moment(click.ParamType):  # type: ignore[type-arg]  # generic only in newer ones
    """A day with a time; the command gets a `datetime` in the user's own time zone."""

    name = "day time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 -- click's signature
        """A datetime out of what was typed."""
        if isinstance(value, datetime):
            return value
        words = str(value).replace("T", " ").split()
        day = _day(words[0]) if words else None
        if day and len(words) == 1:
            self.fail(f"'{value}' has no time: write '{value} 15:00'; the day something happened is --on", param, ctx)
        try:
            if day is None or len(words) != 2:
                raise ValueError(value)  # noqa: TRY301 -- one way to say no
            return datetime.fromisoformat(f"{day} {words[1].zfill(5)}").astimezone()
        except ValueError:
            self.fail(f"'{value}' is no day with a time: write '2026-05-12 15:00' or 'tomorrow 9:30'", param, ctx)


def _day(text: str) -> date | None:
    word = text.strip().lower()
    if word in _WORDS:
        return clock.today() + timedelta(days=_WORDS[word])
    try:
        if dotted := _DOTTED.fullmatch(word):
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        if word.startswith("+"):
            return clock.today() + timedelta(days=int(word[1:]))
        return date.fromisoformat(word)
    except (ValueError, OverflowError):
        return None


DAY, MOMENT = Day(), Moment()
