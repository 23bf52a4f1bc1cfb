"""GitNation (React Summit, JSNation, Node Congress, ...): the speakers' JSON behind the conferences' own pages.

ems.gitnation.org/api/events/ID/speakers is open to all; the number of the event stands in the page's scripts where they
load it. The addresses are those that GitNation's own public programs ask; no answer was seen here, so the records are
read by the known spellings of their keys, as any JSON of people. `speakers/past` (other years), the committee and the
partners are not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.shape import mapping, mappings
from scraper.extract.records import person
from scraper.page import Follow, Found, Page

METHOD = "data/gitnation"
_EVENT = re.compile(r"ems\.gitnation\.org/api/events/(\d{1,7})\b")
_SPEAKERS = "https://ems.gitnation.org/api/events/{}/speakers"
_MOST_EVENTS = 2  # more are an overview of the conferences


def embedded(page: Page) -> Iterator[str]:
    """The speakers of the event whose data a page loads."""
    events = dict.fromkeys(found[1] for found in _EVENT.finditer(page.text.replace("\\/", "/")))
    if len(events) <= _MOST_EVENTS:
        yield from (_SPEAKERS.format(event) for event in events)


def extract(page: Page) -> Iterator[Found]:
    """Everybody in the list, bare or below `speakers`, `items` or `data`. Raises NotAPage for bad JSON."""
    if not page.looks_like_json:
        yield from (Follow(url=url, why="the event's speakers") for url in embedded(page))
        return
    value = page.json
    whole = mapping(value)
    records = mappings(value) or next(
        (found for key in ("speakers", "items", "data") if (found := mappings(whole.get(key)))), []
    )
    for record in records:
        if one := person(record, source=page.url, method=METHOD):
            yield one


adapter = Adapter(
    name="gitnation",
    pattern=r"https?://ems\.gitnation\.org/api/events/\d{1,7}/speakers(?!/past)",
    example="https://ems.gitnation.org/api/events/2031/speakers",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
)
