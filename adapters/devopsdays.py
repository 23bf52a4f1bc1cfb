"""devopsdays, all cities: the speakers of an event, their pages, and the talks' pages.

The list shows names alone; a speaker's page has the biography (the only place for role and employer), profiles and talks.
The markup is that of the site's own public source (github.com/devopsdays/devopsdays-web, themes/devopsdays-theme, 2017 to
2026). Cities that keep their speakers elsewhere (Sessionize, Sched, pretalx) embed them, and are read from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter
from scraper.extract.cards import cards, first_of, one
from scraper.extract.website import website
from scraper.page import Follow, Found, Page

_EVENT = re.compile(r"(https?://(?:www\.|legacy\.)?devopsdays\.org/events/20\d\d-[\w-]{1,60})(?:/|$)", re.IGNORECASE)
_PROFILES = " a:has(i.fa:not(.fa-user))@href"  # fa-user leads to pronouns

_own_page = one(
    name="h2.speaker-page",
    bio="span.speaker-page",
    talk=".speaker-bio-talks a",
    links=".row" + _PROFILES,
    photo="img.img-fluid:not([src*=speaker-default])@src",
    method="devopsdays",
)
_list = cards(
    "div:has(> h3.speakers-page), div:has(> a > h3.speakers-page)",
    name="h3.speakers-page",
    photo="img.speakers-page:not([src*=speaker-default])@src",
    follow="a@href",
    detail=_own_page,
    method="devopsdays",
)
_earlier_list = cards(
    "div.row:has(.old-speaker-bio)",
    name=".old-speaker-bio h3",
    photo="img.old-speaker@src",
    bio=".old-speaker-bio p",
    method="devopsdays",
)
_speakers = first_of(_list, _earlier_list, website)


def fits(page: Page) -> bool:
    """Is this saved page a list of speakers, or the page of one?"""
    return "speaker" in page.text and page.html.css_first("h3.speakers-page, h2.speaker-page") is not None


def extract(page: Page) -> Iterator[Found]:
    """Read the list or one speaker's page; from any other page of an event lead to its list."""
    event = _EVENT.match(page.url)
    rest = page.url[event.end() :].strip("/").split("/") if event else []
    if page.html.css_first("h2.speaker-page") is not None:
        yield from _own_page(page)
    elif rest[:1] == ["speakers"] or not event:
        yield from _speakers(page)
    else:
        yield Follow(url=f"{event[1]}/speakers/", why="the event's speakers")
        if rest[:1] == ["program"]:
            yield from website(page)
        else:
            yield Follow(url=f"{event[1]}/program/", fallback=1, why="the event's programme")


adapter = Adapter(
    name="devopsdays",
    pattern=r"https?://(?:www\.|legacy\.)?devopsdays\.org/events/20\d\d-",
    example="https://devopsdays.org/events/2031-valletta/speakers/",
    extract=extract,
    fits=fits,
)
