"""The file beside what a script makes of the same people: one flat table by sqlite-utils, its indexes, full-text search.

The peer keeps a row a person and nothing else: no sighting, no talks, no topics, nobody put together with anybody.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import sqlite_utils

from scraper.store import query
from tests.bench import crowd

COLUMNS = ("id", "name", "role", "employer", "conference", "year", "talk", "url")
_INDEXES = ("employer", "role", "year, employer", "conference", "name COLLATE NOCASE")
_INSERT = f"INSERT INTO people VALUES ({','.join('?' * len(COLUMNS))})"
_CREATE = f"CREATE TABLE people (id INTEGER PRIMARY KEY, {', '.join(f'{name} TEXT' for name in COLUMNS[1:])})"
_ASKED = 20
_COMMON = "engineer"
Row = tuple[object, ...]


def figures(people: int, ours: Path, ours_seconds: float, folder: Path) -> Iterator[tuple[str, float | None, str]]:
    """(what, ratio, goal): ours, whose writing took so many seconds of processor time, to the flat table's."""
    rows = list(_rows(people))
    raw, helped = folder / "raw.db", folder / "helped.db"
    plain, by_library = _seconds(lambda: _insert(raw, rows)), _seconds(lambda: _upsert(helped, rows))
    yield "writing, for each appearance / sqlite-utils upsert_all into one flat table", ours_seconds / by_library, ""
    yield "writing, for each appearance / executemany into one flat table", ours_seconds / plain, ""
    with closing(sqlite3.connect(raw)) as flat, closing(query.connect(ours)) as connection:
        _search(flat)
        size = raw.stat().st_size / people
        (number,) = connection.execute("SELECT count(*) FROM speakers").fetchone()
        yield (
            "bytes a person / the flat table with indexes and full-text search",
            ours.stat().st_size / number / size,
            "",
        )
        some = query.Filters(words=_COMMON, limit=20)
        yield (
            "search for a common word / FTS5 that ranks all it finds",
            _p95(lambda: query.speakers(connection, some)) / _p95(lambda: _ranked(flat)),
            "<= 0.03",
        )
        yield (
            "companies counted / a covering index grouped",
            _p95(lambda: query.companies(connection, query.Filters(limit=30))) / _p95(lambda: _counted(flat)),
            "<= 0.3",
        )


def _rows(people: int) -> Iterator[Row]:
    number = 0
    for edition, speakers in crowd.conferences(people):
        for one in speakers:
            number += 1
            talk = one.sighting.talks[0]
            yield number, one.name, one.role, one.employer, edition.conference, edition.year, talk, edition.url


def _fresh(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _insert(file: Path, rows: list[Row]) -> None:
    with closing(_fresh(file)) as connection, connection:
        connection.execute(_CREATE)
        connection.executemany(_INSERT, rows)


def _upsert(file: Path, rows: list[Row]) -> None:
    with closing(_fresh(file)) as connection:
        told = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
        sqlite_utils.Database(connection).table("people").upsert_all(told, pk="id")


def _search(flat: sqlite3.Connection) -> None:
    """Indexes and search as one would make them."""
    with flat:
        for number, columns in enumerate(_INDEXES):
            flat.execute(f"CREATE INDEX by{number} ON people({columns})")
        flat.execute(
            "CREATE VIRTUAL TABLE found USING fts5(name, role, employer, talk, content='people', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
        flat.execute("INSERT INTO found(found) VALUES ('rebuild')")
    flat.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _ranked(flat: sqlite3.Connection) -> None:
    sql = "SELECT p.* FROM found f JOIN people p ON p.id = f.rowid WHERE found MATCH ? ORDER BY rank LIMIT 20"
    flat.execute(sql, (_COMMON,)).fetchall()


def _counted(flat: sqlite3.Connection) -> None:
    flat.execute("SELECT employer, count(*) c FROM people GROUP BY employer ORDER BY c DESC LIMIT 30").fetchall()


def _seconds(do: Callable[[], object]) -> float:
    begin = time.process_time()
    do()
    return time.process_time() - begin


def _p95(ask: Callable[[], object]) -> float:
    return sorted(_seconds(ask) for _ in range(_ASKED))[round(0.95 * _ASKED) - 1]
