"""Which one person is meant by what was typed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from scraper.errors import AmbiguousSpeaker, UnknownSpeaker
from scraper.store.folding import match, plain
from scraper.text import squash

CHOICES = 8
_ID = re.compile(r"(?:p-?)?([0-9]{1,18})", re.IGNORECASE)


def find(connection: sqlite3.Connection, who: str) -> int:
    """The speaker meant by an id ("p-12", "12"), a name, or a part of one that only one person has.

    Accents and case do not matter. The whole name wins over a beginning, a beginning over words anywhere in the name,
    these over any part; people no longer listed are only found when nobody else is.
    Raises UnknownSpeaker, and AmbiguousSpeaker with up to eight choices.
    """
    asked = squash(who)
    if number := _ID.fullmatch(asked):
        row = connection.execute("SELECT id FROM speakers WHERE id = ?", (int(number[1]),)).fetchone()
        if row:
            return int(row[0])
        if (now := now_called(connection, int(number[1]))) is not None:
            return now
        raise UnknownSpeaker(f"nobody has the id p-{int(number[1])}")
    name = plain(asked)
    for condition, parameter in _ways(asked, name) if name else ():
        for current in (1, 0):
            rows = connection.execute(
                f"SELECT s.id, s.name, s.employer FROM speakers s WHERE {condition} AND s.current = ? "  # noqa: S608
                f"ORDER BY s.sort_name, s.id LIMIT {CHOICES + 1}",
                (parameter, current),
            ).fetchall()
            if len(rows) == 1:
                return int(rows[0][0])
            if rows:
                raise _ambiguous(asked, rows)
    raise UnknownSpeaker(f"nobody here is called {asked!r}")


def now_called(connection: sqlite3.Connection, former: int) -> int | None:
    """The number of whoever had another one until they turned out to be somebody known; None where nobody had it."""
    row = connection.execute("SELECT speaker_id FROM former_ids WHERE id = ?", (former,)).fetchone()
    return int(row[0]) if row else None


def _ways(asked: str, name: str) -> Iterator[tuple[str, str]]:
    yield "s.sort_name = ?", name
    yield "s.sort_name LIKE ? ESCAPE '\\'", name.replace("_", r"\_") + "%"
    if words := match(asked, ("name",)):
        yield "s.id IN (SELECT rowid FROM search WHERE search MATCH ?)", words
    yield "instr(s.sort_name, ?) > 0", name


def _ambiguous(asked: str, rows: list[tuple[int, str, str | None]]) -> AmbiguousSpeaker:
    shown = [f"p-{number} {name}{f' ({employer})' if employer else ''}" for number, name, employer in rows[:CHOICES]]
    more = "; ..." if len(rows) > CHOICES else ""
    return AmbiguousSpeaker(f"several people answer to {asked!r}", hint=f"which one? {'; '.join(shown)}{more}")
