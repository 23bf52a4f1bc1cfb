"""Questions about two: are these one person, are these one company?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from scraper.identity import Evidence, Known
from scraper.identity.grouping import Pair
from scraper.store.schema import chunks, marks

SAME = "same"
"""The kind of a question whether two appearances are one person."""
_ABOUT = (
    "SELECT a.id, a.edition_id, a.name, a.name_key, a.role, a.employer, c.name, e.year FROM appearances a "
    "JOIN editions e ON e.id = a.edition_id JOIN conferences c ON c.id = e.conference_id WHERE a.id = ?"
)


def same_person(
    connection: sqlite3.Connection,
    doubtful: Iterable[tuple[Pair, Evidence]],
    around: Mapping[int, Known],
    *,
    now: str,
) -> None:
    """Ask about doubtful pairs of the appearances looked at; open questions about them that are settled now go."""
    wanted = {
        tuple(sorted(pair, key=lambda number: (-(around[number].year or 0), number))): evidence
        for pair, evidence in doubtful
    }
    for some in chunks(sorted(around)):
        rows = connection.execute(
            "SELECT id, appearance_id, other_id FROM reviews WHERE kind = ? AND answer IS NULL "  # noqa: S608
            f"AND appearance_id IN ({marks(some)})",
            [SAME, *some],
        ).fetchall()
        settled = [(number,) for number, *pair in rows if tuple(pair) not in wanted]
        connection.executemany("DELETE FROM reviews WHERE id = ?", settled)
    for (later, earlier), evidence in wanted.items():
        _, edition_id, name, name_key, *job = connection.execute(_ABOUT, (later,)).fetchone()
        _, _, other_name, _, *other_job = connection.execute(_ABOUT, (earlier,)).fetchone()
        connection.execute(
            "INSERT INTO reviews (edition_id, kind, name, name_key, said, why, source, asked, appearance_id, other_id) "
            "VALUES (?,?,?,?,?,?,'',?,?,?) ON CONFLICT (edition_id, kind, name_key, ifnull(appearance_id, 0), ifnull(other_id, 0)) "
            "DO UPDATE SET name = excluded.name, said = excluded.said, why = excluded.why",
            (edition_id, SAME, _shown(name, job), name_key, _shown(other_name, other_job),
             "; ".join(evidence.reasons), now, later, earlier),
        )  # fmt: skip


def _shown(name: str, job: list[object]) -> str:
    """Somebody in a line: "Ana Ruiz (Nurse, Harbour Health; Care Days 2025)"."""
    role, employer, conference, year = job
    work = ", ".join(str(one) for one in (role, employer) if one)
    where = f"{conference} {year}" if year else str(conference)
    return f"{name} ({'; '.join(filter(None, (work, where)))})"
