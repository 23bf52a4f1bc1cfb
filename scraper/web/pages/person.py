"""A person: what is known of them, each fact with where it was read."""

from __future__ import annotations

import shlex
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import dossier
from scraper.store import careers, corrections, query, sources
from scraper.store.filters import Filters
from scraper.web import asked, desk, drawing
from scraper.web.pages import person_facts, person_kept


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
        }
    return drawing.page(
        request, "person.html", person=person, career=careers.told(person["career"]), **told, **_ways(person),
        appearances=[_appearance(person, at) for at in person["appearances"]],
        lookups=[one for one in dossier.lookups(person) if one.url not in person["links"]],
        labels={one.url: one.label for one in dossier.lookups(person)},
        bios=[one for one in person["sightings"] if one["bio"]][:1],
        line=" ".join(["coffeechat", "show", shlex.quote(person["name"]), "--why", *_file(here)]),
    )  # fmt: skip


def _ways(person: dict[str, Any]) -> dict[str, Any]:
    """What the template asks for addresses and words with."""
    return {
        "topics": lambda topic: asked.address(Filters(topic=topic)),
        "company": lambda company: asked.address(Filters(company=company)),
        "kept": lambda url, fact="name": person_kept.address(person["id"], url, fact),
        "how": person_facts.method,
        "day": person_facts.day,
        "event": person_facts.event,
        "conference": lambda at: asked.address(Filters(conference=at["conference"], year=at["year"])),
    }


def _appearance(person: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
    """One appearance with what its page said word for word."""
    return {**at, "seen_as": person_facts.of_appearance(person, at)}


def _file(here: desk.Desk) -> list[str]:
    """The option that names the file, where it is not the usual one."""
    return ["--db", shlex.quote(str(here.file))] if here.named else []
