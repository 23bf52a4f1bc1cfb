"""People the user knows, as rows, and who of them works where."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from scraper.store.folding import folded, plain
from scraper.store.rows import storable
from scraper.store.schema import marks

if TYPE_CHECKING:
    from scraper.chats.acquaintances import Acquaintance

_FEW = 500


def add(connection: sqlite3.Connection, people: Sequence[Acquaintance], *, source: str, when: str) -> tuple[int, int]:
    """Take people in; gives how many are new and how many were known. The same file again changes nothing."""
    from scraper.normalise import employers  # noqa: PLC0415 -- slow import: those who only read start fast
    from scraper.recognise.names import name_key  # noqa: PLC0415 -- the same

    before = _count(connection)
    for one in people:
        company = employers.canonical(one.employer) if one.employer else None
        connection.execute(
            "INSERT INTO acquaintances (name, name_key, role, employer, company_key, email, url, since, source, imported) "
            "VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (name_key, ifnull(company_key, '')) DO UPDATE SET "
            "role = ifnull(excluded.role, role), email = ifnull(excluded.email, email), url = ifnull(excluded.url, url), "
            "since = ifnull(excluded.since, since)",
            (
                storable(one.name) or "", name_key(one.name) or plain(one.name) or one.name, storable(one.role),
                storable(one.employer), folded(company) if company else None, storable(one.email), storable(one.url),
                one.since, source, when,
            ),
        )  # fmt: skip
    new = _count(connection) - before
    return new, len(people) - new


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM acquaintances").fetchone()[0])


def everybody(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """All of them, by employer: {name, role, employer, email, url, since, source, here: speakers at that employer}."""
    cursor = connection.execute(
        "SELECT a.name, a.role, a.employer, a.email, a.url, a.since, a.source, "
        "(SELECT count(*) FROM speakers s WHERE s.company_key = a.company_key AND s.current = 1) AS speakers_there "
        "FROM acquaintances a ORDER BY speakers_there DESC, a.employer IS NULL, a.employer, a.name"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def at(connection: sqlite3.Connection, companies: Iterable[str | None]) -> dict[str, list[str]]:
    """Whom the user knows at employers, by company key: "Ben Holt (Nurse)"."""
    keys = sorted({one for one in companies if one})
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(keys), _FEW):
        some = keys[start : start + _FEW]
        for key, name, role in connection.execute(
            "SELECT company_key, name, role FROM acquaintances "  # noqa: S608 -- question marks
            f"WHERE company_key IN ({marks(some)}) ORDER BY name",
            some,
        ):
            found[key].append(f"{name} ({role})" if role else name)
    return found


def clear(connection: sqlite3.Connection) -> int:
    """Forget all of them; gives how many there were."""
    return connection.execute("DELETE FROM acquaintances").rowcount
