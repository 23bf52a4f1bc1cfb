"""Companies, kinds of jobs and topics of the people chosen, counted, with examples."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from typing import Any

from scraper.recognise.topics.evidence import NAMED
from scraper.store.filters import OTHER, Filters, select

EXAMPLES = 3
_FEW = 500


def companies(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """Who employs them, most people first: {company, key, kind, people, roles, examples (names)}."""
    chosen = select(connection, filters)
    chosen.where_fact("{f}.company_key IS NOT NULL")
    source, parameters = chosen.from_facts()
    who = "count(DISTINCT s.id)" if chosen.then else "count(*)"
    counted = connection.execute(
        f"SELECT {chosen.facts}.company_key AS key, {who} AS people {source} "
        f"GROUP BY 1 ORDER BY people DESC, key {_page(filters)}",
        parameters,
    ).fetchall()
    keys = [row[0] for row in counted]
    names = dict(_among(connection, "SELECT key, name FROM companies WHERE key IN ({})", keys))
    narrowed = f" AND {chosen.facts}.company_key IN ({_marks(keys)})" if len(keys) <= _FEW else ""
    people: dict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    for key, name, role, kind in connection.execute(
        f"SELECT {chosen.facts}.company_key, s.name, {chosen.facts}.role, {chosen.facts}.kind {source}{narrowed} ORDER BY s.id",
        [*parameters, *(keys if narrowed else ())],
    ):
        if kind:
            kinds.setdefault(key, kind)
        if len(people[key]) < EXAMPLES:
            people[key][name] = None
        if role and len(roles[key]) < EXAMPLES:
            roles[key][role] = None
    return [
        {
            "company": names.get(key, key),
            "key": key,
            "kind": kinds.get(key),
            "people": count,
            "roles": list(roles[key]),
            "examples": list(people[key]),
        }
        for key, count in counted
    ]


def roles(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """What they do, by kind of job, most people first: {role_family, people, titles, examples (most common titles)}.

    Roles that no family is known for are counted as "other"; people without a role are not counted.
    """
    chosen = select(connection, filters)
    chosen.where_fact("{f}.role IS NOT NULL")
    source, parameters = chosen.from_facts()
    who = "count(DISTINCT s.id)" if chosen.then else "count(*)"
    f = chosen.facts
    people = dict(
        connection.execute(
            f"SELECT ifnull({f}.role_family, '{OTHER}'), {who} {source} GROUP BY 1",
            parameters,
        ).fetchall()
    )
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    for family, role, count in connection.execute(
        f"SELECT ifnull({f}.role_family, '{OTHER}'), {f}.role, {who} {source} GROUP BY 1, {f}.role COLLATE NOCASE",
        parameters,
    ):
        titles[family][role] = count
    rows = [
        {
            "role_family": family,
            "people": count,
            "titles": len(titles[family]),
            "examples": [title for title, _ in sorted(titles[family].items(), key=lambda one: (-one[1], one[0]))][
                :EXAMPLES
            ],
        }
        for family, count in sorted(people.items(), key=lambda one: (-one[1], one[0]))
    ]
    return rows[filters.offset :][: filters.limit]


def topics(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """What they speak about, most people first: {topic, people, examples (names)}."""
    chosen = select(connection, filters)
    source, parameters = chosen.from_facts()
    said = "x.appearance_id = c.appearance" if chosen.then else "x.speaker_id = c.id"
    appearance = ", a.id AS appearance" if chosen.then else ""
    people: dict[str, dict[int, str]] = defaultdict(dict)
    for topic, speaker_id, name in connection.execute(
        f"SELECT t.name, c.id, c.name FROM (SELECT s.id AS id, s.name AS name{appearance} {source}) c "  # noqa: S608 -- ours
        f"JOIN subjects x ON {said} JOIN topics t ON t.id = x.topic_id WHERE x.weight >= {NAMED} ORDER BY c.id",
        parameters,
    ):
        people[topic][speaker_id] = name
    rows = [
        {"topic": topic, "people": len(named), "examples": list(dict.fromkeys(named.values()))[:EXAMPLES]}
        for topic, named in sorted(people.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    return rows[filters.offset :][: filters.limit]


def _page(filters: Filters) -> str:
    return f"LIMIT {-1 if filters.limit is None else int(filters.limit)} OFFSET {int(filters.offset)}"


def _among(connection: sqlite3.Connection, sql: str, keys: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for start in range(0, len(keys), _FEW):
        some = keys[start : start + _FEW]
        found += [(row[0], row[1]) for row in connection.execute(sql.format(_marks(some)), some)]
    return found


def _marks(values: list[str]) -> str:
    return ",".join("?" * len(values))
