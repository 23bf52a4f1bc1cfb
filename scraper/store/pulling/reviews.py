"""What is unsure, as rows: questions kept, and a person's answers laid over what later pulls read.

A question is of one person of one edition, known there by name. A pull renews the questions that are open; one that
was answered stays, and its answer wins over every later reading until it is taken back (scraper.store.hand.settle).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.errors import InputError
from scraper.model import Doubt, LeftOut, Sighting, Speaker
from scraper.normalise import employers, roles
from scraper.recognise.names import name_key
from scraper.store.rows import ASKED, storable

YES, NO = "yes", "no"
YOURS = "you said so"
"""The reason given for somebody a person left out."""
_COLUMNS = "id, edition_id, kind, name, name_key, said, said_in, source, answer, appearance_id, other_id"


@dataclass(frozen=True, slots=True)
class Review:
    """One question, open (`answer` is None) or answered."""

    id: int
    edition_id: int
    kind: str
    name: str
    name_key: str
    said: str | None
    said_in: str | None
    source: str
    answer: str | None
    appearance_id: int | None = None
    other_id: int | None = None


def get(connection: sqlite3.Connection, number: int) -> Review:
    """One question. Raises InputError when there is none of that number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM reviews WHERE id = ?", (number,)).fetchone()  # noqa: S608 -- our own columns
    if row is None:
        raise InputError(f"there is no question r-{number}", hint="see them all: coffeechat review")
    return Review(*row)


def of_speaker(connection: sqlite3.Connection, speaker_id: int) -> list[tuple[Review, str]]:
    """The questions about one person, open ones first, each with what makes it doubtful."""
    columns = ", ".join(f"r.{column}" for column in _COLUMNS.split(", "))
    rows = connection.execute(
        f"SELECT DISTINCT {columns}, r.why FROM appearances a JOIN reviews r ON r.edition_id = a.edition_id "  # noqa: S608
        f"AND r.kind <> 'same' AND r.name_key = a.name_key WHERE a.speaker_id = :who AND {ASKED} UNION "
        f"SELECT {columns}, r.why FROM reviews r WHERE r.kind = 'same' AND (r.appearance_id IN "
        "(SELECT id FROM appearances WHERE speaker_id = :who) OR r.other_id IN "
        "(SELECT id FROM appearances WHERE speaker_id = :who)) ORDER BY 1",
        {"who": speaker_id},
    )
    found = [(Review(*row[:-1]), row[-1]) for row in rows]
    return sorted(found, key=lambda one: one[0].answer is not None)


def owner(connection: sqlite3.Connection, asked: Review) -> int | None:
    """Whom a question is about now; None for somebody who is not in the file."""
    row = connection.execute(
        "SELECT speaker_id FROM appearances WHERE id = :pair OR (edition_id = :edition AND name_key = :key) "
        "ORDER BY id = :pair DESC, id LIMIT 1",
        {"pair": asked.appearance_id, "edition": asked.edition_id, "key": asked.name_key},
    ).fetchone()
    return int(row[0]) if row else None


def answers(connection: sqlite3.Connection, edition_id: int | None) -> list[Review]:
    """What a person settled of one edition."""
    sql = f"SELECT {_COLUMNS} FROM reviews WHERE edition_id = ? AND answer IS NOT NULL ORDER BY id"  # noqa: S608
    return [Review(*row) for row in connection.execute(sql, (edition_id,))]


def write(connection: sqlite3.Connection, edition_id: int, doubts: Iterable[Doubt], *, now: str) -> int:
    """Keep the questions of a pull; open ones it no longer asks go. What was answered stays as it is.

    Gives how many of the edition are open, without those a correction answers.
    """
    told = {(one.kind, one.name_key): one for one in answers(connection, edition_id)}
    keyed = [(name_key(one.name), one) for one in doubts]
    wanted = {(one.kind, key): one for key, one in keyed if (one.kind, key) not in told and is_speaker(key, told)}
    old = {
        (kind, key): number
        for number, kind, key in connection.execute(
            "SELECT id, kind, name_key FROM reviews WHERE edition_id = ? AND answer IS NULL AND kind NOT IN ('same', 'company')",
            (edition_id,),
        )
    }
    connection.executemany(
        "DELETE FROM reviews WHERE id = ?", [(number,) for what, number in old.items() if what not in wanted]
    )
    connection.executemany(
        "INSERT INTO reviews (edition_id, kind, name, name_key, said, said_in, why, source, asked) "
        "VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0)) DO UPDATE SET "
        "name = excluded.name, said = excluded.said, said_in = excluded.said_in, why = excluded.why, "
        "source = excluded.source",
        [
            (edition_id, kind, storable(one.name) or "", key, storable(one.said), one.said_in, one.why,
             storable(one.source) or "", now)
            for (kind, key), one in wanted.items()
        ],
    )  # fmt: skip
    (count,) = connection.execute(
        f"SELECT count(*) FROM reviews r WHERE edition_id = ? AND answer IS NULL AND kind NOT IN ('same', 'company') AND {ASKED}",  # noqa: S608
        (edition_id,),
    ).fetchone()
    return int(count)


