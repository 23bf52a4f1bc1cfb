"""iCalendar (RFC 5545) and the xCal of Pentabarf: events, and who speaks where the file says so for certain.

A calendar has no place for speakers. What is taken for one: attendees who were not invited (`ATTENDEE;CN=` without an
answer to an invitation), a line of the description that a label opens ("Speaker: Ana Ruiz"), and what two products are
known to write (pretalx: "Title - Ana Ruiz, Bo Lind" as the summary; Indico: "Speakers: Ana Ruiz (Acme)"). No name is
ever read out of a title otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from scraper.extract.formats.xml_tree import root_name, told, tree
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.page import Page
from scraper.recognise.names import name_score
from scraper.reference import table
from scraper.text import fold, squash

MAX_LINES = 500_000
MAX_SPEAKERS = 40  # of one event
_PROPERTY = re.compile(
    r"([A-Za-z][\w-]{0,60})((?:;[\w-]{1,60}=(?:\"[^\"]{0,300}\"|[^\";:,]{0,300})(?:,[^;:]{0,300})?){0,12}):(.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(r";([\w-]{1,60})=(?:\"([^\"]{0,300})\"|([^\";:]{0,300}))")
_ESCAPED = re.compile(r"\\([nN,;\\:\"])")
_LABELLED = re.compile(r"\s*([^\W\d_][\w ./()-]{0,40}?)\s*[:：]\s*(\S.{0,600})")
_INVITED = frozenset(("PARTSTAT", "RSVP", "DELEGATED-TO"))
_NOBODY = frozenset(("GROUP", "RESOURCE", "ROOM"))
# Labels that are often followed by an institution or by whoever runs the room.
_NOT_THE_SPEAKER = frozenset(
    ("host", "chair", "session chair", "chaired by", "hosted by", "with", "mit", "con", "com", "av", "a", "e", "i")
)


@dataclass(slots=True)
class _Event:
    """One VEVENT: its properties by name, and the attendees."""

    told: dict[str, str] = field(default_factory=dict)
    attendees: list[str] = field(default_factory=list)


def is_calendar(page: Page) -> bool:
    """Is the page an iCalendar file, or one in Pentabarf's xCal?"""
    return page.text[:200].lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR" or root_name(page) == "iCalendar"


def calendar(page: Page, method: str) -> Iterator[Edition | Sighting | Talk]:
    """The edition, the talks somebody is certain to give, and who that is; each name once. Raises NotAPage for bad xCal."""
    head, events = _xcal(page) if root_name(page) == "iCalendar" else _ical(page.text)
    product = head.get("PRODID", "").casefold()
    starts = min((when for one in events if (when := _when(one.told.get("DTSTART", "")))), default="")
    if name := squash(head.get("X-WR-CALNAME") or head.get("NAME")):
        yield Edition(conference=name, year=int(starts[:4]) if starts else None, starts=starts[:10] or None)
    seen: dict[str, Sighting] = {}
    for event in events:
        title, people = _read(event, product)
        for who, employer in people:
            known = seen.get(who)
            if known is None:
                seen[who] = Sighting(name=who, employer=employer, source=page.url, method=method)
                yield seen[who]
        if title and people:
            yield Talk(
                title=title,
                speakers=tuple(who for who, _ in people),
                abstract=plain(event.told.get("DESCRIPTION")),
                starts=_when(event.told.get("DTSTART", "")) or None,
                url=event.told.get("URL") or None,
                source=page.url,
            )


def _read(event: _Event, product: str) -> tuple[str, list[tuple[str, str | None]]]:
    """The title, and the speakers with their employers."""
    summary = event.told.get("SUMMARY", "")
    if "//pretalx//" in product:
        title, _, names = summary.rpartition(" - ")
        return (squash(title), _apart(names)) if names.strip() else (squash(title or summary), [])
    people: list[tuple[str, str | None]] = [(squash(name), None) for name in event.attendees]
    if not people:
        for line in re.split(r"\n|<br ?/?>|</p>", event.told.get("DESCRIPTION", "")[:4000])[:20]:
            found = _LABELLED.fullmatch(re.sub(r"<[^<>]{0,200}>", "", line))
            if found and fold(found[1]) in _labels():
                people = _apart(found[2], sure="indico" in product)
                break
    return squash(summary), people[:MAX_SPEAKERS]


