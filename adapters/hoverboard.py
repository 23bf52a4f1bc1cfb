"""Hoverboard, the GDGs' and DevFests' conference site: speakers.json and sessions.json, or one file with both in it.

The first version loads `data/speakers.json` and `data/sessions.json` into the page; the second keeps the same records in
a database and comes with a file of all of it (docs/default-firebase-data.json). The records are lists (2015 to 2017) or
objects by id; `title` is the job title and newer than the rest. Seen: a stored payload of 2018, and the fields in the
project's own source; that the file of everything keeps them in the same form is assumed, not seen. A second version's
page need not have the files of the first beside it: they are asked for last. What else the database holds (team,
partners, earlier speakers) is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.extract.beside import beside
from scraper.extract.fields import Fields
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.plain import absolute, plain
from scraper.extract.records import links
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/hoverboard"
_APP = "<hoverboard-app"
_WHO = frozenset(("socials", "shortBio", "photoUrl", "photo", "companyLogo", "companyLogoUrl", "badges", "ribbon"))
_WHAT = ({"complexity"}, {"presentation"}, {"videoId"}, {"titleMobile"}, {"language", "tags"})  # any of these
_FILES = ("speakers", "sessions")

Json = Mapping[str, Any]


def embedded(page: Page) -> Iterator[str]:
    """The two files that the first version's page loads."""
    if page.mentions(_APP):
        yield from (url for name in _FILES if (url := page.absolute(f"/data/{name}.json")))


def fits(page: Page) -> bool:
    """Is this saved file one of the two, or the file of everything?"""
    return page.looks_like_json and bool(_parts(page.json))


def extract(page: Page) -> Iterator[Found]:
    """Read what there is of speakers and sessions. Raises NotAPage for bad JSON."""
    parts = _parts(page.json) if page.looks_like_json else {}
    for key, one in _records(parts.get("speakers")):
        yield from _speaker(key, one, page.url)
    for _, one in _records(parts.get("sessions")):
        yield from _session(one, page.url)
    if len(parts) == 1:
        this = next(iter(parts))
        if url := beside(page.url, this, "sessions" if this == "speakers" else "speakers"):
            yield Follow(url=url, why="the file beside it")


def _speaker(key: str, one: Json, source: str) -> Iterator[Sighting]:
    name, employer = line(one.get("name")), plain(one.get("company"))
    if not name:
        return
    photo = line(one.get("photoUrl")) or line(one.get("photo"))
    yield Sighting(
        name=name,
        role=plain(one.get("title")) if employer else None,
        headline=None if employer else plain(one.get("title")),
        employer=employer,
        bio=plain(one.get("bio")) or plain(one.get("shortBio")),
        topics=tuple(topic for given in items(one.get("tags")) if (topic := line(given))),
        links=links(Fields({"links": [mappings(one.get("socials"))]}), source),
        photo=absolute(photo, source) if photo else None,
        record_id=key,
        source=source,
        method=METHOD,
    )


def _session(one: Json, source: str) -> Iterator[Talk]:
    title = line(one.get("title"))
    if title and items(one.get("speakers")):
        yield Talk(
            title=title,
            speaker_ids=tuple(_key(who) for who in items(one.get("speakers")) if _key(who)),
            abstract=plain(one.get("description")),
            track=line(mapping(one.get("track")).get("title")) or None,
            topics=tuple(topic for given in items(one.get("tags")) if (topic := line(given))),
            language=line(one.get("language")) or None,
            source=source,
        )


def _parts(value: object) -> dict[str, object]:
    """The speakers and the sessions in a JSON value, by what their records have; either may be missing."""
    whole = {name: part for name in _FILES if _is(name, part := mapping(value).get(name))}
    return whole or {name: value for name in _FILES if _is(name, value)}


def _is(name: str, part: object) -> bool:
    records = [one for _, one in _records(part)]
    if name == "speakers":
        return any("name" in one and len(_WHO & one.keys()) >= 2 for one in records)
    talks = [one for one in records if "title" in one and items(one.get("speakers"))]
    return any(_key(one["speakers"][0]) and any(keys <= one.keys() for keys in _WHAT) for one in talks)


def _records(part: object) -> list[tuple[str, dict[str, Any]]]:
    """(id, record) of a list or of an object by id, in order."""
    if isinstance(part, dict):
        return [(_key(one.get("id")) or str(key), one) for key, one in part.items() if isinstance(one, dict)]
    return [(_key(one.get("id")), one) for one in mappings(part)]


def _key(value: object) -> str:
    """An id as text: a number in some files, a word in others, an object with one in the oldest."""
    if isinstance(value, dict):
        value = value.get("id")
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


adapter = Adapter(
    name="hoverboard",
    pattern=r"https?://raw\.githubusercontent\.com/[\w.-]+/[\w.-]*(?:hoverboard|devfest)[\w.-]*/",
    example="https://raw.githubusercontent.com/gdg-river/devfest-2031/main/data/speakers.json",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
