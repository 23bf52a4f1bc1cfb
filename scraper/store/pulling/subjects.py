"""What appearances are about, from everything said there: tags, titles, abstracts, biographies. Weighed, then kept."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scraper.model import Sighting
from scraper.recognise.topics import evidence as topics
from scraper.store.schema import chunks, marks

_TAGGED = 80
_REST = 0.3


@dataclass(slots=True)
class Said:
    """The texts of one standing appearance; `talks` are (title, abstract, track, tags as the file has them)."""

    speaker_id: int
    bio: str | None = None
    talks: list[tuple[str, str | None, str | None, str | None]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def refresh(
    connection: sqlite3.Connection, speaker_ids: Sequence[int], said: Mapping[int, Said]
) -> dict[int, dict[str, int]]:
    """Weigh what the standing appearances of these speakers said anew, and give each speaker's topics with weights."""
    named = _named(connection, said)
    weights = {appearance: _weigh(texts, named[appearance]) for appearance, texts in said.items()}
    ids = topic_ids(connection, {topic for found in weights.values() for topic in found})
    wanted = {
        (said[appearance].speaker_id, appearance, ids[topic], weight)
        for appearance, found in weights.items()
        for topic, weight in found.items()
    }
    known: set[tuple[int, int, int, int]] = set()
    sql = "SELECT speaker_id, appearance_id, topic_id, weight FROM subjects WHERE speaker_id IN ({})"
    for some in chunks(speaker_ids):
        known.update(map(tuple, connection.execute(sql.format(marks(some)), some)))
    connection.executemany(
        "DELETE FROM subjects WHERE speaker_id = ? AND appearance_id = ? AND topic_id = ?",
        [row[:3] for row in known - wanted],
    )
    connection.executemany(
        "INSERT INTO subjects (speaker_id, appearance_id, topic_id, weight) VALUES (?,?,?,?)", sorted(wanted - known)
    )
    whole: dict[int, dict[str, int]] = defaultdict(dict)
    for appearance, found in weights.items():
        mine = whole[said[appearance].speaker_id]
        for topic, weight in found.items():
            mine[topic] = max(weight, mine.get(topic, 0))
    return whole


def _weigh(said: Said, named: Sequence[str]) -> dict[str, int]:
    """Of several talks the one that says most counts whole, the others in part."""
    found: dict[str, list[int]] = defaultdict(list)
    for title, abstract, track, tags in said.talks:
        told = (*filter(None, (track,)), *listed(tags))
        for topic, weight in topics.weigh(titles=(title,), tags=told, abstract=abstract).items():
            found[topic].append(weight)
    if said.tags or said.bio:
        for topic, weight in topics.weigh(tags=tuple(said.tags), bio=said.bio).items():
            found[topic].append(weight)
    weights = {topic: round(max(told) + _REST * (sum(told) - max(told))) for topic, told in found.items()}
    for topic in named:
        weights[topic] = max(_TAGGED, weights.get(topic, 0))
    return weights


def weigh_beforehand(seen: Sighting) -> None:
    """Have weighed what will be asked of somebody who is stored: it is remembered."""
    for title in seen.talks:
        topics.weigh(titles=(title,), tags=(), abstract=None)
    if seen.topics or seen.bio:
        topics.weigh(tags=seen.topics, bio=seen.bio)


def _named(connection: sqlite3.Connection, appearance_ids: Iterable[int]) -> dict[int, list[str]]:
    """The topics that the people of a page are told to have."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, topic in connection.execute(
        "SELECT x.appearance_id, t.name FROM appearance_topics x CROSS JOIN topics t ON t.id = x.topic_id "
        "WHERE x.appearance_id IN (SELECT value FROM json_each(?)) ORDER BY t.id",
        (json.dumps(list(appearance_ids)),),
    ):
        found[number].append(topic)
    return found


def listed(text: str | None) -> list[str]:
    """A list as the file has it."""
    return json.loads(text) if text else []


def topic_ids(connection: sqlite3.Connection, names: set[str]) -> dict[str, int]:
    """The number of each topic; new ones are given theirs."""
    wanted = sorted(names)
    connection.executemany("INSERT INTO topics (name) VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in wanted])
    found: dict[str, int] = {}
    for some in chunks(wanted):
        found.update(connection.execute(f"SELECT name, id FROM topics WHERE name IN ({marks(some)})", some))  # noqa: S608
    return found
