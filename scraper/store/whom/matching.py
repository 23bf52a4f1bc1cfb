"""Who of a pull is the same appearance as before, and who is new. Over editions: scraper.store.whom.grouping."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.store.rows import Incoming


@dataclass(frozen=True, slots=True)
class Stored:
    """An appearance as the file has it."""

    id: int
    speaker_id: int
    name_key: str
    record_id: str | None
    digest: bytes
    withdrawn: bool
    adapter: str


def stored(connection: sqlite3.Connection, edition_id: int) -> list[Stored]:
    """Every appearance of an edition, those no longer listed among them."""
    return [
        Stored(*row)
        for row in connection.execute(
            "SELECT a.id, a.speaker_id, a.name_key, a.record_id, a.digest, a.withdrawn IS NOT NULL, p.adapter "
            "FROM appearances a JOIN pulls p ON p.id = a.pull_id WHERE a.edition_id = ? ORDER BY a.id",
            (edition_id,),
        )
    ]


def within(new: Sequence[Incoming], old: Sequence[Stored]) -> list[Stored | None]:
    """For each incoming speaker the appearance it is, or None. No appearance is given twice.

    By the platform's id first, unless the names show that ids have moved on to other people; then by name.
    """
    taken: set[int] = set()
    found: list[Stored | None] = [None] * len(new)
    by_id = {one.record_id: one for one in old if one.record_id}
    old_keys = {one.name_key for one in old}
    new_keys = {one.name_key for one in new}
    for place, one in enumerate(new):
        known = by_id.get(one.record_id) if one.record_id else None
        if known and known.id not in taken:
            moved_on = one.name_key != known.name_key and (one.name_key in old_keys or known.name_key in new_keys)
            if not moved_on:
                taken.add(known.id)
                found[place] = known
    still_used = {one.record_id for one, known in zip(new, found, strict=True) if known and one.record_id}
    by_name: dict[str, list[Stored]] = defaultdict(list)
    for before in old:
        if before.id not in taken and before.record_id not in still_used:
            by_name[before.name_key].append(before)
    for place, one in enumerate(new):
        if found[place] is None and (alike := by_name.get(one.name_key)):
            found[place] = alike.pop(0)
    return found
