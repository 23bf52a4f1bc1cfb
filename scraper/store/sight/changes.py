"""What changed at a conference: who is new, who is gone, who works elsewhere now. Standard library only.

Two ways to compare: with what the file held before some pull (the rows of one edition), and with an earlier edition.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from scraper import text
from scraper.errors import UnknownConference
from scraper.model import Sighting
from scraper.store.folding import folded
from scraper.store.rows import SEEN, SEEN_SQL, company
from scraper.store.schema import A_CONFERENCE

Change = Literal["new", "gone", "job"]
Row = dict[str, Any]
_SHOWN = 8
_SEVERAL = ("talks", "topics", "links")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One year of a conference in the file."""

    id: int
    conference_id: int
    conference: str
    year: int | None

    @property
    def title(self) -> str:
        """Its name with its year."""
        return text.edition(self.conference, self.year)


def edition(connection: sqlite3.Connection, conference: str, *, year: int | None = None) -> EditionRow:
    """The newest edition in the file of the conference called so (a part of its name is enough), or that of `year`.

    Raises UnknownConference: nothing is called so, or several are, or there is none of that year.
    """
    rows = [
        EditionRow(id=row[0], conference_id=row[1], conference=row[2], year=row[3])
        for row in connection.execute(
            "SELECT e.id, c.id, c.name, e.year FROM editions e JOIN conferences c ON c.id = e.conference_id "  # noqa: S608 -- made of ours
            f"WHERE instr(folded(c.name), folded(?)) > 0 AND {A_CONFERENCE} ORDER BY ifnull(e.year, 0) DESC, e.id DESC",
            (conference,),
        )
    ]
    exactly = [row for row in rows if folded(row.conference) == folded(conference)]
    rows = exactly or rows
    names = sorted({row.conference for row in rows})
    if not rows:
        raise UnknownConference(
            f"no conference in your file is called {conference!r}", hint="see: coffeechat conferences --pulled"
        )
    if len(names) > 1:
        more = " ...; all: coffeechat conferences --pulled" if len(names) > _SHOWN else ""
        raise UnknownConference(
            f"{len(names)} conferences answer to {conference!r}" if conference else "say which conference",
            hint=f"one of: {', '.join(names[:_SHOWN])}{more}",
        )
    if year is None:
        return rows[0]
    for row in rows:
        if row.year == year:
            return row
    years = ", ".join(str(row.year) for row in rows if row.year)
    raise UnknownConference(
        f"{names[0]} {year} is not in your file", hint=f"the years there: {years or 'none is known'}"
    )


def before(connection: sqlite3.Connection, of: EditionRow) -> EditionRow | None:
    """The edition before this one in the file, or None."""
    row = connection.execute(
        "SELECT id, year FROM editions WHERE conference_id = ? AND id <> ? AND year < ? ORDER BY year DESC LIMIT 1",
        (of.conference_id, of.id, of.year or 0),
    ).fetchone()
    return EditionRow(id=row[0], conference_id=of.conference_id, conference=of.conference, year=row[1]) if row else None


def since_pull(
    connection: sqlite3.Connection, of: EditionRow, *, since: str | None = None
) -> tuple[str | None, list[Row]]:
    """What the pulls since `since` (an ISO date) changed, by default the last good one; and when the first of them was.

    None in place of the date where there is nothing to compare with: the edition was pulled once only, or not since.
    Each row: {change: "new", "gone" or "job", id, name, role, employer, before_role, before_employer}.
    """
    pulls = connection.execute(
        "SELECT id, finished FROM pulls WHERE edition_id = ? AND verdict IN ('ok', 'partial') ORDER BY id",
        (of.id,),
    ).fetchall()
    later = [place for place, (_, finished) in enumerate(pulls) if since is None or finished >= since]
    if not later:
        return None, []
    first = len(pulls) - 1 if since is None else later[0]
    if not first:
        return None, []
    number, finished = pulls[first]
    rows = [
        {
            **_person(row),
            "change": "new" if row["withdrawn"] is None else "gone",
            "before_role": None,
            "before_employer": None,
        }
        for row in _people(connection, of.id)
        if (row["pull_id"] >= number and row["withdrawn"] is None)
        or (row["pull_id"] < number and row["withdrawn"] is not None and row["withdrawn"] >= finished)
    ]
    rows += _other_jobs(connection, of.id, number)
    return finished, _in_order(rows)


