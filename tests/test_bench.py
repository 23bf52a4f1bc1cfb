"""The benchmark runs; its figures are for a quiet machine, and nothing here is about time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_small_benchmark_prints_every_figure():
    command = [sys.executable, "-m", "tests.bench", "--small", "crawl", "file", "start", "hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    *rows, trap, traps = done.stdout.splitlines()
    assert (trap[:31].strip(), traps[:29]) == ("40 functions in functions", "within 10 s and 512 MB: 1 of ")
    lines = [re.fullmatch(r" *(not here|[\d.]+)  (.{8}) (crawl|file|start): (.+)", line) for line in rows]
    assert all(lines)
    told = {line[4]: line[1] for line in lines}
    assert told["people read right, of all"] == "1.00"
    assert [what for what, figure in told.items() if figure == "not here"] == [
        "wall of a pull / Scrapy",
        "memory of a pull / Scrapy",
    ]
    assert [sum(line[3] == part for line in lines) for part in ("crawl", "file", "start")] == [5, 19, 4]