def ask_left_out(connection: sqlite3.Connection, edition_id: int, out: Mapping[str, str], *, now: str) -> Review:
    """The question whether somebody left out ({name, reason, source}) is a speaker, asked where nobody asked it yet."""
    key = name_key(out["name"])
    connection.execute(
        "INSERT INTO reviews (edition_id, kind, name, name_key, said, why, source, asked) VALUES (?,'left_out',?,?,?,?,?,?) "
        "ON CONFLICT (edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0)) DO NOTHING",
        (edition_id, out["name"], key, out["reason"], f"left out as {out['reason']}", out["source"], now),
    )
    (number,) = connection.execute(
        "SELECT id FROM reviews WHERE edition_id = ? AND kind = 'left_out' AND name_key = ?", (edition_id, key)
    ).fetchone()
    return get(connection, int(number))


def applied(
    speakers: Sequence[Speaker], left_out: Sequence[LeftOut], settled: Sequence[Review]
) -> tuple[list[Speaker], list[LeftOut]]:
    """The people of a pull as a person's answers have them."""
    if not settled:
        return list(speakers), list(left_out)
    told = {(one.kind, one.name_key): one for one in settled}
    kept: list[Speaker] = []
    out = [one for one in left_out if _is_out(name_key(one.name), told)]
    for one in speakers:
        if is_speaker(one.name_key, told):
            kept.append(with_facts(one, told))
        else:
            out.append(LeftOut(name=one.name, reason=YOURS, source=one.sighting.source))
    met = {one.name_key for one in kept}
    restored = [one for one in left_out if not _is_out(name_key(one.name), told) and name_key(one.name) not in met]
    by_key = {name_key(one.name): one for one in restored}
    kept.extend(with_facts(restore(one.name, source=one.source), told) for one in by_key.values())
    return kept, out


def is_speaker(key: str, told: Mapping[tuple[str, str], Review]) -> bool:
    """Did nobody say that this person is no speaker?"""
    said = told.get(("speaker", key))
    return said is None or said.answer != NO


def _is_out(key: str, told: Mapping[tuple[str, str], Review]) -> bool:
    """Does somebody who was left out stay so?"""
    said = told.get(("left_out", key))
    return said is None or said.answer != YES


def restore(name: str, *, source: str) -> Speaker:
    """Somebody who was left out and is a speaker after all: no more than the name is known."""
    return Speaker(
        name=name, name_key=name_key(name), sighting=Sighting(name=name, source=source, method="your answer")
    )


def with_facts(speaker: Speaker, told: Mapping[tuple[str, str], Review]) -> Speaker:
    """A speaker with the role and employer a person settled, and what follows from them."""
    changes: dict[str, Any] = {}
    for fact in ("role", "employer"):
        said = told.get((fact, speaker.name_key))
        if said is not None and said.answer is not None:
            changes |= fact_changes(fact, said.answer or None, "you")
    return replace(speaker, **changes) if changes else speaker


def fact_changes(fact: str, value: str | None, source: str | None) -> dict[str, Any]:
    """What a Speaker's fields become when its role or employer is `value`, read in `source`."""
    changes: dict[str, Any] = {fact: value, f"{fact}_source": source if value else None}
    if fact == "role":
        changes |= {
            "role_family": roles.family(value) if value else None,
            "seniority": roles.seniority(value) if value else None,
        }
    else:
        changes["company"] = employers.canonical(value) if value else None
        changes["kind"] = employers.workplace(value, None)
    return changes
