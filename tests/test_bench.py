"""The benchmark runs; its figures are for a quiet machine, and nothing here is about time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.goals import GOALS

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_small_benchmark_prints_every_figure():
    command = [sys.executable, "-m", "tests.bench", "--small", "crawl", "file", "start", "hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    *rows, trap, traps = printed[: -len(GOALS) - 1]
    held = [
        re.fullmatch(r"([A-F]\d)  ( +[\d.]+  floor .+ moonshot .+|\s*not here .+: needs .+)", line)
        for line in printed[-len(GOALS) :]
    ]
    assert [line and line[1] for line in held] == [goal.name for goal in GOALS]
    assert (trap[:31].strip(), traps[:29]) == ("40 functions in functions", "within 10 s and 512 MB: 1 of ")
    lines = [re.fullmatch(r" *(not here|[\d.]+)  (.{8}) (crawl|file|start): (.+)", line) for line in rows]
    assert all(lines)
    told = {line[4]: line[1] for line in lines}
    assert told["people read right, of all"] == "1.00"
    assert [what for what, figure in told.items() if figure == "not here"] == [
        "wall of a pull / Scrapy",
        "memory of a pull / Scrapy",
    ]
    assert [sum(line[3] == part for line in lines) for part in ("crawl", "file", "start")] == [6, 19, 4]


@pytest.mark.slow
def test_every_page_of_browse_is_measured_to_the_last_line():
    """Of a few people: each answers as it must, and the summary comes. That one is dear says nothing here."""
    command = [sys.executable, "tests/bench/browse.py", "2400"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    people, _, _, *rows, last = done.stdout.splitlines()
    assert re.fullmatch(r"[\d,]+ people, \d+ MB", people)
    assert re.fullmatch(r"the dearest request: first [\d.]+ ms, again [\d.]+ ms \(goal <= 100\)", last)
    told = [
        re.fullmatch(r" *[\d.]+ ms first +[\d.]+ ms again (<= 100|no goal).* bytes  (\d{3}) (.+)", row) for row in rows
    ]
    assert all(told)
    odd = {line[3]: line[2] for line in told if line[2] not in ("200", "303")}
    assert set(odd.values()) <= {"400", "404"}
    assert not [path for path in odd if path.startswith("POST")]
