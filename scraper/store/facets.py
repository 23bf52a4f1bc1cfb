"""What the people chosen could be narrowed by, counted: companies, kinds of places and of jobs, topics, conferences ...

Each facet is counted as if it were not set itself, so that another of its values can be taken instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.recognise.topics.evidence import NAMED
from scraper.store import states
from scraper.store.filters import OTHER, Filters, Selection, select

MOST = 40
"""Values told of one facet, the commonest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: what to set the filter to, how it is shown, how many people have it."""

    value: str
    label: str
    people: int
    chosen: bool = False


def facets(
    connection: sqlite3.Connection, filters: Filters, *, names: Sequence[str] = (), most: int = MOST
) -> dict[str, list[Value]]:
    """By the name of the filter (company, kind, family, seniority, topic, conference, year, state): its values, most people first.

    `names` are those wanted, all of them when empty. Raises UnknownConference.
    """
    return {name: _facet(connection, name, filters, most) for name in names or _COUNTS}


def _facet(connection: sqlite3.Connection, name: str, filters: Filters, most: int) -> list[Value]:
    others: dict[str, Any] = {name: None, "sort": None, "limit": None, "offset": 0}
    rows = _COUNTS[name](connection, select(connection, replace(filters, **others)), most)
    asked = getattr(filters, name)
    told = str(asked).casefold() if asked is not None else None
    return [
        Value(value=str(value), label=str(label), people=people, chosen=told in (str(value).casefold(), str(label).casefold()))
        for value, label, people in rows
    ]  # fmt: skip


_Rows = list[tuple[Any, Any, int]]


def _counted(connection: sqlite3.Connection, chosen: Selection, expression: str, most: int, condition: str) -> _Rows:
    chosen.where_fact(condition)
    source, parameters = chosen.from_facts()
    who = "count(DISTINCT s.id)" if chosen.then else "count(*)"
    fact = expression.format(f=chosen.facts)
    return connection.execute(
        f"SELECT {fact} AS value, {fact}, {who} AS people {source} GROUP BY 1 ORDER BY people DESC, value LIMIT {int(most)}",
        parameters,
    ).fetchall()


def _companies(connection: sqlite3.Connection, chosen: Selection, most: int) -> _Rows:
    rows = _counted(connection, chosen, "{f}.company_key", most, "{f}.company_key IS NOT NULL")
    names = dict(connection.execute(
        f"SELECT key, name FROM companies WHERE key IN ({','.join('?' * len(rows))})",  # noqa: S608 -- question marks
        [key for key, _, _ in rows],
    ).fetchall())  # fmt: skip
    return [(names.get(key, key), names.get(key, key), people) for key, _, people in rows]


def _topics(connection: sqlite3.Connection, chosen: Selection, most: int) -> _Rows:
    """As choosing by topic takes it: with a conference or year what was said there, else all that was ever said."""
    source, parameters = chosen.from_facts() if chosen.then else chosen.from_people()
    said = f"x.appearance_id IN (SELECT a.id {source})" if chosen.then else f"x.speaker_id IN (SELECT s.id {source})"
    return connection.execute(
        f"SELECT t.name, t.name, count(DISTINCT x.speaker_id) AS people FROM subjects x JOIN topics t ON t.id = x.topic_id "  # noqa: S608 -- ours
        f"WHERE x.weight >= {NAMED} AND {said} GROUP BY 1 ORDER BY people DESC, t.name LIMIT {int(most)}",
        parameters,
    ).fetchall()


def _spoke(connection: sqlite3.Connection, chosen: Selection, most: int, *, what: str, order: str) -> _Rows:
    """Conferences or years of the people's appearances."""
    source, parameters = chosen.from_people()
    return connection.execute(
        f"SELECT {what} AS value, {what}, count(DISTINCT w.speaker_id) AS people FROM appearances w "  # noqa: S608 -- ours
        "JOIN editions e ON e.id = w.edition_id JOIN conferences n ON n.id = e.conference_id "
        f"WHERE w.withdrawn IS NULL AND {what} IS NOT NULL AND w.speaker_id IN (SELECT s.id {source}) "
        f"GROUP BY 1 ORDER BY {order} LIMIT {int(most)}",
        parameters,
    ).fetchall()


def _states(connection: sqlite3.Connection, chosen: Selection, _most: int) -> _Rows:
    source, parameters = chosen.from_people()
    total = int(connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0])
    return [(state, state, people) for state, people in states.counted(connection, source, parameters, total)]


_COUNTS: dict[str, Callable[[sqlite3.Connection, Selection, int], _Rows]] = {
    "company": _companies,
    "kind": lambda c, chosen, most: _counted(
        c, chosen, f"ifnull({{f}}.kind, '{OTHER}')", most, "{f}.employer IS NOT NULL"
    ),
    "family": lambda c, chosen, most: _counted(
        c, chosen, f"ifnull({{f}}.role_family, '{OTHER}')", most, "{f}.role IS NOT NULL"
    ),
    "seniority": lambda c, chosen, most: _counted(c, chosen, "{f}.seniority", most, "{f}.seniority IS NOT NULL"),
    "topic": _topics,
    "conference": lambda c, chosen, most: _spoke(c, chosen, most, what="n.name", order="people DESC, n.name"),
    "year": lambda c, chosen, most: _spoke(c, chosen, most, what="e.year", order="value DESC"),
    "state": _states,
}
