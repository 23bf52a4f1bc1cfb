"""The use case of choosing: everybody in the file who could be asked, with all that points are given for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace as with_
from typing import Any

from scraper.chats.own_profile import Profile, from_settings
from scraper.chats.suggestion import Candidate
from scraper.store import query
from scraper.store.contacts import acquainted, contacting
from scraper.store.query import Filters
from scraper.store.schema import marks

MOST = 20_000
"""People looked at: the newest; filters choose others."""
_FEW = 500


def load(connection: sqlite3.Connection, chosen: Filters, *, most: int = MOST) -> tuple[list[Candidate], Profile]:
    """Everybody (the `most` newest) who fits the filters and is not dealt with yet, and the user's profile.

    Raises UnknownConference.
    """
    return among(connection, query.speakers(connection, with_(chosen, sort=chosen.sort or "recent", limit=most)))


def among(connection: sqlite3.Connection, rows: list[dict[str, Any]]) -> tuple[list[Candidate], Profile]:
    """Those of some people (rows of scraper.store.query) who are not dealt with yet, and the user's profile."""
    dealt_with = {f"p-{one.id}" for one in contacting.contacts(connection)}
    rows = [row for row in rows if row["id"] not in dealt_with]
    more = _more(connection, [int(row["id"].removeprefix("p-")) for row in rows])
    keys = [more[row["id"]]["company_key"] for row in rows]
    known = acquainted.at(connection, keys)
    colleagues = _counted(connection, {one for one in keys if one})
    people = [_candidate(row, more[row["id"]], known, colleagues) for row in rows]
    return people, from_settings(contacting.settings(connection))


def _candidate(
    row: dict[str, Any], more: dict[str, Any], known: dict[str, list[str]], colleagues: Counter[str]
) -> Candidate:
    newest = row["appearances"][0] if row["appearances"] else {}
    talks = [title for at in row["appearances"] for title in at["talks"]]
    key = more["company_key"] or ""
    event = f"{newest.get('conference')} {newest.get('year') or ''}".strip() if newest else None
    return Candidate(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        employer=row["employer"],
        company=key or None,
        role_family=row["role_family"],
        seniority=row["seniority"],
        billing=more["billing"],
        topics=tuple(row["topics"]),
        text="\n".join(filter(None, (*talks, more["bio"]))),
        bio=more["bio"] or "",
        links=tuple(row["links"]),
        conference=event,
        colleagues=colleagues[key],
        known=tuple(known.get(key, ())),
    )


def _more(connection: sqlite3.Connection, ids: list[int]) -> dict[str, dict[str, Any]]:
    """What a list of speakers leaves out: the biography, the billing, the employer's key."""
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(ids), _FEW):
        some = ids[start : start + _FEW]
        those = marks(some)
        for number, key, bio, billing in connection.execute(
            "SELECT s.id, s.company_key, (SELECT g.bio FROM appearances a JOIN sightings g ON g.appearance_id = a.id "  # noqa: S608 -- question marks
            "WHERE a.speaker_id = s.id AND g.current = 1 AND g.bio IS NOT NULL ORDER BY a.id DESC LIMIT 1), "
            "(SELECT a.billing FROM appearances a WHERE a.speaker_id = s.id AND a.billing IS NOT NULL "
            f"ORDER BY a.id DESC LIMIT 1) FROM speakers s WHERE s.id IN ({those})",
            some,
        ):
            found[f"p-{number}"] = {"company_key": key, "bio": bio, "billing": billing}
    return found


def _counted(connection: sqlite3.Connection, keys: set[str]) -> Counter[str]:
    """How many people of each employer are in the file."""
    counted: Counter[str] = Counter()
    wanted = sorted(keys)
    for start in range(0, len(wanted), _FEW):
        some = wanted[start : start + _FEW]
        counted.update(
            dict(
                connection.execute(
                    f"SELECT value, people FROM totals WHERE facet = 'company' AND value IN ({marks(some)})",  # noqa: S608 -- question marks
                    some,
                )
            )
        )
    return counted
