"""Companies, kinds of jobs and topics of the people chosen, counted, with examples."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scraper.recognise.topics import NAMED
from scraper.store.choice import totals
from scraper.store.choice.filters import OTHER, Filters, Selection, select
from scraper.store.schema import marks

EXAMPLES = 3
_FEW = 500
_MANY = 20_000
"""Of companies with so many people, and of a topic with so many, only some are looked at for examples."""
_SOME = 50
_Member = tuple[str, str, str | None, str | None]


def companies(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """Who employs them, most people first: {company, key, kind, people, roles, examples (names)}."""
    chosen = select(connection, filters)
    is_everybody = chosen.is_everybody
    chosen.where_fact("{f}.company_key IS NOT NULL")
    if is_everybody:
        counted = totals.most(connection, "company", limit=filters.limit, offset=filters.offset)
    else:
        source, parameters = chosen.from_facts()
        who = "count(DISTINCT s.id)" if chosen.then else "count(*)"
        counted = connection.execute(
            f"SELECT {chosen.facts}.company_key AS key, {who} AS people {source} "
            f"GROUP BY 1 ORDER BY people DESC, key {_page(filters)}",
            parameters,
        ).fetchall()
    keys = [row[0] for row in counted]
    names = dict(_among(connection, "SELECT key, name FROM companies WHERE key IN ({})", keys))
    people: dict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    is_large = is_everybody and len(keys) <= _FEW and sum(count for _, count in counted) > _MANY
    for key, name, role, kind in _first(connection, keys) if is_large else _members(connection, chosen, keys):
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


def _members(connection: sqlite3.Connection, chosen: Selection, keys: list[str]) -> Iterable[_Member]:
    """Everybody chosen who works at one of these."""
    source, parameters = chosen.from_facts()
    narrowed = f" AND {chosen.facts}.company_key IN ({marks(keys)})" if len(keys) <= _FEW else ""
    return connection.execute(
        f"SELECT {chosen.facts}.company_key, s.name, {chosen.facts}.role, {chosen.facts}.kind {source}{narrowed} ORDER BY s.id",
        [*parameters, *(keys if narrowed else ())],
    )


def _first(connection: sqlite3.Connection, keys: list[str]) -> Iterable[_Member]:
    """Some of each: the first by name."""
    sql = (
        "SELECT company_key, name, role, kind FROM speakers WHERE company_key = ? AND current = 1 "  # noqa: S608
        f"ORDER BY sort_name LIMIT {_SOME}"
    )
    return (row for key in keys for row in connection.execute(sql, (key,)))


def roles(connection: sqlite3.Connection, filters: Filters) -> list[dict[str, Any]]:
    """What they do, by kind of job, most people first: {role_family, people, titles, examples (most common titles)}.

    Roles that no family is known for are counted as "other"; people without a role are not counted.
    """
    chosen = select(connection, filters)
    if chosen.is_everybody:
        return [
            {"role_family": family, "people": count, "titles": titles, "examples": examples}
            for family, count in totals.most(connection, "family", limit=filters.limit, offset=filters.offset)
            for titles, examples in (totals.titles(connection, family, EXAMPLES),)
        ]
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
    if chosen.is_everybody:
        return [
            {"topic": topic, "people": count, "examples": _speaking(connection, topic, count)}
            for topic, count in totals.most(connection, "topic", limit=filters.limit, offset=filters.offset)
        ]
    source, parameters = chosen.from_facts()
    said = f"x.speaker_id = c.id{' AND x.appearance_id = c.appearance' if chosen.then else ''}"
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


def _speaking(connection: sqlite3.Connection, topic: str, people: int) -> list[str]:
    """A few of those who speak about a topic: those met first, or of very many those about whom most was said."""
    order = "speaker_id" if people <= _MANY else "weight DESC, x.speaker_id"
    rows = connection.execute(
        "SELECT DISTINCT s.name FROM (SELECT x.speaker_id AS id FROM topics t JOIN subjects x ON x.topic_id = t.id "  # noqa: S608
        f"WHERE t.name = ? AND x.weight >= {NAMED} ORDER BY x.{order} LIMIT {_SOME}) c JOIN speakers s ON s.id = c.id",
        (topic,),
    )
    return [row[0] for row in rows][:EXAMPLES]


def how_many(connection: sqlite3.Connection, what: str, filters: Filters) -> int:
    """How many rows `companies`, `roles` or `topics` (`what`) have, whatever their limit."""
    everything = replace(filters, limit=None, offset=0)
    if select(connection, everything).is_everybody:
        return totals.how_many(connection, _FACETS[what])
    return len(_COUNTING[what](connection, everything))


_FACETS = {"companies": "company", "roles": "family", "topics": "topic"}
_COUNTING = {"companies": companies, "roles": roles, "topics": topics}


def _page(filters: Filters) -> str:
    return f"LIMIT {-1 if filters.limit is None else int(filters.limit)} OFFSET {int(filters.offset)}"


def _among(connection: sqlite3.Connection, sql: str, keys: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for start in range(0, len(keys), _FEW):
        some = keys[start : start + _FEW]
        found += [(row[0], row[1]) for row in connection.execute(sql.format(marks(some)), some)]
    return found
