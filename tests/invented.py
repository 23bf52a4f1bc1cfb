"""Invented people and pulls of them, for the tests of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.model import Doubt, Edition, LeftOut, PageRead, Sighting, Speaker, Talk, Verdict
from scraper.store import write
from scraper.store.folding import plain
from scraper.store.pulling.people import Waiting

OK = Verdict(word="ok", message="as it should be")
WHEN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SITE = "https://conf.example/speakers"
SPRING = Edition(conference="Spring Conf", year=2026, url="https://conf.example/")
_SEEN = {"headline", "bio", "talks", "links", "photo", "record_id", "source", "method"}


def speaker(name: str, role: str | None = None, employer: str | None = None, **more: Any) -> Speaker:
    """Somebody as normalising would hand them over; `more` goes to the sighting or to the speaker."""
    seen = {"source": SITE, "method": "cards", **{key: more.pop(key) for key in _SEEN & set(more)}}
    if role and employer:
        seen.setdefault("headline", f"{role}, {employer}")
    made = {
        "name_key": " ".join(sorted(plain(name).split())),
        "role_source": "page" if role else None,
        "employer_source": "page" if employer else None,
        "company": employer,
        **more,
    }
    topics = made.get("topics", ())
    return Speaker(name=name, role=role, employer=employer, sighting=Sighting(name=name, topics=topics, **seen), **made)


def pull(
    database: write.Store,
    speakers: Sequence[Speaker],
    *,
    edition: Edition = SPRING,
    verdict: Verdict = OK,
    talks: Sequence[Talk] = (),
    left_out: Sequence[LeftOut] = (),
    doubts: Sequence[Doubt] = (),
    adapter: str = "website",
    target: str = SITE,
    when: datetime = WHEN,
    waiting: Waiting | None = None,
) -> write.Changes:
    """One pull, written."""
    return write.record(
        database,
        target=target,
        edition=edition,
        adapter=adapter,
        speakers=speakers,
        talks=talks,
        left_out=left_out,
        pages=[PageRead(url=target, adapter=adapter, people=len(speakers), methods=("cards",))],
        started=when,
        finished=when,
        verdict=verdict,
        doubts=doubts,
        waiting=waiting,
    )


def put(file: Path, make: Callable[[Path], object]) -> Path:
    """`file` as `make` makes it: made once in this process, and copied from then on."""
    if make not in _MADE:
        make(file)
        _MADE[make] = file.read_bytes()
    file.write_bytes(_MADE[make])
    return file


_MADE: dict[Callable[[Path], object], bytes] = {}


@contextmanager
def new_store(file: Path) -> Iterator[write.Store]:
    """A new file, opened. To make one costs all the steps of its history, so it is made once in this process."""
    with write.open_store(put(file, empty)) as database:
        yield database


def empty(file: Path) -> None:
    """A file with nobody in it."""
    with write.open_store(file):
        pass


def dump(connection: sqlite3.Connection, *, without: Sequence[str] = ("pulls",)) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, `without` some; the counter of pull numbers moves with `pulls`."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {
        table: sorted(map(tuple, connection.execute(f'SELECT * FROM "{table}"')), key=repr)
        for table in tables
        if table not in without
    }
    rows["sqlite_sequence"] = [row for row in rows["sqlite_sequence"] if row[0] not in without]
    return rows


def facts(connection: sqlite3.Connection, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """What a statement gives, as plain tuples."""
    return [tuple(row) for row in connection.execute(sql, parameters)]
