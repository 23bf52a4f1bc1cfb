"""iCalendar files: the programme as a calendar, with speakers only where the file names them for certain.

Read are attendees who were not invited, labelled lines of descriptions ("Speaker: ..."), what pretalx and Indico write,
and Pentabarf's xCal (see scraper.extract.formats.icalendar). Seen: real files of linux.conf.au, JRES, Adobe MAX, pretalx and
Indico; attendees are only read about. Most calendars name nobody: then nobody is found. A page that links to a calendar
is not left for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.icalendar import calendar, is_calendar
from scraper.page import Found, Page


def extract(page: Page) -> Iterator[Found]:
    """Read a calendar. Raises NotAPage when it is xCal that cannot be read."""
    if is_calendar(page):
        yield from calendar(page, "data/icalendar")


adapter = Adapter(
    name="icalendar",
    pattern=r"https?://[^?#]+\.(?:ics|ical|xcal)(?:[?#]|$)",
    example="https://conference.example/2031/programme.ics",
    extract=extract,
    rank=Rank.FORMAT,
    fits=is_calendar,
)
