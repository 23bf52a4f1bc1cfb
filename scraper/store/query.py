"""Reading the file. Standard library only: commands that show people start fast."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scraper.errors import NotOurFile, UnknownSpeaker
from scraper.store import schema
from scraper.store.choice import about, fitting
from scraper.store.choice.about import COMMON
from scraper.store.choice.counts import companies, how_many, roles, topics
from scraper.store.choice.filters import Filters, Selection, everybodys, select
from scraper.store.choice.finding import find
from scraper.store.choice.orders import in_parts, ordered
from scraper.store.contacts import acquainted
from scraper.store.contacts.colleagues import at as colleagues_at
from scraper.store.folding import folded
from scraper.store.rows import ASKED
from scraper.store.sight import portraits
from scraper.store.sight.careers import career
from scraper.store.trouble import explained, must_exist

_COLLEAGUES = 8
_CACHE_KIB = 32_768
Row = dict[str, Any]


def connect(path: Path) -> sqlite3.Connection:
    """The file, for reading only. An older coffeechat's file is brought up to date first.

    Raises NoFile, NotOurFile, NewerSchema, Locked.
    """
    path = Path(path)
    if path.is_dir():
        raise NotOurFile(f"{path} is a folder, not a file")
    must_exist(path)
    with explained(path):
        connection, number = _opened(path)
    if number < schema.VERSION:
        connection.close()
        from scraper.store.write import open_store  # noqa: PLC0415 -- slow import, for an old file only

        with open_store(path):
            pass
        with explained(path):
            connection, _ = _opened(path)
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


def _opened(path: Path) -> tuple[sqlite3.Connection, int]:
    """For reading; in a folder that cannot be written to, SQLite must be told that nobody else writes either."""
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True)
    try:
        try:
            return connection, schema.version(connection, path)
        except sqlite3.OperationalError:
            connection.close()
            connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
            return connection, schema.version(connection, path)
    except BaseException:
        connection.close()
        raise


def speakers(connection: sqlite3.Connection, filters: Filters) -> list[Row]:
    """The people chosen, in the order asked for, in the form DESIGN section 6 promises to other programs.

    {"id": "p-12", name, role, employer, company, kind, role_family, seniority, topics, appearances: [{conference,
    year, name, role, employer, talks, record_id}], links, shortlisted}; newest appearance first. Sorted by fit, they
    need not have all that was asked, and `fits` says what they have.
    Raises UnknownConference.
    """
    if filters.sort == "fit":
        told = dict(fitting.best(connection, filters))
        people = portraits.people(connection, list(told))
        return [{**person, "fits": told[int(person["id"][2:])]} for person in people]
    return portraits.people(connection, _ids(connection, filters))


def _ids(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """The numbers of the people chosen, in their order. Of a page the parts are gone through until it is full."""
    chosen = select(connection, filters)
    source, parameters = chosen.from_people()
    limit = -1 if filters.limit is None else filters.limit
    # What words begin with is put together anew by each search: of a million people that alone takes 40 ms. So those who
    # are found first are asked for once, and where they are very many, all else that was asked is looked for among them.
    found = about.first(connection, chosen.match) if chosen.match and filters.sort in (None, "relevance") else []
    are_many = len(found) > about.RANKED
    if are_many and limit > 0 and not chosen.fits and (page := _among(connection, chosen, found, filters)):
        return page
    sql = f"SELECT s.id {source}"
    parts = in_parts(filters.sort) if limit >= 0 and not (chosen.match or chosen.fits) else []
    if not parts:
        order = ordered(chosen, filters.sort, are_many=are_many)
        rows = connection.execute(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?", [*parameters, limit, filters.offset])
        return [row[0] for row in rows]
    page = []
    for condition, order in parts:
        left = filters.offset + limit - len(page)
        page += [
            row[0] for row in connection.execute(f"{sql} AND {condition} ORDER BY {order} LIMIT {left}", parameters)
        ]
    return page[filters.offset :]


def _among(connection: sqlite3.Connection, chosen: Selection, found: list[int], filters: Filters) -> list[int]:
    """A page of those among `found`, who come in the order of their numbers, whom all else that was asked fits too.

    Empty where they do not fill it.
    """
    rest = replace(
        chosen, matches=[], people=[*chosen.people, "s.id IN (SELECT value FROM json_each(?))"],
        parameters=[*chosen.parameters, json.dumps(found)],
    )  # fmt: skip
    source, parameters = rest.from_people()
    wanted = filters.offset + (filters.limit or 0)
    page = connection.execute(f"SELECT s.id {source} ORDER BY s.id LIMIT {wanted}", parameters).fetchall()
    return [row[0] for row in page[filters.offset :]] if len(page) == wanted else []


def people(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """The people of these numbers in this order, as `speakers` gives them."""
    return portraits.people(connection, ids)


def count(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many people the filters choose, whatever their limit. Raises UnknownConference.

    Where words are searched, a topic is asked for or one thing beside another, more than COMMON are not counted:
    COMMON + 1 stands for them all.
    """
    if filters.sort == "fit":
        return fitting.count(connection, filters)
    if everybodys(connection, filters):
        return COMMON + 1
    chosen = select(connection, filters)
    source, parameters = chosen.from_people()
    if not (chosen.match or chosen.fits) and _asks_one_thing(chosen):
        return int(connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0])
    capped = f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {COMMON + 1})"  # noqa: S608 -- made of ours
    return int(connection.execute(capped, parameters).fetchone()[0])


