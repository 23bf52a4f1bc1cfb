"""What the people chosen could be narrowed by, counted: companies, kinds of places and of jobs, topics, conferences ...

Each facet is counted as if it were not set itself, so that another of its values can be taken instead; and a value's
number is how many choosing it finds. (Topics with a conference, and in a file of very many people, are counted by who
named them: choosing one finds those who are about it in other words, too.)
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.contacts import NEW
from scraper.store import states
from scraper.store.filters import Filters
from scraper.store.tally import Layers, Tally, anywhere, as_bits, both, chosen, each, either

MOST = 40
"""Values told of one facet, the commonest."""
NAMES = ("company", "kind", "family", "seniority", "topic", "conference", "year", "state")
_THEN = ("conference", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: what to set the filter to, how it is shown, how many people have it."""

    value: str
    label: str
    people: int
    chosen: bool = False


def facets(
    connection: sqlite3.Connection, tally: Tally, filters: Filters, *, names: Sequence[str] = NAMES, most: int = MOST
) -> dict[str, list[Value]]:
    """By the name of the filter: its values, most people first; of `names` only. Raises UnknownConference, InputError."""
    told = replace(filters, sort=None, limit=None, offset=0)
    known: dict[tuple[Filters, bool], Layers] = {}
    found = {}
    for name in names:
        lifted: dict[str, Any] = {name: None}
        asked, then = replace(told, **lifted), name in _THEN
        if (asked, then) not in known:
            known[asked, then] = chosen(tally, connection, asked, then=then)
        that_day = then or asked.conference is not None or asked.year is not None
        rows = _counted(connection, tally, name, known[asked, then], then=that_day)
        found[name] = [_value(row, getattr(filters, name)) for row in rows[:most]]
    return found


def _value(row: tuple[Any, Any, int], asked: object) -> Value:
    value, label, people = str(row[0]), str(row[1]), row[2]
    told = str(asked).casefold() if asked is not None else None
    return Value(value=value, label=label, people=people, chosen=told in (value.casefold(), label.casefold()))


def _counted(
    connection: sqlite3.Connection, tally: Tally, name: str, who: Layers, *, then: bool
) -> list[tuple[Any, Any, int]]:
    if name == "company":
        return _companies(connection, tally, who, then=then)
    if name == "state":
        return _states(connection, tally, who)
    if name == "conference":
        return _most_first(_conferences(connection, tally, who))
    if name == "year":
        return sorted(_years(connection, tally, who), reverse=True)
    facts = (tally.then if then else tally.now).get(name, {})
    return _most_first((value, value, anywhere(both(who, bits)).bit_count()) for value, bits in facts.items())


def _most_first(rows: Iterator[tuple[Any, Any, int]]) -> list[tuple[Any, Any, int]]:
    return sorted((row for row in rows if row[2]), key=lambda row: (-row[2], str(row[1])))


def _companies(connection: sqlite3.Connection, tally: Tally, who: Layers, *, then: bool) -> list[tuple[Any, Any, int]]:
    layers = tally.companies[1] if then else [tally.companies[0]]
    counts: Counter[str | None] = Counter()
    for number, (bits, keys) in enumerate(zip(who, layers, strict=False)):
        if number == 0:
            counts.update(map(keys.__getitem__, each(bits)))
            continue
        for place in each(bits):  # the same person at the same company counts once
            key = keys[place]
            before = any(other >> place & 1 and layers[at][place] == key for at, other in enumerate(who[:number]))
            if not before:
                counts[key] += 1
    counts.pop(None, None)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))[:MOST]
    names = dict(connection.execute(
        f"SELECT key, name FROM companies WHERE key IN ({','.join('?' * len(ranked))})",  # noqa: S608 -- question marks
        [key for key, _ in ranked],
    ).fetchall())  # fmt: skip
    return [(names.get(key, key), names.get(key, key), people) for key, people in ranked]


def _conferences(connection: sqlite3.Connection, tally: Tally, who: Layers) -> Iterator[tuple[Any, Any, int]]:
    editions: dict[str, list[int]] = defaultdict(list)
    for number, name in connection.execute(
        "SELECT e.id, c.name FROM editions e JOIN conferences c ON c.id = e.conference_id"
    ):
        editions[name].append(number)
    for name, numbers in editions.items():
        yield name, name, _there(tally, who, numbers)


def _years(connection: sqlite3.Connection, tally: Tally, who: Layers) -> list[tuple[Any, Any, int]]:
    editions: dict[int, list[int]] = defaultdict(list)
    for number, year in connection.execute("SELECT id, year FROM editions WHERE year IS NOT NULL"):
        editions[year].append(number)
    rows = ((year, year, _there(tally, who, numbers)) for year, numbers in editions.items())
    return [row for row in rows if row[2]]


def _there(tally: Tally, who: Layers, numbers: Sequence[int]) -> int:
    return anywhere(both(who, either(tally.editions.get(number, []) for number in numbers))).bit_count()


def _states(connection: sqlite3.Connection, tally: Tally, who: Layers) -> list[tuple[Any, Any, int]]:
    people = anywhere(who)
    known = states.states(connection)
    counts: Counter[str] = Counter(known[tally.ids[place]] for place in each(people & as_bits(tally.at, known)))
    counts[NEW] += people.bit_count() - counts.total()
    return [(state, state, counts[state]) for state in states.words() if counts[state]]
