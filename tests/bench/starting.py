"""Starting: commands beside a bare import of the library they are made with."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from scraper.store import query
from tests.bench.filing import fill

ROOT = Path(__file__).parents[2]
_CLICK = [sys.executable, "-c", "import click"]
_NOTHING = [sys.executable, "-c", "pass"]


def figures(people: int, rounds: int) -> Iterator[tuple[str, float | None, str]]:
    """(what, ratio to `python -c "import click"`, goal), in turn, the median."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ours.db"
        fill(file, people)
        with closing(query.connect(file)) as connection:
            company = query.companies(connection, query.Filters(limit=1))[0]["company"]
        ours = [sys.executable, "-m", "scraper"]
        asked = [*ours, "speakers", "--company", company, "--json", "--db", str(file)]
        yield "coffeechat --help / import click", _ratio([*ours, "--help"], rounds), "<= 1.6"
        yield "coffeechat --help / python -c pass", _ratio([*ours, "--help"], rounds, _NOTHING), "<= 5.5"
        peer = [sys.executable, "-m", "sqlite_utils", "--help"]
        yield "sqlite-utils --help / python -c pass, for comparison", _ratio(peer, rounds, _NOTHING), ""
        yield (
            f"coffeechat speakers --company X --json, {people:,} people / import click",
            _ratio(asked, rounds),
            "<= 2.5",
        )


def _ratio(command: list[str], rounds: int, bare: list[str] = _CLICK) -> float:
    _seconds(command), _seconds(bare)  # bytecode is written
    return statistics.median(_seconds(command) / _seconds(bare) for _ in range(rounds))


def _seconds(command: list[str]) -> float:
    """Of processor time, where the system tells it: a busy machine makes everything wait."""
    before, begin = os.times(), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent or time.perf_counter() - begin
