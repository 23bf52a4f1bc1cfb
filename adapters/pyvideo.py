"""pyvideo.org's data (github.com/pyvideo/data): one JSON file a recorded talk, and `category.json` for the conference.

A file names the speakers and tells nothing of them. Seen in stored payloads; the list of a conference's files, as GitHub's
API gives it (api.github.com/repos/pyvideo/data/contents/CONFERENCE/videos), is only read about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.page import Follow, Found, Page

METHOD = "data/pyvideo"
_FILE = re.compile(r"https://raw\.githubusercontent\.com/pyvideo/data/.{1,300}\.json")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def fits(page: Page) -> bool:
    """Is this saved file a recorded talk?"""
    return page.looks_like_json and {"speakers", "videos", "title"} <= mapping(page.json).keys()


def extract(page: Page) -> Iterator[Found]:
    """Read a talk or a conference's name, or follow a list of files. Raises NotAPage for bad JSON."""
    value = page.json if page.looks_like_json else None
    one = mapping(value)
    title = line(one.get("title"))
    if title and "videos" in one:
        speakers = tuple(dict.fromkeys(name for who in items(one.get("speakers")) if (name := line(who))))
        for name in speakers:
            yield Sighting(name=name, source=page.url, method=METHOD)
        yield Talk(
            title=title,
            speakers=speakers,
            abstract=plain(one.get("description")),
            topics=tuple(tag for given in items(one.get("tags")) if (tag := line(given))),
            language=line(one.get("language")) or None,
            source=page.url,
        )
    elif title:
        year = _YEAR.search(title)
        yield Edition(conference=title, year=int(year[0]) if year else None)
    for file in mappings(value):
        url = line(file.get("download_url"))
        if _FILE.fullmatch(url):
            yield Follow(url=url, why="recorded talk")


adapter = Adapter(
    name="pyvideo",
    pattern=r"https?://(?:raw\.githubusercontent\.com/pyvideo/data/|api\.github\.com/repos/pyvideo/data/contents/)",
    example="https://raw.githubusercontent.com/pyvideo/data/main/river-days-2031/videos/wells.json",
    extract=extract,
    rank=Rank.PLATFORM,
    fits=fits,
)
