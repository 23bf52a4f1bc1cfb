"""EuroPython: the programme's JSON (github.com/EuroPython/programapi) for its editions since 2024.

`speakers.json` and `sessions.json` are objects by pretalx' codes, with an affiliation for the employer and no role. They
lie at static.europython.eu/programme/epYEAR/releases/current/ (read about in public code for 2024 to 2026) and were at
programapi24.europython.eu before; the shapes have been seen in the project's own examples. Earlier editions are read as
any website; theirs of 2022 carries the same facts in its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scraper.adapter import Adapter
from scraper.extract.beside import beside
from scraper.extract.fields import Fields
from scraper.extract.formats.shape import items, line, mapping
from scraper.extract.plain import plain
from scraper.extract.records import links
from scraper.extract.website import website_and_links
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/europython"
_DATA = "https://static.europython.eu/programme/ep{}/releases/current/{}.json"
_SITE = re.compile(r"https?://(?:www\.)?ep(20\d\d)\.europython\.eu(?:/|$)", re.IGNORECASE)
_FIRST = 2024
_LINKS = ("homepage", "gitx", "linkedin_url", "mastodon_url", "bluesky_url", "twitter_url")

Json = Mapping[str, Any]


def fits(page: Page) -> bool:
    """Is this saved file the programme's speakers or sessions?"""
    return page.looks_like_json and _kind(page.json) is not None


def extract(page: Page) -> Iterator[Found]:
    """Read the data, or lead from a page of the site to it. Raises NotAPage for bad JSON."""
    if page.looks_like_json:
        yield from _data(page)
        return
    site = _SITE.match(page.url)
    year = int(site[1]) if site else 0
    has_data = year >= _FIRST
    for name in ("speakers", "sessions") if has_data else ():
        yield Follow(url=_DATA.format(year, name), why="the programme's data")
    for one in website_and_links(page):  # what the site shows is needed only where there is no data
        if not has_data:
            yield one
        elif isinstance(one, Follow):
            yield replace(one, known=None, fallback=one.fallback + 1)


def _data(page: Page) -> Iterator[Found]:
    value = page.json
    kind = _kind(value)
    for code, one in mapping(value).items():
        if kind == "speakers" and isinstance(one, dict) and line(one.get("name")):
            yield _speaker(code, one, page.url)
        elif kind == "sessions" and isinstance(one, dict) and line(one.get("title")):
            yield _session(one, page.url)
    if kind and (url := beside(page.url, kind, "sessions" if kind == "speakers" else "speakers")):
        yield Follow(url=url, why="the rest of the programme's data")


def _speaker(code: str, one: Json, source: str) -> Sighting:
    return Sighting(
        name=line(one.get("name")),
        employer=plain(one.get("affiliation")),
        bio=plain(one.get("biography")),
        links=links(Fields({"links": [[one[key] for key in _LINKS if one.get(key)]]}), source),
        photo=line(one.get("avatar")) or None,
        record_id=line(one.get("code")) or code,
        source=source,
        method=METHOD,
    )


def _session(one: Json, source: str) -> Talk:
    return Talk(
        title=line(one.get("title")),
        speaker_ids=tuple(who for who in items(one.get("speakers")) if isinstance(who, str)),
        abstract=plain(one.get("abstract")),
        track=line(one.get("track")) or None,
        starts=line(one.get("start")) or None,
        url=line(one.get("website_url")) or None,
        source=source,
    )


def _kind(value: object) -> str | None:
    first = mapping(next(iter(mapping(value).values()), None))
    if {"code", "name", "submissions", "affiliation"} <= first.keys():
        return "speakers"
    return "sessions" if {"code", "title", "speakers", "session_type"} <= first.keys() else None


adapter = Adapter(
    name="europython",
    pattern=r"https?://(?:(?:www\.)?ep20\d\d\.europython\.eu(?:/|$)|static\.europython\.eu/programme/|programapi\d*\.europython\.eu/)",
    example="https://ep2031.europython.eu/speakers",
    extract=extract,
    fits=fits,
)
