"""Open Event (FOSSASIA, the old eventyay): the export's files `speakers`, `sessions` and `event`, or its API.

The speakers have places of their own for position and organisation. The files have been seen in stored payloads of
2017; they are often served without an ending. The API (JSON:API, the same facts as `attributes`) is only read about; the
new eventyay is a fork of pretalx and read as that. E-mail addresses and telephone numbers, which some files hold, are
never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.extract.beside import beside
from scraper.extract.fields import Fields
from scraper.extract.formats.shape import line, mapping, mappings
from scraper.extract.plain import absolute, plain
from scraper.extract.records import links
from scraper.model import Edition, Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/openevent"
_NETWORKS = ("website", "twitter", "facebook", "github", "linkedin", "instagram", "mastodon")
# `speakers` names the talks; the ids of speakers inside `sessions` may be those of others, and names may be misspelt.
_ASKS = {"speakers": ("event",), "sessions": ("event",), "event": ("speakers",)}
_TAKES_PLACE = frozenset(("", "accepted", "confirmed"))

Json = Mapping[str, Any]


def fits(page: Page) -> bool:
    """Is this one of the three files, or an answer of the API with speakers or sessions?"""
    return page.looks_like_json and _kind(page.json) is not None


def extract(page: Page) -> Iterator[Found]:
    """Read one of the files; it asks for those that tell more. Raises NotAPage for bad JSON."""
    value = page.json if page.looks_like_json else None
    kind = _kind(value)
    if kind == "event":
        starts = line(_get(value, "starts-at"))
        yield Edition(
            conference=line(_get(value, "name")),
            year=int(starts[:4]) if starts[:4].isdigit() else None,
            starts=starts[:10] or None,
            place=line(_get(value, "location-name")) or None,
            url=line(_get(value, "event-url")) or None,
        )
    for one in _records(value) if kind != "event" else ():
        yield from _speaker(one, page.url) if kind == "speakers" else _session(one, page.url)
    for other in _ASKS.get(kind or "", ()):
        if url := beside(page.url, kind or "", other):
            yield Follow(url=url, why=other)


def _speaker(one: Json, source: str) -> Iterator[Sighting]:
    name = line(one.get("name"))
    if not name:
        return
    given = [line(_get(one, network)) for network in _NETWORKS]
    photo = line(_get(one, "photo-url") or _get(one, "thumbnail-image-url"))
    yield Sighting(
        name=name,
        role=plain(one.get("position")),
        employer=plain(one.get("organisation") or one.get("organization")),
        bio=plain(_get(one, "long-biography")) or plain(_get(one, "short-biography")),
        talks=tuple(title for given in mappings(one.get("sessions")) if (title := line(given.get("title")))),
        links=links(Fields({"links": [[url for url in given if url]]}), source),
        photo=absolute(photo, source) if photo else None,
        record_id=str(one["id"]) if one.get("id") else None,
        source=source,
        method=METHOD,
    )


def _session(one: Json, source: str) -> Iterator[Sighting | Talk]:
    title = line(one.get("title"))
    if not title or line(one.get("state")).casefold() not in _TAKES_PLACE or _get(one, "deleted-at"):
        return
    given = [{**who, "id": None} for who in mappings(one.get("speakers"))]
    people = [found for who in given for found in _speaker(who, source)]
    yield from people
    yield Talk(
        title=title,
        speakers=tuple(who.name for who in people),
        abstract=plain(_get(one, "long-abstract")) or plain(_get(one, "short-abstract")),
        track=line(mapping(one.get("track")).get("name")) or None,
        starts=line(_get(one, "starts-at")) or None,
        language=line(one.get("language")) or None,
        source=source,
    )


def _kind(value: object) -> str | None:
    """Which of the files a JSON value is, by its shape."""
    event = mapping(value)
    if (
        _get(event, "starts-at")
        and (_get(event, "location-name") or _get(event, "organizer-name"))
        and event.get("name")
    ):
        return "event"
    first = next(iter(_records(value)), {})
    if "name" in first and "position" in first and "organisation" in first and _has(first, "short-biography"):
        return "speakers"
    return "sessions" if "title" in first and (_has(first, "short-abstract") or "microlocation" in first) else None


def _records(value: object) -> list[dict[str, Any]]:
    """The records, bare or in the wrapping of the API."""
    wrapped = mappings(mapping(value).get("data"))
    return [{**mapping(one.get("attributes")), "id": one.get("id")} for one in wrapped] or mappings(value)


def _get(record: object, key: str) -> Any:  # noqa: ANN401 -- JSON is any value
    """A value whose key was written with underscores at first, with hyphens since."""
    known = mapping(record)
    return known.get(key) or known.get(key.replace("-", "_"))


def _has(record: Json, key: str) -> bool:
    return key in record or key.replace("-", "_") in record


adapter = Adapter(
    name="openevent",
    pattern=r"https?://api\.eventyay\.com/(?:api/)?v1/events/[\w-]+/(?:speakers|sessions)\b",
    example="https://api.eventyay.com/v1/events/2031/speakers",
    extract=extract,
    rank=Rank.PLATFORM,
    fits=fits,
)
