"""People as rows for other programs, with everything that hangs on them, in a handful of statements whatever their number."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from scraper.recognise.topics import NAMED
from scraper.store.rows import SOURCE, company, facts, when
from scraper.store.schema import marks

_CHUNK = 900
Row = dict[str, Any]


def people(
    connection: sqlite3.Connection, ids: Sequence[int], *, detailed: bool = False, withdrawn: bool = False
) -> list[Row]:
    """Speakers in the order of `ids`, in a handful of statements whatever their number.

    CROSS JOIN is SQLite's way to say which table to begin with: left to itself it reads all topics for 900 people.
    """
    found: dict[int, Row] = {}
    for some in _chunks(ids):
        among = f"IN ({marks(some)})"
        for row in connection.execute(
            f"SELECT s.id, s.name, s.role, s.employer, {company('s')}, s.company_key, s.kind, s.role_family, s.seniority, "  # noqa: S608
            "s.created, s.updated, l.speaker_id IS NOT NULL FROM speakers s LEFT JOIN shortlist l ON l.speaker_id = s.id "
            f"WHERE s.id {among}",
            some,
        ):
            found[row[0]] = _speaker(row, detailed=detailed)
        _add_appearances(connection, found, some, detailed=detailed, withdrawn=withdrawn)
    return [found[one] for one in ids if one in found]


def _speaker(row: Sequence[Any], *, detailed: bool) -> Row:
    number, name, role, employer, firm, company_key, kind, family, seniority, created, updated, shortlisted = row
    person: Row = {
        "id": f"p-{number}",
        "name": name,
        "role": role,
        "employer": employer,
        "company": firm,
        "kind": kind,
        "role_family": family,
        "seniority": seniority,
        "topics": [],
        "appearances": [],
        "links": [],
        "shortlisted": bool(shortlisted),
    }
    if detailed:
        person.update(company_key=company_key, created=when(created), updated=when(updated))
    return person


def _add_appearances(
    connection: sqlite3.Connection, people: dict[int, Row], ids: Sequence[int], *, detailed: bool, withdrawn: bool
) -> None:
    among = f"IN ({marks(ids)})"
    standing = "" if withdrawn else "AND a.withdrawn IS NULL"
    columns = _APPEARANCE + _DETAILS if detailed else _APPEARANCE
    names = [*map(_plain_column, columns)]
    details = (
        "LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 LEFT JOIN pulls p ON p.id = g.pull_id "
        "LEFT JOIN evidence w ON w.appearance_id = a.id"
        if detailed
        else ""
    )
    whose: dict[int, Row] = {}
    talks: dict[int, list[str]] = {}
    for speaker_id, number, *values in connection.execute(
        f"SELECT a.speaker_id, a.id, {', '.join(columns)} FROM appearances a JOIN editions e ON e.id = a.edition_id "  # noqa: S608
        f"JOIN conferences c ON c.id = e.conference_id {details} WHERE a.speaker_id {among} {standing} "
        "ORDER BY a.withdrawn IS NOT NULL, ifnull(e.year, 0) DESC, ifnull(e.starts, '') DESC, a.id DESC",
        ids,
    ):
        appearance = dict(zip(names, values, strict=True))
        appearance["talks"] = talks[number] = []
        if detailed:
            appearance["evidence"] = json.loads(appearance["evidence"] or "[]")
        whose[number] = people[speaker_id]
        whose[number]["appearances"].append(appearance)
    these = (json.dumps(list(whose)),)
    for number, title in connection.execute(_TITLES, these):
        talks[number].append(title)
    for what, sql in _LISTS.items():
        for number, text in connection.execute(sql, these):
            if text not in whose[number][what]:
                whose[number][what].append(text)


_APPEARANCE = (
    "c.name AS conference", "e.year", "a.name", "a.role", "a.employer", "a.record_id",
)  # fmt: skip
_DETAILS = (
    "a.id AS appearance_id",
    f"{facts(['role_source'])} AS role_source", f"{facts(['employer_source'])} AS employer_source",
    f"{company('a')} AS company", "a.kind", "a.role_family", "a.seniority", "a.billing",
    "a.withdrawn", "w.reasons AS evidence", "e.starts", "e.place", "e.url", "g.headline", f"{SOURCE} AS source", "g.method", "p.finished AS seen",
    "p.adapter",
)  # fmt: skip


@cache
def _plain_column(column: str) -> str:
    return column.rsplit(" ", 1)[-1].rsplit(".", 1)[-1]


_THESE = "(SELECT value FROM json_each(?))"
_TITLES = (
    f"SELECT x.appearance_id, t.title FROM talk_speakers x CROSS JOIN talks t ON t.id = x.talk_id "  # noqa: S608 -- ours
    f"WHERE x.appearance_id IN {_THESE} ORDER BY t.id"
)
_LISTS = {
    "topics": (
        "SELECT a.id, t.name FROM json_each(?) j CROSS JOIN appearances a ON a.id = j.value CROSS JOIN subjects x "  # noqa: S608
        f"ON x.speaker_id = a.speaker_id AND x.appearance_id = a.id AND x.weight >= {NAMED} JOIN topics t ON t.id = x.topic_id "
        "ORDER BY x.weight DESC, t.name"
    ),
    "links": f"SELECT appearance_id, url FROM links WHERE appearance_id IN {_THESE} ORDER BY appearance_id",  # noqa: S608
}


def talks(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[Row]]:
    """The talks of each appearance of these people: {title, abstract, track, starts, url}."""
    found: dict[int, list[Row]] = defaultdict(list)
    for appearance_id, *values in connection.execute(
        "SELECT a.id, t.title, t.abstract, t.track, t.starts, t.url, t.language FROM appearances a "
        "CROSS JOIN talk_speakers x ON x.appearance_id = a.id JOIN talks t ON t.id = x.talk_id WHERE a.speaker_id = ? "
        "ORDER BY t.id",
        ids,
    ):
        found[appearance_id].append(
            dict(zip(("title", "abstract", "track", "starts", "url", "language"), values, strict=True))
        )
    return found


def sightings(connection: sqlite3.Connection, speaker_id: int) -> list[Row]:
    """What each page said of somebody, word for word; what still stands there first."""
    cursor = connection.execute(
        "SELECT g.name, g.headline, g.role, g.employer, g.bio, g.billing, g.photo, g.talks, g.topics, g.links, "  # noqa: S608
        f"{SOURCE} AS source, g.method, g.current, p.finished AS seen, c.name AS conference, e.year FROM sightings g "
        "JOIN appearances a ON a.id = g.appearance_id JOIN pulls p ON p.id = g.pull_id "
        "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id "
        "WHERE a.speaker_id = ? ORDER BY g.current DESC, ifnull(e.year, 0) DESC, g.id DESC",
        (speaker_id,),
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, values, strict=True)) for values in cursor]
    for row in rows:
        row["current"] = bool(row["current"])
        for name in ("talks", "topics", "links"):
            row[name] = json.loads(row[name] or "[]")
    return rows


def photos(
    connection: sqlite3.Connection, ids: Sequence[int], *, ever: bool = False
) -> dict[int, list[tuple[str, str | None]]]:
    """The addresses of people's photos, each with the page that showed it; the one to show first.

    Only what still stands on a page, or with `ever` whatever did.
    """
    found: dict[int, list[tuple[str, str | None]]] = {}
    rows = connection.execute(
        f"SELECT a.speaker_id, g.photo, {SOURCE} FROM json_each(?) w CROSS JOIN appearances a ON a.speaker_id = w.value "  # noqa: S608 -- ours
        "CROSS JOIN sightings g ON g.appearance_id = a.id JOIN editions e ON e.id = a.edition_id "
        "WHERE g.photo IS NOT NULL AND (g.current OR ?) ORDER BY g.current DESC, ifnull(e.year, 0) DESC, g.id DESC",
        (json.dumps(list(ids)), ever),
    )
    for number, photo, source in rows:
        found.setdefault(number, []).append((photo, source))
    return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
