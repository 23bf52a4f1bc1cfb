"""Sessions in unknown JSON: a title, people beside it, and something only a session has (a room, a time, an abstract)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.extract.embedded.places import Place
from scraper.extract.fields import joined, read, spellings
from scraper.extract.plain import first, plain
from scraper.extract.records import full_name, session_title
from scraper.model import Talk
from scraper.recognise.names import name_score
from scraper.recognise.sections import section

MAX_PEOPLE = 30  # of one session; more are a conference's
_LONGEST_ID = 200
_NAMELIKE = 0.3
_BETWEEN = re.compile(r"\s*(?:[,;/|]|\s&\s|\s\+\s)\s*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")


@dataclass(frozen=True, slots=True)
class Session:
    """A session's record: its title and what it says of its people (ids, names, records)."""

    title: str
    people: tuple[Any, ...]
    record: Mapping[str, Any]


def session(record: Mapping[str, Any], place: Place) -> Session | None:
    """The session an object describes, or None. Articles and sponsors' pages are none."""
    if place.reason or not any(joined(str(key)) in _speakers_keys() for key in record):
        return None
    named = {joined(str(key)): value for key, value in list(record.items())[:200]}
    given = [value for key, value in named.items() if key in _speakers_keys() and value]
    if not given or (title := session_title(record)) is None or _is_page(title):
        return None
    if not named.keys() & spellings("session", "evidence") and not isinstance(given[0], str):
        return None
    everyone = [one for value in given for one in (value if isinstance(value, list) else [value])]
    if len(everyone) > MAX_PEOPLE:
        return None
    return Session(title, tuple(everyone), record)


def as_talk(
    found: Session, by_alias: Mapping[str, Sequence[int]], names: Sequence[str], source: str
) -> tuple[Talk, list[int], list[str]]:
    """(the Talk, the numbers of the people who give it, the names that belong to no record).

    `by_alias`: people by the ids they go by; `names`: their names by number.
    """
    seated: list[int] = []
    named: list[str] = []
    ids: list[str] = []
    for one in found.people:
        reference, name = _reference(one)
        if reference is not None and reference in by_alias:
            seated.extend(by_alias[reference])
            ids.append(reference)
        elif name and (" " in name or not name.isascii()):
            named.extend(_names(name))
        elif reference is not None:
            ids.append(reference)  # of somebody whose record is on another page
    by_key = {joined(str(key)): value for key, value in found.record.items()}

    def text(field: str) -> str | None:
        return next(
            (told for key, value in by_key.items() if key in spellings("session", field) and (told := plain(value))),
            None,
        )

    starts = text("starts")
    topics = read(found.record).get("topics")
    talk = Talk(
        title=found.title,
        speakers=tuple(dict.fromkeys([*(names[at] for at in seated), *named])),
        speaker_ids=tuple(dict.fromkeys(ids)),
        abstract=text("abstract"),
        track=first(by_key.get("track") or by_key.get("trackname")),
        topics=tuple(dict.fromkeys(one for tag in topics[:30] if (one := plain(tag))))
        if isinstance(topics, list)
        else (),
        language=text("language"),
        starts=starts if starts and _ISO.fullmatch(starts) else None,
        source=source,
    )
    return talk, seated, named


def _names(text: str) -> list[str]:
    """The names in a text; a text that is no name and cannot be cut into names stays whole ("Ana Ruiz e Bo Li")."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) < 2 or not all(name_score(part) >= _NAMELIKE for part in parts):
        return [text] if len(text) <= _LONGEST_ID else []
    return parts


def _is_page(title: str) -> bool:
    """Is it a page's title ("Our speakers") rather than a session's?"""
    return len(title.split()) <= 3 and section(title) == "speakers"


def _reference(one: Any) -> tuple[str | None, str | None]:  # noqa: ANN401 -- JSON is any value
    """How a session points to a person: (id, name)."""
    if isinstance(one, bool) or one is None:
        return None, None
    if isinstance(one, (str, int)):
        text = str(one).strip()
        return text[:_LONGEST_ID], plain(text) if isinstance(one, str) else None
    if isinstance(one, Mapping):
        system = one.get("sys")  # Contentful
        held = system if isinstance(system, Mapping) else one
        found = read(one)
        own = held.get("id", found.get("id"))
        return (str(own) if isinstance(own, (str, int)) else None), full_name(found)[0]
    return None, None


@cache
def _speakers_keys() -> frozenset[str]:
    return spellings("session", "speakers") | spellings("session", "others")