def _asks_one_thing(chosen: Selection) -> bool:
    """Does nothing narrow it but one filter? That people and appearances are listed still is a condition each."""
    return len(chosen.people[1:]) + len(chosen.then[1:]) <= 1


def shortlist(connection: sqlite3.Connection) -> list[Row]:
    """Everybody on the shortlist, the pinned first, then by tier, first added first: as `speakers`, with what an export needs beside it.

    Also: note, added, tier, tags, pinned, you_know (whom the user knows at their employer), created, updated, company_key; and each appearance with source, method, seen, headline, url.
    """
    chosen = connection.execute(
        "SELECT speaker_id, note, added, tier, tags, pinned FROM shortlist "
        "ORDER BY pinned DESC, ifnull(tier, '~'), added, speaker_id"
    ).fetchall()
    people = portraits.people(connection, [row[0] for row in chosen], detailed=True)
    known = acquainted.at(connection, (person["company_key"] for person in people))
    return [
        {
            **person, "note": note, "added": added, "tier": tier, "tags": json.loads(tags or "[]"),
            "pinned": bool(pinned), "you_know": known.get(person["company_key"], []),
        }
        for person, (_, note, added, tier, tags, pinned) in zip(people, chosen, strict=True)
    ]  # fmt: skip


def speaker(connection: sqlite3.Connection, speaker_id: int) -> Row:
    """Everything known about one person: as `shortlist`, with headline, bio, photo, talks with abstracts, evidence, career.

    `appearances` hold those no longer listed, too (`withdrawn` says since when); `sightings` what each page said, word
    for word, with source, method and whether it still says so. Raises UnknownSpeaker.
    """
    found = portraits.people(connection, [speaker_id], detailed=True, withdrawn=True)
    if not found:
        raise UnknownSpeaker(f"nobody has the id p-{speaker_id}")
    person = found[0]
    talks = portraits.talks(connection, [speaker_id])
    for appearance in person["appearances"]:
        appearance["talks"] = talks[appearance["appearance_id"]]
    person["sightings"] = sightings = portraits.sightings(connection, speaker_id)
    now = [one for one in sightings if one["current"]]
    for fact in ("headline", "bio", "photo"):
        person[fact] = next((one[fact] for one in now if one[fact]), None)
    person["career"] = career(person["appearances"])
    note = connection.execute("SELECT note FROM shortlist WHERE speaker_id = ?", (speaker_id,)).fetchone()
    person["note"] = note[0] if note else None
    person["you_know"] = acquainted.at(connection, [person["company_key"]]).get(person["company_key"], [])
    return person


