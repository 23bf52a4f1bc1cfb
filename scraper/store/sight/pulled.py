"""One pulled edition, for reading: how its last pull went, who was left out and why, who is listed."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from scraper.errors import UnknownConference
from scraper.store.schema import REFERRED
from scraper.text import fold

Row = dict[str, Any]
_MOST_EDITIONS = 200
_PULL = (
    "target",
    "adapter",
    "verdict",
    "message",
    "hint",
    "finished",
    "found",
    "added",
    "changed",
    "same",
    "withdrawn",
)


def editions(connection: sqlite3.Connection) -> list[Row]:
    """What was pulled, the newest pull first: {id, conference, year, people, finished, verdict}."""
    rows = connection.execute(
        "SELECT e.id, c.name, e.year, "
        "(SELECT count(*) FROM appearances a WHERE a.edition_id = e.id AND a.withdrawn IS NULL), p.finished, p.verdict "
        "FROM (SELECT edition_id, max(id) AS last FROM pulls WHERE edition_id IS NOT NULL GROUP BY edition_id "
        "ORDER BY last DESC LIMIT ?) x JOIN pulls p ON p.id = x.last JOIN editions e ON e.id = x.edition_id "
        "JOIN conferences c ON c.id = e.conference_id WHERE p.target <> ? ORDER BY p.id DESC",
        (_MOST_EDITIONS, REFERRED),
    )
    return [dict(zip(("id", "conference", "year", "people", "finished", "verdict"), row, strict=True)) for row in rows]


def edition(connection: sqlite3.Connection, number: int) -> Row:
    """{id, conference, year, url, people, pull: its last pull, pages: the receipt's}. Raises UnknownConference."""
    row = connection.execute(
        "SELECT e.id, c.name, e.year, e.url, "
        "(SELECT count(*) FROM appearances a WHERE a.edition_id = e.id AND a.withdrawn IS NULL) "
        "FROM editions e JOIN conferences c ON c.id = e.conference_id WHERE e.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise UnknownConference(f"no edition has the number {number}")
    found: Row = dict(zip(("id", "conference", "year", "url", "people"), row, strict=True))
    last = connection.execute(
        f"SELECT {', '.join(_PULL)}, receipt FROM pulls WHERE edition_id = ? ORDER BY id DESC LIMIT 1",  # noqa: S608 -- our own columns
        (number,),
    ).fetchone()
    found["pull"] = dict(zip(_PULL, last, strict=False)) if last else None
    found["pages"] = json.loads(last[-1]) if last else []
    return found


def left_out(connection: sqlite3.Connection, *, number: int | None = None, conference: str | None = None) -> list[Row]:
    """Who was seen and not taken: {edition, conference, year, name, reason, source}, by edition and reason.

    `number` is an edition's, `conference` a part of "NAME YEAR".
    """
    rows = connection.execute(
        "SELECT e.id, c.name, e.year, l.name, l.reason, l.source FROM left_out l JOIN editions e ON e.id = l.edition_id "
        "JOIN conferences c ON c.id = e.conference_id WHERE ? IS NULL OR e.id = ? "
        "ORDER BY c.key, e.year DESC, l.reason, l.name, l.source",
        (number, number),
    )
    asked = fold(conference)
    return [
        dict(zip(("edition", "conference", "year", "name", "reason", "source"), row, strict=True))
        for row in rows
        if asked in fold(f"{row[1]} {row[2] or ''}")
    ]


def restored(connection: sqlite3.Connection, number: int) -> list[Row]:
    """Who was left out of an edition and is a speaker because a person said so: {id: "r-3", name, reason}."""
    rows = connection.execute(
        "SELECT id, name, said FROM reviews WHERE edition_id = ? AND kind = 'left_out' AND answer = 'yes' ORDER BY name",
        (number,),
    )
    return [{"id": f"r-{row[0]}", "name": row[1], "reason": row[2]} for row in rows]


def listed(connection: sqlite3.Connection, number: int, *, limit: int, offset: int = 0) -> list[Row]:
    """Who is listed at an edition, by name: {id: "p-3", name, role, employer, headline, corrected: what a person corrected}."""
    rows = connection.execute(
        "SELECT a.speaker_id, a.name, a.role, a.employer, g.headline, "
        "(SELECT group_concat(x.fact) FROM corrections x WHERE x.appearance_id = a.id) "
        "FROM appearances a JOIN speakers s ON s.id = a.speaker_id "
        "LEFT JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 "
        "WHERE a.edition_id = ? AND a.withdrawn IS NULL ORDER BY s.sort_name, a.id LIMIT ? OFFSET ?",
        (number, limit, offset),
    )
    return [
        {"id": f"p-{who}", "name": name, "role": role, "employer": employer, "headline": headline,
         "corrected": (corrected or "").split(",") if corrected else []}
        for who, name, role, employer, headline, corrected in rows
    ]  # fmt: skip
