"""Answering what was unsure: the answer is kept, and the rows say so at once. Each answer can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from scraper.errors import InputError
from scraper.model import Sighting, Speaker
from scraper.store.hand import verdicts
from scraper.store.pulling import companies, people, present, reviews
from scraper.store.pulling.companies import COMPANY
from scraper.store.pulling.reviews import NO, YES, YOURS, Review
from scraper.store.rows import SEEN, SEEN_SQL, Incoming, facts, moment, storable
from scraper.store.sight import pulled
from scraper.store.whom.asking import SAME
from scraper.store.write import Store, transaction
from scraper.text import fold

_FACTS = ("role", "employer")
_ASKED = {SAME: "these are one person", COMPANY: "these are one company"}
_STORED = ("name", "name_key", "role", "role_source", "employer", "employer_source", "company", "role_family",
           "seniority", "kind", "billing")  # fmt: skip


def settle(database: Store, number: int, answer: str | None) -> Review:
    """Answer question `number` with "yes", "no" or, for a role or an employer, what is right; None takes it back.

    Gives the question as it stands now. Raises InputError for an unknown question or an answer that is none to it,
    StoreError.
    """
    with transaction(database) as connection:
        return _settled(connection, reviews.get(connection, number), answer)


def restore(database: Store, name: str, *, edition_id: int | None = None, conference: str | None = None) -> Review:
    """Somebody who was left out is a speaker: as if it had been asked and answered with yes, for every later pull too.

    `conference` is a part of its name, `edition_id` says which edition. Gives the answered question; `settle` takes it
    back. Raises InputError when nobody of that name was left out, or of several conferences; StoreError.
    """
    with transaction(database) as connection:
        out = [
            one
            for one in pulled.left_out(connection, number=edition_id, conference=conference)
            if one["name"] == name or fold(one["name"]) == fold(name)
        ]
        where = {one["edition"]: f"{one['conference']} {one['year'] or ''}".strip() for one in out}
        if not out:
            raise InputError(f"nobody called {name} was left out", hint="see who was: coffeechat review --left-out")
        if len(where) > 1:
            raise InputError(
                f"{name} was left out of {' and of '.join(where.values())}", hint='say which: --conference "NAME YEAR"'
            )
        one = out[0]
        asked = reviews.ask_left_out(connection, one["edition"], one, now=moment(datetime.now(UTC)))
        return _settled(connection, asked, YES)


def _settled(connection: sqlite3.Connection, asked: Review, answer: str | None) -> Review:
    """Write an answer, and what follows from it."""
    kept = None if answer is None else _meant(asked, answer)
    now = moment(datetime.now(UTC))
    connection.execute(
        "UPDATE reviews SET answer = ?, answered = ? WHERE id = ?", (kept, None if kept is None else now, asked.id)
    )
    settled = replace(asked, answer=kept)
    if asked.kind == SAME:
        _one_or_two(connection, settled)
    elif asked.kind == COMPANY:
        _one_company(connection, settled, now)
    elif asked.kind in _FACTS:
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
        what = _ASKED.get(asked.kind, f"{asked.name} is a speaker")
        raise InputError(f"r-{asked.id} asks whether {what}", hint="answer yes or no")
    return word


def _one_company(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Say that two companies are one, or nothing of it any more."""
    changed = companies.take_back(connection, review_id=settled.id)
    if settled.answer == YES:
        changed |= companies.say_one(connection, settled.name, settled.said or "", review_id=settled.id)
    present.refresh(connection, changed, now=now)


def _one_or_two(connection: sqlite3.Connection, settled: Review) -> None:
    """Say of the two appearances a question is about that they are one person, or two, or nothing any more."""
    verdicts.forget(connection, "review_id", settled.id)
    if settled.answer is not None and settled.appearance_id is not None and settled.other_id is not None:
        pair = (settled.appearance_id, settled.other_id)
        verdicts.say(connection, [pair], is_one=settled.answer == YES, review_id=settled.id)


