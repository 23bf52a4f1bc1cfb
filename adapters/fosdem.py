"""FOSDEM: the year's schedule as XML, the list of speakers, and each speaker's page.

The XML is read by the module for its form: names and talks, and since 2026 the biographies too. Before, those stand on
the speakers' own pages alone. There is no role or employer anywhere else. The shapes are those of the site's own public
source (github.com/FOSDEM/website, 2026); older years have been checked against a stored XML of 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter
from scraper.extract.cards import cards, one
from scraper.page import Follow, Found, Page

_YEAR = re.compile(r"(https?://(?:www\.|archive\.)?fosdem\.org/((?:19|20)\d\d))(?:/|$)", re.IGNORECASE)
_BIOGRAPHIES_IN_XML = 2026

_own_page = one(
    name="#pagetitles h1",
    bio="#main p:not(.label)",
    links="#main h3:lexbor-contains('Links') + ul a@href",
    talk="#main table a[href*='/schedule/event/']",
    photo="img.speaker-photo@src",
    method="fosdem",
)
_list = cards(".name-index-items li", name="a", follow="a@href", detail=_own_page, method="fosdem")


def fits(page: Page) -> bool:
    """Is this saved page the list of speakers, or the page of one?"""
    if page.looks_like_json or "fosdem" not in page.text.lower():
        return False
    return page.html.css_first(".name-index-items li a[href*='/schedule/speaker/'], .schedule-speaker") is not None


def extract(page: Page) -> Iterator[Found]:
    """Read the list of speakers or the page of one; lead to the year's schedule and, where it is needed, to the list."""
    edition = _YEAR.match(page.url)
    if "/schedule/speaker/" in page.url or page.html.css_first("body.schedule-speaker") is not None:
        yield from _own_page(page)
        return
    yield from _list(page)
    if edition:
        yield Follow(url=f"{edition[1]}/schedule/xml", why="the schedule")
        if "/schedule/speakers" not in page.url:
            needed = int(edition[2]) < _BIOGRAPHIES_IN_XML
            yield Follow(url=f"{edition[1]}/schedule/speakers/", fallback=0 if needed else 1, why="the speakers")


adapter = Adapter(
    name="fosdem",
    pattern=r"https?://(?:www\.|archive\.)?fosdem\.org/(?:19|20)\d\d(?!/schedule/xml)(?:[/?#]|$)",
    example="https://fosdem.org/2031/schedule/speakers/",
    extract=extract,
    fits=fits,
)
