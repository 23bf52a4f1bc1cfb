"""The file: writing beside bare inserts of the same rows, asking, and what it takes on disk."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from scraper.model import Edition, Speaker, Verdict
from scraper.normalise.employers import kind
from scraper.store import query, write
from tests.bench import crowd, flat

NOW = datetime(2031, 5, 12, tzinfo=UTC)
_ASKED = 40


def figures(people: int) -> Iterator[tuple[str, float | None, str]]:
    """(what, figure, goal): of writing as ratios, of asking in milliseconds of processor time, 95 of 100 are quicker."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ours.db"
        first, again = _filled(file, people), _filled(file, people)
        bare = _bare(file, Path(folder) / "bare.db")
        yield f"writing {people:,} appearances / bare inserts of the same rows and indexes", first / bare, "<= 2.5"
        yield "writing them again unchanged / writing them", again / first, "<= 0.1"
        with closing(query.connect(file)) as connection:
            (number,) = connection.execute("SELECT count(*) FROM speakers").fetchone()
            yield (
                "kB on disk for each person, a talk and no biography each",
                file.stat().st_size / number / 1000,
                "< 1.2",
            )
            for what, goal, ask in _questions(connection):
                yield f"ms, {what}, of {number:,} people", _p95(ask), goal
        yield from flat.figures(people, file, first, Path(folder))


def fill(file: Path, people: int) -> None:
    """Write so many invented appearances, a pull for each conference."""
    _write(file, crowd.conferences(people))


def _write(file: Path, conferences: Iterable[tuple[Edition, list[Speaker]]]) -> None:
    with write.open_store(file) as database:
        for edition, speakers in conferences:
            write.record(
                database, target=edition.url or "", edition=edition, adapter="website", speakers=speakers, talks=(),
                left_out=(), pages=(), started=NOW, finished=NOW, verdict=Verdict(word="ok"),
            )  # fmt: skip


def _filled(file: Path, people: int) -> float:
    """Seconds for writing them; making them does not count, nor what is looked up once for each employer."""
    for one in crowd.employers():
        kind(one)
    making = 0.0

    def made() -> Iterator[tuple[Edition, list[Speaker]]]:
        nonlocal making
        begin = time.process_time()
        for one in crowd.conferences(people):
            making += time.process_time() - begin
            yield one
            begin = time.process_time()

    return max(_seconds(lambda: _write(file, made())) - making, 0.001)


def _seconds(do: Callable[[], object]) -> float:
    begin = time.process_time()
    do()
    return time.process_time() - begin


def _bare(file: Path, copy: Path) -> float:
    """Seconds for the same rows into the same tables, indexes and triggers, by sqlite3 alone."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        made = source.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'search_%' OR type = 'trigger' AND name LIKE 'search%' ORDER BY rowid"
        ).fetchall()
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = NORMAL")
        target.execute("PRAGMA cache_size = -65536")
        for _, _, sql in made:
            target.execute(sql)
        kept = {"totals", "titles", "search"}  # triggers fill these
        rows = {
            name: source.execute(f'SELECT * FROM "{name}"').fetchall()
            for kind, name, sql in made
            if kind == "table" and name not in kept and "VIRTUAL" not in sql
        }

        def insert() -> None:
            with target:
                for name, some in rows.items():
                    if some:
                        target.executemany(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(some[0]))})', some)

        return _seconds(insert)


def _p95(ask: Callable[[], object]) -> float:
    spent = []
    for _ in range(_ASKED):
        begin = time.process_time()
        ask()
        spent.append((time.process_time() - begin) * 1000)
    return sorted(spent)[round(0.95 * _ASKED) - 1]


def _questions(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """(what, goal, the question): each asks for another value every time it is called."""
    random = Random(5)  # noqa: S311 -- the same questions every time

    def values(sql: str) -> list[str]:
        return [row[0] for row in connection.execute(f"{sql} ORDER BY 1 LIMIT 500")]

    names = values("SELECT name FROM speakers WHERE id % 97 = 0")
    companies, topics = values("SELECT name FROM companies"), values("SELECT name FROM topics")
    conferences = values("SELECT name FROM conferences")
    biggest = [row["company"] for row in query.companies(connection, query.Filters(limit=3))]
    commonest = [row["topic"] for row in query.topics(connection, query.Filters(limit=3))]

    def listed(**some: list[str]) -> Callable[[], object]:
        return lambda: query.speakers(
            connection, query.Filters(limit=50, **{name: random.choice(told) for name, told in some.items()})
        )

    yield "list by company", "< 50", listed(company=companies)
    yield "list by one of the biggest companies", "< 50", listed(company=biggest)
    yield "list by role", "< 50", listed(role=["data scientist", "nurse", "journalist"])
    yield "list by topic", "< 50", listed(topic=topics)
    yield "list by one of the commonest topics", "< 50", listed(topic=commonest)
    yield "list by conference", "< 50", listed(conference=conferences)
    yield "search for two words", "< 100", listed(words=names)
    yield "search for a common word", "< 100", listed(words=["engineer"])
    yield "companies counted", "< 300", lambda: query.companies(connection, query.Filters(limit=30))
    yield "kinds of jobs counted", "< 300", lambda: query.roles(connection, query.Filters(limit=30))
    yield "topics counted", "< 300", lambda: query.topics(connection, query.Filters(limit=30))
