"""Who fits best of what was asked: everything asked counts one point, and nobody must have all of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from scraper.store.choice.filters import Filters, select
from scraper.store.choice.orders import ordered

_ASKED = ("company", "kind", "role", "family", "seniority", "topic", "language")
_MOST_WORDS = 12


def best(connection: sqlite3.Connection, filters: Filters) -> list[tuple[int, list[str]]]:
    """(speaker, what of the asked they have), those who have most first. Conference, year, shortlist and state still narrow.

    Raises UnknownConference.
    """
    frame = {name: getattr(filters, name) for name in ("conference", "year", "shortlisted", "state")}
    parts = [(f"{name} {value}", {name: value}) for name in _ASKED if (value := getattr(filters, name))]
    parts += [(word, {"words": word}) for word in (filters.words or "").split()[:_MOST_WORDS]]
    if not parts:
        chosen = select(connection, filters)
        source, parameters = chosen.from_people()
        order = ordered(chosen, "name")
        return [(row[0], []) for row in connection.execute(f"SELECT s.id {source} ORDER BY {order}", parameters)]
    statements, everything = [], []
    for at, (_, asked) in enumerate(parts):
        wanted: dict[str, Any] = {**frame, **asked}
        source, parameters = select(connection, Filters(**wanted)).from_people()
        statements.append(f"SELECT s.id AS id, s.sort_name AS name, {at} AS part {source}")
        everything += parameters
    limit = -1 if filters.limit is None else filters.limit
    rows = connection.execute(
        f"SELECT id, group_concat(part) FROM (SELECT DISTINCT id, name, part FROM ({' UNION ALL '.join(statements)})) "  # noqa: S608
        "GROUP BY id ORDER BY count(*) DESC, min(part), name, id LIMIT ? OFFSET ?",
        [*everything, limit, filters.offset],
    )
    return [(number, [parts[at][0] for at in sorted(map(int, had.split(",")))]) for number, had in rows]


def count(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many have anything of what was asked. Raises UnknownConference."""
    return len(best(connection, replace(filters, limit=None, offset=0)))
