"""Who speaks about a topic: each speaker's fit, and from which fit on they are listed. SQL over the table `subjects`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from scraper.recognise.topics.asking import around

SURE = 55
"""From this fit on somebody is listed, however many there are."""
_PERHAPS = 15
_AT_LEAST = 10
_REST = 0.25
_CHUNK = 500
_NOBODY = "SELECT NULL AS speaker_id, 0 AS fit WHERE 0"


def fit(connection: sqlite3.Connection, topic: str, then: Sequence[str] = ()) -> str:
    """A query of (speaker_id, fit) for a topic of the vocabulary and those around it; it takes no parameters.

    Narrower topics count in part, the strongest of all in full and the others a little. Where fewer than ten people
    are surely about it, those who may be fill up the ten. `then` are conditions on the appearance `a`, without
    parameters.
    """
    counts = _numbers(connection, around(topic))
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
    whole = f"SELECT speaker_id, max(part) + {_REST} * (sum(part) - max(part)) AS fit FROM ({each}) GROUP BY speaker_id"  # noqa: S608
    best = connection.execute(f"SELECT fit FROM ({whole}) ORDER BY fit DESC LIMIT {_AT_LEAST}").fetchall()  # noqa: S608
    least = SURE if len(best) == _AT_LEAST and best[-1][0] >= SURE else max(_PERHAPS, best[-1][0] if best else 0)
    return f"SELECT speaker_id, fit FROM ({whole}) WHERE fit >= {min(least, SURE):.4f}"  # noqa: S608


def _numbers(connection: sqlite3.Connection, counts: dict[str, float]) -> dict[int, float]:
    """The topics that anybody speaks about, by their number in the file."""
    names = list(counts)
    found: dict[int, float] = {}
    for start in range(0, len(names), _CHUNK):
        some = names[start : start + _CHUNK]
        for number, name in connection.execute(
            f"SELECT id, name FROM topics WHERE name IN ({','.join('?' * len(some))})",  # noqa: S608
            some,
        ):
            found[number] = counts[name]
    return found
