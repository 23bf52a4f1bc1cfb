"""The people: search, narrow down, sort, leaf through, star."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.errors import InputError
from scraper.store import query, write
from scraper.store.choice.facets import facets, whole_topics
from scraper.store.choice.tally import ORDERS, anywhere, chosen, each, in_order
from scraper.web import asked, desk, drawing
from scraper.web.pages import person_photo, searches

PER_PAGE = 36
SHOWN = 7
"""Values of a facet that are seen at once; the others unfold."""
LABELS = {
    "words": "Words", "company": "Company", "kind": "Kind of place", "role": "Role", "family": "Kind of job", "seniority": "Seniority",
    "topic": "Topic", "language": "Language of a talk", "conference": "Conference", "year": "Year", "shortlisted": "Shortlist",
    "state": "How it stands",
}  # fmt: skip


def listed(request: Request) -> Response:
    """GET /: everybody who fits what the address bar asks."""
    told = asked.filters(request.query_params)
    number = asked.page(request.query_params)
    here = desk.of(request)
    with desk.reading(request) as connection:
        tally = desk.counted(request, connection)
        who = anywhere(chosen(tally, connection, told))
        total = who.bit_count()
        pages = max(1, -(-total // PER_PAGE))
        number = min(number, pages)
        some = slice((number - 1) * PER_PAGE, number * PER_PAGE)
        order = told.sort or ("name" if not (told.words or told.topic or told.role) else "relevance")
        if order in ("name", *ORDERS):  # as the tally has them
            places = each(who) if order == "name" else in_order(tally, connection, order, who)
            rows = query.people(connection, [tally.ids[place] for place in islice(places, some.start, some.stop)])
        else:
            rows = query.speakers(connection, replace(told, limit=PER_PAGE, offset=some.start))
        photos = person_photo.shown(connection, here, [desk.number(row["id"]) for row in rows])
        found = facets(connection, tally, told)
        named = not whole_topics(tally, told)
        kept = searches.kept(connection, told)
    nobody = not tally.ids
    return drawing.page(
        request, "people.html", people=[_card(row, photos) for row in rows], total=total, number=number, pages=pages,
        facets=[(name, LABELS[name], values) for name, values in found.items() if values], shown=SHOWN, named=named,
        behind=tally.behind, asked=told, fields=asked.chosen(told), labels=LABELS, sorts=asked.orders(told), nobody=nobody,
        line=asked.line(told, here.file if here.named else None), goes=asked.address, first=(number - 1) * PER_PAGE + 1,
        turn=lambda to: asked.address(told, to), without=lambda name: asked.address(asked.changed(told, name)),
        picture=asked.address(asked.changed(told, "sort"), path="/picture"),
        chooses=asked.addresses(told), kept=kept,
    )  # fmt: skip


def _card(row: dict[str, Any], photos: set[str]) -> dict[str, Any]:
    """A person as the card shows them: the newest talk, each conference once, with its years."""
    spoke: dict[str, list[str]] = {}
    for one in row["appearances"]:
        spoke.setdefault(one["conference"], []).extend([str(one["year"])] if one["year"] else [])
    talks = [talk for one in row["appearances"] for talk in one["talks"]]
    return {
        **row,
        "pictured": row["id"] in photos,
        "conferences": [" ".join([name, ", ".join(years)]).strip() for name, years in spoke.items()],
        "talks": talks,
    }


def star(request: Request) -> Response:
    """POST /star (speaker, on): put somebody on the shortlist, or take them off."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    wanted = sent.get("on")
    if wanted not in ("yes", "no"):
        raise InputError("it was not said whether the star goes on or off", hint="load the page again")
    with desk.changing(request) as database:
        if wanted == "yes":
            write.add_to_shortlist(database, number)
        else:
            write.remove_from_shortlist(database, number)
    return drawing.moved(request, sent.get("back"))
