"""People the user knows, out of their own address books: CSV of any make, vCard. Pure; nothing is asked of anybody.

LinkedIn's own export (Connections.csv) begins with lines of notes before its header: the header is looked for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper.errors import BadFile
from scraper.reference import table
from scraper.text import fold, squash

MAX_PEOPLE = 100_000
MAX_CELL = 500
_HEADER_WITHIN = 20  # lines
_LINE_END = re.compile(r"\r\n?|\n")  # and no other: a name may hold what Python takes for the end of a line
_DELIMITERS = ",;\t"
_DATES = ("%d %b %Y", "%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Somebody the user knows. `since` is an ISO date."""

    name: str
    role: str | None = None
    employer: str | None = None
    email: str | None = None
    url: str | None = None
    since: str | None = None


def read(text: str, *, source: str) -> list[Acquaintance]:
    """The people of an address book, each once. Raises BadFile when it is none, or names nobody."""
    start = text.lstrip("\ufeff \t\r\n")[:12].upper()
    people = _cards(text, source) if start.startswith("BEGIN:VCARD") else _rows(text, source)
    found: dict[tuple[str, str], Acquaintance] = {}
    for one in people:
        if len(found) >= MAX_PEOPLE:
            raise BadFile(f"{source} has more than {MAX_PEOPLE:,} people", hint="split it into several files")
        found.setdefault((fold(one.name), fold(one.employer)), one)
    if not found:
        raise BadFile(f"nobody is named in {source}", hint="a CSV needs a header with first and last name, or a name")
    return list(found.values())


def _rows(text: str, source: str) -> Iterator[Acquaintance]:
    """The rows below the first line that looks like a header."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    at, delimiter, places = _header(lines, source)
    reader = csv.reader(io.StringIO("".join(lines[at + 1 :]), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if one := _person({what: _first(row, columns) for what, columns in places.items()}):
                yield one
    except csv.Error as problem:
        raise BadFile(
            f"{source}, line {at + 1 + reader.line_num}: {problem}", hint="save it as CSV once more"
        ) from problem


def _header(lines: Sequence[str], source: str) -> tuple[int, str, dict[str, list[int]]]:
    """The line of the header, what parts its cells, and which columns hold what."""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        delimiter = max(_DELIMITERS, key=line.count)
        places = _places([fold(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])])
        if "name" in places or ("given" in places and "family" in places):
            return at, delimiter, places
    raise BadFile(
        f"{source} has no header that names people", hint="a CSV needs columns such as First Name, Last Name, Company"
    )


def _places(header: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold what."""
    found = {}
    for what, names in table("contact_columns").items():
        columns = (
            [header.index(folded) for name in names if (folded := fold(name)) in header] if what != "source" else []
        )
        if columns:
            found[what] = columns
    return found


def _first(row: Sequence[str], columns: Sequence[int]) -> str:
    return next((text for at in columns if at < len(row) and (text := squash(row[at])[:MAX_CELL])), "")


def _person(told: Mapping[str, str]) -> Acquaintance | None:
    parts = squash(f"{told.get('given', '')} {told.get('family', '')}")
    name = parts or told.get("name", "")
    if not any(map(str.isalpha, name)):
        return None
    return Acquaintance(
        name=name,
        role=told.get("role") or None,
        employer=told.get("employer") or None,
        email=told.get("email") or None,
        url=told.get("url") or None,
        since=_day(told.get("since", "")),
    )


def _day(text: str) -> str | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    return None


def _cards(text: str, source: str) -> Iterator[Acquaintance]:
    """The cards of a vCard file, versions 2.1 to 4.0; one that cannot be read is left out."""
    import vobject

    for block in _blocks(text):
        try:
            card = vobject.readOne(block, ignoreUnreadable=True, allowQP=True)
            told = _said(card)
        except Exception as problem:  # vobject raises whatever its parts do
            if isinstance(problem, (MemoryError, RecursionError)):
                raise BadFile(f"{source} cannot be read", hint="export it once more") from problem
            continue
        if one := _person(told):
            yield one


def _blocks(text: str) -> Iterator[str]:
    """Each card by itself, so that a broken one costs no other. vobject knows 3.0: what we read of 4.0 is the same."""
    block: list[str] = []
    for line in _LINE_END.split(text.lstrip("\ufeff")):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            block = []
        if len(block) < 2_000:
            block.append("VERSION:3.0" if word == "VERSION:4.0" else line)
        if word == "END:VCARD":
            yield "\r\n".join(block) + "\r\n"
            block = []


def _said(card: object) -> dict[str, str]:
    def value(name: str) -> str:
        said = getattr(getattr(card, name, None), "value", "")
        return squash(str(said[0] if isinstance(said, list) and said else said or ""))[:MAX_CELL]

    return {
        "name": value("fn"),
        "employer": value("org"),
        "role": value("title"),
        "email": value("email"),
        "url": value("url"),
    }
