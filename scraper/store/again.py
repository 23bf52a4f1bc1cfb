"""Normalising once more: what was read is made into people anew, by the rules of today, without a new pull.

What pages said stays as it is; what a person settled, corrected or said of who is whom holds. A fact that came from
words the file no longer has (a second copy on another page) is kept.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from scraper.model import LeftOut, Sighting, Speaker
from scraper.normalise import colleagues, normalise
from scraper.store.pulling import companies, corrections, people, present, reviews, seen, talks
from scraper.store.rows import FACTS, SEEN_SQL, Incoming, facts, moment
from scraper.store.schema import chunks, marks
from scraper.store.whom import grouping, keys, scenes
from scraper.store.whom.matching import Stored
from scraper.store.write import Store, transaction

SHOWN = ("name", "role", "employer", "company", "role_family", "seniority")
"""The facts whose changes are told."""
_KEPT = {"role": ("role_source", "role_family", "seniority"), "employer": ("employer_source", "company", "kind")}


Made = tuple[Speaker | LeftOut, ...]
Make = Callable[[Sequence[Sighting]], Iterable[Made]]


def _here(sightings: Sequence[Sighting]) -> Iterable[Made]:
    """Normalise in this very process."""
    return map(normalise, sightings)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of one person at one conference that reads otherwise now."""

    name: str
    where: str
    fact: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Outcome:
    """What normalising once more changed: facts, who is one person now, who is several, who would be left out."""

    looked_at: int = 0
    changes: list[Change] = field(default_factory=list)
    joined: list[tuple[str, ...]] = field(default_factory=list)
    parted: list[tuple[str, ...]] = field(default_factory=list)
    no_person: list[tuple[str, str]] = field(default_factory=list)
    """Names that today's rules would leave out, with the rule; they stay listed until a pull leaves them out."""


class _OnlyLooking(Exception):  # noqa: N818 -- not an error: it ends the transaction
    pass


def renormalise(database: Store, *, dry_run: bool = False, make: Make | None = None) -> Outcome:
    """Make people of what was read once more. With `dry_run` nothing is written.

    `make` normalises many sightings, in order (workers do); None does it here. Raises StoreError, and then nothing is written.
    """
    outcome = Outcome()
    with suppress(_OnlyLooking), transaction(database) as connection:
        before = _people(connection)
        talks.tell_languages(connection)
        _make_again(connection, before, outcome, make or _here)
        outcome.joined, outcome.parted = _moved(before, _people(connection))
        _keep_unless(dry_run)
    return outcome


def _keep_unless(dry_run: bool) -> None:  # noqa: FBT001 -- says so itself
    if dry_run:
        raise _OnlyLooking


def restore(connection: sqlite3.Connection, appearance_ids: Sequence[int]) -> None:
    """What was read of these appearances counts again, as it did before somebody corrected it."""
    for some in chunks(appearance_ids):
        connection.execute(f"UPDATE appearances SET digest = x'' WHERE id IN ({marks(some)})", some)  # noqa: S608
    _make_again(connection, set(appearance_ids), Outcome(), _here, few=True)


def _make_again(
    connection: sqlite3.Connection, wanted: Collection[int], outcome: Outcome, make: Make, *, few: bool = False
) -> None:
    """Make people of these appearances once more; of a few what their names are found by is only added to."""
    now = moment(datetime.now(UTC))
    said = companies.own(connection)
    everyone: set[int] = set()
    keys.drop(connection, wanted, name=not few)
    for edition_id in sorted(_of(connection, wanted, "edition_id")):
        everybody = _read(connection, edition_id)
        rows = [row for row in everybody if row.id in wanted]
        outcome.looked_at += len(rows)
        people_made = zip(rows, make([row.sighting for row in rows]), strict=True)
        found = [(one, row) for row, made in people_made if (one := _person(row, made, outcome))]
        sure = _employers(connection, edition_id, [one for one, _ in found], everybody)
        seen_beside = colleagues.seen([one for one, _ in found], sure)
        changed = [(Incoming(_made(one, row, said)), row) for one, (_, row) in zip(seen_beside, found, strict=True)]
        _write(connection, edition_id, changed, now)
        everyone |= {row.id for row in rows}
        keys.write(connection, edition_id, [row.id for row in rows])
        scenes.write(connection, edition_id)
        outcome.changes += _told(connection, rows)
    touched = grouping.regroup(connection, everyone, now=now) | _of(connection, everyone, "speaker_id")
    present.refresh(connection, touched, now=now)


