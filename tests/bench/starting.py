"""Starting: commands beside a bare import of the library they are made with."""

from __future__ import annotations

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
        yield (
            f"coffeechat speakers --company X --json, {people:,} people / import click",
            _ratio(asked, rounds),
            "<= 2.5",
        )


def _ratio(command: list[str], rounds: int) -> float:
    bare = [sys.executable, "-c", "import click"]
    _seconds(command), _seconds(bare)  # bytecode is written
    return statistics.median(_seconds(command) / _seconds(bare) for _ in range(rounds))


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin
