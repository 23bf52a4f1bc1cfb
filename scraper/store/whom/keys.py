"""What appearances are found by (scraper.identity.forms), as the file keeps it: in as little room as will do.

Links and pictures are compared as evidence and stay what they are. All else is only looked up, and a number of four
bytes finds it: that two of a million keys share one costs a second look at a pair, and decides nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

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


def drop(connection: sqlite3.Connection, appearance_ids: Iterable[int]) -> None:
    """Nothing finds these appearances any more. Goes through all keys there are: ask for many at once."""
    if ids := sorted(set(appearance_ids)):
        connection.execute(
            "DELETE FROM name_keys WHERE appearance_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
