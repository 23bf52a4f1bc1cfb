"""What a person corrected: a name, a role, an employer. It wins over every later pull and can be taken back.

A correction hangs on one appearance, the person's newest at the time: that appearance says it, and so does the person,
whatever later editions say.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from scraper.errors import InputError
from scraper.normalise import employers, roles
from scraper.store.folding import folded
from scraper.store.pulling import companies
from scraper.store.rows import moment, storable
from scraper.store.schema import chunks, marks
from scraper.text import squash

CORRECTED = ("name", "role", "employer")
_NEWEST = (
    "SELECT a.id, a.name, a.role, a.employer FROM appearances a JOIN editions e ON e.id = a.edition_id WHERE a.speaker_id = ? "
    "ORDER BY a.withdrawn IS NOT NULL, ifnull(e.year, 0) DESC, ifnull(e.starts, '') DESC, a.id DESC LIMIT 1"
)
_LISTED = (
    "SELECT x.id, x.fact, x.value, x.was, x.made, a.speaker_id, s.name, x.appearance_id FROM corrections x "
    "JOIN appearances a ON a.id = x.appearance_id JOIN speakers s ON s.id = a.speaker_id"
)


def make(connection: sqlite3.Connection, speaker_id: int, facts: Mapping[str, str | None]) -> int:
    """Keep what a person says of a speaker: fact -> what it is, None or "" for none. Gives the appearance it hangs on.

    Raises InputError when a name is taken away.
    """
    row = connection.execute(_NEWEST, (speaker_id,)).fetchone()
    was = dict(zip(CORRECTED, row[1:], strict=True))
    for fact, said in facts.items():
        value = storable(squash(said)) if said else None
        if fact == "name" and value is None:
            raise InputError("everybody has a name", hint='coffeechat edit NAME --name "NEW NAME"')
        connection.execute(
            "DELETE FROM corrections WHERE fact = ? AND appearance_id IN (SELECT id FROM appearances WHERE speaker_id = ? "
            "AND id <> ?)",
            (fact, speaker_id, row[0]),
        )
        connection.execute(
            "INSERT INTO corrections (appearance_id, fact, value, was, made) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (appearance_id, fact) DO UPDATE SET value = excluded.value, made = excluded.made",
            (row[0], fact, value, was[fact], moment(datetime.now(UTC))),
        )
    apply(connection, [row[0]])
    return int(row[0])


def apply(connection: sqlite3.Connection, appearance_ids: Iterable[int]) -> None:
    """Lay the corrections of these appearances over what was read."""
    said = companies.own(connection)
    for some in chunks(sorted(set(appearance_ids))):
        for number, fact, value in connection.execute(
            f"SELECT appearance_id, fact, value FROM corrections WHERE appearance_id IN ({marks(some)}) ORDER BY id",  # noqa: S608
            some,
        ).fetchall():
            changes = {fact: value, **following(fact, value, said)}
            if fact != "name":
                changes[f"{fact}_source"] = "you" if value else None
            if fact == "employer" and value:
                companies.write_names(connection, [(changes["company"], value)])
            columns = ", ".join(f"{column} = ?" for column in changes)
            connection.execute(f"UPDATE appearances SET {columns} WHERE id = ?", (*changes.values(), number))  # noqa: S608


def following(fact: str, value: str | None, said: companies.Own) -> dict[str, Any]:
    """What follows from a role or an employer."""
    if fact == "role":
        return {
            "role_family": roles.family(value) if value else None,
            "seniority": roles.seniority(value) if value else None,
        }
    if fact == "employer":
        company = companies.canonical(value, said) if value else None
        kind = employers.workplace(value, None)
        return {"company": company, "company_key": (folded(company) or company) if company else None, "kind": kind}
    return {}


def of_speakers(connection: sqlite3.Connection, speaker_ids: list[int]) -> dict[int, dict[str, Any]]:
    """For present.refresh: what a person said of these speakers, as columns of `speakers`; later words win."""
    found: dict[int, dict[str, Any]] = {}
    if not connection.execute("SELECT 1 FROM corrections LIMIT 1").fetchone():
        return found
    said = companies.own(connection)
    for speaker_id, fact, value in connection.execute(
        "SELECT a.speaker_id, x.fact, x.value FROM corrections x JOIN appearances a ON a.id = x.appearance_id "  # noqa: S608
        f"WHERE a.speaker_id IN ({marks(speaker_ids)}) ORDER BY x.id",
        speaker_ids,
    ):
        found.setdefault(speaker_id, {}).update({fact: value, **following(fact, value, said)})
    return found


def listed(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every correction, last first: {id, speaker, name, fact, value, was, made}."""
    columns = ("id", "fact", "value", "was", "made", "speaker", "name")
    return [
        {**dict(zip(columns, row, strict=False)), "id": f"e-{row[0]}", "speaker": f"p-{row[5]}"}
        for row in connection.execute(f"{_LISTED} ORDER BY x.id DESC")
    ]


def take_back(connection: sqlite3.Connection, speaker_id: int, facts: Iterable[str]) -> list[int]:
    """Forget the corrections of a speaker (of these facts, or all). Gives the appearances they hung on."""
    wanted = set(facts) or set(CORRECTED)
    rows = [row for row in connection.execute(f"{_LISTED} WHERE a.speaker_id = ?", (speaker_id,)) if row[1] in wanted]
    connection.executemany("DELETE FROM corrections WHERE id = ?", [(row[0],) for row in rows])
    return sorted({row[7] for row in rows})
