"""Nobody fits: said, with what was perhaps meant."""

from __future__ import annotations

import shlex
import sqlite3
from difflib import get_close_matches
from typing import TYPE_CHECKING

from scraper.cli.present import say
from scraper.text import fold

if TYPE_CHECKING:
    from scraper.store.query import Filters

_MOST = 5_000  # values that are compared with what was typed
_CLOSED = ("family", "kind", "seniority")  # few values: where none is close, all are told


def nobody_fits(connection: sqlite3.Connection, chosen: Filters) -> None:
    """Say so where a table would stand."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM speakers)").fetchone()[0]:
        say("Nobody is in this file yet. Pull a conference: coffeechat pull URL, or try: coffeechat tour")
        return
    say("Nobody fits. Fewer words or filters find more; `coffeechat companies` and `topics` show what there is.")
    for line in _meant(connection, chosen):
        say(f"  {line}")


def _meant(connection: sqlite3.Connection, chosen: Filters) -> list[str]:
    """A line for each filter whose value nobody has: the nearest one there is, or which there are."""
    from scraper.store.choice import totals

    lines = []
    for facet in (*_CLOSED, "topic", "company"):
        asked = fold(getattr(chosen, facet) or "")
        there = {fold(value): value for value, _ in totals.most(connection, facet, limit=_MOST)} if asked else {}
        if not asked or asked in there:
            continue
        if near := get_close_matches(asked, there, n=1, cutoff=0.7):
            lines.append(f"did you mean --{facet} {shlex.quote(there[near[0]])}?")
        elif facet in _CLOSED:
            lines.append(f"--{facet} here: {', '.join(there.values())}")
    return lines
