"""What appearances are about, from everything said there: tags, titles, abstracts, biographies. Weighed, then kept."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.recognise.topics import evidence as topics
from scraper.store.whom.matching import chunks, marks

_TAGGED = 80
_REST = 0.3


@dataclass(slots=True)
class _Said:
    """The texts of one appearance; `talks` are (title, abstract, track and tags)."""

    speaker_id: int
    bio: str | None = None
    talks: list[tuple[str, str | None, tuple[str, ...]]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


def refresh(connection: sqlite3.Connection, speaker_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Weigh the standing appearances of these speakers anew, and give each speaker's topics with weights."""
    said = _said(connection, speaker_ids)
    weights = {appearance: _weigh(texts) for appearance, texts in said.items()}
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


def _weigh(said: _Said) -> dict[str, int]:
    """Of several talks the one that says most counts whole, the others in part."""
    found: dict[str, list[int]] = defaultdict(list)
    for title, abstract, tags in said.talks:
        for topic, weight in topics.weigh(titles=[title], tags=tags, abstract=abstract).items():
            found[topic].append(weight)
    if said.tags or said.bio:
        for topic, weight in topics.weigh(tags=said.tags, bio=said.bio).items():
            found[topic].append(weight)
    weights = {topic: round(max(told) + _REST * (sum(told) - max(told))) for topic, told in found.items()}
    for topic in said.named:
        weights[topic] = max(_TAGGED, weights.get(topic, 0))
    return weights


def _said(connection: sqlite3.Connection, speaker_ids: Sequence[int]) -> dict[int, _Said]:
    found: dict[int, _Said] = {}
    for some in chunks(speaker_ids):
        among = f"a.speaker_id IN ({marks(some)}) AND a.withdrawn IS NULL"
        for number, speaker_id, bio, tags in connection.execute(
            "SELECT a.id, a.speaker_id, g.bio, g.topics FROM appearances a "  # noqa: S608
            f"LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE {among} ORDER BY g.id",
            some,
        ):
            said = found.setdefault(number, _Said(speaker_id))
            said.bio = said.bio or bio
            said.tags += _list(tags)
        for number, title, abstract, track, tags in connection.execute(
            f"SELECT a.id, t.title, t.abstract, t.track, t.topics FROM appearances a "  # noqa: S608
            "CROSS JOIN talk_speakers x ON x.appearance_id = a.id JOIN talks t ON t.id = x.talk_id "
            f"WHERE {among} ORDER BY t.id",
            some,
        ):
            found[number].talks.append((title, abstract, tuple(filter(None, (track, *_list(tags))))))
        for number, topic in connection.execute(
            "SELECT a.id, t.name FROM appearances a CROSS JOIN appearance_topics x ON x.appearance_id = a.id "  # noqa: S608
            f"JOIN topics t ON t.id = x.topic_id WHERE {among} ORDER BY t.id",
            some,
        ):
            found[number].named.append(topic)
    return found


def _list(text: str | None) -> list[str]:
    return json.loads(text) if text else []


def topic_ids(connection: sqlite3.Connection, names: set[str]) -> dict[str, int]:
    """The number of each topic; new ones are given theirs."""
    wanted = sorted(names)
    connection.executemany("INSERT INTO topics (name) VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in wanted])
    found: dict[str, int] = {}
    for some in chunks(wanted):
        found.update(connection.execute(f"SELECT name, id FROM topics WHERE name IN ({marks(some)})", some))  # noqa: S608
    return found
