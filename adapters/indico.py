"""Indico: physics and research meetings on indico.cern.ch and hundreds of hosts of their own.

Everybody is in the export (/export/event/ID.json?detail=subcontributions; XML and the timetable's JSON are read too),
with a name and an affiliation; there is no role, no biography, no picture. Speakers are those Indico calls so; authors
count only where a whole event names no speaker at all. Conveners and chairs are no speakers, except of a lecture, whose
chairs are. Seen: the exports and pages of a real 3.2.9; older servers (a title inside `fullName`), lectures, and
sub-contributions are only read about. An event whose contributions are not published exports none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.shape import line, mapping, mappings
from scraper.extract.formats.xml_tree import root_name, told, tree
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.text import squash

METHOD = "data/indico"
_EXPORT = "{}/export/event/{}.json?detail=subcontributions"
_EVENT = re.compile(r"(https?://[^?#]+?)/(?:event|export/(?:event|timetable))/(\d{1,9})(?=[/.?#]|$)", re.IGNORECASE)
_MOST_EVENTS = 2  # a page that links to more is about several
_PARTS = ("speakers", "presenters")
_AUTHORS = ("primaryauthors", "primaryAuthors", "authors")
_TITLED = re.compile(r"((?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)*)([^,]{1,80}),\s*(.{1,80})", re.IGNORECASE)
_LECTURES = frozenset(("simple_event", "lecture"))

Json = Mapping[str, Any]


def embedded(page: Page) -> Iterator[str]:
    """The export of the event a page belongs to or links to."""
    if page.looks_like_json or not page.mentions("indico") or root_name(page) == "httpapiresult":
        return
    if _is_ours(page) and (here := _EVENT.match(page.url)):
        yield _EXPORT.format(here[1], here[2])
        return
    addresses = (page.absolute(link.attributes.get("href")) or "" for link in page.html.css('a[href*="/event/"]'))
    found = {
        _EXPORT.format(*event.groups()): None for url in addresses if "indico" in url and (event := _EVENT.match(url))
    }
    if len(found) <= _MOST_EVENTS:
        yield from found


def fits(page: Page) -> bool:
    """Is this an answer of the export, or a page drawn by Indico?"""
    if page.looks_like_json:
        return mapping(page.json).get("_type") == "HTTPAPIResult"
    return root_name(page) == "httpapiresult" or (page.mentions("indico") and _is_ours(page))


def extract(page: Page) -> Iterator[Found]:
    """Read an export or a page of an event. Raises NotAPage when it starts like JSON or XML and is none."""
    if page.looks_like_json:
        results = mapping(page.json).get("results")
        yield from _timetable(results, page.url) if isinstance(results, dict) else _events(mappings(results), page)
    elif root_name(page) == "httpapiresult":
        yield from _events([_as_json(one) for one in tree(page).iterfind("results/*")], page)
    else:
        yield from _page(page)
        yield from (Follow(url=url, why="export") for url in embedded(page) if url != page.url)
    if here := _EVENT.match(page.url):
        yield Follow(url=f"{here[1]}/event/{here[2]}/contributions/", fallback=1, why="list of contributions")


# The export


def _events(events: list[dict[str, Any]], page: Page) -> Iterator[Found]:
    for event in events:
        if title := line(event.get("title")):
            starts = _when(event.get("startDate"))
            yield Edition(
                conference=title,
                year=int(starts[:4]) if starts[:4].isdigit() else None,
                starts=starts[:10] or None,
                place=", ".join(text for key in ("location", "address") if (text := line(event.get(key)))) or None,
                url=line(event.get("url")) or None,
            )
        sessions = [
            one for session in mappings(event.get("sessions")) for one in mappings(session.get("contributions"))
        ]
        given = [*mappings(event.get("contributions")), *sessions]
        if not given and line(event.get("type")) in _LECTURES:
            given = [{**event, "speakers": event.get("chairs")}]
        yield from _contributions(
            [*given, *(sub for one in given for sub in mappings(one.get("subContributions")))], page.url
        )


def _timetable(results: Json, source: str) -> Iterator[Found]:
    days = [day for event in results.values() for day in mapping(event).values()]
    entries = [entry for day in days for entry in mappings([*mapping(day).values()])]
    slots = [inside for entry in entries for inside in mappings([*mapping(entry.get("entries")).values()])]
    yield from _contributions([one for one in (*entries, *slots) if one.get("entryType") == "Contribution"], source)


def _contributions(given: list[dict[str, Any]], source: str) -> Iterator[Found]:
    """The talks and their speakers, each person once, with the affiliation that some of the talks may leave out."""
    parts = _PARTS if any(mappings(one.get(part)) for one in given for part in _PARTS) else _AUTHORS
    people: dict[str, Sighting] = {}
    talks = []
    for one in given:
        speakers = [person for part in parts for who in mappings(one.get(part)) if (person := _person(who, source))]
        for person in speakers:
            known = people.setdefault(_key(person), person)
            if known.employer is None and person.employer:
                people[_key(person)] = replace(known, employer=person.employer)
        if (title := line(one.get("title"))) and speakers:
            talks.append(
                Talk(
                    title=title,
                    speakers=tuple(person.name for person in speakers),
                    speaker_ids=tuple(person.record_id or "" for person in speakers),
                    abstract=plain(one.get("description")),
                    track=line(one.get("track")) or line(one.get("session")) or None,
                    topics=tuple(word for word in map(line, one.get("keywords") or ()) if word),
                    starts=_when(one.get("startDate")) or None,
                    url=line(one.get("url")) or None,
                    source=source,
                )
            )
    yield from people.values()
    yield from talks


def _person(who: Json, source: str) -> Sighting | None:
    given = line(who.get("first_name") or who.get("firstName"))
    family = line(who.get("last_name") or who.get("familyName"))
    name = f"{given} {family}".strip() or _turned(line(who.get("fullName") or who.get("name")))
    if not name:
        return None
    number = who.get("person_id")
    return Sighting(
        name=name,
        employer=plain(who.get("affiliation")),
        record_id=str(number) if number else None,
        source=source,
        method=METHOD,
    )


def _turned(name: str) -> str:
    """The name as it is spoken: "Mr Koutsakis, Ilias" is how older servers write it."""
    found = _TITLED.fullmatch(name)
    return f"{found[1]}{found[3]} {found[2]}".strip() if found else name


def _key(person: Sighting) -> str:
    return person.record_id or person.name


def _when(value: object) -> str:
    """A moment: `{"date": .., "time": ..}` in JSON, ISO 8601 in XML."""
    parts = mapping(value)
    return "T".join(text for key in ("date", "time") if (text := line(parts.get(key)))) if parts else line(value)


def _as_json(element: Element) -> dict[str, Any]:
    """An event, a contribution or a person of the XML export, as the JSON export writes it."""
    lists = {"contributions", "sessions", "subContributions", "chairs", "keywords", *_PARTS, *_AUTHORS}
    made: dict[str, Any] = {}
    for one in element:
        if one.tag == "keywords":
            made[one.tag] = [told(word) for word in one.iter() if not len(word) and told(word)]
        elif one.tag in lists:
            made[one.tag] = [_as_json(inner) for inner in one]
        else:
            made[one.tag] = told(one)
    return made


# Pages


def _page(page: Page) -> Iterator[Found]:
    """The list of contributions, or the page of one."""
    for row in page.html.css(".contribution-row"):
        link = row.css_first(".contrib-title a")
        number = link.css_first(".contrib-id") if link else None
        title = _text(link).removeprefix(_text(number)).strip()
        yield from _spoken(page, row, title, page.absolute(link.attributes.get("href")) if link else None)
    heading = page.html.css_first(".item-summary header h2")
    if heading is not None:
        yield from _spoken(page, page.html.css_first(".item-summary") or heading, _text(heading), page.url)


def _spoken(page: Page, node: LexborNode, title: str, url: str | None) -> Iterator[Found]:
    """Who speaks: authors stand in lists of the same make, but are marked up for machines or lead to their own page."""
    people = []
    for one in node.css(".speaker-item, .speaker-item-inline"):
        name = next((text for part in one.iter() if part.tag == "span" and not part.attributes.get("class")
                     and (text := _text(part))), "")  # fmt: skip
        if not name or one.attributes.get("itemprop") or one.css_first('a[href*="/author/"]'):
            continue
        employer = _text(one.css_first(".affiliation .text")).removeprefix("(").removesuffix(")").strip()
        people.append(Sighting(name=name, employer=employer or None, source=page.url, method=METHOD))
    yield from people
    if title and people:
        yield Talk(title=title, speakers=tuple(one.name for one in people), url=url, source=page.url)


def _is_ours(page: Page) -> bool:
    return page.html.css_first('meta[property="og:site_name"][content="Indico"], a[href*="getindico.io"]') is not None


def _text(node: LexborNode | None) -> str:
    return squash(node.text()) if node is not None else ""


adapter = Adapter(
    name="indico",
    pattern=(
        r"https?://(?:[^/?#]*\bindico\b[^/?#]*/(?:[^?#]*/)?event/\d+(?:[/?#]|$)|[^?#]+/(?:indico/event/\d+(?:[/?#]|$)"
        r"|export/(?:event|timetable)/\d+\.(?:json|xml)|event/\d+/(?:contributions|timetable)(?:[/?#]|$)))"
    ),
    example="https://indico.example/event/2031/",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