def _change_fact(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Write the role or employer a person gave, or what was read where the answer was taken back.

    Somebody who is no longer listed stays so.
    """
    if (known := _appearance(connection, settled)) is None:
        return
    value, source = (settled.said, settled.said_in) if settled.answer is None else (settled.answer or None, "you")
    speaker = replace(known.speaker, **reviews.fact_changes(settled.kind, value, source))
    _write(connection, [speaker], settled.edition_id, now)
    if known.withdrawn:
        _withdraw(connection, known, known.withdrawn, now)


def change_facts(connection: sqlite3.Connection, settled: Sequence[Review]) -> None:
    """As `_change_fact` for many answers of one edition, written together. Whoever is no longer listed stays so."""
    now = moment(datetime.now(UTC))
    made: dict[str, Speaker] = {}
    for one in settled:
        if one.name_key not in made:
            known = _appearance(connection, one)
            if known is None or known.withdrawn:
                continue
            made[one.name_key] = known.speaker
        value, source = (one.said, one.said_in) if one.answer is None else (one.answer or None, "you")
        made[one.name_key] = replace(made[one.name_key], **reviews.fact_changes(one.kind, value, source))
    if made:
        _write(connection, [*made.values()], settled[0].edition_id, now)


def _list(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Somebody is a speaker: listed again, or for the first time."""
    known = _appearance(connection, settled)
    speaker = known.speaker if known else reviews.restore(settled.name, source=settled.source)
    told = {(one.kind, one.name_key): one for one in reviews.answers(connection, settled.edition_id)}
    _write(connection, [reviews.with_facts(speaker, told)], settled.edition_id, now)
    connection.execute("DELETE FROM left_out WHERE edition_id = ? AND name = ?", (settled.edition_id, settled.name))


def _leave_out(connection: sqlite3.Connection, settled: Review, now: str) -> None:
    """Somebody is no speaker: no longer listed, and among those left out."""
    if known := _appearance(connection, settled):
        _withdraw(connection, known, now, now)
    reason = YOURS if settled.kind == "speaker" else settled.said or YOURS
    connection.execute(
        "INSERT INTO left_out (edition_id, name, reason, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (settled.edition_id, settled.name, reason, settled.source),
    )


def _write(connection: sqlite3.Connection, speakers: Sequence[Speaker], edition_id: int, now: str) -> None:
    occasion = people.last_occasion(connection, edition_id, now=now)
    written = people.write(connection, [Incoming(one) for one in speakers], occasion)
    people.put_together(connection, edition_id, written, written.touched, now=now)


def _withdraw(connection: sqlite3.Connection, known: _Known, since: str, now: str) -> None:
    connection.execute("UPDATE appearances SET withdrawn = ? WHERE id = ?", (since, known.id))
    present.refresh(connection, [known.speaker_id], now=now)


@dataclass(frozen=True, slots=True)
class _Known:
    """An appearance with what the file knows of it."""

    id: int
    speaker_id: int
    withdrawn: str | None
    speaker: Speaker


def _appearance(connection: sqlite3.Connection, settled: Review) -> _Known | None:
    """The person's appearance at the edition; None for somebody who was never listed."""
    row = connection.execute(
        f"SELECT a.id, a.speaker_id, a.withdrawn, {facts(_STORED)}, {SEEN_SQL} FROM appearances a "  # noqa: S608 -- our own columns
        "JOIN sightings g ON g.appearance_id = a.id AND g.current = 1 WHERE a.edition_id = ? AND a.name_key = ? "
        "ORDER BY a.id LIMIT 1",
        (settled.edition_id, settled.name_key),
    ).fetchone()
    if row is None:
        return None
    number, speaker_id, withdrawn = row[:3]
    made = dict(zip(_STORED, row[3 : 3 + len(_STORED)], strict=True))
    said: dict[str, Any] = dict(zip(SEEN, row[3 + len(_STORED) :], strict=True))
    for several in ("talks", "topics", "links"):
        said[several] = tuple(json.loads(said[several] or "[]"))
    topics = connection.execute(
        "SELECT t.name FROM appearance_topics x JOIN topics t ON t.id = x.topic_id WHERE x.appearance_id = ?", (number,)
    )
    speaker = Speaker(
        **made, headline=said["headline"], topics=tuple(name for (name,) in topics), sighting=Sighting(**said)
    )
    return _Known(number, speaker_id, withdrawn, speaker)
