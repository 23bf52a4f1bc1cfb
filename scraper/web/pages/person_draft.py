"""A message to a person, prepared and looked over while it is written. Nothing is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from scraper import outreach
from scraper.chats import own_profile
from scraper.chats.log import WAITING, Contact
from scraper.draft import KINDS, letter
from scraper.draft.checks import words
from scraper.draft.template import MAX_MESSAGE, Template, templates
from scraper.errors import InputError
from scraper.outreach import correspondence
from scraper.outreach.correspondence import Draft
from scraper.store import query
from scraper.store.contacts import contacting
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.pages.person_changes import place

SAID = ("opening", "slots", "learned")
"""Facts the user may add, as `coffeechat draft` takes them."""
PURPOSES = {
    "ask": "a first message", "nudge": "a reminder", "thanks": "a thank-you", "referral": "to somebody you were sent to",
    "report-back": "how it went",
}  # fmt: skip
TONGUES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be written: kind, language, tone, what the user adds, whom it is about."""

    kind: str
    language: str
    tone: str
    said: Mapping[str, str]
    about: int | None

    def fields(self) -> dict[str, str]:
        """As the fields of a form."""
        told = {"kind": self.kind, "language": self.language, "tone": self.tone, **self.said}
        return {**told, **({"about": f"p-{self.about}"} if self.about is not None else {})}


def shown(request: Request) -> Response:
    """GET /people/{speaker}/draft: a message from their facts and yours, or one that was kept (draft=d-3)."""
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        kept = _kept(connection, number, request.query_params.get("draft"))
        choice = _choice(connection, number, {**request.query_params, **(kept or {})}, _known(request))
        text = f"Subject: {kept['subject']}\n{kept['body']}" if kept else None
        made = correspondence.prepare(connection, number, _request(request, choice, text))
        return _page(request, connection, made, choice, kept)


def check(request: Request) -> Response:
    """POST /people/{speaker}/draft/check (subject, body): looked over; nothing is kept."""
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        choice, made = _written(request, connection, number)
        return _page(request, connection, made, choice)


def keep(request: Request) -> Response:
    """POST /people/{speaker}/draft/keep (subject, body): looked over and kept, as `coffeechat draft` does."""
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        choice, made = _written(request, connection, number)
        plain = correspondence.prepare(connection, number, _request(request, choice, None))
    if (plain.subject, plain.body) == (made.subject, made.body):  # the template's own words keep its tone
        made = replace(made, tone=plain.tone)
    with desk.changing(request) as database:
        kept = correspondence.keep(database, made)
    to = f"{place(number)}/draft?{urlencode({**choice.fields(), 'draft': f'd-{kept}'})}"
    ready = "It is ready: send it yourself, then log it" if made.ready else "It is not ready yet"
    return drawing.moved(request, to, f"Kept. {ready}.")


def eml(request: Request) -> Response:
    """POST /people/{speaker}/draft/eml (subject, body, to, anyway): a file the mail program opens as a draft."""
    number = desk.speaker_id(request)
    sent = desk.form(request)
    with desk.reading(request) as connection:
        _, made = _written(request, connection, number)
    if not (made.ready or sent.get("anyway") == "yes"):
        raise InputError("the draft is not ready, so it is not handed over", hint="go back and mend what is said there")
    with desk.changing(request) as database:
        correspondence.keep(database, made)
    body = letter.eml(made.subject, made.body, to=sent.get("to", "").strip() or None)
    headers = {"Content-Disposition": f'attachment; filename="coffeechat-p-{number}.eml"'}
    return Response(body, media_type="message/rfc822", headers=headers)


def _written(request: Request, connection: sqlite3.Connection, number: int) -> tuple[Choice, Draft]:
    """The text of a form as a draft that was looked over."""
    sent = desk.form(request)
    subject, body = squash(sent.get("subject")), sent.get("body", "").strip()
    if len(subject) + len(body) > MAX_MESSAGE:
        raise InputError("that is too long for a message", hint=f"at most {MAX_MESSAGE:,} letters")
    choice = _choice(connection, number, sent, _known(request))
    made = correspondence.prepare(connection, number, _request(request, choice, f"Subject: {subject}\n{body}"))
    return choice, made


def _known(request: Request) -> list[Template]:
    return templates(desk.of(request).templates)


def _choice(connection: sqlite3.Connection, number: int, asked: Mapping[str, Any], known: Sequence[Template]) -> Choice:
    """What was asked for, as far as there is a template for it; else the nearest there is."""
    kind = asked.get("kind") or _due(outreach.contact_of(connection, number))
    if kind not in KINDS:
        raise InputError(f"there is no message of the kind {str(kind)[:20]!r}", hint=f"one of: {', '.join(KINDS)}")
    usual = own_profile.from_settings(contacting.settings(connection)).language
    there = list(dict.fromkeys(one.language for one in known if one.kind == kind))
    language = next((one for one in (asked.get("language"), usual, "en") if one in there), there[0])
    tones = [one.tone for one in known if (one.kind, one.language) == (kind, language)]
    tone = next((one for one in (asked.get("tone"), "plain") if one in tones), tones[0])
    said = {name: squash(asked.get(name))[:_LONGEST] for name in SAID if squash(asked.get(name))}
    about = asked.get("about") if kind in ("referral", "report-back") else None
    return Choice(kind, str(language), str(tone), said, desk.number(about) if about else None)


def _due(contact: Contact) -> str:
    """The message that usually comes next."""
    state = contact.standing.state
    return {
        **dict.fromkeys(WAITING, "nudge"),
        "met": "thanks",
        "thanked": "report-back",
        "in touch": "report-back",
    }.get(state, "ask")


def _request(request: Request, choice: Choice, text: str | None) -> correspondence.Request:
    return correspondence.Request(
        kind=choice.kind, language=choice.language, tone=choice.tone, said=choice.said, about=choice.about, text=text,
        own=desk.of(request).templates,
    )  # fmt: skip


def _kept(connection: sqlite3.Connection, number: int, said: str | None) -> dict[str, Any] | None:
    """A draft to this person that was kept. Raises InputError for one there is not."""
    if not said:
        return None
    found = next((one for one in contacting.drafts(connection, number) if one["id"] == said), None)
    if found is None:
        raise InputError(f"there is no draft {said[:20]!r} to this person", hint="choose one on their page")
    return found


def _page(
    request: Request, connection: sqlite3.Connection, made: Draft, choice: Choice, kept: Mapping[str, Any] | None = None
) -> Response:
    known = _known(request)
    to = desk.form(request).get("to", "").strip()
    person = query.speaker(connection, desk.speaker_id(request))
    near = contacting.contacts(connection, {*made.contact.referred, *made.contact.referred_by})
    mailto, wrong = _mailto(made, to)
    return drawing.page(
        request, "person_draft.html", person=person, made=made, choice=choice, kept=kept, to=to, wrong=wrong, mailto=mailto,
        count=len(words(made.body)), purposes=PURPOSES, tongues=TONGUES, logged=KINDS[choice.kind], said=SAID, near=near,
        languages=list(dict.fromkeys(one.language for one in known if one.kind == choice.kind)),
        tones=[one.tone for one in known if (one.kind, one.language) == (choice.kind, choice.language)],
        profile=own_profile.from_settings(contacting.settings(connection)).name,
    )  # fmt: skip


def _mailto(made: Draft, to: str) -> tuple[str | None, str | None]:
    """A link that opens a new message, or what is wrong with the address it would go to."""
    try:
        return letter.mailto(made.subject, made.body, to=to or None), None
    except InputError as problem:
        return None, problem.message
