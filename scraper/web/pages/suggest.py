"""Whom to ask: suggestions with their points and reasons, to be put on the shortlist one by one."""

from __future__ import annotations

from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from scraper.chats import suggestion
from scraper.outreach import candidates
from scraper.reference import table
from scraper.store import query
from scraper.store.choice.tally import anywhere, in_order
from scraper.store.choice.tally import chosen as fitting
from scraper.web import asked, desk, drawing

LOOKED_AT = 300
"""People who are judged while the browser waits: the newest that fit; the command line judges all."""


def shown(request: Request) -> Response:
    """GET /shortlist/suggest?words=...: the best of those who fit and are not dealt with yet."""
    chosen = asked.filters(request.query_params)
    here, usual = desk.of(request), table("points")
    own = here.templates.parent / "points.toml" if here.templates else None
    with desk.reading(request) as connection:
        tally = desk.counted(request, connection)
        newest = in_order(tally, connection, "year", anywhere(fitting(tally, connection, chosen)))
        some = query.people(connection, [tally.ids[place] for place in islice(newest, LOOKED_AT)])
        people, profile = candidates.among(connection, some)
    found = suggestion.suggest(
        people, profile, suggestion.points(own), limit=usual["limit"], per_employer=usual["per_employer"],
        per_conference=usual["per_conference"],
    )  # fmt: skip
    return drawing.page(
        request, "suggest.html", found=found, fields=asked.chosen(chosen), looked_at=len(people), most=LOOKED_AT,
        told=bool(profile.families or profile.topics),
        line=asked.line(chosen, here.file if here.named else None, command="shortlist suggest"),
    )  # fmt: skip
