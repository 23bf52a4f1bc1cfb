"""Who is whom: these are one person, these are two; the questions about somebody, answered."""

from __future__ import annotations

import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.doubts import outcome, question
from scraper.errors import InputError
from scraper.store import query
from scraper.store.choice.filters import Filters
from scraper.store.hand import verdicts
from scraper.store.hand.settle import settle as keep_answer
from scraper.store.pulling import reviews
from scraper.store.pulling.reviews import Review
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.desk import Undo
from scraper.web.pages.person_changes import place, whom

MOST_FOUND = 12
LONGEST = 200


def shown(request: Request) -> Response:
    """GET /people/{speaker}/who?words=...: who else may be this person, and which appearances may not be theirs."""
    number = desk.speaker_id(request)
    words = squash(request.query_params.get("words"))[:LONGEST]
    with desk.reading(request) as connection:
        person = query.speaker(connection, number)
        asked = questions(connection, person, number)
        said = verdicts.listed(connection, number)
        others = _others(connection, person, words)
    return drawing.page(
        request, "person_who.html", person=person, questions=asked, said=said, others=others, words=words
    )


def _others(connection: sqlite3.Connection, person: dict[str, Any], words: str) -> list[dict[str, Any]]:
    """People who fit the words; without any, those who share the name, or its longest word."""
    longest = max(person["name"].split(), key=len, default="")
    for asked in (words,) if words else (person["name"], longest):
        found = query.speakers(connection, Filters(words=asked, limit=MOST_FOUND + 1))
        if others := [one for one in found if one["id"] != person["id"]][:MOST_FOUND]:
            return others
    return []


def questions(connection: sqlite3.Connection, person: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What is unsure about somebody, each as a question with its reasons; of a pair, who the other is."""
    mine = {at["appearance_id"] for at in person["appearances"]}
    return [
        {"id": one.id, "kind": one.kind, "asks": question(one.kind, one.name, one.said), "why": why.split("; "),
         "answer": one.answer, "told": outcome(one.kind, one.answer, one.said),
         "other": _other(connection, one, mine)}
        for one, why in reviews.of_speaker(connection, number)
    ]  # fmt: skip


def _other(connection: sqlite3.Connection, asked: Review, mine: set[int]) -> int | None:
    """The number of the other person of a doubtful pair."""
    pair = [one for one in (asked.appearance_id, asked.other_id) if one is not None and one not in mine]
    return verdicts.speaker_of(connection, pair[0]) if pair else None


def merge(request: Request) -> Response:
    """POST /people/{speaker}/merge (other): these are one person."""
    number, person = whom(request)
    other = desk.number(desk.form(request).get("other", ""))
    with desk.reading(request) as connection:
        theirs = query.speaker(connection, other)
    with desk.changing(request) as database:
        one = verdicts.merge(database, number, other)
    said = f"One person: {person['name']} and {theirs['name']}. It holds for every later pull."
    return drawing.moved(request, place(one), said, Undo(f"{place(one)}/who/undo"))


def split(request: Request) -> Response:
    """POST /people/{speaker}/split (at): who was there is another person."""
    number, person = whom(request)
    at = desk.form(request).get("at", "")
    with desk.changing(request) as database:
        here, there = verdicts.split(database, number, at or None)
    said = f"Two people: {person['name']} is p-{here}, who was at {at or 'the other'} is p-{there}."
    return drawing.moved(request, place(here), said, Undo(f"{place(here)}/who/undo"))


def take_back(request: Request) -> Response:
    """POST /people/{speaker}/who/undo: the last thing said of who is whom is unsaid."""
    number, person = whom(request)
    with desk.changing(request) as database:
        if not verdicts.take_back(database, [number]):
            raise InputError(f"nothing was said of who {person['name']} is")
        people = [verdicts.speaker_of(database.conn, at["appearance_id"]) for at in person["appearances"]]
    now = number if number in people else people[0]
    return drawing.moved(request, place(now), "Taken back: what was read decides again.")


def settle(request: Request) -> Response:
    """POST /people/{speaker}/settle (question, answer, back): a question answered, or with an empty answer opened again."""
    sent = desk.form(request)
    number, person = whom(request)
    asked = sent.get("question", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 15):
        raise InputError(f"{asked[:20]!r} is no question", hint="load the page again")
    with desk.reading(request) as connection:
        if int(asked) not in {one.id for one, _ in reviews.of_speaker(connection, number)}:
            raise InputError(f"question {asked} is not about {person['name']}", hint="load the page again")
    answer = squash(sent.get("answer")) or None
    with desk.changing(request) as database:
        settled = keep_answer(database, int(asked), answer)
        row = reviews.owner(database.conn, settled)
    to = place(row) if row is not None else "/"
    undo = (
        None if answer is None else Undo(f"{to}/settle", {"question": asked, "answer": ""}) if row is not None else None
    )
    return drawing.moved(request, to, f"{settled.name}: {outcome(settled.kind, settled.answer, settled.said)}.", undo)
