"""What the people chosen could be narrowed by, counted: companies, kinds of places and of jobs, topics, conferences ...

Each facet is counted as if it were not set itself, so that another of its values can be taken instead; and a value's
number is how many choosing it finds. (Topics with a conference, and in a file of very many people, are counted by who
named them: choosing one finds those who are about it in other words, too.)
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import compress
from typing import Any

from scraper.chats.log import NEW
from scraper.recognise import languages
from scraper.store.choice.filters import Filters
from scraper.store.choice.tally import SMALL, Layers, Tally, anywhere, as_bits, both, chosen, each, marks
from scraper.store.contacts import states

MOST = 30
"""Values told of one facet, the commonest."""
NAMES = ("company", "kind", "family", "seniority", "topic", "language", "conference", "year", "state")
_SPARSE = 50  # times fewer people than there are: looked up one by one
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


def whole_topics(tally: Tally, filters: Filters) -> bool:
    """Does the number beside a topic tell how many people choosing it lists?

    Otherwise it counts only those who name the topic itself, and choosing it lists people of narrower topics too.
    """
    return filters.conference is None and filters.year is None and len(tally.ids) <= SMALL


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
    facts = (tally.then if then else tally.now).get(name, {})
    shown = languages.name if name == "language" else str
    rows = [(value, shown(value), people) for value, bits in facts.items() if (people := _in(who, bits))]
    if name == "year":
        return sorted(rows, reverse=True)
    return sorted(rows, key=lambda row: (-row[2], str(row[1])))


def _in(who: Layers, bits: Layers) -> int:
    """How many people of `who` a fact is true of; most have one appearance, so one layer tells most of it."""
    if len(who) == 1 or len(bits) == 1:
        return (who[0] & bits[0]).bit_count() if who and bits else 0
    return anywhere(both(who, bits)).bit_count()


def _companies(connection: sqlite3.Connection, tally: Tally, who: Layers, *, then: bool) -> list[tuple[Any, Any, int]]:
    layers = tally.companies[1] if then else [tally.companies[0]]
    counts: Counter[str | None] = Counter()
    before: list[tuple[int, Sequence[str | None]]] = []
    had: dict[int, set[str | None]] = {}
    met = 0
    for bits, keys in zip(who, layers, strict=False):
        new = bits & ~met
        if new.bit_count() * _SPARSE > len(keys):
            counts.update(compress(keys, marks(new)))
        else:
            counts.update(keys[place] for place in each(new))
        for place in each(bits & met):  # met in an earlier layer: counts once more only at another company
            if place not in had:
                had[place] = {known[place] for there, known in before if there >> place & 1}
            if keys[place] not in had[place]:
                had[place].add(keys[place])
                counts[keys[place]] += 1
        before.append((bits, keys))
        met |= bits
    counts.pop(None, None)
    ranked = _commonest(counts)
    names = dict(connection.execute(
        f"SELECT key, name FROM companies WHERE key IN ({','.join('?' * len(ranked))})",  # noqa: S608 -- question marks
        [key for key, _ in ranked],
    ).fetchall())  # fmt: skip
    return [(names.get(key, key), names.get(key, key), people) for key, people in ranked]


def _commonest(counts: Counter[Any]) -> list[tuple[Any, int]]:
    """The first ones, those of one number by name; without sorting all of them."""
    first = counts.most_common(MOST)
    if not first:
        return []
    least = first[-1][1]
    sure = [row for row in first if row[1] > least]
    more = nsmallest(MOST - len(sure), (key for key, number in counts.items() if number == least))
    return sorted(sure, key=lambda row: (-row[1], row[0])) + [(key, least) for key in more]


def _states(connection: sqlite3.Connection, tally: Tally, who: Layers) -> list[tuple[Any, Any, int]]:
    people = anywhere(who)
    known = states.states(connection)
    counts: Counter[str] = Counter(known[tally.ids[place]] for place in each(people & as_bits(tally.at, known)))
    counts[NEW] += people.bit_count() - counts.total()
    return [(state, state, counts[state]) for state in states.words() if counts[state]]
