"""Appearances that are found at a glance to be nobody else's: most of a long list. The rest is looked at closely."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from scraper import identity
from scraper.store.schema import chunks, marks
from scraper.store.whom.keys import SAID, Key, as_said, kept

_MOST_ALIKE = 400
"""A key that more appearances have says nothing ("l:" of a network, a stand-in picture)."""


def among(connection: sqlite3.Connection, appearance_ids: set[int]) -> set[int]:
    """Those of these appearances that nobody else may be: no other one has any of the keys they would be looked for by.

    Somebody who has other appearances, had them, or of whom a person said something is not among these.
    """
    found: set[int] = set()
    for some in chunks(sorted(appearance_ids)):
        probes = _probes(connection, some)
        held = holders(connection, {key for keys in probes.values() for key in keys})
        found.update(
            number for number, keys in probes.items() if all(held.get(key, [number]) == [number] for key in keys)
        )
    return found


def _probes(connection: sqlite3.Connection, ids: list[int]) -> dict[int, frozenset[Key]]:
    """What those who may be solitary would be looked for by. Links, pictures and titles are kept as they are compared."""
    among_these = f"IN ({marks(ids)})"
    said: dict[int, set[Key]] = defaultdict(set)
    for number, key in connection.execute(
        f"SELECT appearance_id, key FROM name_keys WHERE appearance_id {among_these} AND {SAID}",  # noqa: S608
        ids,
    ):
        said[number].add(key)
    names = connection.execute(
        f"SELECT a.id, a.name_key FROM appearances a WHERE a.id {among_these} "  # noqa: S608
        "AND NOT EXISTS (SELECT 1 FROM evidence w WHERE w.appearance_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM appearances b WHERE b.speaker_id = a.speaker_id AND b.id <> a.id) "
        "AND NOT EXISTS (SELECT 1 FROM told_apart t WHERE t.one_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM told_apart t WHERE t.other_id = a.id)",
        ids,
    )
    return {
        number: frozenset(map(kept, identity.probes(name_key, as_said(said[number], "l:")))) | said[number]
        for number, name_key in names
    }


def holders(connection: sqlite3.Connection, keys: set[Key]) -> dict[Key, list[int]]:
    """The appearances found by each of these keys. A key that too many have says nothing and is left out."""
    found: dict[Key, list[int]] = defaultdict(list)
    for some in chunks(sorted(keys, key=lambda key: (isinstance(key, str), key))):
        for key, number in connection.execute(
            f"SELECT key, appearance_id FROM name_keys WHERE key IN ({marks(some)})",  # noqa: S608
            some,
        ):
            found[key].append(number)
    return {key: alike for key, alike in found.items() if len(alike) <= _MOST_ALIKE}
