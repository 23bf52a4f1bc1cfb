"""The people of the file as bits, for counting many things at once: one whole number a fact, one bit a person.

Which people fit is asked of the file (`filters.select`, the one language of filters) unless only facts are asked that
are bits already; counting them by eight facets is then a matter of AND, whatever their number. A tally is made once
for a state of the file and kept: a star or a note leaves it as it is.

People have places in the order of their names. What was true at a conference lies in layers: layer 0 holds everybody's
first appearance, layer 1 the second of those who have one ..., so that a person has the same place in each.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from threading import Lock
from typing import Any, TypeAlias

from scraper.recognise.topics.evidence import NAMED
from scraper.store import fitting
from scraper.store.filters import OTHER, Filters, editions_meant, select
from scraper.text import fold

Layers: TypeAlias = list[int]
"""Who, by layer; of what is true now there is one layer. The last ones may be left out where nobody is in them."""
Facts: TypeAlias = dict[str, dict[Any, Layers]]
PLAIN = ("kind", "family", "seniority", "conference", "year")
"""The filters that are bits; with any other the file is asked."""
_SMALL = 20_000
_TOPICS = 60
_STAMP = (
    "SELECT (SELECT count(*) || ' ' || total(current) || ' ' || ifnull(max(updated), '') FROM speakers), "
    "(SELECT max(id) FROM pulls), (SELECT count(*) FROM corrections), (SELECT count(*) FROM told_apart)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A state of the file. `now` holds today's facts of everybody, `then` those of each appearance, `editions` who was where.

    `companies` are the companies' keys by place, today's and by layer; `changed` the places of those who had several jobs.
    """

    stamp: tuple[Any, ...]
    ids: list[int]
    at: dict[int, int]
    appearance: dict[int, tuple[int, int]]
    now: Facts
    then: Facts
    editions: dict[int, Layers]
    companies: tuple[Sequence[str | None], Sequence[Sequence[str | None]]]
    changed: list[int] = field(default_factory=list)

    @property
    def everybody(self) -> int:
        """All the people there are."""
        return (1 << len(self.ids)) - 1


def stamp(connection: sqlite3.Connection) -> tuple[Any, ...]:
    """What changes when the people or what is known of them change."""
    return tuple(connection.execute(_STAMP).fetchone())


def make(connection: sqlite3.Connection) -> Tally:
    """Count everybody. Takes about a second for 100,000 people."""
    when = stamp(connection)
    people = connection.execute(
        "SELECT s.id, s.company_key, s.kind, s.role_family, s.seniority, s.role IS NULL, s.employer IS NULL "
        "FROM speakers s WHERE s.current = 1 ORDER BY s.sort_name, s.id"
    ).fetchall()
    ids = [row[0] for row in people]
    at = {number: place for place, number in enumerate(ids)}
    now = _Marks(1, len(ids))
    for place, row in enumerate(people):
        now.mark(0, place, row[2:])
    rows = connection.execute(
        "SELECT a.id, a.speaker_id, a.edition_id, a.company_key, a.kind, a.role_family, a.seniority, a.role IS NULL, "
        "a.employer IS NULL FROM appearances a WHERE a.withdrawn IS NULL ORDER BY a.speaker_id, a.id"
    ).fetchall()
    seen: dict[int, int] = defaultdict(int)
    appearance: dict[int, tuple[int, int]] = {}
    jobs: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for number, who, _, company, _, family, *_ in rows:
        if who in at:
            appearance[number] = (seen[who], at[who])
            seen[who] += 1
            jobs[at[who]].add((company, family))
    depth = max(seen.values(), default=1)
    then, where = _Marks(depth, len(ids)), _Marks(depth, len(ids))
    companies: list[list[str | None]] = [[None] * len(ids) for _ in range(depth)]
    for number, _, edition, company, *facts in rows:
        if number in appearance:
            layer, place = appearance[number]
            then.mark(layer, place, facts)
            where.add("edition", edition, layer, place)
            companies[layer][place] = company
    _topics(connection, appearance, then)
    facts_then = then.facts()
    facts_now = now.facts()
    facts_now["topic"] = _fitting_topics(connection, at, facts_then.get("topic", {}))
    several = [place for place, had in jobs.items() if len(had) > 1]
    return Tally(
        stamp=when, ids=ids, at=at, appearance=appearance, now=facts_now, then=facts_then,
        editions=where.facts().get("edition", {}), companies=([row[1] for row in people], companies),
        changed=sorted(several, key=lambda place: (-len(jobs[place]), place)),
    )  # fmt: skip


class _Marks:
    """Bits being set: fact -> value -> layer -> bytes."""

    def __init__(self, depth: int, people: int) -> None:
        self.depth, self.bytes = depth, people // 8 + 1
        self.set: dict[tuple[str, Any, int], bytearray] = {}

    def add(self, fact: str, value: object, layer: int, place: int) -> None:
        key = (fact, value, layer)
        bits = self.set.get(key)
        if bits is None:
            bits = self.set[key] = bytearray(self.bytes)
        bits[place >> 3] |= 1 << (place & 7)

    def mark(self, layer: int, place: int, facts: Sequence[Any]) -> None:
        """Of (kind, family, seniority, no role, no employer), as the filters of those names understand them."""
        kind, family, seniority, no_role, no_employer = facts
        if kind or not no_employer:
            self.add("kind", kind or OTHER, layer, place)
        if family or not no_role:
            self.add("family", family or OTHER, layer, place)
        if not (no_role or no_employer):
            self.add("job", "told", layer, place)
        if seniority:
            self.add("seniority", seniority, layer, place)

    def facts(self) -> Facts:
        found: Facts = defaultdict(dict)
        for (fact, value, layer), bits in self.set.items():
            found[fact].setdefault(value, [0] * self.depth)[layer] = int.from_bytes(bits, "little")
        return found


