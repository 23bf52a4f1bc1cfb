"""Who speaks about a topic: each speaker's fit, and from which fit on they are listed. SQL over the table `subjects`.

Two things speak for a person: what the vocabulary found in their texts, weighed by where it stood, and how much of the
topic's own language they use, weighed by how rare each phrase is in this file (BM25).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from scraper.store.choice import totals
from scraper.store.folding import match_any
from scraper.store.schema import marks

SURE = 60
"""From this fit on somebody is listed, however many there are."""
COMMON = 20_000
"""What more people have is not counted to the end; a file of more people is a large one."""
RANKED = 4_000
"""Ranking costs as much as there are hits: what more people have is answered without it. In a large file no more rows
than that are weighed for a topic."""
STRONGEST = 2_000
"""Of a topic that too many have to do with to weigh them all, so many are looked at for the first pages of a list."""
RANK = "bm25(search, 10, 4, 6, 3, 4, 1, 1)"
_PERHAPS = 15
_AT_LEAST = 10
_REST = 0.25
_LANGUAGE = 50
"""What speaking the topic's language most of all is worth."""
_NEAR_BEST = 0.4
"""Words the vocabulary does not know: how much of the best one's relevance the others need."""
SPOKEN = ("topics", "talks", "abstracts")
_CHUNK = 500
_NOBODY = "SELECT NULL AS speaker_id, 0 AS fit WHERE 0"


def fit(connection: sqlite3.Connection, topic: str, then: Sequence[str] = (), *, first: bool = False) -> str:
    """A query of (speaker_id, fit) for a topic of the vocabulary and those around it; it takes no parameters.

    Where fewer than ten people are surely about it, those who may be fill up the ten. `then` are conditions on the
    appearance `a`, without parameters. Of a topic with very many people the topic itself must do, and where the `first`
    pages of a list are all that is wanted, only those about whom most was said are looked at.
    """
    if not then and not _is_small(connection) and (number := _wide(connection, topic)):
        rows = f"SELECT speaker_id, weight FROM subjects WHERE topic_id = {number} AND weight >= {SURE}"  # noqa: S608 -- numbers of ours
        strongest = f"SELECT * FROM ({rows} ORDER BY weight DESC LIMIT {STRONGEST})" if first else rows  # noqa: S608
        return f"SELECT speaker_id, max(weight) AS fit FROM ({strongest}) GROUP BY speaker_id"  # noqa: S608
    found = weighed(connection, topic, then)
    if len(found) > COMMON:
        counts = _numbers(connection, _around(topic))
        return f"SELECT speaker_id, fit FROM ({_whole(counts, then)}) WHERE fit >= {SURE}"  # noqa: S608
    return as_query(listed(found))


def is_common(connection: sqlite3.Connection, topic: str) -> bool:
    """Do more than COMMON people speak about it?"""
    number = _numbers(connection, {topic: 1.0})
    return bool(number) and totals.people_with(connection, [*number]) > COMMON


def _wide(connection: sqlite3.Connection, topic: str) -> int | None:
    """The topic's number, if more appearances have to do with it than can be weighed."""
    return next((n for n in _numbers(connection, {topic: 1.0}) if _rows(connection, n, RANKED) > RANKED), None)


def _rows(connection: sqlite3.Connection, number: int, most: int) -> int:
    """How many appearances have to do with a topic; one more than `most` stands for all that are more."""
    rows = f"SELECT 1 FROM subjects WHERE topic_id = {number} LIMIT {most + 1}"  # noqa: S608 -- a number
    return int(connection.execute(f"SELECT count(*) FROM ({rows})").fetchone()[0])  # noqa: S608


def _near(connection: sqlite3.Connection, topic: str) -> dict[int, float]:
    """The topics around one by their number, the nearest first, as many as can be weighed together."""
    found: dict[int, float] = {}
    left = RANKED
    counts = _numbers(connection, _around(topic))
    for number, factor in sorted(counts.items(), key=lambda one: -one[1]):
        left -= _rows(connection, number, left)
        if left < 0:
            break
        found[number] = factor
    return found


def weighed(connection: sqlite3.Connection, topic: str, then: Sequence[str] = ()) -> dict[int, float]:
    """The fit of everybody for whom anything speaks, most first; of more than COMMON people, the first."""
    small = _is_small(connection)
    counts = _numbers(connection, _around(topic)) if small or then else _near(connection, topic)
    rows = connection.execute(f"{_whole(counts, then)} ORDER BY fit DESC LIMIT {COMMON + 1}")
    found: dict[int, float] = dict(rows.fetchall())
    if len(found) <= COMMON and small:
        from scraper.recognise.topics.asking import phrases  # noqa: PLC0415 -- slow import, for a topic only

        spoken = _relevance(connection, phrases(topic))
        most = max(spoken.values(), default=1.0)
        found = {who: fit + _LANGUAGE * spoken.get(who, 0.0) / most for who, fit in found.items()}
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _is_small(connection: sqlite3.Connection) -> bool:
    """Phrases of common words cost as much as there are people: in a large file the vocabulary alone must do."""
    return (connection.execute("SELECT max(id) FROM speakers").fetchone()[0] or 0) <= COMMON


