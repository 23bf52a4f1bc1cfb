"""What a person says of who is whom: these are one, these are two. It wins over all evidence and can be taken back.

Kept by appearance, so that it holds over every later pull, import and renormalising.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product

from scraper.errors import InputError
from scraper.store.pulling import present
from scraper.store.rows import moment
from scraper.store.schema import chunks, marks
from scraper.store.whom import grouping
from scraper.store.write import Store, transaction


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a person said: its number, when, whether they are one, and the names of both sides with where they were."""

    act: int
    said: str
    is_one: bool
    one: str
    other: str


def merge(database: Store, one_id: int, other_id: int) -> int:
    """Two speakers are one person. Gives that person's id.

    Raises InputError for one and the same, and for two who both stood in one edition; StoreError.
    """
    if one_id == other_id:
        raise InputError("this is one person already", hint="coffeechat show NAME --why says why")
    with transaction(database) as connection:
        ours, theirs = _appearances(connection, one_id), _appearances(connection, other_id)
        shared = {edition for _, edition, _ in ours} & {edition for _, edition, _ in theirs}
        if shared:
            where = next(shown for _, edition, shown in ours if edition in shared)
            raise InputError(f"both were at {where}: two people of one conference are never one")
        first = ours[0][0]
        say(connection, ((first, number) for number, *_ in (*ours[1:], *theirs)), is_one=True)
        return speaker_of(connection, first)


def split(database: Store, speaker_id: int, where: str | None = None) -> tuple[int, int]:
    """One speaker is two people: who was at `where` (a part of "conference year"), and who was elsewhere.

    Gives the ids of both, who was elsewhere first. Raises InputError when it is not clear which appearance is another
    person's; the hint lists them.
    """
    with transaction(database) as connection:
        known = _appearances(connection, speaker_id)
        if len(known) < 2:
            raise InputError("this person was seen once only, there is nothing to part")
        asked = (where or "").casefold()
        chosen = [row for row in known if asked == row[2].casefold()]  # its whole name may be a part of another's
        chosen = chosen or [row for row in known if asked and asked in row[2].casefold()]
        if not asked and len(known) == 2:
            chosen = known[1:]
        if not chosen or len(chosen) == len(known):
            listed = "; ".join(shown for *_, shown in known)
            raise InputError("which appearance is another person's?", hint=f'--at "CONFERENCE YEAR", one of: {listed}')
        gone = {number for number, *_ in chosen}
        rest = [number for number, *_ in known if number not in gone]
        say(connection, product(rest, sorted(gone)), is_one=False)
        if len(gone) > 1:  # they were taken for one, and nobody said otherwise
            say(connection, combinations(sorted(gone), 2), is_one=True)
        return speaker_of(connection, rest[0]), speaker_of(connection, min(gone))


def say(
    connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], *, is_one: bool, review_id: int | None = None
) -> None:
    """Write what a person says of pairs of appearances, and put everybody concerned together anew."""
    now = moment(datetime.now(UTC))
    act = connection.execute("SELECT ifnull(max(act), 0) + 1 FROM told_apart").fetchone()[0]
    told = [tuple(sorted(pair)) for pair in pairs]
    connection.executemany(
        "DELETE FROM told_apart WHERE one_id = ? AND other_id = ? AND is_one <> ?", [(*pair, is_one) for pair in told]
    )
    connection.executemany(
        "INSERT INTO told_apart (act, one_id, other_id, is_one, review_id, said) VALUES (?,?,?,?,?,?)",
        [(act, *pair, is_one, review_id, now) for pair in told],
    )
    _again(connection, {number for pair in told for number in pair}, now)


def take_back(database: Store, speaker_ids: Iterable[int]) -> int:
    """Forget the last thing that was said of these speakers. Gives how many pairs it was of, 0 for nothing said."""
    with transaction(database) as connection:
        ids = sorted({number for one in speaker_ids for number, *_ in _appearances(connection, one)})
        acts = [
            row[0]
            for some in chunks(ids)
            for row in connection.execute(
                f"SELECT max(act) FROM told_apart WHERE one_id IN ({marks(some)}) OR other_id IN ({marks(some)})",  # noqa: S608
                [*some, *some],
            )
            if row[0] is not None
        ]
        return forget(connection, "act", max(acts)) if acts else 0


def forget(connection: sqlite3.Connection, column: str, value: int) -> int:
    """Take back what was said with this `act` or `review_id`. Gives how many pairs it was of."""
    where = {"act": "act = ?", "review_id": "review_id = ?"}[column]
    rows = connection.execute(f"SELECT one_id, other_id FROM told_apart WHERE {where}", (value,)).fetchall()  # noqa: S608
    connection.execute(f"DELETE FROM told_apart WHERE {where}", (value,))  # noqa: S608
    _again(connection, {number for row in rows for number in row}, moment(datetime.now(UTC)))
    return len(rows)


def listed(connection: sqlite3.Connection, speaker_id: int | None = None) -> list[Said]:
    """What a person has said of who is whom (of one speaker), last first; one row for each thing said."""
    theirs = "SELECT id FROM appearances WHERE speaker_id = :who"
    where = "" if speaker_id is None else f"WHERE one_id IN ({theirs}) OR other_id IN ({theirs}) "
    shown = (
        "(SELECT a.name || ' (' || c.name || ifnull(' ' || e.year, '') || ')' FROM appearances a "
        "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id WHERE a.id = {})"
    )
    rows = connection.execute(
        f"SELECT act, said, is_one, {shown.format('one_id')}, {shown.format('other_id')} FROM told_apart "  # noqa: S608
        f"{where}GROUP BY act ORDER BY act DESC",
        {} if speaker_id is None else {"who": speaker_id},
    )
    return [Said(act, said, bool(is_one), one, other) for act, said, is_one, one, other in rows]


def _appearances(connection: sqlite3.Connection, speaker_id: int) -> list[tuple[int, int, str]]:
    """Appearance, edition and where it was, oldest first."""
    return connection.execute(
        "SELECT a.id, a.edition_id, c.name || ifnull(' ' || e.year, '') FROM appearances a "
        "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id "
        "WHERE a.speaker_id = ? ORDER BY ifnull(e.year, 0), a.id",
        (speaker_id,),
    ).fetchall()


def speaker_of(connection: sqlite3.Connection, appearance_id: int) -> int:
    """Whose appearance it is now."""
    row = connection.execute("SELECT speaker_id FROM appearances WHERE id = ?", (appearance_id,)).fetchone()
    return int(row[0])


def _again(connection: sqlite3.Connection, ids: set[int], now: str) -> None:
    present.refresh(connection, grouping.regroup(connection, ids, now=now), now=now)
