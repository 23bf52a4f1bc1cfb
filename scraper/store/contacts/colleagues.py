"""Who else works at an employer: a handful, those on the shortlist first."""

from __future__ import annotations

import sqlite3

_MANY = 2_000
_LISTED = (
    "SELECT s.id, s.name, s.role FROM shortlist l CROSS JOIN speakers s ON s.id = l.speaker_id "
    "WHERE s.company_key = ? AND s.current = 1 AND s.id <> ? ORDER BY s.sort_name LIMIT ?"
)
# Of few they are sorted; of many the names are gone through in their order, until there are enough (`+` keeps SQLite
# from the other index): sorting twenty thousand for eight took a tenth of a second.
_OTHERS = (
    "SELECT s.id, s.name, s.role FROM speakers s WHERE {by}s.company_key = ? AND s.current = 1 AND s.id <> ? "
    "AND NOT EXISTS (SELECT 1 FROM shortlist l WHERE l.speaker_id = s.id) ORDER BY s.sort_name LIMIT ?"
)


def at(
    connection: sqlite3.Connection, company_key: str | None, without: int, most: int
) -> list[tuple[int, str, str | None]]:
    """Number, name and role of others there, those on the shortlist first, then by name; at most so many."""
    if company_key is None:
        return []
    found = connection.execute(_LISTED, (company_key, without, most)).fetchall()
    if len(found) < most:
        (some,) = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM speakers WHERE company_key = ? AND current = 1 LIMIT ?)",
            (company_key, _MANY),
        ).fetchone()
        others = _OTHERS.format(by="+" if some == _MANY else "")
        found += connection.execute(others, (company_key, without, most - len(found))).fetchall()
    return found
