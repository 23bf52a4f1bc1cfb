"""The field as a picture: kinds of places by kinds of jobs, jobs over the years, careers, one edition beside another.

Counted from a tally of the file (scraper.store.choice.tally), which chooses as `filters` does: a mark leads to as many people
as it says.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import Any

from scraper.recognise.topics import NAMED
from scraper.store.choice.filters import OTHER, Filters
from scraper.store.choice.tally import Layers, Tally, anywhere, both, chosen
from scraper.store.schema import A_CONFERENCE
from scraper.store.sight import changes
from scraper.store.sight.careers import career
from scraper.store.sight.changes import EditionRow

MOST_KINDS, MOST_FAMILIES, MOST_YEARS = 12, 16, 12
MOST_CAREERS = 12
_CANDIDATES = 60
_TOPICS = 10
Row = dict[str, Any]
Grid = dict[str, Any]
"""{rows: [(name, people)], columns: [(name, people)], cells: {(row, column): people}}, the fullest first."""


def places_by_jobs(tally: Tally, who: Layers, *, then: bool) -> Grid:
    """Kinds of places (rows) by kinds of jobs (columns) of those who fit (`tally.chosen`), that day's or today's."""
    facts = tally.then if then else tally.now
    known = both(who, facts.get("job", {}).get("told", []))
    rows = [
        (kind, family, anywhere(both(there, jobs)).bit_count())
        for kind, there in ((kind, both(known, bits)) for kind, bits in facts.get("kind", {}).items())
        for family, jobs in facts.get("family", {}).items()
    ]
    return _grid(rows, MOST_KINDS, MOST_FAMILIES)


def jobs_by_years(connection: sqlite3.Connection, tally: Tally, filters: Filters) -> Grid:
    """Kinds of jobs (rows) by years (columns, in their order): what people were that year. Raises UnknownConference."""
    who = chosen(tally, connection, replace(filters, sort=None), then=True)
    there = {year: spoke for year, bits in tally.then["year"].items() if anywhere(spoke := both(who, bits))}
    rows = [
        (family, year, anywhere(both(there[year], bits)).bit_count())
        for year in sorted(there)[-MOST_YEARS:]
        for family, bits in tally.then.get("family", {}).items()
    ]
    return _grid(rows, MOST_FAMILIES, MOST_YEARS, in_order=True)


def _grid(rows: list[tuple[Any, Any, int]], most_rows: int, most_columns: int, *, in_order: bool = False) -> Grid:
    down: Counter[Any] = Counter()
    across: Counter[Any] = Counter()
    rows = [row for row in rows if row[2]]
    for row, column, people in rows:
        down[row] += people
        across[column] += people
    columns = sorted(across.items()) if in_order else _fullest(across)
    return {
        "rows": _fullest(down)[:most_rows],
        "columns": columns[:most_columns],
        "cells": {(row, column): people for row, column, people in rows},
    }


def _fullest(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda one: (one[0] == OTHER, -one[1], str(one[0])))


def careers(connection: sqlite3.Connection, tally: Tally, who: Layers, *, most: int = MOST_CAREERS) -> list[Row]:
    """Those of them whose jobs changed most: {id, name, jobs: [{role, employer, first, last}]}."""
    people = anywhere(who)
    places = islice((place for place in tally.changed if people >> place & 1), _CANDIDATES)
    found = []
    for place in places:
        if place not in tally.careers:
            tally.careers[place] = _career(connection, tally.ids[place])
        found.append(tally.careers[place])
    told = [one for one in found if one["jobs"]]
    return sorted(told, key=lambda one: (-len(one["jobs"]), one["jobs"][0]["first"]))[:most]


def _career(connection: sqlite3.Connection, number: int) -> Row:
    name = connection.execute("SELECT name FROM speakers WHERE id = ?", (number,)).fetchone()[0]
    rows = connection.execute(
        "SELECT e.year, a.role, a.employer FROM appearances a JOIN editions e ON e.id = a.edition_id "
        "WHERE a.speaker_id = ? AND a.withdrawn IS NULL",
        (number,),
    )
    told = [{"year": year, "role": role, "employer": employer} for year, role, employer in rows]
    return {"id": f"p-{number}", "name": name, "jobs": career(told)}


def editions(connection: sqlite3.Connection) -> list[EditionRow]:
    """Every edition somebody is listed at, by conference, the newest year first."""
    return [
        EditionRow(id=row[0], conference_id=row[1], conference=row[2], year=row[3])
        for row in connection.execute(
            "SELECT e.id, c.id, c.name, e.year FROM editions e JOIN conferences c ON c.id = e.conference_id WHERE EXISTS "  # noqa: S608 -- made of ours
            "(SELECT 1 FROM appearances a WHERE a.edition_id = e.id AND a.withdrawn IS NULL) "
            f"AND {A_CONFERENCE} ORDER BY c.name COLLATE NOCASE, ifnull(e.year, 0) DESC, e.id DESC"
        )
    ]


def beside(connection: sqlite3.Connection, one: EditionRow, other: EditionRow) -> Row:
    """Two editions: {people: (n, n), kinds, families, topics: [(name, n, n)], both: n, changes: rows of scraper.store.sight.changes}.

    `changes` say what `one` has that `other` had not, and the other way round.
    """
    listed = [
        {row[0] for row in connection.execute(
            "SELECT speaker_id FROM appearances WHERE edition_id = ? AND withdrawn IS NULL", (edition.id,)
        )}
        for edition in (one, other)
    ]  # fmt: skip
    return {
        "people": (len(listed[0]), len(listed[1])),
        "both": len(listed[0] & listed[1]),
        "kinds": _two(connection, one, other, f"ifnull(a.kind, '{OTHER}')", "a.employer IS NOT NULL"),
        "families": _two(connection, one, other, f"ifnull(a.role_family, '{OTHER}')", "a.role IS NOT NULL"),
        "topics": _two_topics(connection, one, other),
        "changes": changes.since_edition(connection, one, other),
    }


def _two(
    connection: sqlite3.Connection, one: EditionRow, other: EditionRow, fact: str, condition: str
) -> list[tuple[str, int, int]]:
    return connection.execute(
        f"SELECT {fact}, sum(a.edition_id = ?), sum(a.edition_id = ?) FROM appearances a "  # noqa: S608 -- ours
        f"WHERE a.edition_id IN (?, ?) AND a.withdrawn IS NULL AND {condition} GROUP BY 1 ORDER BY {fact} = '{OTHER}', count(*) DESC, 1",
        (one.id, other.id, one.id, other.id),
    ).fetchall()


def _two_topics(connection: sqlite3.Connection, one: EditionRow, other: EditionRow) -> list[tuple[str, int, int]]:
    return connection.execute(
        "SELECT t.name, sum(a.edition_id = ?), sum(a.edition_id = ?) FROM appearances a "  # noqa: S608 -- numbers of ours
        f"CROSS JOIN subjects x ON x.speaker_id = a.speaker_id AND x.appearance_id = a.id AND x.weight >= {NAMED} JOIN topics t ON t.id = x.topic_id "
        f"WHERE a.edition_id IN (?, ?) AND a.withdrawn IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {_TOPICS}",
        (one.id, other.id, one.id, other.id),
    ).fetchall()


__all__ = ["EditionRow", "Grid", "beside", "careers", "editions", "jobs_by_years", "places_by_jobs"]
