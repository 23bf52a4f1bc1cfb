"""Searches kept under a name: what was asked, not what was found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from scraper.errors import InputError
from scraper.store.choice.filters import Filters
from scraper.text import squash

if TYPE_CHECKING:
    from scraper.store.write import Store

_LONGEST = 80
_NOT_KEPT = ("limit", "offset")


def searches(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """All of them by name: {name, filters, saved}."""
    rows = connection.execute("SELECT name, filters, saved FROM searches ORDER BY name COLLATE NOCASE")
    return [{"name": name, "filters": json.loads(kept), "saved": saved} for name, kept, saved in rows]


def recall(connection: sqlite3.Connection, name: str, more: Filters | None = None) -> Filters:
    """The filters kept under a name, narrowed or changed by what is set in `more`. Raises InputError for no such name."""
    row = connection.execute("SELECT filters FROM searches WHERE name = ?", (squash(name),)).fetchone()
    if row is None:
        raise _unknown(connection, name)
    known = {one.name for one in fields(Filters)}
    kept = {key: value for key, value in json.loads(row[0]).items() if key in known}
    return Filters(**{**kept, **_set(more or Filters())})


def save(database: Store, name: str, filters: Filters, *, now: str) -> bool:
    """Keep the filters under a name. True when another search of that name was replaced.

    Raises InputError for a name that is none and for filters that choose nothing; StoreError.
    """
    from scraper.store.write import transaction  # noqa: PLC0415 -- slow import, for writing only

    name, kept = squash(name), _set(filters)
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise InputError(f"a search cannot be called {name[:20]!r}", hint=f"one line, at most {_LONGEST} letters")
    if not set(kept) - {"sort"}:
        raise InputError(
            "there is nothing to save: everybody fits", hint="coffeechat speakers --topic WORD --save NAME"
        )
    with transaction(database) as connection:
        known = connection.execute("SELECT 1 FROM searches WHERE name = ?", (name,)).fetchone()
        connection.execute(
            "INSERT INTO searches (name, filters, saved) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET filters = excluded.filters, saved = excluded.saved",
            (name, json.dumps(kept, ensure_ascii=False), now),
        )
    return known is not None


def remove(database: Store, name: str) -> None:
    """Forget a search. Raises InputError when there is none of that name, StoreError."""
    from scraper.store.write import transaction  # noqa: PLC0415 -- slow import, for writing only

    with transaction(database) as connection:
        if not connection.execute("DELETE FROM searches WHERE name = ?", (squash(name),)).rowcount:
            raise _unknown(connection, name)


def _set(filters: Filters) -> Mapping[str, Any]:
    return {key: value for key, value in asdict(filters).items() if value is not None and key not in _NOT_KEPT}


def _unknown(connection: sqlite3.Connection, name: str) -> InputError:
    names = [row[0] for row in connection.execute("SELECT name FROM searches ORDER BY name")]
    near = get_close_matches(name, names, n=3, cutoff=0.5) or names[:3]
    hint = f"there are: {', '.join(near)}" if near else "save one: coffeechat speakers --topic WORD --save NAME"
    return InputError(f"no search is saved as {name!r}", hint=hint)
