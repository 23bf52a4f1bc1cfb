"""conf.researchr.org, where most conferences on programming and software engineering keep their programme.

A programme is one page: a table a session, a row a talk, its people with their affiliations behind their names. They are
the authors of a paper; who of them speaks is not told. What marks a fact is taken from five public programs of 2023 to
2026 that read these pages, two of them with rows of real pages in their notes; no page was seen whole. Conferences with an address of their own (2031.splashcon.org) show the
same pages. Chairs of sessions and committees are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.text import squash, words

METHOD = "researchr"
_CONFERENCE = re.compile(r"(https?://[^/?#]+)/(?:home|program|track|details|attending|venue|committee)/([\w.-]{1,80})")
_PROFILE = re.compile(r"/profile/(?:[\w.-]{1,80}/)?([\w.-]{1,80})(?:[/?#]|$)")
_ROW = "tr:has(a[data-event-modal]), .event-row:has(a[data-event-modal])"
_BADGES = ".pull-right, .output-badge, .label"
_MOST_LINKS = 1  # a page links to its own programme; more are a list of conferences


def embedded(page: Page) -> Iterator[str]:
    """The page itself where it is such a programme, or the one programme it links to."""
    if not page.mentions("researchr", "data-event-modal"):
        return
    if _is_programme(page):
        yield page.url
        return
    links = [page.absolute(link.attributes.get("href")) for link in page.html.css("a[href*='conf.researchr.org/']")]
    found = {programme for url in links if url and (programme := _programme(url))}
    if len(found) <= _MOST_LINKS:
        yield from found


def fits(page: Page) -> bool:
    """Is this saved page a programme?"""
    return not page.looks_like_json and _is_programme(page)


def extract(page: Page) -> Iterator[Found]:
    """Read a programme, or lead to that of the conference a page belongs to."""
    rows = page.html.css(_ROW) if _is_programme(page) else []
    for row in rows:
        yield from _talk(row, page)
    if not rows and (url := _programme(page.url)) and url != page.url:
        yield Follow(url=url, why="the programme")


def _is_programme(page: Page) -> bool:
    return page.mentions("data-event-modal") and page.html.css_first(".performers a[href*='/profile/']") is not None


def _programme(url: str) -> str | None:
    conference = _CONFERENCE.match(url)
    return f"{conference[1]}/program/{conference[2]}/program-{conference[2]}/" if conference else None


def _talk(row: LexborNode, page: Page) -> Iterator[Sighting | Talk]:
    link = row.css_first("a[data-event-modal]")
    title = _text(link)
    for badge in link.css(_BADGES) if link is not None else ():
        title = title.removesuffix(_text(badge)).strip()
    keynote = "keynote" in words(_text(row.css_first(".event-type")))
    people = [
        Sighting(
            name=_text(who),
            employer=_affiliation(who),
            record_id=found[1] if (found := _PROFILE.search(who.attributes.get("href") or "")) else None,
            billing="keynote" if keynote else None,
            source=page.url,
            method=METHOD,
        )
        for who in row.css(".performers a[href*='/profile/']")
        if _text(who)
    ]
    yield from people
    if title and people:
        yield Talk(
            title=title,
            speakers=tuple(who.name for who in people),
            speaker_ids=tuple(who.record_id or "" for who in people),
            track=_text(row.css_first(".prog-track")) or None,
            source=page.url,
        )


def _affiliation(who: LexborNode) -> str | None:
    """The words behind a name, up to the next name."""
    after = who.next
    for _ in range(6):
        if after is None or after.tag == "a":
            return None
        if "prog-aff" in (after.attributes.get("class") or "" if after.tag != "-text" else ""):
            return _text(after) or None
        after = after.next
    return None


def _text(node: LexborNode | None) -> str:
    return squash(node.text(separator=" ")) if node is not None else ""


adapter = Adapter(
    name="researchr",
    pattern=r"https?://conf\.researchr\.org/(?:home|program|track|details|attending|venue|committee)/",
    example="https://conf.researchr.org/home/rivers-2031",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
