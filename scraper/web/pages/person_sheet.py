"""The run sheet for a chat with a person, to print, and its entries for the calendar."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats import own_profile, runsheet
from scraper.chats.runsheet import LANGUAGES, Sheet
from scraper.errors import InputError
from scraper.export import appointments
from scraper.store import query
from scraper.store.contacts import contacting
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.pages.person_draft import TONGUES

LEAST, MOST = 5, 120
MOST_QUESTIONS = 10
_LONGEST = 300


def shown(request: Request) -> Response:
    """GET /people/{speaker}/sheet?minutes=15&language=en&question=...: what to ask, and when."""
    person, made, minutes, chat = _made(request)
    return drawing.page(
        request, "person_sheet.html", person=person, sheet=made, minutes=minutes, chat=chat, languages=LANGUAGES,
        tongues=TONGUES, own=request.query_params.get("question", ""), markdown=runsheet.markdown(made),
    )  # fmt: skip


def calendar(request: Request) -> Response:
    """GET /people/{speaker}/chat.ics: the chat, its preparation and the thank-you."""
    person, made, minutes, chat_at = _made(request)
    if chat_at is None:
        raise InputError(
            f"no chat with {person['name']} is scheduled", hint="log it on their page: scheduled, with its time"
        )
    notes = "\n".join(line for part in made.parts for line in part.questions)
    chat = appointments.Chat(id=person["id"], name=person["name"], starts=chat_at, minutes=minutes, notes=notes)
    headers = {"Content-Disposition": f'attachment; filename="coffeechat-{person["id"]}.ics"'}
    return Response(appointments.ics([chat], now=clock.now()), media_type="text/calendar", headers=headers)


def _made(request: Request) -> tuple[dict[str, Any], Sheet, int, Any]:
    asked = request.query_params
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        person = query.speaker(connection, number)
        called = contacting.preferred_name(connection, number)
        chat_at = outreach.contact_of(connection, number).standing.chat_at
        profile = own_profile.from_settings(contacting.settings(connection))
    minutes = asked.get("minutes", "15")
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 4 and LEAST <= int(minutes) <= MOST):
        raise InputError(f"{minutes[:10]!r} is no length for a chat", hint=f"{LEAST} to {MOST} minutes")
    own = [line[:_LONGEST] for line in map(squash, asked.get("question", "").splitlines()) if line][:MOST_QUESTIONS]
    language = asked.get("language") or profile.language
    named = {**person, "name": called or person["name"]}
    when = f"{chat_at:%Y-%m-%d %H:%M}" if chat_at else None
    made = runsheet.sheet(named, language=language, minutes=int(minutes), when=when, own=own)
    return named, made, int(minutes), chat_at
