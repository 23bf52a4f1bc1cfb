"""JavaZone: the programme's JSON, open to all (sleepingpill.javazone.no/public/allSessions/javazone_YEAR).

Each session holds its speakers with name, biography and profiles; there is no role or employer but in the biography. The
fields are those of the service's own description (github.com/javaBin/moresleep, which says that they change a little from
year to year) and of public programs of 2018 to 2026; no year's payload was seen whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter
from scraper.extract.fields import Fields
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.plain import plain
from scraper.extract.records import links
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/javazone"
_DATA = "https://sleepingpill.javazone.no/public/allSessions"
_YEAR = re.compile(r"https?://(?:www\.)?(20\d\d)\.javazone\.no|javazone\.no/(20\d\d)\b", re.IGNORECASE)
_KINDS = frozenset({"conferenceId", "intendedAudience"})
"""One of these, beside a session's id and its speakers, only this service has."""
_SLUG = re.compile(r"javazone_(20\d\d)")
_NETWORKS = {"twitter": "https://twitter.com/{}", "bluesky": "https://bsky.app/profile/{}", "linkedin": "{}"}


def fits(page: Page) -> bool:
    """Is this saved file a year's programme?"""
    first = next(iter(mappings(mapping(page.json).get("sessions"))), {}) if page.looks_like_json else {}
    return {"sessionId", "speakers"} <= first.keys() and not _KINDS.isdisjoint(first)


def extract(page: Page) -> Iterator[Found]:
    """Read the programme, or lead to that of the page's year, else of the newest. Raises NotAPage for bad JSON."""
    if not page.looks_like_json:
        year = _YEAR.search(page.url)
        yield Follow(url=f"{_DATA}/javazone_{year[1] or year[2]}" if year else _DATA, why="the programme's data")
        return
    value = mapping(page.json)
    years = [slug for one in mappings(value.get("conferences")) if _SLUG.fullmatch(slug := line(one.get("slug")))]
    if years:
        yield Follow(url=f"{_DATA}/{max(years)}", why="the newest programme")
    for session in mappings(value.get("sessions")):
        people = [found for who in mappings(session.get("speakers")) for found in _speaker(who, page.url)]
        yield from people
        if people and (title := line(session.get("title"))):
            yield Talk(
                title=title,
                speakers=tuple(one.name for one in people),
                abstract=plain(session.get("abstract")),
                topics=_topics(session),
                language=line(session.get("language")) or None,
                starts=line(session.get("startTimeZulu")) or line(session.get("startTime")) or None,
                source=page.url,
            )


def _topics(session: dict[str, object]) -> tuple[str, ...]:
    """A list of keywords until about 2018, then what the speaker suggested, between commas."""
    suggested = line(session.get("suggestedKeywords")).split(",")
    return tuple(dict.fromkeys(word for one in (*items(session.get("keywords")), *suggested) if (word := line(one))))


def _speaker(who: dict[str, object], source: str) -> Iterator[Sighting]:
    name = line(who.get("name"))
    given = {key: line(who.get(key)).removeprefix("@") for key in _NETWORKS}
    shown = [text if "/" in text else _NETWORKS[key].format(text) for key, text in given.items() if text]
    if name:
        yield Sighting(
            name=name,
            bio=plain(who.get("bio")),
            links=links(Fields({"links": [shown]}), source),
            photo=line(who.get("pictureUrl")) or None,
            source=source,
            method=METHOD,
        )


adapter = Adapter(
    name="javazone",
    pattern=r"https?://(?:(?:www\.|20\d\d\.)?javazone\.no(?:[/?#]|$)|sleepingpill\.javazone\.no/public/)",
    example="https://2031.javazone.no/program",
    extract=extract,
    fits=fits,
)
