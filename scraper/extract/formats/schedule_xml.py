"""Schedules in the form of Pentabarf (XML): the same days, rooms, events and persons as in their JSON form.

    schedule > conference + day[date] > room[name] > event[id] > title, date, start, track, abstract, persons > person[id]

Written by frab, pretalx, wafer, OSEM and fosdem.org. A person is a name and a number: no role, no employer; fosdem.org
since 2026 tells a biography of each in a list of its own: persons > person[id] > name, biography, extended_biography.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from scraper.extract.formats.xml_tree import told

_FACTS = ("title", "subtitle", "track", "type", "language", "abstract", "description", "slug", "url", "start")


def as_json(root: Element) -> dict[str, Any]:
    """A `<schedule>` as the value its producer would have given as JSON (see schedule_json); {} for other elements."""
    if root.tag != "schedule":
        return {}
    conference = root.find("conference")
    generator = root.find("generator")
    facts = {one.tag: told(one) for one in conference if one.tag != "track"} if conference is not None else {}
    days = [
        {
            "date": day.get("date", ""),
            "rooms": {
                f"{at}": [_event(one, day) for one in room.iter("event")] for at, room in enumerate(day.iter("room"))
            },
        }
        for day in root.iter("day")
    ]
    return {
        "generator": {"name": generator.get("name", "") if generator is not None else ""},
        "schedule": {
            "version": told(root, "version"),
            "conference": {**facts, "days": days},
            "persons": [_person(one) for one in root.findall("persons/person")],
        },
    }


def _person(person: Element) -> dict[str, Any]:
    """Somebody in the list of persons; the longer biography has what the shorter one leaves out."""
    biographies = [told(person, name) for name in ("biography", "extended_biography")]
    return {"id": person.get("id"), "biography": " ".join(text for text in biographies if text)}


def _event(event: Element, day: Element) -> dict[str, Any]:
    facts = {name: told(event, name) for name in _FACTS}
    start = facts.pop("start")
    day_start = (
        f"{day.get('date')}T{start:0>5}" if day.get("date") and start else ""
    )  # FOSDEM before 2024: "09:00" alone
    persons = event.find("persons")
    return {
        **facts,
        "id": event.get("id"),
        "guid": event.get("guid"),
        "date": told(event, "date") or day_start,
        "persons": [
            {**one.attrib, "public_name": name} for one in persons if one.tag == "person" and (name := told(one))
        ]
        if persons is not None
        else [],
    }