@dataclass(slots=True)
class _Row:
    """An appearance as the file has it."""

    id: int
    speaker_id: int
    digest: bytes
    withdrawn: str | None
    adapter: str
    facts: dict[str, Any]
    topics: tuple[str, ...]
    sighting: Sighting
    where: str
    answers: dict[tuple[str, str], reviews.Review]


def _read(connection: sqlite3.Connection, edition_id: int) -> list[_Row]:
    topics: dict[int, list[str]] = defaultdict(list)
    for number, topic in connection.execute(
        "SELECT x.appearance_id, t.name FROM appearances a JOIN appearance_topics x ON x.appearance_id = a.id "
        "JOIN topics t ON t.id = x.topic_id WHERE a.edition_id = ?",
        (edition_id,),
    ):
        topics[number].append(topic)
    answers = {(one.kind, one.name_key): one for one in reviews.answers(connection, edition_id)}
    found = []
    for number, speaker_id, digest, withdrawn, adapter, where, *values in connection.execute(
        "SELECT a.id, a.speaker_id, a.digest, a.withdrawn, p.adapter, c.name || ifnull(' ' || e.year, ''), "  # noqa: S608
        f"{facts(FACTS)}, {SEEN_SQL} FROM appearances a JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 "
        "JOIN pulls p ON p.id = a.pull_id JOIN editions e ON e.id = a.edition_id "
        "JOIN conferences c ON c.id = e.conference_id WHERE a.edition_id = ? ORDER BY a.id",
        (edition_id,),
    ):
        known = dict(zip(FACTS, values[: len(FACTS)], strict=True))
        found.append(
            _Row(
                number,
                speaker_id,
                digest,
                withdrawn,
                adapter,
                known,
                tuple(topics[number]),
                seen.sighting(values[len(FACTS) :]),
                where,
                answers,
            )
        )
    return found


def _employers(
    connection: sqlite3.Connection, edition_id: int, speakers: Sequence[Speaker], everybody: Sequence[_Row]
) -> frozenset[str]:
    """The employers sure to be some at an edition: of those made anew, and what the file has of the others."""
    anew = {one.name_key for one in speakers}
    others = [
        colleagues.Told(row.facts["name_key"], row.facts["employer"])
        for row in everybody
        if row.facts["employer"] and row.facts["employer_source"] != "bio" and row.facts["name_key"] not in anew
    ]
    (conference,) = connection.execute(
        "SELECT c.name FROM editions e JOIN conferences c ON c.id = e.conference_id WHERE e.id = ?", (edition_id,)
    ).fetchone()
    return colleagues.known([*colleagues.told(speakers), *others], conference=conference)


def _person(row: _Row, made: Made, outcome: Outcome) -> Speaker | None:
    """The person made of a sighting by today's rules; None where the rules make nobody of it."""
    persons = [one for one in made if isinstance(one, Speaker)]
    speaker = next((one for one in persons if one.name_key == row.facts["name_key"]), None)
    if speaker is None and persons:
        place = (row.facts["record_id"] or "").rpartition("#")[2]
        at = int(place) - 1 if place.isdigit() and len(persons) > 1 else 0
        speaker = persons[at] if at < len(persons) else None
    if speaker is None:
        outcome.no_person += [(row.facts["name"], one.reason) for one in made if isinstance(one, LeftOut)]
        return None
    return replace(speaker, sighting=row.sighting, billing=speaker.billing or row.facts["billing"])


