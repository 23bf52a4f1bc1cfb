"""A list somebody already has, as sightings: CSV with any reasonable header, or JSON Lines (DESIGN section 6). Pure.

One line is one person at one edition: `event` (or `conference`) and `year` say which.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from scraper import reference
from scraper.errors import BadFile, InputError
from scraper.extract import person
from scraper.extract.fields import is_speakers_key, meaning
from scraper.model import OWN_LIST, Edition, Harvest, PageRead, Sighting, Talk
from scraper.text import fold

MAX_ROWS = 2_000_000
FIELDS = {
    "name": "fullname", "given": "firstname", "family": "lastname", "role": "jobtitle", "employer": "company",
    "headline": "tagline", "bio": "bio", "photo": "photourl", "links": "links", "topics": "tags", "talks": "talks",
    "event": "event", "year": "year",
}  # fmt: skip
"""What a column can hold, with the key that says so first of all."""
_DELIMITERS = ",;\t|"
UNNAMED = "my list"


@dataclass(slots=True)
class _Group:
    sightings: list[Sighting] = field(default_factory=list)
    talks: dict[str, Talk] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a sheet were taken for what, in the sheet's order, and which were not used."""

    used: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]

    def __str__(self) -> str:
        parts = [f"{name} <- {header}" for name, header in self.used]
        return ", ".join([*parts, *(["ignored: " + ", ".join(self.ignored)] if self.ignored else [])])


def columns(text: str, *, chosen: Mapping[str, str] | None = None) -> Columns | None:
    """What the header of a CSV is taken for; None for what is no CSV. `chosen`: see `harvests`."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("", "{", "["):
        return None
    header = [key.strip() for key in (_csv_reader(text.lstrip("\ufeff")).fieldnames or ()) if key and key.strip()]
    talk = _talk_key(header) if "talks" not in (chosen or {}) else None
    told = {key: _told(key, chosen or {}) for key in header}
    if talk:
        told |= {key: "abstract" for key in header if _is(key, "abstract")} | {talk: "talks"}
    return Columns(
        tuple((name, key) for key, name in told.items() if name), tuple(key for key, name in told.items() if not name)
    )


def _told(header: str, chosen: Mapping[str, str]) -> str | None:
    """What a column holds: what was said of it; else what it is called, unless another was chosen for that."""
    said = next((name for name, key in chosen.items() if fold(key) == fold(header)), None)
    found = said or next((name for name in ("event", "year") if _is(header, name)), None) or meaning(header)
    if found is None and is_speakers_key(header):
        found = "name"
    elif found == "title":  # beside a name it is their job
        found = "role"
    return found if said or found not in chosen else None


def _is(header: str, field_name: str) -> bool:
    return fold(header) in _keys(field_name)


@cache
def _keys(field_name: str) -> tuple[str, ...]:
    return tuple(map(fold, reference.table("list_columns")[field_name]))


def harvests(
    text: str,
    *,
    source: str,
    event: str | None = None,
    year: int | None = None,
    chosen: Mapping[str, str] | None = None,
) -> list[Harvest]:
    """The people of a list, one Harvest an edition. `event` and `year` fill in where a row does not say.

    `chosen` says which column (or key) holds what, by the names of FIELDS, whatever it is called. Raises BadFile when
    the text is no list, or no row names anybody (the message says which line is at fault), InputError for a column
    that is not there.
    """
    groups: dict[tuple[str, int | None], _Group] = {}
    missing = dict(chosen or {})
    for number, told in _records(text, source):
        record = _as_chosen(told, chosen, missing) if chosen else told
        if "talks" not in (chosen or {}) and (title := _talk_key(record)):
            record = _with_talk(record, title)
        when = _year(_first(record, "year"), number, source) or year
        where = str(_first(record, "event") or event or UNNAMED).strip()
        sighting = person(record, source=source, method=OWN_LIST)
        if sighting is None:
            continue
        group = groups.setdefault((where, when), _Group())
        group.sightings.append(sighting)
        for talk in _talks(record, sighting):
            group.talks.setdefault(f"{fold(talk.title)}\0{fold(sighting.name)}", talk)
    if missing:
        raise InputError(f"{source} has no column {next(iter(missing.values()))!r}", hint="see its first line")
    if not groups:
        raise BadFile(f"nobody is named in {source}", hint="a list needs a column `name` (or first and last name)")
    return [
        Harvest(
            edition=Edition(conference=where, year=when),
            sightings=tuple(group.sightings),
            talks=tuple(group.talks.values()),
            left_out=(),
            pages=(PageRead(url=source, adapter="list", people=len(group.sightings), methods=(OWN_LIST,)),),
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


def _csv_reader(text: str) -> csv.DictReader[str]:
    header = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)


def is_one_document(text: str) -> bool:
    """Is it JSON that is more than a line a record: a program's export, perhaps?"""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] == "[":
        return True
    try:
        first = json.loads(start.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return start[:1] == "{"
    return isinstance(first, dict) and "\n" not in start.strip()


def _csv_rows(text: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = _csv_reader(text)
    try:
        for row in reader:
            yield reader.line_num, {key.strip(): value for key, value in row.items() if key and isinstance(value, str)}
    except csv.Error as problem:
        raise BadFile(f"{source}, line {reader.line_num}: {problem}", hint="save it as CSV once more") from problem


def _as_chosen(record: Mapping[str, Any], chosen: Mapping[str, str], missing: dict[str, str]) -> dict[str, Any]:
    """A record with the chosen columns under the keys that say what they hold, and nothing else for that."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        name = _told(key, chosen)
        if name and name in chosen:
            missing.pop(name, None)
            found[FIELDS[name]] = value
        elif name or meaning(key) not in chosen:
            found[key] = value
    return found


def _talk_key(keys: Iterable[str]) -> str | None:
    """What the title of the talk stands under in a row of a programme: one that has an abstract or a talk's number too."""
    folded = {_folded(key): key for key in keys}
    if folded.keys().isdisjoint((*_keys("abstract"), *_keys("talk_number"))):
        return None
    return next((folded[key] for key in _keys("talk") if key in folded), None)


def _with_talk(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A row of a programme with its talk as one object, so that its title is taken for nobody's job."""
    title = record.get(key)
    if not isinstance(title, str) or not title.strip():
        return record
    talk = {"title": title, "abstract": _first(record, "abstract"), "track": _first(record, "track")}
    rest = {name: value for name, value in record.items() if name != key and _folded(name) not in _keys("abstract")}
    return {**rest, "talks": [talk]}


def _first(record: Mapping[str, Any], field_name: str) -> Any:  # noqa: ANN401 -- JSON is any value
    folded = {_folded(key): value for key, value in record.items()}
    return next((value for key in _keys(field_name) if (value := folded.get(key)) not in (None, "")), None)


@lru_cache(maxsize=4096)
def _folded(key: str) -> str:
    return fold(key)


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
