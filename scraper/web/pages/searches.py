"""Searches kept under a name: those there are, one more, one less."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.store.choice.filters import Filters
from scraper.store.hand import searches
from scraper.web import asked, desk, drawing


def kept(connection: sqlite3.Connection, told: Filters) -> list[dict[str, Any]]:
    """All of them: name, where it leads, and whether that is here (`told`)."""
    found = [(one["name"], searches.recall(connection, one["name"])) for one in searches.searches(connection)]
    return [
        {"name": name, "to": asked.address(meant), "here": asked.chosen(meant) == asked.chosen(told)}
        for name, meant in found
    ]


def keep(request: Request) -> Response:
    """POST /searches (name, and what is asked as the address bar has it): keep it under that name."""
    sent = desk.form(request)
    name, told = sent.get("name", ""), asked.filters(sent)
    with desk.changing(request) as database:
        replaced = searches.save(database, name, told, now=datetime.now(UTC).isoformat(timespec="seconds"))
    undo = None if replaced else desk.Undo("/searches/remove", {"name": name, "back": asked.address(told)})
    return drawing.moved(request, asked.address(told), f"{'Changed' if replaced else 'Kept'}: {name}", undo)


def remove(request: Request) -> Response:
    """POST /searches/remove (name): keep it no longer."""
    sent = desk.form(request)
    name = sent.get("name", "")
    with desk.changing(request) as database:
        meant = asked.chosen(searches.recall(database.conn, name))
        searches.remove(database, name)
    undo = desk.Undo("/searches", {"name": name, **meant})
    return drawing.moved(request, sent.get("back"), f"No longer kept: {name}", undo)
