"""A person: what is known of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from scraper.store import query
from scraper.store.filters import Filters
from scraper.web import asked, desk, drawing


def shown(request: Request) -> Response:
    """GET /people/{speaker}."""
    with desk.reading(request) as connection:
        person = query.speaker(connection, desk.speaker_id(request))
        listed = connection.execute("SELECT 1 FROM shortlist WHERE speaker_id = ?", (desk.speaker_id(request),))
        person["shortlisted"] = listed.fetchone() is not None
    return drawing.page(request, "person.html", person=person, topics=lambda topic: asked.address(Filters(topic=topic)))
