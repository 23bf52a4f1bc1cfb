"""Conferences and their editions: which one a pull is about, and how its earlier pulls went."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scraper.store.folding import plain
from scraper.store.rows import storable
from scraper.store.schema import LIST

if TYPE_CHECKING:
    from scraper.model import Edition, LeftOut

_MAX_EARLIER = 20
_NO_NAME = "a conference without a name"


def find(connection: sqlite3.Connection, edition: Edition) -> int | None:
    """The edition in the file, or None: same conference, same year.

    Where one side does not know the year, the same address says that it is the same edition.
    """
    key, _ = _series(edition)
    rows = connection.execute(
        "SELECT e.id, e.year, e.url FROM editions e JOIN conferences c ON c.id = e.conference_id WHERE c.key = ? "
        "ORDER BY e.year DESC",
        (key,),
    ).fetchall()
    for number, year, _url in rows:
        if year == edition.year:
            return int(number)
    for number, year, url in rows:
        if (year is None or edition.year is None) and url and url == edition.url:
            return int(number)
    return None


def make(connection: sqlite3.Connection, edition: Edition) -> int:
    """The edition's row, made or completed by what is known now."""
    key, name = _series(edition)
    facts = (edition.year, storable(edition.starts), storable(edition.place), storable(edition.url))
    number = find(connection, edition)
    if number is not None:
        connection.execute(
            "UPDATE editions SET year = ifnull(?, year), starts = ifnull(?, starts), place = ifnull(?, place), "
            "url = ifnull(?, url) WHERE id = ?",
            (*facts, number),
        )
        return number
    connection.execute("INSERT INTO conferences (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, name))
    conference_id = connection.execute("SELECT id FROM conferences WHERE key = ?", (key,)).fetchone()[0]
    cursor = connection.execute(
        "INSERT INTO editions (conference_id, year, starts, place, url) VALUES (?, ?, ?, ?, ?)", (conference_id, *facts)
    )
    return int(cursor.lastrowid or 0)


def _series(edition: Edition) -> tuple[str, str]:
    """Key and name of the conference, without the edition's year: all its years are one conference."""
    name = (storable(edition.conference) or "").strip() or _NO_NAME
    year = str(edition.year or "")
    bare = re.sub(rf"\W*\b{year}\W*$|^\W*{year}\b\W*", "", name) if year else name
    name = bare or name
    key = " ".join(word for word in plain(name).split() if word != year)
    return key or plain(name) or name, name


def of_target(connection: sqlite3.Connection, target: str) -> int | None:
    """The edition that this target gave when it was pulled last, or None."""
    row = connection.execute(
        "SELECT edition_id FROM pulls WHERE target = ? AND edition_id IS NOT NULL ORDER BY id DESC LIMIT 1", (target,)
    ).fetchone()
    return int(row[0]) if row else None


def earlier(connection: sqlite3.Connection, edition: Edition) -> list[dict[str, int]]:
    """What the good pulls of an edition counted, oldest first. Somebody's own lists do not count."""
    rows = connection.execute(
        "SELECT found, counts FROM pulls WHERE edition_id = ? AND verdict IN ('ok', 'partial') AND adapter <> ? "
        "ORDER BY id DESC LIMIT ?",
        (find(connection, edition), LIST, _MAX_EARLIER),
    ).fetchall()
    return [{**json.loads(counts), "people": int(found)} for found, counts in reversed(rows)]


def digest_of(connection: sqlite3.Connection, edition_id: int) -> bytes | None:
    """The fingerprint of the talks and of who was left out, as last written."""
    digest: bytes | None = connection.execute("SELECT digest FROM editions WHERE id = ?", (edition_id,)).fetchone()[0]
    return digest


def write_left_out(connection: sqlite3.Connection, edition_id: int, left_out: Sequence[LeftOut], *, full: bool) -> None:
    """Keep who was seen and not taken, and why. Only a full pull forgets those of earlier ones."""
    wanted = {tuple(storable(text) or "" for text in (one.name, one.reason, one.source)) for one in left_out}
    old = set(connection.execute("SELECT name, reason, source FROM left_out WHERE edition_id = ?", (edition_id,)))
    if full:
        connection.executemany(
            "DELETE FROM left_out WHERE edition_id = ? AND name = ? AND reason = ? AND source = ?",
            [(edition_id, *row) for row in sorted(old - wanted)],
        )
    connection.executemany(
        "INSERT INTO left_out (edition_id, name, reason, source) VALUES (?, ?, ?, ?)",
        [(edition_id, *row) for row in sorted(wanted - old)],
    )