def since_edition(connection: sqlite3.Connection, of: EditionRow, earlier: EditionRow) -> list[Row]:
    """Who speaks now and did not at an `earlier` edition, who no longer does, who did and has another job; as `since_pull`."""
    now = {row["speaker_id"]: row for row in _people(connection, of.id) if row["withdrawn"] is None}
    then = {row["speaker_id"]: row for row in _people(connection, earlier.id) if row["withdrawn"] is None}
    rows = [
        {**_person(row), "change": change, "before_role": None, "before_employer": None}
        for change, here, there in (("new", now, then), ("gone", then, now))
        for who, row in here.items()
        if who not in there
    ]
    rows += [
        {
            **_person(now[who]),
            "change": "job",
            "before_role": then[who]["role"],
            "before_employer": then[who]["employer"],
        }
        for who in now.keys() & then.keys()
        if _is_another_job(now[who], then[who])
    ]
    return _in_order(rows)


def _people(connection: sqlite3.Connection, edition_id: int) -> Iterator[Row]:
    cursor = connection.execute(
        f"SELECT a.id AS appearance_id, a.speaker_id, a.name, a.role, a.employer, {company('a')} AS company, "  # noqa: S608 -- ours
        "a.withdrawn, a.pull_id "
        "FROM appearances a WHERE a.edition_id = ?",
        (edition_id,),
    )
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))


def _person(row: Row) -> Row:
    return {"id": f"p-{row['speaker_id']}", **{fact: row[fact] for fact in ("name", "role", "employer")}}


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """New people first, then other jobs, then those who are gone; by name."""
    order = {"new": 0, "job": 1, "gone": 2}
    return sorted(rows, key=lambda row: (order[row["change"]], folded(row["name"]) or row["name"], row["id"]))


def _other_jobs(connection: sqlite3.Connection, edition_id: int, number: int) -> Iterator[Row]:
    """People who were listed before pull `number` and of whom the page says another job since.

    The pages' own words are compared, read by the same rules: a better rule or a person's correction is no new job.
    """
    told = connection.execute(
        f"SELECT a.id, a.speaker_id, a.name, g.current, {SEEN_SQL} FROM appearances a "  # noqa: S608 -- our own columns
        "JOIN sightings g ON g.appearance_id = a.id WHERE a.edition_id = ? AND a.withdrawn IS NULL AND a.pull_id < ? "
        "AND EXISTS (SELECT 1 FROM sightings n WHERE n.appearance_id = a.id AND n.current = 1 AND n.pull_id >= ?) "
        "AND (g.current = 1 OR g.pull_id < ?) ORDER BY a.id, g.pull_id, g.id",
        (edition_id, number, number, number),
    ).fetchall()
    old: dict[int, Sighting] = {}
    now: dict[int, tuple[int, str, Sighting]] = {}
    for appearance_id, speaker_id, name, current, *values in told:
        sighting = _sighting(values)
        if current:
            now[appearance_id] = speaker_id, name, sighting
        else:
            old[appearance_id] = sighting  # the newest of those before: they come in order
    for appearance_id, (speaker_id, name, sighting) in now.items():
        if appearance_id not in old:
            continue
        job, was = _job(sighting), _job(old[appearance_id])
        if _is_another_job(job, was):
            yield {
                "id": f"p-{speaker_id}", "name": name, "role": job["role"], "employer": job["employer"], "change": "job",
                "before_role": was["role"], "before_employer": was["employer"],
            }  # fmt: skip


def _sighting(values: Iterable[Any]) -> Sighting:
    said = dict(zip(SEEN, values, strict=True))
    for several in _SEVERAL:
        said[several] = tuple(json.loads(said[several] or "[]"))
    return Sighting(**said)


def _job(sighting: Sighting) -> Row:
    from scraper.model import Speaker  # noqa: PLC0415 -- beside its function
    from scraper.normalise import normalise  # noqa: PLC0415 -- slow import, and only where somebody changed

    speaker = next((one for one in normalise(sighting) if isinstance(one, Speaker)), None)
    return {fact: getattr(speaker, fact, None) for fact in ("role", "employer", "company")}


def _is_another_job(now: Row, then: Row) -> bool:
    """Another employer, or another role, both known: a spelling, or a fact that was missing, is no new job."""
    firms = folded(now["company"] or now["employer"]), folded(then["company"] or then["employer"])
    roles = folded(now["role"]), folded(then["role"])
    return any(one and other and one != other for one, other in (firms, roles))


__all__ = ["EditionRow", "before", "edition", "since_edition", "since_pull"]
