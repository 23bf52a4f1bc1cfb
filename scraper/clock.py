"""What day it is, in one place, so that tests (and the curious) can let days pass.

`$COFFEECHAT_NOW` ("2026-05-12" or "2026-05-12T09:00") stands in for the machine's clock in everything about contacts:
the log, what is due, drafts and run sheets. Fetching and pulling never look at it.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

from scraper.errors import InputError

VARIABLE = "COFFEECHAT_NOW"
_WEEKEND = 5


def now() -> datetime:
    """This moment, in the user's own time zone. Raises InputError when `$COFFEECHAT_NOW` is no date."""
    said = os.environ.get(VARIABLE)
    if not said:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(said).astimezone()
    except ValueError as problem:
        raise InputError(f"${VARIABLE} is {said!r}", hint="write it as 2026-05-12 or 2026-05-12T09:00") from problem


def today() -> date:
    """The day it is for the user. Raises as `now`."""
    return now().date()


def working_days_after(day: date, count: int) -> date:
    """`count` working days after `day`: Monday to Friday; public holidays are not known."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _WEEKEND
    return day
