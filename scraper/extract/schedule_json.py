"""Schedules in the c3voc form (`schedule.conference.days[].rooms{}[].persons[]`): frab, pretalx and their kin.

The form is described at c3voc.de/schedule/schema.json. Persons differ from producer to producer: an id, a code or a
guid; a name or a public name; some with a biography and answers to the organiser's questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.extract.asked import answered
from scraper.extract.plain import plain
from scraper.extract.shape import line, mapping, mappings
from scraper.model import Edition, Sighting, Talk

_MARKDOWN_LINK = re.compile(r"\]\((https?://[^\s()<>]{4,500})\)|<(https?://[^\s<>]{4,500})>")
_ADDRESS = re.compile(r"https?://\S+")
_YEAR = re.compile(r"\d{4}")

Json = Mapping[str, Any]


def is_schedule(value: object) -> bool:
    """Is a JSON value a schedule of this form?"""
    return bool(_days(value))


def schedule(value: object, *, source: str, method: str, url: str | None = None) -> Iterator[Edition | Sighting | Talk]:
    """The edition, the talks and everybody who gives one; each person once. `url` is the edition's own address."""
    conference = mapping(mapping(mapping(value).get("schedule")).get("conference"))
    start = line(conference.get("start"))
    if title := line(conference.get("title")):
        year = _YEAR.match(start)
        yield Edition(conference=title, year=int(year[0]) if year else None, starts=start[:10] or None, url=url)
    seen: set[str] = set()
    for day in _days(value):
        for event in (event for room in day["rooms"].values() for event in mappings(room)):
            people = [
                one for who in mappings(event.get("persons")) if (one := person(who, source=source, method=method))
            ]
            for one in people:
                key = one.record_id or one.name
                if key not in seen:
                    seen.add(key)
                    yield one
            if told := talk(event, people, source=source, starts=line(event.get("date")), url=line(event.get("url"))):
                yield told


def person(one: Json, *, source: str, method: str) -> Sighting | None:
    """A person record; None when it names nobody. Answers count where their question stands beside them in words."""
    name = next((name for key in ("name", "public_name", "full_public_name") if (name := line(one.get(key)))), "")
    if not name:
        return None
    pairs = [
        (line(mapping(given.get("question")).get("question")), line(given.get("answer")))
        for given in mappings(one.get("answers"))
    ]
    facts = answered(pairs)
    biography = one.get("biography") if isinstance(one.get("biography"), str) else ""
    shown = [answer for _, answer in pairs if _ADDRESS.fullmatch(answer)]
    written = [found[1] or found[2] for found in _MARKDOWN_LINK.finditer(biography or "")]
    return Sighting(
        name=name,
        headline=facts.get("headline"),
        role=facts.get("role"),
        employer=facts.get("employer"),
        bio=plain(biography),
        links=tuple(dict.fromkeys((*shown, *written))),
        photo=line(one.get("avatar") or one.get("avatar_url")) or None,
        record_id=next((str(value) for key in ("code", "guid", "id") if (value := one.get(key))), None),
        source=source,
        method=method,
    )


def talk(event: Json, people: Sequence[Sighting], *, source: str, starts: str = "", url: str = "") -> Talk | None:
    """A talk record and who gives it; None when it has no title."""
    title = line(event.get("title"))
    if not title:
        return None
    tags = (line(one.get("tag") or one.get("name")) for one in mappings(event.get("tags")))
    return Talk(
        title=title,
        speakers=tuple(one.name for one in people),
        speaker_ids=tuple(one.record_id or "" for one in people),
        abstract=plain(event.get("abstract")) or plain(event.get("description")),
        track=line(event.get("track")) or None,
        topics=tuple(tag for tag in tags if tag),
        starts=starts or None,
        url=url or None,
        source=source,
    )


def _days(value: object) -> list[Json]:
    conference = mapping(mapping(mapping(value).get("schedule")).get("conference"))
    return [day for day in mappings(conference.get("days")) if isinstance(day.get("rooms"), dict)]
