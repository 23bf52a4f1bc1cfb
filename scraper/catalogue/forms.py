"""What open catalogues of conferences say, in their own forms, as one: an edition each. Pure; what is no edition is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from scraper import catalogue
from scraper.address import is_web
from scraper.reference import table
from scraper.text import printable, squash

MOST_ROWS = 50_000
_LONGEST = 200
_ISO = re.compile(r"(\d{4})-(\d{2})-\d{2}")
_SUBJECTS = frozenset({"tech", "topic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One year of a conference, as a catalogue lists it. `country` is a code of ours, "online", or "" where neither."""

    name: str
    url: str
    year: int
    topics: tuple[str, ...]
    country: str


def read(form: str, value: Any, *, subject: str = "") -> Iterator[Listed]:  # noqa: ANN401 -- JSON is any value
    """The editions in a catalogue's JSON. `subject` is the name of the list it came from. Raises KeyError for a `form` that is none."""
    how = _FORMS[form]
    for row in (value if isinstance(value, list) else [])[:MOST_ROWS]:
        if isinstance(row, dict) and (found := how(row, subject)) is not None:
            yield found


def _confs_tech(row: Mapping[str, Any], subject: str) -> Listed | None:
    """`{name, url, startDate: "2026-02-04", city, country, online, ...}` in a file named after its subject."""
    begins = _ISO.match(_text(row.get("startDate")))
    country = _country(row.get("country")) or ("online" if row.get("online") is True else "")
    return _listed(row.get("name"), row.get("url"), int(begins[1]) if begins else None, [subject], country)


def _all_events(row: Mapping[str, Any], _subject: str) -> Listed | None:
    """`{name, hyperlink, date: [milliseconds], country, tags: [{key: "tech" | "topic", value}], ...}`, all in one file."""
    days = row.get("date")
    first = days[0] if isinstance(days, list) and days else None
    tags = row.get("tags")
    told = [
        _text(tag.get("value"))
        for tag in (tags if isinstance(tags, list) else [])[:30]
        if isinstance(tag, dict) and tag.get("key") in _SUBJECTS
    ]
    return _listed(row.get("name"), row.get("hyperlink"), _year(first), told, _country(row.get("country")))


_FORMS: dict[str, Callable[[Mapping[str, Any], str], Listed | None]] = {
    "confs-tech": _confs_tech,
    "all-events": _all_events,
}


def _listed(name: object, url: object, year: int | None, subjects: Sequence[str], country: str) -> Listed | None:
    called, address = _text(name), _text(url).strip()
    if not called or year is None or not is_web(address) or len(address) > 2 * _LONGEST:
        return None
    topics = dict.fromkeys(field for subject in subjects for field in _fields(subject))
    return Listed(name=called, url=address, year=year, topics=tuple(topics), country=country)


def _text(value: object) -> str:
    return squash(printable(value))[:_LONGEST] if isinstance(value, str) else ""


def _country(value: object) -> str:
    return catalogue.country(_text(value)) or "" if isinstance(value, str) and value.strip() else ""


def _fields(subject: str) -> Sequence[str]:
    """Our fields for a word of theirs."""
    known = table("catalogues")["words"].get(subject)
    return known if known is not None else sorted(catalogue.fields(subject.replace("-", " ")))


def _year(moment: object) -> int | None:
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        return None
    try:
        year = datetime.fromtimestamp(moment / 1000, UTC).year
    except (OverflowError, OSError, ValueError):
        return None
    return year if 1950 <= year <= date.today().year + 10 else None  # noqa: DTZ011 -- a year is enough
