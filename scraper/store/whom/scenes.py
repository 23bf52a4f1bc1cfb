"""What so many of an edition's people speak about that it is everybody's there, and tells nobody apart."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache

_SHARE = 0.3
_LEAST = 3


def write(connection: sqlite3.Connection, edition_id: int) -> None:
    """Keep the scene of an edition whose people are others now: the topics of three in ten, and of three at least."""
    (people,) = connection.execute("SELECT count(*) FROM appearances WHERE edition_id = ?", (edition_id,)).fetchone()
    names = connection.execute(
        "SELECT t.name FROM appearances a JOIN appearance_topics x ON x.appearance_id = a.id "
        "JOIN topics t ON t.id = x.topic_id WHERE a.edition_id = ? GROUP BY t.id HAVING count(*) >= ? ORDER BY t.name",
        (edition_id, max(_LEAST, _SHARE * people)),
    )
    scene = json.dumps([name for (name,) in names], ensure_ascii=False)
    connection.execute("UPDATE editions SET scene = nullif(?, '[]') WHERE id = ?", (scene, edition_id))


@lru_cache(maxsize=4_096)
def told(scene: str | None) -> frozenset[str]:
    """The topics of a scene as the file has it."""
    return frozenset(json.loads(scene)) if scene else frozenset()
