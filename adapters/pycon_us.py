"""PyCon US: the schedule's JSON of a year, which the platform's own module reads, before what the pages show.

us.pycon.org/YEAR/schedule/conference.json has been there since 2013 (read about in public programs up to 2025). The
pages of the keynote speakers, who are not in it, are read as any website's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter
from scraper.extract.website import website_and_links
from scraper.page import Follow, Found, Page

_YEAR = re.compile(r"https?://us\.pycon\.org/(20\d\d)\b", re.IGNORECASE)


def extract(page: Page) -> Iterator[Found]:
    """Lead to the year's data, and read what the page shows."""
    if year := _YEAR.match(page.url):
        yield Follow(url=f"https://us.pycon.org/{year[1]}/schedule/conference.json", why="the schedule's data")
    yield from website_and_links(page)


adapter = Adapter(
    name="pycon_us",
    pattern=r"https?://us\.pycon\.org/20\d\d(?!/schedule/conference\.json)(?:[/?#]|$)",
    example="https://us.pycon.org/2031/schedule/",
    extract=extract,
)
