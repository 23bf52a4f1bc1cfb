"""A list somebody already has, as sightings: CSV with any reasonable header, or JSON Lines (DESIGN section 6). Pure.

One line is one person at one edition: `event` (or `conference`) and `year` say which.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scraper.errors import BadFile
from scraper.extract import person
from scraper.model import Edition, Harvest, PageRead, Sighting, Talk
from scraper.text import fold

MAX_ROWS = 2_000_000
_EVENT_KEYS = ("event", "conference", "edition", "konferenz", "conferencia", "konferencja", "conférence")
_YEAR_KEYS = ("year", "jahr", "año", "ano", "année", "anno", "rok")
_DELIMITERS = ",;\t|"
UNNAMED = "my list"


@dataclass(slots=True)
class _Group:
    sightings: list[Sighting] = field(default_factory=list)
    talks: dict[str, Talk] = field(default_factory=dict)


def harvests(text: str, *, source: str, event: str | None = None, year: int | None = None) -> list[Harvest]:
    """The people of a list, one Harvest an edition. `event` and `year` fill in where a row does not say.

    Raises BadFile when the text is no list, or no row names anybody; the message says which line is at fault.
    """
    groups: dict[tuple[str, int | None], _Group] = {}
    for number, record in _records(text, source):
        when = _year(_first(record, _YEAR_KEYS), number, source) or year
        where = str(_first(record, _EVENT_KEYS) or event or UNNAMED).strip()
        sighting = person(record, source=source, method="data/list")
        if sighting is None:
            continue
        group = groups.setdefault((where, when), _Group())
        group.sightings.append(sighting)
        for talk in _talks(record, sighting):
            group.talks.setdefault(f"{fold(talk.title)}\0{fold(sighting.name)}", talk)
    if not groups:
        raise BadFile(f"nobody is named in {source}", hint="a list needs a column `name` (or first and last name)")
    return [
        Harvest(
            edition=Edition(conference=where, year=when),
            sightings=tuple(group.sightings),
            talks=tuple(group.talks.values()),
            left_out=(),
            pages=(PageRead(url=source, adapter="list", people=len(group.sightings), methods=("data/list",)),),
            adapter="list",
        )
        for (where, when), group in groups.items()
    ]


def _records(text: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise BadFile(f"{source} is empty", hint="give a CSV file with a header, or JSON Lines")
    reader = _json_lines if start == "{" else _json_list if start == "[" else _csv_rows
    for count, numbered in enumerate(reader(text.lstrip("\ufeff"), source)):
        if count >= MAX_ROWS:
            raise BadFile(f"{source} has more than {MAX_ROWS:,} rows", hint="split it into several files")
        yield numbered


def _json_lines(text: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise BadFile(f"{source}, line {number}: this is not JSON", hint="one JSON object a line") from problem
        if not isinstance(record, dict):
            raise BadFile(f"{source}, line {number}: not a JSON object", hint="one JSON object a line")
        yield number, record


def _json_list(text: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadFile(f"{source} is not JSON", hint="give a list of objects, or one object a line") from problem
    for number, record in enumerate(value, start=1):
        if not isinstance(record, dict):
            raise BadFile(f"{source}, entry {number}: not a JSON object", hint="give a list of objects")
        yield number, record


def _csv_rows(text: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    header = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for row in reader:
            yield reader.line_num, {key.strip(): value for key, value in row.items() if key and isinstance(value, str)}
    except csv.Error as problem:
        raise BadFile(f"{source}, line {reader.line_num}: {problem}", hint="save it as CSV once more") from problem


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401 -- JSON is any value
    folded = {fold(key): value for key, value in record.items()}
    return next((value for key in keys if (value := folded.get(fold(key))) not in (None, "")), None)


def _year(value: object, number: int, source: str) -> int | None:
    if value is None:
        return None
    try:
        year = int(str(value).strip())
    except ValueError as problem:
        raise BadFile(f"{source}, line {number}: {value!r} is no year", hint="write years as 2026") from problem
    return year if 1900 <= year <= 2200 else None


def _talks(record: Mapping[str, Any], sighting: Sighting) -> Iterator[Talk]:
    """Talks given as objects carry more than their titles."""
    talks = record.get("talks")
    for talk in talks if isinstance(talks, list) else []:
        title = talk.get("title") if isinstance(talk, dict) else None
        if isinstance(talk, dict) and isinstance(title, str) and title.strip():
            abstract, track = talk.get("abstract"), talk.get("track")
            yield Talk(
                title=title.strip(),
                speakers=(sighting.name,),
                abstract=abstract if isinstance(abstract, str) else None,
                track=track if isinstance(track, str) else None,
            )
