"""Every page drawn once for nobody, beside the requests: what somebody's first would wait for is loaded by then.

That is templates to compile, libraries, tables of words. What they are is the pages' own affair: they are drawn, and what
they need comes with them. Nothing is changed (a GET changes nothing), and nobody is in the way: it goes a page at a time,
and waits whenever somebody else is asking.
"""

from __future__ import annotations

import copy
import gc
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from types import SimpleNamespace

from starlette.requests import Request

from scraper import identity
from scraper.errors import CoffeechatError
from scraper.model import Sighting
from scraper.normalise import normalise
from scraper.store import query
from scraper.text import fold
from scraper.web import drawing, safety
from scraper.web.app import ROUTES
from scraper.web.desk import Desk

_APART = (safety.OPEN, f"{safety.STATIC}{{name}}", "/pull/events")
"""No pages: the way in, files, a stream."""
_SOMEBODY = Sighting(
    name="Ana Ruiz", headline="Nurse, Harbour Health", talks=("Records at the bedside",), source="", method=""
)
_LOOK = 0.05
_WHOM = (
    ("speaker", "SELECT 'p-' || min(id) FROM speakers WHERE current = 1"),
    ("edition", "SELECT min(id) FROM editions"),
    ("form", "SELECT 'csv'"),
)


def begin() -> None:
    """What the very first page is made of, before the address is told: it is asked for at once, and this takes a blink."""
    for name in ("layout.html", "parts.html", "people.html"):
        drawing.environment().get_template(name)


def rehearse(desk: Desk, busy: Callable[[], bool] = lambda: False) -> None:
    """Draw every page of the desk's file once, and throw it away. Before each, wait until nobody is `busy`.

    A page that fails does so for whoever asks for it: not here.
    """
    apart = copy.copy(desk)  # the same file, tally and photos; what is to be said next is said to the user
    apart.notices = deque()
    app = SimpleNamespace(state=SimpleNamespace(desk=apart))
    for draw in _pages(app, _first(desk)):
        while busy() and not desk.ended:
            time.sleep(_LOOK)
        if desk.ended:
            return
        with suppress(Exception):
            draw()
    gc.collect()
    gc.freeze()  # what is loaded stays: looking through it for garbage would cost somebody's request 80 ms


def _pages(app: SimpleNamespace, whom: dict[str, str]) -> Iterator[Callable[[], object]]:
    """What draws a page, for each; then the templates of pages there is nothing for yet, and the words a change looks up."""
    for method, path, handler in ROUTES:
        if method == "GET" and path not in _APART:
            scope = {
                "type": "http", "method": "GET", "path": path.format_map(whom), "path_params": whom, "query_string": b"",
                "headers": [], "app": app,
            }  # fmt: skip
            yield partial(handler, Request(scope))
    environment = drawing.environment()
    yield from (partial(environment.get_template, name) for name in environment.list_templates())
    yield partial(normalise, _SOMEBODY)
    yield partial(identity.keys, fold(_SOMEBODY.name), (), (), _SOMEBODY.talks)


def _first(desk: Desk) -> dict[str, str]:
    """What stands in an address, of the file: its first person, its first edition."""
    whom = dict.fromkeys((name for name, _ in _WHOM), "0")
    with suppress(sqlite3.Error, CoffeechatError), closing(query.connect(desk.file)) as connection:
        return {name: str(connection.execute(sql).fetchone()[0]) for name, sql in _WHOM}
    return whom
