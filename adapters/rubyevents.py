"""rubyevents.org's data (github.com/rubyevents/rubyevents): `videos.yml` of a conference, `event.yml` for its name.

The talks of a conference with the names of their speakers, nothing else of them; one video may hold several talks. Seen
in stored files of 2024 to 2026. `speakers.yml` beside them all is of everybody at every conference and is not read, nor
are those who help (`involvements.yml`). The site's own pages were never seen and are read as any website.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.extract.beside import beside
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.formats.yaml_tree import read
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/rubyevents"
_RAW = "https://raw.githubusercontent.com/rubyevents/rubyevents/{}"
_SHOWN = re.compile(r"https?://github\.com/rubyevents/rubyevents/(?:blob|raw|tree)/([\w./-]{1,200})", re.IGNORECASE)
_MARKS = ("raw_title:", "video_provider:", "event_name:")  # looked for first: quicker than the pattern
_LOOKS = re.compile(r"^(?:- |  )(?:raw_title|video_provider|event_name):", re.MULTILINE)
_UNNAMED = frozenset(("todo", "tbd", "tba", "unknown"))
_BILLED = {"keynote": "keynote", "panel": "panellist"}


def fits(page: Page) -> bool:
    """Is this saved file a conference's talks?"""
    if page.looks_like_json:
        return False
    head = page.text[:20_000]
    return any(mark in head for mark in _MARKS) and len(_LOOKS.findall(head)) >= 2


def extract(page: Page) -> Iterator[Found]:
    """Read the talks, or the conference's name; lead from a file's page on GitHub to the file. Raises NotAPage."""
    if shown := _SHOWN.match(page.url):
        path = shown[1].rstrip("/")
        yield Follow(url=_RAW.format(path if path.endswith(".yml") else f"{path}/videos.yml"), why="the file itself")
        return
    value = read(page.text, url=page.url)
    for one in mappings(value):
        yield from _talk(one, page.url)
        for part in mappings(one.get("talks")):
            yield from _talk(part, page.url)
    event = mapping(value)
    if event.get("title"):
        yield Edition(
            conference=line(event.get("title")),
            year=int(year)
            if (year := line(event.get("year")) or line(event.get("start_date"))[:4]).isdigit()
            else None,
            starts=line(event.get("start_date")) or None,
            place=line(event.get("location")) or None,
            url=line(event.get("website")) or None,
        )
    if isinstance(value, list) and (url := beside(page.url, "videos", "event")):
        yield Follow(url=url, why="the conference")


def _talk(one: Mapping[str, Any], source: str) -> Iterator[Sighting | Talk]:
    names = [name for who in items(one.get("speakers")) if (name := line(who)).casefold() not in {*_UNNAMED, ""}]
    billing = _BILLED.get(line(one.get("kind")).casefold())
    yield from (Sighting(name=name, billing=billing, source=source, method=METHOD) for name in names)
    if names and line(one.get("title")):
        yield Talk(
            title=line(one.get("title")),
            speakers=tuple(names),
            abstract=plain(one.get("description")),
            track=line(one.get("track")) or None,
            starts=line(one.get("date")) or None,
            language=line(one.get("language")) or None,
            source=source,
        )


adapter = Adapter(
    name="rubyevents",
    pattern=r"https?://(?:raw\.githubusercontent|github)\.com/rubyevents/rubyevents/",
    example="https://raw.githubusercontent.com/rubyevents/rubyevents/main/data/river/river-2031/videos.yml",
    extract=extract,
    rank=Rank.PLATFORM,
    fits=fits,
)
