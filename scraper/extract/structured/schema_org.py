"""What schema.org objects say about speakers.

https://schema.org/Event: `performer` (and the older `performers`, `actor`) speak; `organizer`, `sponsor`, `funder`,
`attendee` do not. A `subEvent` with performers of its own, or an event with a `superEvent`, is a talk. A Person that
stands alone, in an ItemList or as the main entity of a page is taken; one that an article, a site or an organisation
points to (`author`, `publisher`, `founder`, ...) is not. https://schema.org/Role between property and Person is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.extract.plain import many, plain
from scraper.extract.structured.headings import REASONS
from scraper.extract.structured.persons import Graph, person
from scraper.extract.structured.values import cut, is_event, kinds_of, listed, resolved
from scraper.extract.years import without_year
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Found, Page
from scraper.recognise.sections import billing, section
from scraper.text import fold

MAX_THINGS = 20_000
_SPEAKING = ("performer", "performers", "actor", "actors", "speaker", "speakers", "presenter", "presenters")
_NOT_SPEAKING = {
    "organizer": "organiser", "organizers": "organiser", "organiser": "organiser", "sponsor": "sponsor",
    "funder": "sponsor", "attendee": "not a speaker", "attendees": "not a speaker",
}  # fmt: skip
_POINTING = (
    "author", "creator", "publisher", "editor", "contributor", "reviewedBy", "accountablePerson", "copyrightHolder",
    "provider", "founder", "founders", "employee", "employees", "member", "members", "organizer", "sponsor", "funder", "attendee",
)  # fmt: skip
_INTO = (
    "subEvent", "subEvents", "event", "events", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "hasPart", "about",
    "hasCourseInstance", "workPerformed", "workFeatured", "dataFeedElement",
)  # fmt: skip
_CLOSED = frozenset(
    ("article", "blogposting", "newsarticle", "review", "comment", "quotation", "product", "book", "website", "organization",
     "jobposting", "breadcrumblist", "sitenavigationelement")
)  # fmt: skip
_GROUPS = frozenset(
    ("organization", "performinggroup", "musicgroup", "corporation", "localbusiness", "educationalorganization", "theatergroup",
     "dancegroup", "ngo", "collegeoruniversity")
)  # fmt: skip
_TALK_PEOPLE = 12  # more performers than this are a conference's
_MOST_ROLES = 5  # a Role inside a Role inside...
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Thing:
    """One object, and the reason the page itself gives for leaving its people out (the heading it stands under)."""

    data: dict[str, Any]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Seat:
    """How we came to an object: what is against its people, and whether it stands inside an event."""

    reason: str | None = None
    in_event: bool = False


def schema_org(things: Sequence[Thing], page: Page, method: str) -> Iterator[Found]:
    """Sightings, Talks, at most one Edition, and those left out, from objects laid flat (each object is read once)."""
    by_id = {one.data["@id"]: one.data for one in things if isinstance(one.data.get("@id"), str) and len(one.data) > 1}
    graph = Graph(page, method, by_id)
    pointed = _pointed_to(things)
    lone = len({fold(plain(one.data.get("name"))) for one in things if is_event(one.data)}) == 1
    stack: list[tuple[Any, _Seat]] = [(one.data, _Seat(one.reason)) for one in reversed(things)]
    seen: set[int] = set()
    editions = 0
    while stack and len(seen) < MAX_THINGS:
        node, seat = stack.pop()
        node = resolved(node, by_id)
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        kinds = kinds_of(node)
        inside_event = is_event(node)
        if "person" in kinds:
            if seat.in_event or node.get("@id") not in pointed:
                yield from person(node, graph, reason=seat.reason)
            continue
        if kinds & _CLOSED and not inside_event:
            continue
        if inside_event:
            performers = [resolved(one, by_id) for key in _SPEAKING for one in listed(node.get(key))]
            seen.update(id(one) for one in performers)
            for found in _event(node, performers, seat, graph, lone=lone):
                editions += isinstance(found, Edition)
                if not isinstance(found, Edition) or editions == 1:
                    yield found
        below = _Seat(_against(node) or seat.reason, seat.in_event or inside_event)
        down = [one for key in _INTO for one in listed(node.get(key)) if isinstance(one, dict)]
        stack.extend((one, below) for one in reversed(down))


def find_edition(page: Page) -> Edition | None:
    """The edition that the page's JSON-LD tells: its only conference-like Event, or the one that has sub-events."""
    if "ld+json" not in page.text or "Event" not in page.text:
        return None
    events = [one for one in page.json_ld if is_event(one) and not one.get("superEvent")]
    names = {fold(plain(one.get("name"))) for one in events}
    for one in events:
        if one.get("subEvent") or one.get("subEvents") or len(names) == 1:
            title = plain(one.get("name"))
            if title and (found := _edition(one, title, page)):
                return found
    return None


