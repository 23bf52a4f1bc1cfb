"""GitNation (React Summit, JSNation, Node Congress, ...): the speakers' JSON behind the conferences' own pages.

ems.gitnation.org/api/events/ID/speakers is open to all; the number of the event stands in the page's scripts where they
load it. No answer was seen here. GitNation's own public program that reads it (graphql-content-layer, fetch-speakers.js)
takes each record for an appearance, the person one floor down and the talks beside: `{label, speaker: {id, name, company,
bio, githubUrl, ..., avatar: {url}}, activities: {talks, lightningTalks}, offlineActivities}`. A record that names the
person itself is read as any JSON of people. `speakers/past` (other years), the committee and the partners are not asked
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.shape import line, mapping, mappings
from scraper.extract.plain import plain
from scraper.extract.records import person
from scraper.model import Talk
from scraper.page import Follow, Found, Page

METHOD = "data/gitnation"
_EVENT = re.compile(r"ems\.gitnation\.org/api/events/(\d{1,7})\b")
_SPEAKERS = "https://ems.gitnation.org/api/events/{}/speakers"
_MOST_EVENTS = 2  # more are an overview of the conferences
_ACTIVITIES = ("activities", "offlineActivities", "allActivities")  # a talk may stand in several of them
_KINDS = ("talks", "lightningTalks")


def embedded(page: Page) -> Iterator[str]:
    """The speakers of the event whose data a page loads."""
    if not page.mentions("ems.gitnation.org"):
        return
    events = dict.fromkeys(found[1] for found in _EVENT.finditer(page.text.replace("\\/", "/")))
    if len(events) <= _MOST_EVENTS:
        yield from (_SPEAKERS.format(event) for event in events)


def extract(page: Page) -> Iterator[Found]:
    """Everybody in the list, bare or below `speakers`, `items` or `data`. Raises NotAPage for bad JSON."""
    if not page.looks_like_json:
        yield from (Follow(url=url, why="the event's speakers") for url in embedded(page))
        return
    for record in _records(page.json):
        who = mapping(record["speaker"]) if "speaker" in record else record
        if one := person(who, source=page.url, method=METHOD):
            yield one
            yield from _talks(record, one.name, page.url)


def fits(page: Page) -> bool:
    """Is this saved file a list of appearances, each with what the person gives there?"""
    return page.looks_like_json and any(
        mapping(record.get("speaker")) and mapping(record.get("activities")) for record in _records(page.json)[:50]
    )


def _records(value: object) -> list[dict[str, Any]]:
    whole = mapping(value)
    return mappings(value) or next(
        (found for key in ("speakers", "items", "data") if (found := mappings(whole.get(key)))), []
    )


def _talks(record: Mapping[str, Any], speaker: str, source: str) -> Iterator[Talk]:
    """What somebody gives, each once; of a talk that several give every record tells."""
    told = (
        talk
        for activities in _ACTIVITIES
        for kind in _KINDS
        for talk in mappings(mapping(record.get(activities)).get(kind))
    )
    for title, talk in {line(talk.get("title")): talk for talk in told}.items():
        if title:
            yield Talk(
                title=title,
                speakers=(speaker,),
                abstract=plain(talk.get("description")),
                track=line(mapping(talk.get("track")).get("name")) or None,
                starts=line(talk.get("timeString")) or None,
                source=source,
            )


adapter = Adapter(
    name="gitnation",
    pattern=r"https?://ems\.gitnation\.org/api/events/\d{1,7}/speakers(?!/past)",
    example="https://ems.gitnation.org/api/events/2031/speakers",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
