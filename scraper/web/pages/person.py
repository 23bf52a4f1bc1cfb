"""A person: what is known of them, each fact with where it was read."""

from __future__ import annotations

import shlex
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats import agenda, dossier
from scraper.store import query
from scraper.store.choice.filters import Filters
from scraper.store.contacts import contacting
from scraper.store.pulling import corrections
from scraper.store.sight import careers, sources
from scraper.text import edition
from scraper.web import asked, desk, drawing
from scraper.web.pages import person_draft, person_facts, person_kept, person_log, person_photo, person_who
from scraper.web.pages import today as today_page


def shown(request: Request) -> Response:
    """GET /people/{speaker}."""
    number = desk.speaker_id(request)
    here = desk.of(request)
    with desk.reading(request) as connection:
        person = query.speaker(connection, number)
        corrected = [one for one in corrections.listed(connection) if one["speaker"] == person["id"]]
        told: dict[str, Any] = {
            "facts": person_facts.facts(person, corrected),
            "colleagues": query.colleagues(connection, person) if person["company_key"] else [],
            "pages": sources.pages(connection, number),
            "corrected": corrected,
            "photo": person_photo.known(connection, here, number),
            **_between(connection, person, number),
        }
    return drawing.page(
        request, "person.html", person=person, career=careers.told(person["career"]), **told, **_ways(person),
        appearances=[_appearance(person, at) for at in person["appearances"]],
        lookups=[one for one in dossier.lookups(person) if one.url not in person["links"]],
        labels={one.url: one.label for one in dossier.lookups(person)},
        bios=[one for one in person["sightings"] if one["bio"]][:1],
        line=" ".join(["coffeechat", "show", shlex.quote(person["name"]), "--why", *_file(here)]),
    )  # fmt: skip


def _between(connection: sqlite3.Connection, person: dict[str, Any], number: int) -> dict[str, Any]:
    """How things stand with them, and what can be done."""
    contact = outreach.contact_of(connection, number)
    near = contacting.contacts(connection, {*contact.referred_by, *contact.referred, *contact.told})
    due = agenda.agenda([contact, *near], clock.now(), per_week=99, at_most=10_000).items
    ways = [way for one in due if one.id == number and (way := today_page.way(one))]
    return {
        "contact": contact,
        "way": next(iter(ways), (f"/people/{person['id']}/draft", "Write to them")),
        "following": None if contact.standing.do_not_contact else outreach.following_of(connection, contact),
        "log": person_log.shown(contact, {one.id: one.name for one in near}),
        "named": [one for one in near if one.id in contact.referred],
        "named_by": [one for one in near if one.id in contact.referred_by],
        "drafts": contacting.drafts(connection, number),
        "listing": contacting.listing(connection, number),
        "called": contacting.preferred_name(connection, number),
        "questions": [one for one in person_who.questions(connection, person, number) if one["answer"] is None],
        "words": person_log.words(contact),
        "asked": outreach.LEARNT,
        "fits": outreach.FITS,
        "today": clock.today().isoformat(),
        "purposes": person_draft.PURPOSES,
    }


def _ways(person: dict[str, Any]) -> dict[str, Any]:
    """What the template asks for addresses and words with."""
    return {
        "topics": lambda topic: asked.address(Filters(topic=topic)),
        "company": lambda company: asked.address(Filters(company=company)),
        "kept": lambda url, fact="name": person_kept.address(person["id"], url, fact),
        "how": person_facts.method,
        "day": person_facts.day,
        "edition": edition,
        "conference": lambda at: asked.address(Filters(conference=at["conference"], year=at["year"])),
    }


def _appearance(person: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
    """One appearance with what its page said word for word."""
    return {**at, "seen_as": person_facts.of_appearance(person, at)}


def _file(here: desk.Desk) -> list[str]:
    """The option that names the file, where it is not the usual one."""
    return ["--db", shlex.quote(str(here.file))] if here.named else []