def listed(found: Mapping[int, float], sure: float = SURE, perhaps: float = _PERHAPS) -> dict[int, float]:
    """Everybody whose fit is at least `sure`, best first; where they are fewer than ten, filled up to ten with `perhaps`."""
    ranked = sorted(found.items(), key=lambda one: -one[1])
    return {who: fit for at, (who, fit) in enumerate(ranked) if fit >= (perhaps if at < _AT_LEAST else sure)}


def weighed_words(connection: sqlite3.Connection, words: Sequence[str]) -> dict[int, float]:
    """How well people fit words that name no topic we know: those who fit not much less than the best of them.

    Nobody where the words are too common to be ranked.
    """
    found = _relevance(connection, words)
    most = max(found.values(), default=0.0)
    return {who: 100 * much / most for who, much in found.items() if much >= _NEAR_BEST * most}


def _relevance(connection: sqlite3.Connection, any_of: Iterable[str]) -> dict[int, float]:
    """BM25 over talks and tags of everybody who uses any of the phrases; nobody where too many do."""
    expression = match_any(any_of, SPOKEN)
    if expression is None:
        return {}
    if are_many(connection, expression):
        return {}
    return dict(connection.execute(f"SELECT rowid, -{RANK} FROM search WHERE search MATCH ?", (expression,)).fetchall())  # noqa: S608


def are_many(connection: sqlite3.Connection, expression: str) -> bool:
    """Does full-text search find too many by this to rank them?"""
    return len(first(connection, expression)) > RANKED


def first(connection: sqlite3.Connection, expression: str) -> list[int]:
    """The numbers of those whom full-text search finds first, in that order; more than RANKED where there are more."""
    capped = f"SELECT rowid FROM search WHERE search MATCH ? LIMIT {RANKED + 1}"  # noqa: S608
    return [row[0] for row in connection.execute(capped, (expression,))]


def as_query(found: Mapping[int, float]) -> str:
    """What is known already, as a query."""
    told = json.dumps({str(who): round(fit, 4) for who, fit in found.items()})
    # The GROUP BY has SQLite lay it out once, with an index, instead of reading it again for every person.
    return f"SELECT CAST(key AS INTEGER) AS speaker_id, max(value) AS fit FROM json_each('{told}') GROUP BY 1"  # noqa: S608


def with_more(fits: str, more: Mapping[int, float]) -> str:
    """A query of (speaker_id, fit) with what else speaks for some of these people."""
    return (
        f"SELECT f.speaker_id, f.fit + ifnull(m.fit, 0) AS fit FROM ({fits}) f "  # noqa: S608 -- queries of ours
        f"LEFT JOIN ({as_query(more)}) m ON m.speaker_id = f.speaker_id"
    )


def _around(topic: str) -> dict[str, float]:
    from scraper.recognise.topics.asking import around  # noqa: PLC0415 -- slow import, for a topic only

    return around(topic)


def _whole(counts: Mapping[int, float], then: Sequence[str]) -> str:
    """By the vocabulary alone: narrower topics count in part, the strongest of all in full and the others a little."""
    if not counts:
        return _NOBODY
    factor = f"CASE x.topic_id {' '.join(f'WHEN {number} THEN {count:.4f}' for number, count in counts.items())} END"
    tables = "subjects x"
    condition = f"x.topic_id IN ({','.join(map(str, counts))})"
    if then:
        tables += " JOIN appearances a ON a.id = x.appearance_id"
        condition += f" AND {' AND '.join(then)}"
    each = (
        f"SELECT x.speaker_id, max(x.weight) * {factor} AS part FROM {tables} WHERE {condition} "  # noqa: S608 -- numbers of ours
        "GROUP BY x.speaker_id, x.topic_id"
    )
    return f"SELECT speaker_id, max(part) + {_REST} * (sum(part) - max(part)) AS fit FROM ({each}) GROUP BY speaker_id"  # noqa: S608


def _numbers(connection: sqlite3.Connection, counts: dict[str, float]) -> dict[int, float]:
    """The topics that anybody speaks about, by their number in the file."""
    names = list(counts)
    found: dict[int, float] = {}
    for start in range(0, len(names), _CHUNK):
        some = names[start : start + _CHUNK]
        for number, name in connection.execute(
            f"SELECT id, name FROM topics WHERE name IN ({marks(some)})",  # noqa: S608
            some,
        ):
            found[number] = counts[name]
    return found
