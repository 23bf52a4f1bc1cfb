"""What the reading was not sure of, to be settled: people, jobs, pairs, companies. Answers hold, and can be taken back."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import doubts
from scraper.errors import InputError
from scraper.store import query
from scraper.store.hand import settle
from scraper.text import edition
from scraper.web import desk, drawing

MOST = 50
LONGEST = 300
_FACTS = ("role", "employer")


def shown(request: Request) -> Response:
    """GET /review: the open questions; ?answered=yes those that were answered."""
    answered = request.query_params.get("answered") == "yes"
    with desk.reading(request) as connection:
        rows = query.reviews(connection, answered=answered)
    return drawing.page(
        request,
        "review.html",
        rows=[question(row) for row in rows[:MOST]],
        more=max(0, len(rows) - MOST),
        answered=answered,
    )


def question(row: dict[str, Any]) -> dict[str, Any]:
    """A question as the page asks it: `asks`, `why` in lines, `fact` where another text may be the answer."""
    plain = row["kind"] in ("same", "company", "left_out")
    where = " in the biography" if row["said_in"] == "bio" else ""
    return {
        **row,
        "asks": doubts.question(row["kind"], row["name"], row["said"]),
        "lines": [line if plain else f"It {line}{where}." for line in row["why"].split("; ")],
        "where": edition(row["conference"], row["year"]),
        "fact": row["kind"] if row["kind"] in _FACTS else None,
        "told": row["answer"] or ("no" if row["answer"] == "" else None),
    }


def settled(request: Request) -> Response:
    """POST /review (question, answer or text, or undo): keep an answer, or take it back."""
    sent = desk.form(request)
    found = re.fullmatch(r"r-([0-9]{1,15})", sent.get("question", ""))
    if not found:
        raise InputError("it was not said which question", hint="load the page again")
    undo = sent.get("undo") == "yes"
    answer = " ".join(sent.get("text" if sent.get("answer") == "text" else "answer", "").split())
    if not undo and not answer:
        raise InputError("the answer is empty", hint="yes, no, or for a job what is right")
    if len(answer) > LONGEST:
        raise InputError("that is too long", hint=f"at most {LONGEST} letters")
    with desk.changing(request) as database:
        told = settle.settle(database, int(found[1]), None if undo else answer)
    to = sent.get("back") or "/review"
    if undo:
        return drawing.moved(request, to, f"{told.name}: the question is open again")
    said = f"{told.kind} is {told.answer}" if told.kind in _FACTS and told.answer else told.answer or "no"
    back = desk.Undo("/review", {"question": f"r-{told.id}", "undo": "yes", "back": to})
    return drawing.moved(request, to, f"{told.name}: {said}", back)
