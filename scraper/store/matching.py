"""Who of a pull is whom: the same appearance as before, a speaker known from another edition, or somebody new."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scraper import identity
from scraper.identity import Evidence, Known
from scraper.store.rows import Incoming

T = TypeVar("T")
_CHUNK = 500  # SQLite takes 999 parameters at least


@dataclass(frozen=True, slots=True)
class Stored:
    """An appearance as the file has it."""

    id: int
    speaker_id: int
    name_key: str
    record_id: str | None
    digest: bytes
    withdrawn: bool
    adapter: str


def stored(connection: sqlite3.Connection, edition_id: int) -> list[Stored]:
    """Every appearance of an edition, those no longer listed among them."""
    return [
        Stored(*row)
        for row in connection.execute(
            "SELECT a.id, a.speaker_id, a.name_key, a.record_id, a.digest, a.withdrawn IS NOT NULL, p.adapter "
            "FROM appearances a JOIN pulls p ON p.id = a.pull_id WHERE a.edition_id = ? ORDER BY a.id",
            (edition_id,),
        )
    ]


def within(new: Sequence[Incoming], old: Sequence[Stored]) -> list[Stored | None]:
    """For each incoming speaker the appearance it is, or None. No appearance is given twice.

    By the platform's id first, unless the names show that ids have moved on to other people; then by name.
    """
    taken: set[int] = set()
    found: list[Stored | None] = [None] * len(new)
    by_id = {one.record_id: one for one in old if one.record_id}
    old_keys = {one.name_key for one in old}
    new_keys = {one.name_key for one in new}
    for place, one in enumerate(new):
        known = by_id.get(one.record_id) if one.record_id else None
        if known and known.id not in taken:
            moved_on = one.name_key != known.name_key and (one.name_key in old_keys or known.name_key in new_keys)
            if not moved_on:
                taken.add(known.id)
                found[place] = known
    still_used = {one.record_id for one, known in zip(new, found, strict=True) if known and one.record_id}
    by_name: dict[str, list[Stored]] = defaultdict(list)
    for before in old:
        if before.id not in taken and before.record_id not in still_used:
            by_name[before.name_key].append(before)
    for place, one in enumerate(new):
        if found[place] is None and (alike := by_name.get(one.name_key)):
            found[place] = alike.pop(0)
    return found


@dataclass(slots=True)
class _Candidate:
    links: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    series: set[object] = field(default_factory=set)
    editions: set[object] = field(default_factory=set)

    def known(self, name_key: str) -> Known:
        return Known(
            name_key=name_key,
            links=frozenset(self.links),
            photos=frozenset(self.photos),
            companies=frozenset(self.companies),
            series=frozenset(self.series),
            editions=frozenset(self.editions),
        )


def over_editions(
    connection: sqlite3.Connection, new: Sequence[Incoming], *, everyone: Sequence[Incoming], edition_id: int
) -> list[tuple[int, Evidence] | None]:
    """For each new speaker of an edition the known speaker it is and why, or None.

    `everyone` is the whole pull: what several of its people share (the conference's own account, a stand-in picture)
    is nobody's. Where two known speakers fit equally well, or two new ones claim the same, nobody is joined.
    """
    if not new:
        return []
    series = connection.execute("SELECT conference_id FROM editions WHERE id = ?", (edition_id,)).fetchone()[0]
    by_name = _candidates(connection, {one.name_key for one in new})
    if not by_name:
        return [None] * len(new)
    shared = Counter(link for one in everyone for link in identity.profiles(one.links))
    pictures = Counter(photo for one in everyone for photo in identity.pictures([one.speaker.sighting.photo]))
    claims: dict[int, list[tuple[float, int, Evidence]]] = defaultdict(list)
    for place, one in enumerate(new):
        mine = Known(
            name_key=one.name_key,
            links=frozenset(link for link in identity.profiles(one.links) if shared[link] == 1),
            photos=frozenset(
                photo for photo in identity.pictures([one.speaker.sighting.photo]) if pictures[photo] == 1
            ),
            companies=frozenset({one.company_key} if one.company_key else ()),
            series=frozenset({series}),
            editions=frozenset({edition_id}),
        )
        fitting = [
            (evidence.weight, speaker_id, evidence)
            for speaker_id, candidate in by_name.get(one.name_key, {}).items()
            if (evidence := identity.same(mine, candidate.known(one.name_key)))
        ]
        if best := _clearly_best(fitting):
            weight, speaker_id, evidence = best
            claims[speaker_id].append((weight, place, evidence))
    found: list[tuple[int, Evidence] | None] = [None] * len(new)
    for speaker_id, claimed in claims.items():
        if winner := _clearly_best(claimed):
            _, place, evidence = winner
            found[place] = (speaker_id, evidence)
    return found


def _clearly_best(weighed: list[tuple[float, int, Evidence]]) -> tuple[float, int, Evidence] | None:
    ranked = sorted(weighed, key=lambda one: one[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0]


def _candidates(connection: sqlite3.Connection, keys: set[str]) -> dict[str, dict[int, _Candidate]]:
    """name_key -> the speakers who ever had it, each with all there is to compare."""
    named: dict[str, dict[int, _Candidate]] = defaultdict(dict)
    people: dict[int, _Candidate] = {}
    for chunk in chunks(sorted(keys)):
        for name_key, speaker_id in connection.execute(
            f"SELECT DISTINCT name_key, speaker_id FROM appearances WHERE name_key IN ({marks(chunk)})",  # noqa: S608
            chunk,
        ):
            people.setdefault(speaker_id, _Candidate())
            named[name_key][speaker_id] = people[speaker_id]
    for ids in chunks(sorted(people)):
        for speaker_id, company_key, edition_id, conference_id, photo, links in connection.execute(
            "SELECT a.speaker_id, a.company_key, a.edition_id, e.conference_id, s.photo, s.links FROM appearances a "  # noqa: S608
            "JOIN editions e ON e.id = a.edition_id LEFT JOIN sightings s ON s.appearance_id = a.id AND s.current = 1 "
            f"WHERE a.speaker_id IN ({marks(ids)})",
            ids,
        ):
            person = people[speaker_id]
            person.editions.add(edition_id)
            person.series.add(conference_id)
            person.links |= identity.profiles(json.loads(links) if links else ())
            person.photos |= identity.pictures([photo])
            if company_key:
                person.companies.add(company_key)
    return named


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in lists short enough to be parameters of one statement."""
    everything = list(values)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))
