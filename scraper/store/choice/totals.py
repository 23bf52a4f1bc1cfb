"""Counts the file keeps (triggers do): over everybody, nothing need be counted. Of a large file that is all the difference."""

from __future__ import annotations

import sqlite3

Counted = list[tuple[str, int]]


def most(connection: sqlite3.Connection, facet: str, *, limit: int | None = None, offset: int = 0) -> Counted:
    """(value, people) of a facet (company, kind, family, seniority; topic by its name), most people first."""
    limit = -1 if limit is None else limit
    if facet == "topic":
        sql = (
            "SELECT t.name, k.people FROM totals k JOIN topics t ON t.id = CAST(k.value AS INTEGER) "
            "WHERE k.facet = 'topic' ORDER BY k.people DESC, t.name LIMIT ? OFFSET ?"
        )
        return connection.execute(sql, (limit, offset)).fetchall()
    sql = "SELECT value, people FROM totals WHERE facet = ? ORDER BY people DESC, value LIMIT ? OFFSET ?"
    return connection.execute(sql, (facet, limit, offset)).fetchall()


def how_many(connection: sqlite3.Connection, facet: str) -> int:
    """How many values a facet has."""
    return int(connection.execute("SELECT count(*) FROM totals WHERE facet = ?", (facet,)).fetchone()[0])


def people_with(connection: sqlite3.Connection, topic_ids: list[int]) -> int:
    """How many people speak about one of these topics, who speaks about two counted twice."""
    values = ",".join(f"'{int(number)}'" for number in topic_ids)
    sql = f"SELECT ifnull(sum(people), 0) FROM totals WHERE facet = 'topic' AND value IN ({values})"  # noqa: S608 -- numbers
    return int(connection.execute(sql).fetchone()[0])


def titles(connection: sqlite3.Connection, family: str, most_of: int) -> tuple[int, list[str]]:
    """How many different titles a kind of job has, and the commonest."""
    (count,) = connection.execute("SELECT count(*) FROM titles WHERE family = ?", (family,)).fetchone()
    sql = "SELECT role FROM titles WHERE family = ? ORDER BY people DESC, role COLLATE BINARY LIMIT ?"
    return int(count), [row[0] for row in connection.execute(sql, (family, most_of))]
