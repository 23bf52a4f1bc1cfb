"""Who is whom over editions: the appearances that may be one person are looked up and put together anew.

What is decided follows from what the appearances show and from what a person said, not from the order of pulls: every
write looks again at all appearances that may be the same people as those it touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scraper import identity
from scraper.identity import Evidence, Known
from scraper.identity.grouping import Groups, Pair
from scraper.identity.shares import limits
from scraper.store.schema import chunks, marks
from scraper.store.whom import asking, scenes, solitary
from scraper.store.whom.keys import SAID, Key, as_said, kept, programme

_FAINT = 3.0
"""Below what a person is asked about by more than this, two appearances have nothing to do with each other."""


@dataclass(slots=True)
class _Seen:
    """What is known so far while looking around."""

    known: dict[int, Known] = field(default_factory=dict)
    rank: dict[int, object] = field(default_factory=dict)
    speaker: dict[int, int] = field(default_factory=dict)
    evidence: dict[Pair, Evidence] = field(default_factory=dict)


def regroup(connection: sqlite3.Connection, appearance_ids: Iterable[int], *, now: str) -> set[int]:
    """Put these appearances, and all that may be the same people, together anew.

    Gives the speakers that have other appearances than before, for present.refresh; speakers who have none left are
    gone, and whatever pointed to them points to who they are now. Doubtful pairs become questions.
    """
    wanted = set(appearance_ids)
    seen = _look_around(connection, wanted - solitary.among(connection, wanted))
    if not seen.known:
        return set()
    one, two = _said(connection, seen.known)
    groups = identity.group(seen.known, seen.evidence, rank=seen.rank, one=one, two=two)
    asking.same_person(connection, groups.doubtful, seen.known, now=now)
    return _settle(connection, seen, groups, one)


def _look_around(connection: sqlite3.Connection, wanted: set[int]) -> _Seen:
    """Everybody who may be somebody of `wanted`, and who may be somebody of those, and so on."""
    seen = _Seen()
    while wanted:
        wanted |= _same_speakers(connection, wanted)
        _load(connection, seen, wanted)
        probed = {number: _probes(seen.known[number]) for number in wanted if number in seen.known}
        near = solitary.holders(connection, {key for keys in probed.values() for key in keys})
        beside = {
            number: {holder for key in keys for holder in near.get(key, ())} - {number}
            for number, keys in probed.items()
        }
        _load(connection, seen, {holder for holders in beside.values() for holder in holders})
        following: set[int] = set()
        for number, others in beside.items():
            for other in others:
                pair = frozenset((number, other))
                if pair in seen.evidence:
                    continue
                found = identity.same(*sorted((seen.known[number], seen.known[other]), key=lambda one: one.id))
                if found and found.weight >= limits()["ask"] - _FAINT:
                    seen.evidence[pair] = found
                    following.add(other)
        done = set(probed)
        told = _told_of(connection, done)
        wanted = (following | told) - _probed(seen, done)
    for stray in set(seen.known) - seen.rank.keys():
        del seen.known[stray]
    return seen


def _probed(seen: _Seen, done: set[int]) -> set[int]:
    """Whom we looked around for already."""
    seen.rank.update({number: _rank(seen.known[number]) for number in done if number in seen.known})
    return set(seen.rank)


def _rank(one: Known) -> object:
    return (one.series, one.year or 0, one.name_key, one.company or "", sorted(one.links), one.talks, one.bio)


def _probes(one: Known) -> frozenset[Key]:
    return frozenset(map(kept, identity.probes(one.name_key, one.links, one.photos, one.talks)))


def _same_speakers(connection: sqlite3.Connection, ids: set[int]) -> set[int]:
    return {
        row[0]
        for some in chunks(sorted(ids))
        for row in connection.execute(
            "SELECT b.id FROM appearances a JOIN appearances b ON b.speaker_id = a.speaker_id "  # noqa: S608
            f"WHERE a.id IN ({marks(some)})",
            some,
        )
    }


def _told_of(connection: sqlite3.Connection, ids: set[int]) -> set[int]:
    """The other ones of pairs a person said something about."""
    return {
        number
        for some in chunks(sorted(ids))
        for row in connection.execute(
            f"SELECT one_id, other_id FROM told_apart WHERE one_id IN ({marks(some)}) OR other_id IN ({marks(some)})",  # noqa: S608
            [*some, *some],
        )
        for number in row
    }


def _said(connection: sqlite3.Connection, known: Mapping[int, Known]) -> tuple[set[Pair], set[Pair]]:
    """What a person said of these: pairs that are one, pairs that are two. The last word counts."""
    told: dict[Pair, bool] = {}
    for some in chunks(sorted(known)):
        for one_id, other_id, is_one in connection.execute(
            f"SELECT one_id, other_id, is_one FROM told_apart WHERE one_id IN ({marks(some)}) ORDER BY id",  # noqa: S608
            some,
        ):
            if other_id in known:
                told[frozenset((one_id, other_id))] = bool(is_one)
    return {pair for pair, is_one in told.items() if is_one}, {pair for pair, is_one in told.items() if not is_one}


def _load(connection: sqlite3.Connection, seen: _Seen, ids: set[int]) -> None:
    wanted = sorted(ids - seen.known.keys())
    titles = programme(connection, wanted)
    topics: dict[int, set[str]] = defaultdict(set)
    found_by: dict[int, set[Key]] = defaultdict(set)
    for some in chunks(wanted):
        among = f"IN ({marks(some)})"
        for number, topic in connection.execute(
            f"SELECT x.appearance_id, t.name FROM appearance_topics x JOIN topics t ON t.id = x.topic_id "  # noqa: S608
            f"WHERE x.appearance_id {among}",
            some,
        ):
            topics[number].add(topic)
        for number, key in connection.execute(
            f"SELECT appearance_id, key FROM name_keys WHERE appearance_id {among} AND {SAID}",  # noqa: S608
            some,
        ):
            found_by[number].add(key)
        rows = connection.execute(
            "SELECT a.id, a.speaker_id, a.name_key, g.name, a.company_key, a.role_family, a.edition_id, e.year, c.key, e.scene, g.bio, g.talks, "  # noqa: S608
            "CASE WHEN length(a.record_id) >= 32 THEN a.record_id END FROM appearances a "
            "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id "
            f"LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.id {among}",
            some,
        ).fetchall()
        for (
            number, speaker_id, name_key, name, company, work, edition, year, series, scene, bio, talks, platform
        ) in rows:  # fmt: skip
            everybodys = scenes.told(scene)
            seen.speaker[number] = speaker_id
            seen.known[number] = Known(
                id=number,
                name_key=name_key,
                links=as_said(found_by[number], "l:"),
                photos=as_said(found_by[number], "p:"),
                platform=platform,
                generation=identity.generation(name or ""),
                company=company,
                work=work,
                year=year,
                edition=edition,
                series=series,
                topics=identity.with_broader(topics[number] - everybodys),
                scene=identity.with_broader(everybodys),
                talks=tuple(sorted({*json.loads(talks or "[]"), *titles.get(number, ())})),
                bio=bio or "",
            )


def _settle(connection: sqlite3.Connection, seen: _Seen, groups: Groups, told: set[Pair]) -> set[int]:
    """Write who is whom. A person keeps the number most of their appearances have had."""
    people = [sorted(group) for group in groups.people]
    chosen = _numbers(connection, people, seen.speaker)
    moves = [
        (speaker_id, number)
        for numbers, speaker_id in zip(people, chosen, strict=True)
        for number in numbers
        if seen.speaker[number] != speaker_id
    ]
    reasons = _reasons(connection, people, groups, seen, told)
    touched = {speaker_id for speaker_id, _ in moves} | {seen.speaker[number] for _, number in moves}
    # First away, then to where they belong: at no moment may one speaker have two appearances of an edition.
    connection.executemany("UPDATE appearances SET speaker_id = -id WHERE id = ?", [(number,) for _, number in moves])
    connection.executemany("UPDATE appearances SET speaker_id = ? WHERE id = ?", moves)
    connection.executemany(
        "DELETE FROM evidence WHERE appearance_id = ?", [(number,) for number, said in reasons.items() if not said]
    )
    connection.executemany(
        "INSERT INTO evidence (appearance_id, reasons) VALUES (?, ?) ON CONFLICT DO UPDATE "
        "SET reasons = excluded.reasons WHERE reasons <> excluded.reasons",
        [(number, said) for number, said in reasons.items() if said],
    )
    heirs = {seen.speaker[number]: speaker_id for speaker_id, number in moves}
    for gone in sorted(heirs.keys() - set(chosen)):
        _hand_over(connection, gone, heirs[gone], known_by=min(one for one, had in seen.speaker.items() if had == gone))
    return touched - (heirs.keys() - set(chosen))


def _numbers(connection: sqlite3.Connection, people: list[list[int]], speaker: Mapping[int, int]) -> list[int]:
    """The speaker's id for each group: one it mostly had, the oldest; else one its first had before, or a new one."""
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for place, numbers in enumerate(people):
        for number in numbers:
            counted[speaker[number]][place] += 1
    owned: dict[int, list[int]] = defaultdict(list)
    for speaker_id, places in counted.items():
        owned[min(places, key=lambda place: (-places[place], people[place][0]))].append(speaker_id)
    following = following_speaker(connection)
    found = []
    for place in range(len(people)):
        if owned[place]:
            found.append(min(owned[place]))
        elif (before := _had_before(connection, people[place])) is not None:
            found.append(before)
        else:
            found.append(following)
            following += 1
    return found


