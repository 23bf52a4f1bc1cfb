"""The 22 goals of speed and reliability, each with what must hold (floor) and what would be published (moonshot).

What this benchmark measures is held against both; for the rest the line says which program tells it. RIG is the conference
site that misbehaves on demand, with the peers and their scripts (../shared/rig beside a checkout; its README says how to
make the peers, and that a tool under test is given with --tool, to bench_crawl.py with --extra).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOOL = "--tool 'ours=/PATH/TO/coffeechat pull {base}/speakers/ --db {db} --concurrency {c} --delay 0'"
_SCORES = "../shared/accuracy/score.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """`told`: a pattern of the lines that tell its figure, of which the worst counts. `how`: who tells it else."""

    name: str
    what: str
    floor: float = 0.0
    moonshot: float = 0.0
    told: str = ""
    how: str = ""


GOALS = (
    Goal(name="A1", what="wall of a pull of 1,000 without latency / Scrapy", floor=0.8, moonshot=0.5, how="RIG/bench_crawl.py --latency 0"),
    Goal(name="A2", what="wall of a pull / what latency alone takes", floor=2.0, moonshot=1.5, told="wall of a pull / people"),
    Goal(name="A3", what="wall of requests and BeautifulSoup / of a pull (at least 10, 25)", how="RIG/bench_crawl.py --latency 50"),
    Goal(name="A4", what="memory of a pull / Scrapy", floor=0.6, moonshot=0.4, told="memory of a pull / Scrapy"),
    Goal(name="A5", what="an unchanged second pull / the first", floor=1.0, moonshot=0.3, told="wall of an unchanged second pull"),
    Goal(name="A6", what="processor time of 10,000 pages / ten times 1,000 (1.15, 1.05)", how="RIG/bench_crawl.py --n 1000,10000"),
    Goal(name="B1", what="reading a page / parsing it, words known", floor=40.0, moonshot=20.0, told="reading / parsing, words known"),
    Goal(name="B2", what="seconds of processor time of the worst page", floor=10.0, moonshot=2.0, told="the worst page, seconds"),
    Goal(name="B2", what="megabytes of the worst page", floor=512.0, moonshot=256.0, told="the worst page, MB"),
    Goal(name="C1", what="names on pages never seen, F1 (0.85, 0.95)", how=_SCORES),
    Goal(name="C2", what="pages with F1 over 0.9 and with none (70 and 3 %, 88 and 0 %)", how=_SCORES),
    Goal(name="C3", what="roles, employers and both right (0.75 0.75 0.65, 0.90 0.90 0.85)", how=_SCORES),
    Goal(name="C4", what="organisers taken for speakers (10, 2 %)", how=_SCORES),
    Goal(name="D1", what="writing a person / a row of a flat table", floor=3.0, moonshot=1.5, told="writing, for each .* executemany"),
    Goal(name="D2", what="any search, ms of 95 in 100 at 100,000 people", floor=100.0, moonshot=50.0, told="ms, (search|list)"),
    Goal(name="D3", what="companies counted / a covering index grouped", floor=1.0, moonshot=0.3, told="companies counted /"),
    Goal(name="E1", what="coffeechat --help / python -c pass", floor=8.0, moonshot=5.5, told="coffeechat --help / python"),
    Goal(name="F1", what="speakers lost to transient faults and to storms (0)", how="RIG/fault_run.py --kinds all"),
    Goal(name="F2", what="good speakers lost to permanent faults (0)", how="RIG/fault_run.py --kinds all"),
    Goal(name="F3", what="lost or doubled after kill -9 and another pull (0)", how="RIG/kill_resume.py"),
    Goal(name="F4", what="states of robots.txt answered as RFC 9309 says (17 of 17)", how="RIG/robots_run.py"),
    Goal(name="F5", what="pages mutated, read without a fault (10,000, 100,000)", how="tests/fuzz/run.py page --minutes 60"),
    Goal(name="F6", what="runs that lost somebody and end with 0 (0)", how="the runs of F1 to F4"),
)  # fmt: skip


def lines(told: Mapping[str, float | None]) -> Iterator[str]:
    """A line a goal, from the figures told (what it is of -> figure; None where a peer was not there)."""
    for goal in GOALS:
        found = [figure for what, figure in told.items() if goal.told and re.match(goal.told, what)]
        known = [figure for figure in found if figure is not None]
        if known:
            yield f"{goal.name}  {max(known):8.2f}  {_held(goal, max(known))}  {goal.what}"
        else:
            how = goal.how or ("a peer: --scrapy PYTHON" if found else "a run of all parts, not of some")
            yield f"{goal.name}   not here  {goal.what}: needs {how}"


def _held(goal: Goal, figure: float) -> str:
    return ", ".join(
        f"{name} {bound:g} {'reached' if figure <= bound else 'MISSED'}"
        for name, bound in (("floor", goal.floor), ("moonshot", goal.moonshot))
    )
