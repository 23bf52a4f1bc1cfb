"""A kept page as plain text, with the words marked that were read of a person. Its HTML is never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from scraper.errors import ExtractError, FetchError, InputError
from scraper.extract.visible.outline import BLOCK, HEADINGS, outline
from scraper.fetch.archive import Archive, Kept
from scraper.page import Page
from scraper.store import query
from scraper.store.sight import sources
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.pages import person_facts
from scraper.web.pages.person_facts import Piece

MAX_KEPT = 3_000_000
"""Bytes of a kept page that is shown as text."""
MAX_LINES = 3_000
"""Lines of it that are shown at once."""
MAX_LINE = 1_500
"""Letters of one line."""
_BEFORE, _AFTER = 8, 40
_NEAR = 12  # lines around a name, at most, in which other words are taken for this person's
_SURE = 25  # letters of a line that cannot stand in a biography by chance
_CAN_BE_ANYWHERE = frozenset({"name", "bio", "headline", "talk"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: how deep a heading it is (0 for none), and its pieces."""

    level: int
    pieces: tuple[Piece, ...]

    def says(self, fact: str) -> bool:
        """Is this fact marked there?"""
        return any(what == fact for _, what in self.pieces)


def address(person_id: str, url: str, fact: str = "name", **more: str) -> str:
    """Where a page is shown with a person's words marked."""
    return f"/people/{person_id}/page?{urlencode({'url': url, 'fact': fact, **more})}#here"


def shown(request: Request) -> Response:
    """GET /people/{speaker}/page?url=...&fact=...: one of the pages that told of them."""
    url, fact = request.query_params.get("url", ""), request.query_params.get("fact", "name")
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        person = query.speaker(connection, number)
        pages = sources.pages(connection, number)
    if url not in pages:
        raise InputError("that page told nothing of this person", hint="choose one of the pages named on theirs")
    kept = _kept(desk.of(request).archive, url)
    told: dict[str, Any] = {"why": "not kept" if kept is None else "", "lines": [], "before": 0, "after": 0, "here": -1}
    if kept is not None:
        told |= _told(kept, person_facts.phrases(person), fact, whole=request.query_params.get("all") == "yes")
    return drawing.page(
        request, "person_page.html", person=person, url=url, fact=fact, day=kept and kept.fetched_at.date().isoformat(),
        pages=pages, goes=lambda to, what=fact, **more: address(person["id"], to, what, **more), **told,
    )  # fmt: skip


def _kept(archive: Path | None, url: str) -> Kept | None:
    """The page in the archive. Raises StoreError."""
    if archive is None or not archive.is_file():
        return None
    opened = Archive(archive, offline=True)
    try:
        return opened.find(url)
    finally:
        opened.close()


def _told(kept: Kept, marked: Mapping[str, str], fact: str, *, whole: bool) -> dict[str, Any]:
    """What the template shows of a kept page: a window around the words, or all of it."""
    body = kept.body
    if len(body) > MAX_KEPT:
        return {"why": "too large"}
    try:
        found = lines(Page(kept.final_url, body, content_type=kept.content_type), marked)
    except (FetchError, ExtractError):
        return {"why": "unreadable"}
    here = _first(found, fact)
    if whole or here < 0:
        begin, end = 0, min(len(found), MAX_LINES)
    else:
        begin, end = max(0, here - _BEFORE), min(len(found), here + _AFTER)
    return {
        "lines": found[begin:end],
        "before": begin,
        "after": len(found) - end,
        "here": here - begin if here >= 0 else -1,
    }


def _first(found: Sequence[Line], fact: str) -> int:
    """The line to begin at: the one nearest to the name that says the fact (or both parts of a job), else the name."""
    wanted = (fact, "headline") if fact in ("role", "employer") else (fact,)
    names = [at for at, line in enumerate(found) if line.says("name")]
    saying = [at for at, line in enumerate(found) if any(map(line.says, wanted))]
    if names and saying:
        return min(saying, key=lambda at: min(abs(at - name) for name in names[:_NEAR]))
    marked = (at for at, line in enumerate(found) if any(what for _, what in line.pieces))
    return next(iter((*saying, *names, *marked)), -1)


def lines(page: Page, marked: Mapping[str, str]) -> list[Line]:
    """A page's text line by line, the texts of `marked` in pieces of their own. Raises TooLarge for hostile markup.

    Data is laid out; data within a page is looked at where the text to be read says nothing of the person.
    """
    if page.looks_like_json:
        return _marked([(0, text) for text in _data(page.text)], marked)
    found = _marked(_visible(page), marked)
    if not any(line.says("name") for line in found):
        hidden = [(0, text) for script in page.html.css("script") for text in _data(script.text()) if script.text()]
        told = [line for line in _marked(hidden, marked) if any(what for _, what in line.pieces)]
        found += told[:MAX_LINES]
    return found


def _data(text: str) -> list[str]:
    with suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    return text.splitlines()


def _visible(page: Page) -> Iterator[tuple[int, str]]:
    """The lines somebody sees, each with how deep a heading it is."""
    laid = outline(page)
    last, parts, level = -2, list[str](), 0
    block: list[int] = []  # of each node, the nearest block around it
    for node, tag in enumerate(laid.tag):
        above = laid.parent[node]
        block.append(node if tag in BLOCK or tag == "br" or above < 0 else block[above])
        if tag:
            if tag == "br":
                last = -2
            continue
        if block[node] != last:
            if line := squash("".join(parts)):
                yield level, line
            parts, last, level = [], block[node], HEADINGS.get(laid.tag[block[node]], 0)
        parts.append((" " if laid.gap[node] else "") + laid.text[node])
    if line := squash("".join(parts)):
        yield level, line


def _marked(texts: Sequence[tuple[int, str]] | Iterator[tuple[int, str]], marked: Mapping[str, str]) -> list[Line]:
    told = list(texts)
    long = {text.lower(): fact for text, fact in marked.items() if fact in ("bio", "headline")}
    short = {text: fact for text, fact in marked.items() if fact != "bio"}
    loose = {text: fact for text, fact in short.items() if fact in _CAN_BE_ANYWHERE}
    names = [text.lower() for text, fact in marked.items() if fact == "name"]
    near = {
        one
        for at, (_, text) in enumerate(told)
        if any(name in text.lower() for name in names)
        for one in _around(told, at)
    }
    found = []
    for at, (level, text) in enumerate(told):
        whole = next((fact for one, fact in long.items() if len(text) >= _SURE and text.lower() in one), None)
        cut = ((text, whole),) if whole else person_facts.pieces(text, short if at in near or not near else loose)
        found.append(Line(level, _short(cut)))
    return found


def _around(told: Sequence[tuple[int, str]], at: int) -> Iterator[int]:
    """The lines near a name: before it and after it up to the next heading as high as a name in a heading is."""
    level = told[at][0]
    yield at
    for way in (range(at - 1, max(-1, at - _NEAR - 1), -1), range(at + 1, min(len(told), at + _NEAR + 1))):
        for line in way:
            if level and 0 < told[line][0] <= level:
                break
            yield line


def _short(cut: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A line of bearable length: what stands between the marks is shortened."""
    if sum(len(text) for text, _ in cut) <= MAX_LINE:
        return cut
    room = MAX_LINE // max(1, len(cut))
    kept = [
        (text if what or len(text) <= room else f"{text[: room // 2]} … {text[-room // 2 :]}", what)
        for text, what in cut
    ]
    return tuple((text[:MAX_LINE], what) for text, what in kept[:_NEAR])