def _had_before(connection: sqlite3.Connection, numbers: list[int]) -> int | None:
    """The number that one of these appearances went by until it was taken for somebody else's; it is theirs again."""
    for some in chunks(numbers):
        row = connection.execute(
            f"SELECT min(id) FROM former_ids WHERE appearance_id IN ({marks(some)})",  # noqa: S608
            some,
        ).fetchone()
        if row[0] is not None:
            connection.execute("DELETE FROM former_ids WHERE id = ?", row)
            return int(row[0])
    return None


def following_speaker(connection: sqlite3.Connection) -> int:
    """The first number no speaker has had, those among them whose row is not written yet."""
    sql = (
        "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'speakers'), 0), "
        "ifnull((SELECT max(speaker_id) FROM appearances), 0)) + 1"
    )
    return int(connection.execute(sql).fetchone()[0])


def _reasons(
    connection: sqlite3.Connection, people: list[list[int]], groups: Groups, seen: _Seen, told: set[Pair]
) -> dict[int, str | None]:
    """For each appearance beside a person's first: which other one it goes with, and why."""
    beside: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for pair in (*groups.because, *told):
        first, second = pair
        why = ["you said so"] if pair in told else list(groups.because[pair].reasons)
        beside[first].append((second, why))
        beside[second].append((first, why))
    where = _where(connection, [number for numbers in people if len(numbers) > 1 for number in numbers])
    found: dict[int, str | None] = {}
    for numbers in people:
        first = min(numbers, key=lambda number: (seen.known[number].year or 0, number))
        found[first] = None
        waiting = [first]
        while waiting:
            here = waiting.pop(0)
            for other, why in beside[here]:
                if other not in found:
                    found[other] = json.dumps([f"as at {where[here]}:", *why], ensure_ascii=False)
                    waiting.append(other)
    return found


