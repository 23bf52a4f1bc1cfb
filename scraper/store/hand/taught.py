"""Corrections of an edition as lessons, and what they taught, kept as answers that can be taken back together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scraper.model import Sighting
from scraper.store.hand import settle
from scraper.store.pulling.reviews import Review
from scraper.store.rows import SEEN, SEEN_SQL, moment, storable
from scraper.store.write import Store, transaction

AS_TAUGHT = "as you corrected "
"""How the reason of such an answer begins."""
_FACTS = ("role", "employer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody of an edition: as the page showed them, as they are, what a person corrected and what they answered."""

    name: str
    name_key: str
    sighting: Sighting
    facts: Mapping[str, str | None]
    corrected: frozenset[str]
    answered: frozenset[str]


def corrected(connection: sqlite3.Connection, edition_id: int) -> int:
    """How many people of an edition a person corrected."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT a.id) FROM corrections x JOIN appearances a ON a.id = x.appearance_id "
        "WHERE a.edition_id = ? AND x.fact IN ('role', 'employer')",
        (edition_id,),
    ).fetchone()
    return int(count)


def everybody(connection: sqlite3.Connection, edition_id: int) -> list[Listed]:
    """Who is listed at an edition."""
    answered: dict[str, set[str]] = {}
    for kind, key in connection.execute(
        "SELECT kind, name_key FROM reviews WHERE edition_id = ? AND answer IS NOT NULL AND kind IN ('role', 'employer')",
        (edition_id,),
    ):
        answered.setdefault(key, set()).add(kind)
    found = []
    for name, key, role, employer, corrected, *seen in connection.execute(
        "SELECT a.name, a.name_key, a.role, a.employer, (SELECT group_concat(x.fact) FROM corrections x "  # noqa: S608 -- our own columns
        f"WHERE x.appearance_id = a.id), {SEEN_SQL} FROM appearances a "
        "JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.edition_id = ? AND a.withdrawn IS NULL "
        "ORDER BY a.id",
        (edition_id,),
    ):
        told: dict[str, Any] = dict(zip(SEEN, seen, strict=True))
        for several in ("talks", "topics", "links"):
            told[several] = tuple(json.loads(told[several] or "[]"))
        found.append(
            Listed(
                name=name, name_key=key, sighting=Sighting(**told), facts={"role": role, "employer": employer},
                corrected=frozenset((corrected or "").split(",")) & frozenset(_FACTS),
                answered=frozenset(answered.get(key, ())),
            )
        )  # fmt: skip
    return found


def keep(database: Store, edition_id: int, changes: Mapping[str, Mapping[str, str | None]], why: str) -> int:
    """Answer, for people of an edition by name, what their facts are, all for one reason; gives how many people.

    The answers hold for every later pull. Raises StoreError, and then nothing is written.
    """
    now = moment(datetime.now(UTC))
    with transaction(database) as connection:
        answers: list[Review] = []
        for one in everybody(connection, edition_id):
            for fact, value in changes.get(one.name, {}).items():
                if fact not in one.answered and fact not in one.corrected:
                    answers.append(_answer(connection, edition_id, one, fact, value, why, now))
        settle.change_facts(connection, answers)
    return len({one.name_key for one in answers})


def _answer(  # noqa: PLR0913, PLR0917 -- a row's columns
    connection: sqlite3.Connection, edition_id: int, one: Listed, fact: str, value: str | None, why: str, now: str
) -> Review:
    said_in = connection.execute(
        f"SELECT {fact}_source FROM appearances WHERE edition_id = ? AND name_key = ?",  # noqa: S608 -- one of two words
        (edition_id, one.name_key),
    ).fetchone()[0]
    answer = storable(value) or ""
    (number,) = connection.execute(
        "INSERT INTO reviews (edition_id, kind, name, name_key, said, said_in, why, source, answer, asked, answered) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT (edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0)) DO UPDATE SET "
        "why = excluded.why, answer = excluded.answer, answered = excluded.answered RETURNING id",
        (
            edition_id,
            fact,
            one.name,
            one.name_key,
            one.facts[fact],
            said_in,
            why,
            one.sighting.source,
            answer,
            now,
            now,
        ),
    ).fetchone()
    return Review(
        id=number, edition_id=edition_id, kind=fact, name=one.name, name_key=one.name_key, said=one.facts[fact],
        said_in=said_in, source=one.sighting.source, answer=answer,
    )  # fmt: skip


def kept(connection: sqlite3.Connection, edition_id: int) -> list[tuple[str, int]]:
    """What was taught of an edition: the reason, and of how many people."""
    return connection.execute(
        "SELECT why, count(DISTINCT name_key) FROM reviews WHERE edition_id = ? AND answer IS NOT NULL AND why LIKE ? "
        "GROUP BY why ORDER BY min(id)",
        (edition_id, f"{AS_TAUGHT}%"),
    ).fetchall()


def take_back(database: Store, edition_id: int, why: str) -> int:
    """Forget the answers given for that reason: what was read counts again. Gives how many people. Raises StoreError."""
    with transaction(database) as connection:
        rows = connection.execute(
            "SELECT id, kind, name, name_key, said, said_in, source FROM reviews WHERE edition_id = ? AND why = ? "
            "AND answer IS NOT NULL",
            (edition_id, why),
        ).fetchall()
        open_again = [
            Review(id=number, edition_id=edition_id, kind=kind, name=name, name_key=key, said=said, said_in=said_in,
                   source=source, answer=None)
            for number, kind, name, key, said, said_in, source in rows
        ]  # fmt: skip
        settle.change_facts(connection, open_again)
        connection.executemany("DELETE FROM reviews WHERE id = ?", [(one.id,) for one in open_again])
    return len({one.name_key for one in open_again})


def names(rows: Sequence[Listed]) -> str:
    """Whose corrections taught something: "Ana Ruiz and Bo Lindqvist"."""
    told = [one.name for one in rows]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
