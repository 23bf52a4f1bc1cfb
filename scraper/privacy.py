"""Other people's data: who is forgotten, what is held about somebody, whose time is over."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scraper.store import write
from scraper.store.contacts import contacting
from scraper.store.hand import forgetting

RETENTION = 12
"""Months after which people nobody chose expire, unless the profile says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was erased, and what else may hold a trace: backups of the file."""

    names: tuple[str, ...]
    rows: dict[str, int]
    pages: tuple[str, ...]
    backups: tuple[Path, ...]


def forget(file: Path, archive: Path, speaker_id: int, *, day: date, backups: bool = False) -> Forgotten:
    """Erase somebody from the file and its archive; with `backups` delete the file's backups, too.

    Raises UnknownSpeaker, StoreError.
    """
    from scraper.fetch import erasing  # noqa: PLC0415 -- slow import

    with write.open_store(file) as database:
        erased = forgetting.forget(database, speaker_id, day=day.isoformat())
    pages = erasing.erase(archive, erased.names, erased.photos)
    kept = backups_of(file)
    if backups:
        for one in kept:
            one.unlink(missing_ok=True)
    return Forgotten(names=erased.names, rows=erased.rows, pages=tuple(pages), backups=() if backups else kept)


def backups_of(file: Path) -> tuple[Path, ...]:
    """The copies that older versions of the file left beside it."""
    return tuple(sorted(file.parent.glob(f"{file.stem}.v*.backup*"))) if file.parent.is_dir() else ()


def held(file: Path, archive: Path, connection: sqlite3.Connection, speaker_id: int) -> dict[str, Any]:
    """Everything held about one person: rows by table, kept pages, backups that may hold them too."""
    from scraper.fetch import erasing  # noqa: PLC0415 -- slow import

    names = forgetting.names_of(connection, speaker_id)
    return {
        "tables": forgetting.held(connection, speaker_id),
        "pages": erasing.naming(archive, names, forgetting.photos_of(connection, [speaker_id])),
        "backups": [str(one) for one in backups_of(file)],
    }


def cutoff(today: date, months: int) -> date:
    """The day before which nobody was seen who expires today."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28))


def expiring(connection: sqlite3.Connection, today: date) -> tuple[list[tuple[int, str, str]], int]:
    """People nobody chose and no pull has listed for so many months: (id, name, last seen), and the months."""
    months = int(contacting.settings(connection).get("retention") or RETENTION)
    rows = connection.execute(
        "SELECT s.id, s.name, max(p.finished) AS seen FROM speakers s JOIN appearances a ON a.speaker_id = s.id "
        "JOIN pulls p ON p.edition_id = a.edition_id AND p.verdict IN ('ok', 'partial') "
        "WHERE NOT EXISTS (SELECT 1 FROM shortlist l WHERE l.speaker_id = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM contact_log c WHERE c.speaker_id = s.id OR c.other_id = s.id) "
        "GROUP BY s.id HAVING seen < ? ORDER BY s.sort_name",
        (cutoff(today, months).isoformat(),),
    )
    return [(number, name, seen[:10]) for number, name, seen in rows], months


def expire(database: write.Store, archive: Path, today: date) -> int:
    """Take out whose time is over, with their photos; gives how many. They may come back with a later pull: they were not forgotten."""
    from scraper.fetch import erasing  # noqa: PLC0415 -- slow import

    people, _ = expiring(database.conn, today)
    numbers = [number for number, _, _ in people]
    photos = forgetting.photos_of(database.conn, numbers)
    with write.transaction(database) as connection:
        gone = forgetting.remove(connection, numbers)
    if gone:
        forgetting.tidy(database.conn)
    if photos:
        erasing.drop(archive, photos)
    return gone
