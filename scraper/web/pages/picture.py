"""The field as a picture, and one conference beside another."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.errors import UnknownConference
from scraper.store.choice.facets import facets, whole_topics
from scraper.store.choice.filters import Filters
from scraper.store.choice.tally import anywhere, chosen
from scraper.store.sight import changes, picture
from scraper.web import asked, desk, drawing
from scraper.web.pages.people import LABELS

PATH = "/picture"
BARS = 15
SHOWN = 40
"""People told of one kind of change; the list says how many more there are."""


def drawn(request: Request) -> Response:
    """GET /picture: of everybody who fits what the address bar asks."""
    told = asked.filters(request.query_params)
    here = desk.of(request)
    with desk.reading(request) as connection:
        tally = desk.counted(request, connection)
        who = chosen(tally, connection, told)
        total = anywhere(who).bit_count()
        found = facets(connection, tally, told, names=("company", "topic"), most=BARS)
        that_day = told.conference is not None or told.year is not None
        values: dict[str, Any] = {
            "grid": picture.places_by_jobs(tally, who, then=that_day),
            "years": picture.jobs_by_years(connection, tally, told),
            "careers": picture.careers(connection, tally, who),
            "whole_topics": whole_topics(tally, told),
            "bars": [("company", "Companies", found["company"]), ("topic", "Topics", found["topic"])],
        }
    return drawing.page(
        request, "picture.html", **values, total=total, asked=told, fields=asked.chosen(told), labels=LABELS,
        cell_to=lambda kind, family: asked.address(replace(told, kind=kind, family=family)),
        year_to=lambda family, year: asked.address(replace(told, family=family, year=year)),
        bar_to=asked.addresses(told),
        people=asked.address(told), line=asked.line(told, here.file if here.named else None, "landscape"),
        without=lambda name: asked.address(asked.changed(told, name), path=PATH),
    )  # fmt: skip


def beside(request: Request) -> Response:
    """GET /beside?one=ID&other=ID: two editions; without them the newest one and the one before it."""
    with desk.reading(request) as connection:
        every = picture.editions(connection)
        one, other = _editions(connection, every, request)
        found = picture.beside(connection, one, other) if one and other else None
    listed = {
        change: [row for row in found["changes"] if row["change"] == change] if found else []
        for change in ("new", "job", "gone")
    }
    return drawing.page(
        request, "beside.html", every=every, one=one, other=other, found=found, listed=listed, shown=SHOWN,
        goes=_people_of,
    )  # fmt: skip


def _people_of(edition: picture.EditionRow, name: str | None = None, value: str | None = None) -> str:
    """Where the people of an edition are, all of them or those with one value of a filter."""
    everybody = Filters(conference=edition.conference, year=edition.year)
    return asked.address(asked.changed(everybody, name, value) if name else everybody)


def _editions(
    connection: sqlite3.Connection, every: list[picture.EditionRow], request: Request
) -> tuple[picture.EditionRow | None, picture.EditionRow | None]:
    by_id = {str(edition.id): edition for edition in every}
    asked_for = [request.query_params.get(name, "") for name in ("one", "other")]
    for number in asked_for:
        if number and number not in by_id:
            raise UnknownConference("no edition has that number", hint="choose two from the list")
    one = by_id.get(asked_for[0])
    if one is None:  # the newest that has one before it, else the newest
        ranked = sorted(every, key=lambda edition: (-(edition.year or 0), -edition.id))
        one = next(
            (edition for edition in ranked if changes.before(connection, edition)), ranked[0] if ranked else None
        )
    other = by_id.get(asked_for[1])
    if other is None and one is not None:
        earlier = changes.before(connection, one)
        other = by_id.get(str(earlier.id)) if earlier else next((edition for edition in every if edition != one), None)
    return one, other
