"""What appearances are found by (scraper.identity.forms), as the file keeps it: in as little room as will do.

Links and pictures are compared as evidence and stay what they are. All else is only looked up, and a number of four
bytes finds it: that two of a million keys share one costs a second look at a pair, and decides nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from scraper import identity
from scraper.store.schema import chunks, marks

Key: TypeAlias = str | int
_AS_THEY_ARE = ("l:", "p:")
_TITLE = "t:"
_BITS = 31


@lru_cache(maxsize=65_536)
def kept(key: str) -> Key:
    """A key as the file has it; titles are numbers below zero, so that they can be told from names."""
    if key.startswith(_AS_THEY_ARE):
        return key
    told = blake2b(key.encode("utf-8", "replace"), digest_size=4).digest()
    number = int.from_bytes(told, "big") & ((1 << _BITS) - 1)
    return -1 - number if key.startswith(_TITLE) else number


def as_said(keys: Iterable[Key], kind: str) -> frozenset[str]:
    """The links ("l:") or the pictures ("p:") among these keys."""
    return frozenset(key[2:] for key in keys if isinstance(key, str) and key.startswith(kind))


SAID = "(typeof(key) = 'text' OR key < 0)"
"""A condition: links, pictures and titles, but nothing of the name."""


def drop(connection: sqlite3.Connection, appearance_ids: Iterable[int], *, name: bool = True) -> None:
    """Nothing finds these appearances any more; or without `name` nothing but their names as they were read.

    With `name` it goes through all keys there are: ask for many at once.
    """
    if ids := sorted(set(appearance_ids)):
        some = "appearance_id IN (SELECT value FROM json_each(?))"
        connection.execute(f"DELETE FROM name_keys WHERE {some if name else f'{some} AND {SAID}'}", (json.dumps(ids),))  # noqa: S608 -- ours


def write(
    connection: sqlite3.Connection, edition_id: int, appearance_ids: Iterable[int], *, anew: Iterable[int] = ()
) -> None:
    """Keep what these appearances of an edition are found by; those to be done `anew` have been found by something.

    Links and pictures that several people of the edition share (the conference's own account) are nobody's.
    """
    wanted = sorted(set(appearance_ids))
    if not wanted:
        return
    rows = connection.execute(
        "SELECT a.id, a.name_key, g.links, g.photo, g.talks, a.company_key, c.key FROM appearances a "
        "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id "
        "LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.edition_id = ?",
        (edition_id,),
    ).fetchall()
    links = {
        row[0]: identity.without_others(identity.profiles(json.loads(row[2])), row[1], row[5:])
        if row[2]
        else frozenset()
        for row in rows
    }
    photos = {row[0]: identity.pictures([row[3]]) for row in rows}
    shared = Counter(one for found in (*links.values(), *photos.values()) for one in found)
    titles = programme(connection, wanted)
    chosen = set(wanted)
    drop(connection, anew)
    connection.executemany(
        "INSERT OR IGNORE INTO name_keys (key, appearance_id) VALUES (?, ?)",
        [
            (kept(key), number)
            for number, name_key, _, _, talks, *_ in rows
            if number in chosen
            for key in identity.keys(
                name_key,
                [link for link in links[number] if shared[link] == 1],
                [photo for photo in photos[number] if shared[photo] == 1],
                {*json.loads(talks or "[]"), *titles.get(number, ())},
            )
        ],
    )


def programme(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """The titles of the talks that a programme gives these appearances."""
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        for number, title in connection.execute(
            "SELECT x.appearance_id, t.title FROM talk_speakers x JOIN talks t ON t.id = x.talk_id "  # noqa: S608
            f"WHERE x.appearance_id IN ({marks(some)}) ORDER BY t.title",
            some,
        ):
            found[number].append(title)
    return found
