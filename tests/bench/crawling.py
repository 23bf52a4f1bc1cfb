"""Pulling a site: ours beside the near limit and Scrapy, in turn, over the same site on loopback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import site

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LATENCY_MS = 50
AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run: seconds of wall, megabytes at most, how many rows are as the site has them."""

    wall: float
    memory: float
    right: int


def figures(people: int, rounds: int, scrapy: str | None) -> Iterator[tuple[str, float | None, str]]:
    """(what, ratio, goal) of each figure; None where the peer is not there."""
    told = {(one["name"], one["role"], one["employer"]) for one in site.people(people)}
    with _served(people) as base, tempfile.TemporaryDirectory() as folder:
        runs: dict[str, list[Ran]] = {"ours": [], "again": [], "near": [], "scrapy": []}
        for number in range(rounds):
            place = Path(folder) / str(number)
            place.mkdir()
            ours = [sys.executable, "-m", "scraper", "pull", f"{base}/speakers/", "--db", str(place / "ours.db"), "-q"]
            ours += ["--concurrency", str(AT_ONCE), "--delay", "0"]
            runs["ours"].append(_run(ours, place / "ours.db", told))
            runs["again"].append(_run(ours, place / "ours.db", told))
            for name, python, script in (("near", sys.executable, "near_limit"), ("scrapy", scrapy, "spider")):
                if python:
                    command = [python, str(HERE / f"{script}.py"), base, str(place / f"{name}.db"), str(AT_ONCE)]
                    runs[name].append(_run(command, place / f"{name}.db", told))
    yield "people read right, of all", min(one.right for one in runs["ours"]) / len(told), "1.00"
    least = people / AT_ONCE * LATENCY_MS / 1000
    yield (
        "wall of a pull / people, 16 at once, by latency alone",
        statistics.median(one.wall for one in runs["ours"]) / least,
        "<= 1.5",
    )
    yield "wall of a pull / the near limit (aiohttp + lexbor)", _ratio(runs["ours"], runs["near"], "wall"), "<= 1.5"
    yield "wall of a pull / Scrapy", _ratio(runs["ours"], runs["scrapy"], "wall"), "<= 0.6"
    yield "memory of a pull / Scrapy", _ratio(runs["ours"], runs["scrapy"], "memory"), "< 1"
    yield "wall of an unchanged second pull / the first", _ratio(runs["again"], runs["ours"], "wall"), "<= 0.3"


def _ratio(ours: list[Ran], theirs: list[Ran], what: str) -> float | None:
    if not theirs or not all(getattr(one, what) for one in (*ours, *theirs)):  # memory is not told everywhere
        return None
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)


@contextmanager
def _served(people: int) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.site", str(people), str(LATENCY_MS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        if server.stdout is None or server.stdin is None:
            raise RuntimeError("the site cannot be talked to")
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.stdin.close()
            server.wait(10)


def _run(command: list[str], file: Path, told: set[tuple[str, str, str]]) -> Ran:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} if "-m" in command else None
    begin = time.perf_counter()
    measured = ["/usr/bin/time", "-f", "%M", *command] if shutil.which("/usr/bin/time") else command
    done = subprocess.run(measured, capture_output=True, text=True, env=environment, cwd=file.parent, check=False)
    wall = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    last = done.stderr.strip().rpartition("\n")[2]
    with closing(sqlite3.connect(file)) as database:
        rows = {tuple(row) for row in database.execute("SELECT name, role, employer FROM speakers")}
    return Ran(wall=wall, memory=float(last) / 1024 if last.isdigit() else 0.0, right=len(rows & told))
