"""What is known of an edition's people word for word, for a pull that could not read all of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from scraper.model import Edition, Sighting
from scraper.store.pulling import editions
from scraper.store.rows import SEEN, SEEN_SQL

_SEVERAL = ("talks", "topics", "links")


def sightings(connection: sqlite3.Connection, edition: Edition) -> dict[str, Sighting]:
    """The present sighting of everybody listed for an edition, by the key of their name; nobody for an unknown one."""
    rows = connection.execute(
        f"SELECT a.name_key, {SEEN_SQL} FROM appearances a "  # noqa: S608 -- our own columns
        "JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.edition_id = ? AND a.withdrawn IS NULL",
        (editions.find(connection, edition),),
    )
    return {key: sighting(values) for key, *values in rows}


def sighting(values: Sequence[Any]) -> Sighting:
    """A sighting out of its row, the columns in the order of SEEN."""
    told: dict[str, Any] = dict(zip(SEEN, values, strict=True))
    return Sighting(**{**told, **{several: tuple(json.loads(told[several] or "[]")) for several in _SEVERAL}})
