"""The picture of a field: kinds of places x kinds of jobs among the people chosen, with the titles behind them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from typing import Any

from scraper.recognise.topics import NAMED
from scraper.store.choice.filters import OTHER, Filters, select
from scraper.store.rows import company

UNKNOWN = "not told by the name"
"""The kind of a place whose name does not say what it is (most of these are companies)."""
NOWHERE = "no employer named"
_EXAMPLES = 3
_TOPICS = 12
_UNUSUAL = 12
_PEOPLE = 200_000
Row = dict[str, Any]


def landscape(connection: sqlite3.Connection, filters: Filters) -> Row:
    """{people, kinds: [{kind, people, companies, families: {family: {people, titles, companies}}}], families, unusual, topics}.

    `families` counts kinds of jobs; `unusual` are titles that one person alone has and no family's words explain whole
    ({role, role_family, employer, name}); `topics` tells which titles go with which topics ({topic, people, titles}).
    Raises UnknownConference.
    """
    people = _people(connection, filters)
    kinds: dict[str, list[Row]] = defaultdict(list)
    for one in people:
        kinds[one["kind"]].append(one)
    families = Counter(one["family"] for one in people if one["family"])
    return {
        "people": len(people),
        "kinds": [_kind(kind, members) for kind, members in sorted(kinds.items(), key=_most_first)],
        "families": [{"role_family": family, "people": count} for family, count in _ranked(families)],
        "unusual": _unusual(people, families),
        "topics": _topics(connection, filters, {one["id"]: one for one in people}),
    }


def _people(connection: sqlite3.Connection, filters: Filters) -> list[Row]:
    chosen = select(connection, filters)
    source, parameters = chosen.from_facts()
    f = chosen.facts
    found: dict[int, Row] = {}
    for number, name, role, employer, firm, kind, family in connection.execute(
        f"SELECT s.id, s.name, {f}.role, {f}.employer, {company(f)}, {f}.kind, {f}.role_family {source} "
        f"ORDER BY s.id LIMIT {_PEOPLE}",
        parameters,
    ):
        if number not in found and (role or employer):
            found[number] = {
                "id": number, "name": name, "role": role, "company": firm, "employer": employer,
                "kind": kind or (UNKNOWN if employer else NOWHERE), "family": family or (OTHER if role else None),
            }  # fmt: skip
    return list(found.values())


def _most_first(item: tuple[str, list[Row]]) -> tuple[bool, int, str]:
    """The fullest first; those that tell nothing at the end."""
    kind, members = item
    return kind in (UNKNOWN, NOWHERE), -len(members), kind


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (one[0] == OTHER, -one[1], one[0]))


def _kind(kind: str, members: list[Row]) -> Row:
    families: dict[str, list[Row]] = defaultdict(list)
    for one in members:
        if one["family"]:
            families[one["family"]].append(one)
    return {
        "kind": kind,
        "people": len(members),
        "companies": _commonest(one["company"] for one in members if one["company"]),
        "families": {
            family: {
                "people": len(some),
                "titles": _commonest(one["role"] for one in some),
                "companies": _commonest(one["company"] for one in some if one["company"]),
            }
            for family, some in sorted(families.items(), key=lambda one: (one[0] == OTHER, -len(one[1]), one[0]))
        },
    }


def _commonest(texts: Any) -> list[str]:  # noqa: ANN401 -- any iterable of texts
    counts: Counter[str] = Counter(texts)
    return [text for text, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))][:_EXAMPLES]


def _unusual(people: list[Row], families: Counter[str]) -> list[Row]:
    """Titles that one person alone has, from the rarest kinds of jobs: few would have thought of these."""
    titles = Counter((one["role"] or "").casefold() for one in people)
    alone = [one for one in people if one["role"] and titles[one["role"].casefold()] == 1 and len(one["role"]) <= 60]
    alone.sort(key=lambda one: (families[one["family"]], one["role"].casefold()))
    found: list[Row] = []
    taken: Counter[str] = Counter()
    for one in alone:
        if taken[one["family"]] < _EXAMPLES and len(found) < _UNUSUAL:
            taken[one["family"]] += 1
            found.append(
                {"role": one["role"], "role_family": one["family"], "employer": one["employer"], "name": one["name"]}
            )
    return found


def _topics(connection: sqlite3.Connection, filters: Filters, people: dict[int, Row]) -> list[Row]:
    """The commonest topics with the titles of those who speak about them."""
    chosen = select(connection, filters)
    source, parameters = chosen.from_people()
    about: dict[str, dict[int, str | None]] = defaultdict(dict)
    for topic, number in connection.execute(
        f"SELECT t.name, c.id FROM (SELECT s.id AS id {source}) c JOIN subjects x ON x.speaker_id = c.id "  # noqa: S608
        f"JOIN topics t ON t.id = x.topic_id WHERE x.weight >= {NAMED} ORDER BY c.id LIMIT {_PEOPLE}",
        parameters,
    ):
        if number in people:
            about[topic][number] = people[number]["role"]
    ranked = sorted(about.items(), key=lambda one: (-len(one[1]), one[0]))[:_TOPICS]
    return [
        {"topic": topic, "people": len(told), "titles": _commonest(role for role in told.values() if role)}
        for topic, told in ranked
    ]
