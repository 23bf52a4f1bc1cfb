"""Answering what was unsure: the answer is kept, and the rows say so at once. Each answer can be taken back."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scraper.errors import InputError
from scraper.model import Sighting, Speaker
from scraper.store import people, present, reviews
from scraper.store.reviews import NO, YES, YOURS, Review
from scraper.store.rows import SEEN, Incoming, moment, storable
from scraper.store.write import Store, transaction

_FACTS = ("role", "employer")
_STORED = ("name", "name_key", "role", "role_source", "employer", "employer_source", "company", "role_family",
           "seniority", "billing")  # fmt: skip


def settle(database: Store, number: int, answer: str | None) -> Review:
    """Answer question `number` with "yes", "no" or, for a role or an employer, what is right; None takes it back.

    Gives the question as it stands now. Raises InputError for an unknown question or an answer that is none to it,
    StoreError.
    """
    with transaction(database) as connection:
        asked = reviews.get(connection, number)
        kept = None if answer is None else _meant(asked, answer)
        now = moment(datetime.now(UTC))
        connection.execute(
            "UPDATE reviews SET answer = ?, answered = ? WHERE id = ?", (kept, None if kept is None else now, number)
        )
        settled = replace(asked, answer=kept)
        if asked.kind in _FACTS:
            _change_fact(connection, settled, now)
        elif (kept == YES) if asked.kind == "left_out" else (kept != NO):
            _list(connection, settled, now)
        else:
            _leave_out(connection, settled, now)
    return settled


def _meant(asked: Review, answer: str) -> str:
    """An answer as it is kept."""
    plain = storable(" ".join(answer.split())) or ""
    word = {"y": YES, "n": NO}.get(plain.lower(), plain.lower())
    if asked.kind in _FACTS:
        return (asked.said or "") if word == YES else "" if word == NO else plain
    if word not in (YES, NO):
        raise InputError(f"r-{asked.id} asks whether {asked.name} is a speaker", hint="answer yes or no")
    return word


def _change_fact(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Write the role or employer a person gave, or what was read where the answer was taken back."""
    for speaker, place in _appearances(connection, settled):
        value, source = (settled.said, settled.said_in) if settled.answer is None else (settled.answer or None, "you")
        changed = replace(speaker, **reviews.fact_changes(settled.kind, value, source))
        _write(connection, changed, place, settled, now)


def _list(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Somebody is a speaker: listed again, or for the first time."""
    known = _appearances(connection, settled)
    source = "" if known else _forgotten(connection, settled)
    pull, adapter = _last_pull(connection, settled.edition_id)
    place = known[0][1] if known else {"pull_id": pull, "adapter": adapter}
    speaker = known[0][0] if known else reviews.restore(settled.name, source=source)
    told = {(one.kind, one.name_key): one for one in reviews.answers(connection, settled.edition_id)}
    _write(connection, reviews.with_facts(speaker, told), place, settled, now)
    _forgotten(connection, settled)


def _forgotten(connection: sqlite3.Connection, settled: Review) -> str:
    """Take the person off those left out; gives the page they were seen on."""
    row = connection.execute(
        "SELECT source FROM left_out WHERE edition_id = ? AND name = ?", (settled.edition_id, settled.name)
    ).fetchone()
    connection.execute("DELETE FROM left_out WHERE edition_id = ? AND name = ?", (settled.edition_id, settled.name))
    return str(row[0]) if row else ""


def _leave_out(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Somebody is no speaker: no longer listed, and among those left out."""
    for _, place in _appearances(connection, settled):
        connection.execute("UPDATE appearances SET withdrawn = ? WHERE id = ?", (now, place["id"]))
        present.refresh(connection, [place["speaker_id"]], now=now)
    reason = YOURS if settled.kind == "speaker" else settled.said or YOURS
    source = connection.execute("SELECT source FROM reviews WHERE id = ?", (settled.id,)).fetchone()[0]
    connection.execute(
        "INSERT INTO left_out (edition_id, name, reason, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (settled.edition_id, settled.name, reason, source),
    )


def _write(connection: sqlite3.Connection, speaker: Speaker, place: dict[str, Any], settled: Review, now: str) -> None:
    occasion = people.Occasion(
        edition_id=settled.edition_id, pull_id=place["pull_id"], adapter=place["adapter"], now=now, full=False
    )
    written = people.write(connection, [Incoming(speaker)], occasion)
    present.refresh(connection, written.touched, now=now)


def _last_pull(connection: sqlite3.Connection, edition_id: int) -> tuple[int, str]:
    row = connection.execute(
        "SELECT id, adapter FROM pulls WHERE edition_id = ? ORDER BY id DESC LIMIT 1", (edition_id,)
    ).fetchone()
    return int(row[0]), str(row[1])


def _appearances(connection: sqlite3.Connection, settled: Review) -> list[tuple[Speaker, dict[str, Any]]]:
    """The person's appearance at the edition as a Speaker, with its place in the file; empty for an unknown one."""
    seen = ", ".join(f"g.{column}" for column in SEEN)
    facts = ", ".join(f"a.{column}" for column in _STORED)
    found = []
    for row in connection.execute(
        f"SELECT a.id, a.speaker_id, a.pull_id, p.adapter, {facts}, {seen} FROM appearances a "  # noqa: S608
        "JOIN pulls p ON p.id = a.pull_id "
        "JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.edition_id = ? AND a.name_key = ? "
        "ORDER BY a.id LIMIT 1",
        (settled.edition_id, settled.name_key),
    ).fetchall():
        place = dict(zip(("id", "speaker_id", "pull_id", "adapter"), row[:4], strict=True))
        made = dict(zip(_STORED, row[4 : 4 + len(_STORED)], strict=True))
        said = dict(zip(SEEN, row[4 + len(_STORED) :], strict=True))
        for several in ("talks", "topics", "links"):
            said[several] = tuple(json.loads(said[several] or "[]"))
        topics = connection.execute(
            "SELECT t.name FROM appearance_topics x JOIN topics t ON t.id = x.topic_id WHERE x.appearance_id = ?",
            (place["id"],),
        )
        speaker = Speaker(
            **made, headline=said["headline"], topics=tuple(name for (name,) in topics), sighting=Sighting(**said)
        )
        found.append((speaker, place))
    return found