def _apart(text: str, *, sure: bool = True) -> list[tuple[str, str | None]]:
    """The people of "Ana Ruiz (Acme, Inc.), Bo Lind": split at commas outside brackets where every piece is a name.

    `sure`: a list of names is all it can be.
    """
    pieces: list[str] = [""]
    depth = 0
    for sign in text:
        depth = max(0, depth + (sign in "([") - (sign in ")]"))
        if sign in ",;、" and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    people = [(squash(found[1]), squash(found[2]) or None) for piece in pieces
              if (found := re.fullmatch(r"\s*([^()\[\]]{1,120}?)\s*(?:[(\[](.{0,200})[)\]])?\s*", piece))]  # fmt: skip
    if len(people) == len(pieces) and (sure or all(name_score(name) >= 0.4 for name, _ in people)):
        return [(name, employer) for name, employer in people if name]
    is_one = len(text) <= 120 and (len(pieces) == 1 or name_score(pieces[0]) >= 0.4)  # "Ana Ruiz, CTO of Acme"
    return [(squash(text), None)] if is_one else []


@cache
def _labels() -> frozenset[str]:
    """What stands before the colon of a speaker's line."""
    return frozenset(table("labels")["by"]) - _NOT_THE_SPEAKER


def _when(value: str) -> str:
    """A moment as ISO 8601, as far as it goes: "20310504T090000Z" is 2031-05-04T09:00:00Z."""
    found = re.match(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", value)
    if not found:
        return ""
    day = "-".join(found.group(1, 2, 3))
    return f"{day}T{':'.join(found.group(4, 5, 6))}{found[7]}" if found[4] else day


def _ical(text: str) -> tuple[dict[str, str], list[_Event]]:
    """(properties of the calendar, its events)."""
    head: dict[str, str] = {}
    events: list[_Event] = []
    inside: list[str] = []
    for line in _unfolded(text):
        found = _PROPERTY.fullmatch(line)
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            inside.append(value.strip().upper())
            if inside[-1] == "VEVENT":
                events.append(_Event())
        elif name == "END":
            inside = inside[:-1]
        elif inside == ["VCALENDAR"]:
            head.setdefault(name, _plain(value))
        elif inside[-1:] == ["VEVENT"] and events:
            if name == "ATTENDEE":
                _attend(events[-1], found[2])
            else:
                events[-1].told.setdefault(name, _plain(value))
    return head, events


def _attend(event: _Event, parameters: str) -> None:
    given = {one[1].upper(): one[2] or one[3] for one in _PARAMETER.finditer(parameters)}
    name = squash(given.get("CN"))
    invited = not _INVITED.isdisjoint(given) or given.get("CUTYPE", "").upper() in _NOBODY
    if name and not invited and "@" not in name and len(event.attendees) < MAX_SPEAKERS:
        event.attendees.append(name)


def _unfolded(text: str) -> Iterator[str]:
    """The lines, put together where they were folded; a line that is no property belongs to the one before it."""
    whole: list[str] = []
    for line in text.splitlines()[:MAX_LINES]:
        if line[:1] in (" ", "\t"):
            whole.append(line[1:])
        elif whole and not re.match(r"[A-Z][A-Z-]{1,60}[;:]", line):
            whole.append("\\n" + line)
        else:
            if whole:
                yield "".join(whole)
            whole = [line.lstrip("\ufeff")]
    if whole:
        yield "".join(whole)


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _xcal(page: Page) -> tuple[dict[str, str], list[_Event]]:
    root = tree(page)
    whole = root.find("vcalendar")
    head = {one.tag.upper(): told(one) for one in whole if one.tag != "vevent"} if whole is not None else {}
    events = [
        _Event(
            told={one.tag.upper(): told(one) for one in event},
            attendees=[name for one in event.iterfind("attendee") if (name := told(one))][:MAX_SPEAKERS],
        )
        for event in root.iter("vevent")
    ]
    return head, events