def _made(speaker: Speaker, row: _Row, said: companies.Own) -> Speaker:
    """The person as written: what came from words the file no longer has, and a person's answers, laid over it."""
    changes: dict[str, Any] = {}
    for fact, beside in _KEPT.items():
        is_read = row.facts[f"{fact}_source"] != "you"
        if (
            getattr(speaker, fact) is None
            and row.facts[fact]
            and is_read
            and not _is_told(row.facts[fact], row.sighting)
        ):
            changes |= {fact: row.facts[fact], **{name: row.facts[name] for name in beside}}
        elif getattr(speaker, fact) == row.facts[fact] and is_read:
            changes[f"{fact}_source"] = row.facts[f"{fact}_source"]
    speaker = reviews.with_facts(replace(speaker, **changes), row.answers)
    return companies.applied(speaker, said)


def _is_told(fact: str, sighting: Sighting) -> bool:
    """Do the kept words hold this fact?"""
    return any(fact in text for text in (sighting.headline, sighting.role, sighting.employer, sighting.bio) if text)


def _write(connection: sqlite3.Connection, edition_id: int, made: list[tuple[Incoming, _Row]], now: str) -> None:
    changed = [
        (
            one,
            Stored(
                row.id, row.speaker_id, row.facts["name_key"], row.facts["record_id"], row.digest, False, row.adapter
            ),
        )
        for one, row in made
        if one.digest != row.digest
    ]
    if not changed:
        return
    occasion = people.last_occasion(connection, edition_id, now=now)
    people.change(connection, changed, occasion)
    connection.executemany(
        "UPDATE appearances SET withdrawn = ? WHERE id = ?",
        [(row.withdrawn, row.id) for _, row in made if row.withdrawn],
    )
    corrections.apply(connection, [known.id for _, known in changed])


def _told(connection: sqlite3.Connection, rows: list[_Row]) -> Iterator[Change]:
    """What reads otherwise now."""
    by_id = {row.id: row for row in rows}
    for some in chunks(sorted(by_id)):
        topics: dict[int, set[str]] = defaultdict(set)
        for number, topic in connection.execute(
            "SELECT x.appearance_id, t.name FROM appearance_topics x JOIN topics t ON t.id = x.topic_id "  # noqa: S608
            f"WHERE x.appearance_id IN ({marks(some)})",
            some,
        ):
            topics[number].add(topic)
        for number, *values in connection.execute(
            f"SELECT id, {facts(SHOWN)} FROM appearances a WHERE id IN ({marks(some)}) ORDER BY id",  # noqa: S608
            some,
        ):
            row = by_id[number]
            for fact, after in zip(SHOWN, values, strict=True):
                if row.facts[fact] != after:
                    yield Change(values[0], row.where, fact, row.facts[fact], after)
            if topics[number] != set(row.topics):
                was, now = (", ".join(sorted(some_topics)) or None for some_topics in (row.topics, topics[number]))
                yield Change(values[0], row.where, "topics", was, now)


def _of(connection: sqlite3.Connection, ids: Iterable[int], column: str) -> set[int]:
    """Whose these appearances are ("speaker_id"), or of which editions ("edition_id")."""
    return {
        row[0]
        for some in chunks(sorted(ids))
        for row in connection.execute(f"SELECT {column} FROM appearances WHERE id IN ({marks(some)})", some)  # noqa: S608
    }


def _people(connection: sqlite3.Connection) -> dict[int, tuple[int, str]]:
    """Appearance -> speaker, and how it is shown."""
    return {
        number: (speaker_id, shown)
        for number, speaker_id, shown in connection.execute(
            "SELECT a.id, a.speaker_id, a.name || ' (' || c.name || ifnull(' ' || e.year, '') || ')' FROM appearances a "
            "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id ORDER BY a.id"
        )
    }


def _moved(
    before: dict[int, tuple[int, str]], after: dict[int, tuple[int, str]]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Who is one person now and was several, and the other way round: the appearances of each."""
    return _several(after, before), _several(before, after)


def _several(whole: dict[int, tuple[int, str]], parts: dict[int, tuple[int, str]]) -> list[tuple[str, ...]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for number, (speaker_id, _) in whole.items():
        groups[speaker_id].append(number)
    return [
        tuple(whole[number][1] for number in numbers)
        for numbers in groups.values()
        if len({parts[number][0] for number in numbers if number in parts}) > 1
    ]
