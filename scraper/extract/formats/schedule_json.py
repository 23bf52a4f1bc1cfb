"""Schedules in the c3voc form, as JSON or out of the XML of the same form: frab, pretalx, wafer and their kin.

Version 1 (c3voc.de/schedule/schema.json) is `schedule.conference.days[].rooms{}[].persons[]`, version 2 (the hub of the
Chaos events since 2024) is `schedule.events[].participants[]` beside `schedule.persons[]`. Persons differ from producer
to producer: an id, a code or a guid; a name or a public name; some with a biography and answers to the organiser's
questions. A participant's "role" is the function at the conference (SPEAKER), never a job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scraper.extract.asked import answered
from scraper.extract.formats.shape import line, mapping, mappings
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.recognise.sections import billing

_MARKDOWN_LINK = re.compile(r"\]\((https?://[^\s()<>]{4,500})\)|<(https?://[^\s<>]{4,500})>")
_ADDRESS = re.compile(r"https?://\S+")
_YEAR = re.compile(r"\d{4}")
_TALK_PAGE = re.compile(r"(https?://.{1,300}/)talk/(?-i:[A-HJ-NP-Z3789]{6})/?")
_TAKES_PLACE = frozenset(("", "accepted", "confirmed", "delayed"))  # the states of version 2 that an audience meets

Json = Mapping[str, Any]


def is_schedule(value: object) -> bool:
    """Is a JSON value a schedule of this form, of either version?"""
    return bool(_days(value)) or bool(_participants(value))


def pretalx_root(value: object) -> str | None:
    """The address of the event in pretalx that wrote this schedule, "" where it does not tell; None for other producers."""
    generator = line(mapping(mapping(value).get("generator")).get("name"))
    events = [event for _, event in _events(value)][:20]
    root = next((found[1] for event in events if (found := _TALK_PAGE.match(line(event.get("url"))))), "")
    persons = [who for event in events for who in mappings(event.get("persons"))]
    by_shape = not generator and any({"biography", "answers"} <= who.keys() for who in persons)
    return root if "pretalx" in generator.casefold() or root or by_shape else None


def schedule(
    value: object, *, source: str, method: str, url: str | None = None, by_name: bool = False
) -> Iterator[Edition | Sighting | Talk]:
    """The edition, the talks and everybody who gives one; each person once. `url` is the edition's own address.

    `by_name`: one name is one person, whatever the ids (frab gives a person who registers twice two of them).
    """
    whole = mapping(mapping(value).get("schedule"))
    conference = mapping(whole.get("conference"))
    start = line(conference.get("start"))
    if title := line(conference.get("title")):
        year = _YEAR.match(start)
        yield Edition(
            conference=title,
            year=int(year[0]) if year else None,
            starts=start[:10] or None,
            place=", ".join(place for key in ("venue", "city") if (place := line(conference.get(key)))) or None,
            url=url or line(conference.get("url")) or None,
        )
    known = {key: one for one in mappings(whole.get("persons")) if (key := _key(one))}
    seen: dict[str, Sighting] = {}
    for starts, event in _events(value):
        people = []
        for who in (*mappings(event.get("persons")), *mappings(event.get("participants"))):
            function = billing(line(who.get("role"))) if "participants" in event else None
            one = person({**who, **known.get(_key(who), {})}, source=source, method=method)
            if one is None:
                continue
            key = one.name if by_name else one.record_id or one.name
            if key not in seen:
                seen[key] = replace(one, billing=None if function == "speaker" else function)
                yield seen[key]
            people.append(seen[key])
        if told := talk(event, people, source=source, starts=starts, url=line(event.get("url"))):
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
    shown += [url for given in mappings(one.get("links")) if _ADDRESS.fullmatch(url := line(given.get("url")))]
    photo = line(mapping(one.get("avatar")).get("url") or one.get("avatar") or one.get("avatar_url"))
    written = [found[1] or found[2] for found in _MARKDOWN_LINK.finditer(biography or "")]
    return Sighting(
        name=name,
        headline=facts.get("headline"),
        role=facts.get("role"),
        employer=facts.get("employer"),
        bio=plain(biography),
        links=tuple(dict.fromkeys((*shown, *written))),
        photo=photo or None,
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
        track=_track(event.get("track")) or None,
        topics=tuple(tag for tag in tags if tag),
        starts=starts or None,
        url=url or None,
        language=line(event.get("language")) or None,
        source=source,
    )


def _key(who: Json) -> str:
    """What the record of a person and their place in an event share."""
    return str(who.get("guid") or who.get("id") or "")


def _track(value: object) -> str:
    """A track by name; version 2 gives an object, at times with nothing but the short form for addresses."""
    track = mapping(value)
    return line(track.get("name") or track.get("slug") or value) if "slug" in track or "name" in track else line(value)


def _events(value: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """(when it starts, event) of every event that takes place."""
    for day in _days(value):
        rooms = day["rooms"]
        for event in (event for room in rooms.values() for event in mappings(room)):
            yield line(event.get("date")), event
    for event in _participants(value):
        if line(event.get("state")).casefold() in _TAKES_PLACE:
            yield line(event.get("start")), event


def _days(value: object) -> list[dict[str, Any]]:
    conference = mapping(mapping(mapping(value).get("schedule")).get("conference"))
    return [day for day in mappings(conference.get("days")) if isinstance(day.get("rooms"), dict)]


def _participants(value: object) -> list[dict[str, Any]]:
    """The events of version 2."""
    events = mappings(mapping(mapping(value).get("schedule")).get("events"))
    return [event for event in events if isinstance(event.get("participants"), list)]
