"""The people of the file as bits, for counting many things at once: one whole number a fact, one bit a person.

What the filters mean is `filters.select`'s to say, and words, companies and topics are asked of the file; all other facts
are bits already, and counting people by eight facets is a matter of AND, whatever their number. A tally is made once for a
state of the file and kept: a star or a note leaves it as it is.

People have places in the order of their names. What was true at a conference lies in layers: layer 0 holds everybody's
first appearance, layer 1 the second of those who have one ..., so that a person has the same place in each.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, zip_longest
from typing import Any, TypeAlias

from scraper.recognise import languages
from scraper.recognise.topics import NAMED
from scraper.store.choice import fitting
from scraper.store.choice.filters import OTHER, Filters, editions_meant, select
from scraper.store.choice.orders import ordered
from scraper.store.contacts import states
from scraper.text import fold

Layers: TypeAlias = list[int]
"""Who, by layer; of what is true now there is one layer. The last ones may be left out where nobody is in them."""
Facts: TypeAlias = dict[str, dict[Any, Layers]]
_KEPT = 64
SMALL = 20_000
"""In a file of so many people topics are counted as choosing them finds people; in a larger one by who named them."""
_TOPICS = 60
_FEW = 30  # so few places are found sooner one by one than by writing all of them down
_STAMP = (
    "SELECT (SELECT count(*) || ' ' || total(current) || ' ' || ifnull(max(updated), '') FROM speakers), "
    "(SELECT max(id) FROM pulls), (SELECT count(*) FROM corrections), (SELECT count(*) FROM told_apart)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A state of the file. `now` holds today's facts of everybody, `then` those of each appearance, `editions` who was where.

    `companies` are the companies' keys by place, today's and by layer; `changed` the places of those who had several jobs;
    `present` who was anywhere at all; `known` what the file was asked last, `orders` the places as lists sort them,
    `careers` those that were looked at, by place.
    `behind`: something has changed since, and a new tally is being made.
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
    present: Layers = field(default_factory=list)
    known: dict[tuple[Filters, bool], Layers] = field(default_factory=dict)
    orders: dict[str, Sequence[int]] = field(default_factory=dict)
    careers: dict[int, Any] = field(default_factory=dict)
    behind: bool = False

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
    same: dict[str | None, str | None] = {}  # one object a company, however many people: counted in half the time
    at = {number: place for place, number in enumerate(ids)}
    facts_now: Facts = defaultdict(dict)
    _mark(facts_now, 0, len(ids), ((place, *row[2:]) for place, row in enumerate(people)))
    layers: list[list[tuple[Any, ...]]] = []  # of each layer: (place, edition, company, kind, family ...)
    seen: dict[int, int] = defaultdict(int)
    appearance: dict[int, tuple[int, int]] = {}
    jobs: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for number, who, *told in connection.execute(
        "SELECT a.id, a.speaker_id, a.edition_id, a.company_key, a.kind, a.role_family, a.seniority, a.role IS NULL, "
        "a.employer IS NULL FROM appearances a WHERE a.withdrawn IS NULL ORDER BY a.speaker_id, a.id"
    ):
        if (place := at.get(who)) is not None:
            layer = seen[place]
            seen[place] = layer + 1
            if layer == len(layers):
                layers.append([])
            appearance[number] = (layer, place)
            layers[layer].append((place, *told))
            jobs[place].add((told[1], told[3], told[4]))  # a company, a kind of work, a step up
    facts_then: Facts = defaultdict(dict)
    companies: list[list[str | None]] = []
    for layer, rows in enumerate(layers or [[]]):
        _mark(facts_then, layer, len(ids), ((row[0], *row[3:]) for row in rows))
        _set(facts_then["edition"], layer, len(ids), ((row[1], row[0]) for row in rows))
        companies.append([None] * len(ids))
        for row in rows:
            companies[layer][row[0]] = same.setdefault(row[2], row[2])
    facts_then["topic"] = _read(connection, _TOPICS_TOLD, appearance, len(ids))
    facts_then["language"] = _read(connection, _LANGUAGES_TOLD, appearance, len(ids))
    editions = facts_then.pop("edition", {})
    facts_then["conference"], facts_then["year"] = _by_editions(connection, editions)
    facts_now["language"] = {code: [anywhere(layers)] for code, layers in facts_then["language"].items()}
    facts_now["topic"] = _fitting_topics(connection, at, facts_then["topic"])
    several = [place for place, had in jobs.items() if len(had) > 1]
    return Tally(
        stamp=when, ids=ids, at=at, appearance=appearance, now=facts_now, then=facts_then,
        editions=editions, present=either(editions.values()), companies=([same.setdefault(row[1], row[1]) for row in people], companies),
        changed=sorted(several, key=lambda place: (-len(jobs[place]), place)),
    )  # fmt: skip


def _mark(facts: Facts, layer: int, people: int, told: Iterable[tuple[Any, ...]]) -> None:
    """Of (place, kind, family, seniority, no role, no employer), as the filters of those names understand them."""
    kinds, families, jobs, levels = (defaultdict[Any, list[int]](list) for _ in range(4))
    for place, kind, family, seniority, no_role, no_employer in told:
        if kind or not no_employer:
            kinds[kind or OTHER].append(place)
        if family or not no_role:
            families[family or OTHER].append(place)
        if not (no_role or no_employer):
            jobs["told"].append(place)
        if seniority:
            levels[seniority].append(place)
    for name, groups in (("kind", kinds), ("family", families), ("job", jobs), ("seniority", levels)):
        _put(facts[name], layer, people, groups)


def _set(values: dict[Any, Layers], layer: int, people: int, told: Iterable[tuple[Any, int]]) -> None:
    """Of (value, place)."""
    groups = defaultdict[Any, list[int]](list)
    for value, place in told:
        groups[value].append(place)
    _put(values, layer, people, groups)


def _put(values: dict[Any, Layers], layer: int, people: int, groups: Mapping[Any, Iterable[int]]) -> None:
    """Each value's places as bits of a layer."""
    for value, places_ in groups.items():
        bits = bytearray(people // 8 + 1)
        for place in places_:
            bits[place >> 3] |= 1 << (place & 7)
        layers = values.setdefault(value, [])
        layers += [0] * (layer + 1 - len(layers))
        layers[layer] = int.from_bytes(bits, "little")


_TOPICS_TOLD = (
    f"SELECT t.name, x.appearance_id FROM subjects x JOIN topics t ON t.id = x.topic_id WHERE x.weight >= {NAMED}"  # noqa: S608 -- a number of ours
)
_LANGUAGES_TOLD = "SELECT t.language, x.appearance_id FROM talks t JOIN talk_speakers x ON x.talk_id = t.id WHERE t.language IS NOT NULL"


def _read(
    connection: sqlite3.Connection, sql: str, appearance: dict[int, tuple[int, int]], people: int
) -> dict[Any, Layers]:
    """A fact that has rows of its own, (value, appearance)."""
    told = defaultdict[int, list[tuple[Any, int]]](list)
    for value, number in connection.execute(sql):
        if (spot := appearance.get(number)) is not None:
            told[spot[0]].append((value, spot[1]))
    found: dict[Any, Layers] = {}
    for layer in sorted(told):
        _set(found, layer, people, told[layer])
    return found


def _by_editions(
    connection: sqlite3.Connection, editions: dict[Any, Layers]
) -> tuple[dict[Any, Layers], dict[Any, Layers]]:
    conferences: dict[str, Layers] = {}
    years: dict[int, Layers] = {}
    for number, name, year in connection.execute(
        "SELECT e.id, c.name, e.year FROM editions e JOIN conferences c ON c.id = e.conference_id"
    ):
        conferences[name] = either((conferences.get(name, []), editions.get(number, [])))
        if year is not None:
            years[year] = either((years.get(year, []), editions.get(number, [])))
    return conferences, years


def _fitting_topics(connection: sqlite3.Connection, at: dict[int, int], named: dict[Any, Layers]) -> dict[Any, Layers]:
    """Who is found by each topic: in a small file exactly as choosing finds them, in a large one who named it."""
    whole = {topic: [anywhere(layers)] for topic, layers in named.items()}
    if len(at) > SMALL:
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
        best = fitting.best(connection, replace(filters, limit=None, offset=0))
        return [as_bits(tally.at, (number for number, _ in best))]
    then = then or narrowed
    found = [tally.everybody] if not then else _there(tally, connection, filters)
    facts = tally.then if then else tally.now
    for name in ("kind", "family", "seniority"):
        if asked := getattr(filters, name):
            found = both(found, facts.get(name, {}).get(fold(asked), []))
    if filters.language:
        found = both(found, facts.get("language", {}).get(languages.code(filters.language) or filters.language, []))
    for people in _people(tally, connection, filters):
        found = [layer & people for layer in found]
    for question in _questions(filters):
        found = both(found, _asked(tally, connection, question, then=then))
    return found


def _there(tally: Tally, connection: sqlite3.Connection, filters: Filters) -> Layers:
    if filters.conference is None:
        return tally.then.get("year", {}).get(filters.year, []) if filters.year is not None else tally.present
    return either(
        tally.editions.get(number, []) for number in editions_meant(connection, filters.conference, filters.year)
    )


def _people(tally: Tally, connection: sqlite3.Connection, filters: Filters) -> Iterator[int]:
    """What is asked of people whatever they were when: words, the shortlist, how things stand."""
    if filters.words and filters.words.strip():
        yield anywhere(_asked(tally, connection, Filters(words=filters.words), then=False))
    if filters.shortlisted is not None:
        listed = as_bits(tally.at, (row[0] for row in connection.execute("SELECT speaker_id FROM shortlist")))
        yield listed if filters.shortlisted else tally.everybody & ~listed
    if filters.state:
        wanted, known = states.meant(filters.state), states.states(connection)
        if wanted == states.NEW:
            yield tally.everybody & ~as_bits(tally.at, (number for number, state in known.items() if state != wanted))
        else:
            yield as_bits(tally.at, (number for number, state in known.items() if state == wanted))


def _questions(filters: Filters) -> Iterator[Filters]:
    """What the file is asked; who is about a topic at a conference depends on who else was there."""
    if filters.company:
        yield Filters(company=filters.company)
    if filters.role:
        yield Filters(role=filters.role)
    if filters.topic:
        yield Filters(topic=filters.topic, semantic=filters.semantic, conference=filters.conference, year=filters.year)


def _asked(tally: Tally, connection: sqlite3.Connection, question: Filters, *, then: bool) -> Layers:
    """Who that is, as the file says; the last answers are kept."""
    key = (question, then)
    if key not in tally.known:
        if len(tally.known) >= _KEPT:
            tally.known.clear()
        tally.known[key] = _ask(tally, connection, question, then=then)
    return tally.known[key]


def _ask(tally: Tally, connection: sqlite3.Connection, question: Filters, *, then: bool) -> Layers:
    selection = select(connection, question, then=then)
    source, parameters = selection.from_facts()
    if not selection.then:
        return [as_bits(tally.at, (row[0] for row in connection.execute(f"SELECT s.id {source}", parameters)))]
    found: dict[int, list[int]] = defaultdict(list)
    for (number,) in connection.execute(f"SELECT a.id {source}", parameters):
        if number in tally.appearance:
            layer, place = tally.appearance[number]
            found[layer].append(place)
    return [places(len(tally.ids), found[layer]) for layer in range(max(found, default=-1) + 1)]


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
    """Speakers by their number, as bits; numbers of nobody are passed over."""
    return places(len(at), (place for place in map(at.get, numbers) if place is not None))


def places(people: int, some: Iterable[int]) -> int:
    """Places as bits."""
    digits = bytearray(b"0") * (people + 1)
    for place in some:
        digits[place] = _ONE
    digits.reverse()
    return int(digits, 2)


def each(bits: int) -> Iterator[int]:
    """The places that are set, in their order: people by name."""
    if bits.bit_count() < _FEW:
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest
        return
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


ORDERS = ("role", "seniority", "employer", "year")
"""Orders a tally can have; by name everybody stands in it."""


def in_order(tally: Tally, connection: sqlite3.Connection, order: str, who: int) -> Iterator[int]:
    """The places of `who` as one of ORDERS has them. An order is worked out once for a tally."""
    if order not in tally.orders:
        by = ordered(select(connection, Filters()), order)
        rows = connection.execute(f"SELECT s.id FROM speakers s WHERE s.current = 1 ORDER BY {by}")  # noqa: S608 -- made of ours
        tally.orders[order] = [place for (number,) in rows if (place := tally.at.get(number)) is not None]
    inside, all_of_them = marks(who).ljust(len(tally.ids), b"\0"), tally.orders[order]
    return compress(all_of_them, map(inside.__getitem__, all_of_them))


def marks(bits: int) -> bytes:
    """A byte for each place, 1 where it is set: for `itertools.compress`."""
    return bin(bits)[:1:-1].encode().translate(_AS_MARKS)


_ONE = ord("1")
_AS_MARKS = bytes(1 if byte == _ONE else 0 for byte in range(256))