def _topics(connection: sqlite3.Connection, appearance: dict[int, tuple[int, int]], then: _Marks) -> None:
    names = dict(connection.execute("SELECT id, name FROM topics"))
    sql = f"SELECT x.topic_id, x.appearance_id FROM subjects x WHERE x.weight >= {NAMED}"  # noqa: S608 -- a number of ours
    for topic, number in connection.execute(sql):
        if number in appearance:
            then.add("topic", names[topic], *appearance[number])


def _fitting_topics(connection: sqlite3.Connection, at: dict[int, int], named: dict[Any, Layers]) -> dict[Any, Layers]:
    """Who is found by each topic: in a small file exactly as choosing finds them, in a large one who named it."""
    whole = {topic: [anywhere(layers)] for topic, layers in named.items()}
    if len(at) > _SMALL:
        return whole
    common = sorted(whole, key=lambda topic: (-whole[topic][0].bit_count(), topic))[:_TOPICS]
    for topic in common:
        told = select(connection, Filters(topic=topic))
        source, parameters = told.from_people()
        whole[topic] = [as_bits(at, (row[0] for row in connection.execute(f"SELECT s.id {source}", parameters)))]
    return {topic: whole[topic] for topic in common}


def chosen(tally: Tally, connection: sqlite3.Connection, filters: Filters, *, then: bool = False) -> Layers:
    """Who fits: people in one layer, or with a conference or year (or `then`) those appearances that do, in theirs.

    Raises UnknownConference, InputError.
    """
    narrowed = filters.conference is not None or filters.year is not None
    if filters.sort == "fit" and not then and not narrowed:
        return [
            as_bits(
                tally.at, (number for number, _ in fitting.best(connection, replace(filters, limit=None, offset=0)))
            )
        ]
    asked = {name for name in _ASKED if getattr(filters, name) is not None}
    if asked <= set(PLAIN):
        return _plain(tally, connection, filters, then=then or narrowed)
    selection = select(connection, filters, then=then)
    source, parameters = selection.from_facts()
    if not selection.then:
        return [as_bits(tally.at, (row[0] for row in connection.execute(f"SELECT s.id {source}", parameters)))]
    found: dict[int, list[int]] = defaultdict(list)
    for (number,) in connection.execute(f"SELECT a.id {source}", parameters):
        if number in tally.appearance:
            layer, place = tally.appearance[number]
            found[layer].append(place)
    return [places(len(tally.ids), found[layer]) for layer in range(max(found, default=-1) + 1)]


_ASKED = (
    "words", "company", "kind", "role", "family", "seniority", "topic", "conference", "year", "shortlisted", "state", "semantic",
)  # fmt: skip


def _plain(tally: Tally, connection: sqlite3.Connection, filters: Filters, *, then: bool) -> Layers:
    facts = tally.then if then else tally.now
    found: Layers = [tally.everybody]
    if then:
        meant = editions_meant(connection, filters.conference, filters.year)
        found = either(tally.editions.get(edition, []) for edition in meant)
    for name in ("kind", "family", "seniority"):
        if asked := getattr(filters, name):
            found = both(found, facts.get(name, {}).get(fold(asked), []))
    return found


def both(one: Layers, other: Layers) -> Layers:
    """Who is in both."""
    return [a & b for a, b in zip(one, other, strict=False)]


def either(every: Iterable[Layers]) -> Layers:
    """Who is in any of them."""
    found: Layers = []
    for one in every:
        found = [a | b for a, b in zip_longest(found, one, fillvalue=0)]
    return found


def anywhere(layers: Layers) -> int:
    """The people of all layers, each once."""
    found = 0
    for layer in layers:
        found |= layer
    return found


def as_bits(at: dict[int, int], numbers: Iterable[int]) -> int:
    """Speakers by their number, as bits."""
    return places(len(at), (at[number] for number in numbers if number in at))


def places(people: int, some: Iterable[int]) -> int:
    """Places as bits."""
    bits = bytearray(people // 8 + 1)
    for place in some:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def each(bits: int) -> Iterator[int]:
    """The places that are set, in their order: people by name."""
    return (place for place, bit in enumerate(bin(bits)[:1:-1]) if bit == "1")


Kept: TypeAlias = Callable[[sqlite3.Connection], Tally]


def keeper() -> Kept:
    """Gives the tally of a connection's file: the one it holds as long as nothing changed, else a new one."""
    held: list[Tally] = []
    alone = Lock()

    def current(connection: sqlite3.Connection) -> Tally:
        with alone:
            if not held or held[0].stamp != stamp(connection):
                held[:] = [make(connection)]
            return held[0]

    return current
