"""All figures of speed at once, as ratios to what others need on the same machine in the same minutes.

    .venv/bin/python -m tests.bench [crawl] [file] [start] [reading] [hostile] [browse] [--people 100000] [--scrapy PYTHON] [--small]

Peers that are not there are left out: `--scrapy` names a Python that has Scrapy; the pages for `reading` are those of
tests/bench/reading.py. `--small` shows in seconds that everything runs; its figures say nothing. The last lines are the 22 goals (tests/bench/goals.py). Run it on a quiet
machine, compiled (`python -m compileall -q scraper adapters`): where nobody writes bytecode every start-up doubles.
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tests.bench import browse, crawling, filing, goals, hostile, reading, starting

ROUNDS = 5


def main() -> int:
    """Print a line a figure: the figure, its goal, what it is of."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="crawl, file, start, reading, hostile, browse; all by default"
    )
    parser.add_argument("--people", type=int, default=100_000, help="appearances to write (default: 100000)")
    parser.add_argument("--scrapy", metavar="PYTHON", help="a Python that has Scrapy")
    parser.add_argument("--small", action="store_true", help="a few people, a round each")
    asked = parser.parse_args()
    wanted = asked.what or ["crawl", "file", "start", "reading", "hostile", "browse"]
    rounds = 1 if asked.small else ROUNDS
    made: dict[str, Iterator[tuple[str, float | None, str]]] = {
        "crawl": crawling.figures(20 if asked.small else 1_000, rounds, asked.scrapy),
        "file": filing.figures(600 if asked.small else asked.people),
        "start": starting.figures(200 if asked.small else 10_000, rounds),
    }
    told: dict[str, float | None] = {}
    for name in wanted:
        for what, figure, goal in made.get(name, ()):
            told[what] = figure
            print(f"{'not here' if figure is None else f'{figure:.2f}':>9}  {goal:8} {name}: {what}", flush=True)
    failed = 0
    if "reading" in wanted and not asked.small:
        failed |= reading.main(reading.PAGES, told)
    if "hostile" in wanted:
        failed |= hostile.main(["40 functions"] if asked.small else [], told)
    if "browse" in wanted:
        failed |= browse.main([str(4_000 if asked.small else asked.people)])
    print(f"The goals; RIG/... is run with {goals.TOOL}", *goals.lines(told), sep="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