def _where(connection: sqlite3.Connection, ids: list[int]) -> dict[int, str]:
    return {
        number: f"{name} {year}" if year else name
        for some in chunks(ids)
        for number, name, year in connection.execute(
            "SELECT a.id, c.name, e.year FROM appearances a JOIN editions e ON e.id = a.edition_id "  # noqa: S608
            f"JOIN conferences c ON c.id = e.conference_id WHERE a.id IN ({marks(some)})",
            some,
        )
    }


def _hand_over(connection: sqlite3.Connection, gone: int, heir: int, *, known_by: int) -> None:
    """Whatever points to a speaker who turned out to be another points to that one; what both have, the heir keeps."""
    if not connection.execute("SELECT 1 FROM speakers WHERE id = ?", (gone,)).fetchone():
        return
    connection.execute(
        "INSERT OR IGNORE INTO speakers (id, name, sort_name, latest, current, created, updated) "
        "SELECT ?, name, sort_name, latest, current, created, updated FROM speakers WHERE id = ?",
        (heir, gone),
    )
    for table, column in _pointing(connection):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608 -- the file's own tables
            (heir, gone),
        )
    connection.execute(
        "INSERT OR REPLACE INTO former_ids (id, speaker_id, appearance_id) VALUES (?, ?, ?)", (gone, heir, known_by)
    )
    connection.execute("DELETE FROM speakers WHERE id = ?", (gone,))


def _pointing(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every column of the file that names a speaker, of whatever part of the program; what search reads is made anew."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, row[3])
        for table in tables
        if table not in ("speaker_text", "appearances", "subjects")
        for row in connection.execute(f"PRAGMA foreign_key_list({table})")
        if row[2] == "speakers"
    ]