def colleagues(connection: sqlite3.Connection, person: Row) -> list[str]:
    """Others at a person's employer, those on the shortlist first: "Bo Lindqvist (Nurse)"; a handful."""
    others = colleagues_at(connection, person["company_key"], int(person["id"].removeprefix("p-")), _COLLEAGUES)
    return [f"{name} ({role})" if role else name for _, name, role in others]


def reviews(
    connection: sqlite3.Connection, *, conference: str | None = None, edition: int | None = None, answered: bool = False
) -> list[Row]:
    """Questions for a person, those about who is listed first; open ones, or those answered.

    {"id": "r-3", kind, name, said, said_in, why, source, answer, conference, year, asked, answered}. `conference` is a
    part of its name, `edition` the number of one.
    """
    rows = connection.execute(
        "SELECT r.id, r.kind, r.name, r.said, r.said_in, r.why, r.source, r.answer, c.name, e.year, r.asked, r.answered "  # noqa: S608 -- made of ours
        "FROM reviews r JOIN editions e ON e.id = r.edition_id JOIN conferences c ON c.id = e.conference_id "
        "WHERE (r.answer IS NOT NULL) = ? AND (? IS NULL OR instr(folded(c.name), folded(?)) > 0) "
        f"AND (? IS NULL OR r.edition_id = ?) AND {ASKED} ORDER BY r.kind = 'left_out', r.kind IN ('role', 'employer'), r.id",
        (answered, conference, conference, edition, edition),
    )
    columns = ("id", "kind", "name", "said", "said_in", "why", "source", "answer", "conference", "year", "asked",
               "answered")  # fmt: skip
    return [{**dict(zip(columns, row, strict=True)), "id": f"r-{row[0]}"} for row in rows]


def conferences(connection: sqlite3.Connection) -> list[Row]:
    """What is pulled: {conference, year, people, url, place, starts, adapter, target, last_pull, verdict, message}."""
    cursor = connection.execute(
        "SELECT c.name AS conference, e.year, "  # noqa: S608 -- made of ours
        "(SELECT count(*) FROM appearances a WHERE a.edition_id = e.id AND a.withdrawn IS NULL) AS people, "
        "e.url, e.place, e.starts, p.adapter, p.target, p.finished AS last_pull, p.verdict, p.message "
        "FROM editions e JOIN conferences c ON c.id = e.conference_id "
        "LEFT JOIN pulls p ON p.id = (SELECT max(id) FROM pulls WHERE edition_id = e.id) "
        f"WHERE {schema.A_CONFERENCE} ORDER BY c.key, e.year DESC"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor]


def last_pulls(connection: sqlite3.Connection) -> list[Row]:
    """How each target went last: {target, adapter, verdict, message, hint, found, finished, good, good_found}.

    `good` is when it last went well before that, None for never; `good_found` how many people there were then.
    """
    cursor = connection.execute(
        "SELECT p.target, p.adapter, p.verdict, p.message, p.hint, p.found, p.finished, g.finished AS good, "
        "g.found AS good_found FROM pulls p LEFT JOIN pulls g ON g.id = (SELECT max(id) FROM pulls "
        "WHERE target = p.target AND verdict = 'ok' AND id < p.id) "
        "WHERE p.id IN (SELECT max(id) FROM pulls WHERE target <> ? GROUP BY target) ORDER BY p.target",
        (schema.REFERRED,),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor]


def integrity(connection: sqlite3.Connection) -> str | None:
    """What is broken in the file, in SQLite's words; None when it is sound. Raises sqlite3.DatabaseError."""
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        return str(said).splitlines()[-1]
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {orphan[0]} points nowhere" if orphan else None


__all__ = [
    "COMMON", "Filters", "colleagues", "companies", "conferences", "connect", "count", "find", "how_many", "integrity", "last_pulls", "people", "roles",
    "shortlist", "speaker", "speakers", "topics",
]  # fmt: skip