def _event(node: dict[str, Any], performers: list[Any], seat: _Seat, graph: Graph, *, lone: bool) -> Iterator[Found]:
    """One event: its performers, the Talk or the Edition it is, and those who only organise or pay."""
    part = seat.in_event or bool(node.get("superEvent")) or not (lone or node.get("subEvent") or node.get("subEvents"))
    is_talk = part and 0 < len(performers) <= _TALK_PEOPLE
    title = plain(node.get("name"))
    people = [
        found for one in performers for found in _performer(one, node, graph, seat.reason, title if is_talk else None)
    ]
    yield from people
    speakers = tuple(dict.fromkeys(one.name for one in people if isinstance(one, Sighting)))
    if is_talk and title and speakers:
        yield _talk(node, title, speakers, graph.page)
    elif title and not part and (edition := _edition(node, title, graph.page)):
        yield edition
    for key, reason in _NOT_SPEAKING.items():
        for one in listed(node.get(key)):
            other = resolved(one, graph.by_id)
            if isinstance(other, dict) and "person" in kinds_of(other):
                yield from person(other, graph, reason=reason)


def _performer(
    one: Any,  # noqa: ANN401 -- JSON is any value
    event: Mapping[str, Any],
    graph: Graph,
    reason: str | None,
    talk: str | None,
) -> Iterator[Sighting | LeftOut]:
    opened, billed = _opened(one, graph)
    itself = fold(plain(event.get("name")))
    if isinstance(opened, str):
        for part in cut(opened):
            if fold(part) != itself:
                yield from person({"name": part}, graph, reason=reason, billing=billed, talk=talk)
    elif isinstance(opened, dict):
        kinds = kinds_of(opened)
        name = plain(opened.get("name"))
        if name and (fold(name) == itself or (_GROUPS & kinds and "person" not in kinds)):
            yield LeftOut(name=name, reason="not a name", source=graph.page.url)
        else:
            yield from person(opened, graph, reason=reason, billing=billed, talk=talk)


def _opened(one: Any, graph: Graph) -> tuple[Any, str | None]:  # noqa: ANN401 -- JSON is any value
    """The performer inside a Role, and the billing the Role tells."""
    billed: str | None = None
    for _ in range(_MOST_ROLES):
        if not isinstance(one, dict) or not any(kind.endswith("role") for kind in kinds_of(one)):
            break
        billed = billing(plain(one.get("roleName")) or "") or billed
        inner = next((held for key in (*_SPEAKING, "member") for held in listed(one.get(key))), None)
        one = resolved(inner, graph.by_id)
    return one, billed


def _talk(node: Mapping[str, Any], title: str, speakers: tuple[str, ...], page: Page) -> Talk:
    starts = node.get("startDate")
    return Talk(
        title=title,
        speakers=speakers,
        abstract=plain(node.get("description")),
        topics=many(node.get("keywords")) if node.get("keywords") else (),
        starts=starts.strip() if isinstance(starts, str) and _ISO_DATE.match(starts.strip()) else None,
        url=page.absolute(node["url"]) if isinstance(node.get("url"), str) else None,
        language=_language(node),
        source=page.url,
    )


def _language(node: Mapping[str, Any]) -> str | None:
    """The one language it is in; an event in several says nothing of this talk."""
    told = listed(node.get("inLanguage"))
    one = told[0] if len(told) == 1 else None
    return plain(one.get("alternateName") or one.get("name")) if isinstance(one, dict) else plain(one)


def _edition(node: Mapping[str, Any], title: str, page: Page) -> Edition | None:
    """The edition an Event tells, if it says when it is."""
    starts = node.get("startDate")
    day = _ISO_DATE.match(starts.strip()) if isinstance(starts, str) else None
    if day is None:
        return None
    place = next(iter(listed(node.get("location"))), None)
    return Edition(
        conference=without_year(title),
        year=int(day[0][:4]),
        starts=day[0],
        place=plain(place.get("name")) if isinstance(place, dict) else plain(place),
        url=page.absolute(node["url"]) if isinstance(node.get("url"), str) else None,
    )


def _pointed_to(things: Sequence[Thing]) -> set[str]:
    """The `@id`s of people that articles, sites and organisations point to: authors, founders, organisers."""
    found: set[str] = set()
    for thing in things:
        for key in _POINTING:
            for one in listed(thing.data.get(key)):
                if isinstance(one, dict) and isinstance(one.get("@id"), str):
                    found.add(one["@id"])
    return found


def _against(node: Mapping[str, Any]) -> str | None:
    """The reason the name of a list gives for leaving its people out ("Organising committee")."""
    return REASONS.get(section(plain(node.get("name")) or "") or "")
