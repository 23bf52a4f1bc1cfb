"""What happened with a person: logged, taken back, looked back on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats.log import Contact, kind, kinds
from scraper.web import board, desk, drawing, happened
from scraper.web.desk import Undo
from scraper.web.pages.person_changes import place, whom

NOT_HERE = ("debriefed", "referred")
"""Words of the log that have fields of their own: a debrief, and whom somebody named."""


def words(contact: Contact) -> dict[str, list[str]]:
    """What can be logged of somebody: what may follow how things stand, and what never depends on it."""
    following: list[str] = []
    always: list[str] = []
    never = contact.standing.do_not_contact
    only_where = {"told": bool(contact.referred), "contact-again": never, "do-not-contact": not never}
    for word, row in kinds().items():
        if word in NOT_HERE or (word in only_where and not only_where[word]):
            continue
        if "any" in row["after"]:
            always.append(word)
        elif board.may(contact, word, clock.today()):
            following.append(word)
    states = list(dict.fromkeys(row.get("leads_to") for row in kinds().values()))  # in the order of the work
    now = states.index(contact.standing.state) if contact.standing.state in states else -1
    following.sort(key=lambda word: states.index(kinds()[word].get("leads_to")) <= now)  # further on first
    return {"Next": following, "At any time": always}


def log(request: Request) -> Response:
    """POST /people/{speaker}/log (what, day, note, at, until, via, referred, about, anyway)."""
    sent = desk.form(request)
    number, _ = whom(request)
    what = kind(sent.get("what", ""))
    with desk.changing(request) as database:
        logged = outreach.log(database, number, happened.happening(sent, what))
        told = outreach.told(database.conn, logged, what)
    to = place(number)
    return drawing.moved(request, to, "; ".join(told) + ".", Undo(f"{to}/log/undo"))


def take_back(request: Request) -> Response:
    """POST /people/{speaker}/log/undo: the newest entry was a slip."""
    number, _ = whom(request)
    with desk.changing(request) as database:
        contact, taken = outreach.undo(database, number)
    return drawing.moved(request, place(number), f"{contact.name}: taken back: {taken}. Now: {contact.standing.state}.")


def debrief(request: Request) -> Response:
    """POST /people/{speaker}/debrief (learned, surprised, fits, next)."""
    sent = desk.form(request)
    number, _ = whom(request)
    with desk.changing(request) as database:
        contact = outreach.debrief(database, number, clock.today(), sent)
    said = f"{contact.name}: written down. All of it together: coffeechat insights"
    return drawing.moved(request, place(number), said, Undo(f"{place(number)}/log/undo"))


def shown(contact: Contact, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The log as the page shows it, newest first."""
    return [
        {
            "day": one.day.isoformat(), "what": one.kind, "note": one.note, "via": one.details.get("via"),
            "when": f"{one.at:%Y-%m-%d %H:%M}" if one.at else one.until, "other": one.other,
            "who": names.get(one.other) if one.other else None,
            "answers": [(question, one.details[name]) for name, question in outreach.LEARNT.items() if name in one.details],
        }
        for one in reversed(contact.standing.log)
    ]  # fmt: skip
