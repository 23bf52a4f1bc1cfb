"""A person's photo: fetched when it is asked for, kept in the archive, shown from there, taken away again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scraper.errors import FetchError, InputError
from scraper.fetch import photo
from scraper.store.sight import portraits
from scraper.web import desk, drawing, links
from scraper.web.pages.person_changes import place, whom

_NONE = "no page showed a photo of them"


def known(connection: sqlite3.Connection, here: desk.Desk, number: int) -> dict[str, Any] | None:
    """A person's photo: its address, the page that showed it, whether it is kept; None where no page showed any."""
    for url, source in portraits.photos(connection, [number]).get(number, []):
        if links.outward(url):
            return {"url": url, "source": source, "kept": bool(photo.shown(here.pages, [url]))}
    return None


def shown(connection: sqlite3.Connection, here: desk.Desk, numbers: Sequence[int]) -> set[str]:
    """Whose photos are kept, by their ids: of everybody on a page at once."""
    if not here.pages.is_file():
        return set()
    first = {
        number: next(filter(links.outward, (url for url, _ in found)), None)
        for number, found in portraits.photos(connection, numbers).items()
    }
    there = photo.shown(here.pages, filter(None, first.values()))
    return {f"p-{number}" for number, url in first.items() if url in there}


def sent(request: Request) -> Response:
    """GET /people/{speaker}/photo: the picture that is kept; nothing is fetched."""
    number, here = desk.speaker_id(request), desk.of(request)
    with desk.reading(request) as connection:
        one = known(connection, here, number)
    found = photo.kept(here.pages, one["url"]) if one else None
    if found is None:
        raise HTTPException(404)
    return Response(found.body, media_type=found.content_type, headers={"Content-Disposition": "inline"})


def fetched(request: Request) -> Response:
    """POST /people/{speaker}/photo: ask the site that showed it, once."""
    (number, person), here = whom(request), desk.of(request)
    with desk.reading(request) as connection:
        one = known(connection, here, number)
    if one is None:
        raise InputError(_NONE)
    if here.pulling.told.under_way:
        raise InputError(
            "a conference is being pulled", hint="ask for the photo when that is over: one at a time is polite"
        )
    try:
        here.photos.fetch(here.pages, one["url"], one["source"])
    except FetchError as problem:
        hint = f"; {problem.hint}" if problem.hint else ""
        return drawing.moved(request, place(number), f"No photo of {person['name']}: {problem.message}{hint}.")
    return drawing.moved(request, place(number), None)


def removed(request: Request) -> Response:
    """POST /people/{speaker}/photo/remove: out of the archive."""
    (number, person), here = whom(request), desk.of(request)
    with desk.reading(request) as connection:
        one = known(connection, here, number)
    if one is None or not photo.drop(here.pages, [one["url"]]):
        raise InputError(f"no photo of {person['name']} is kept", hint="load the page again")
    return drawing.moved(request, place(number), f"The photo of {person['name']} is gone from this machine.")
