"""What happened with a person: logged, taken back, looked back on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats.log import Contact, check, kind, kinds
from scraper.errors import ImpossibleJump, InputError
from scraper.text import squash
from scraper.web import days, desk, drawing
from scraper.web.desk import Undo
from scraper.web.pages.person_changes import place, whom

NOT_HERE = ("debriefed", "referred")
"""Words of the log that have fields of their own: a debrief, and whom somebody named."""
ASKED = {
    "learned": "What did you learn?", "surprised": "What surprised you?", "fits": "Is this work for you?",
    "next": "Whom or what next?",
}  # fmt: skip
FITS = ("yes", "maybe", "no")
MOST_NAMED = 10


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
            continue
        try:
            check(contact.name, contact.standing, word, clock.today())
        except ImpossibleJump:
            continue
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
    named = tuple(line for line in map(squash, sent.get("referred", "").splitlines()) if line)
    if len(named) > MOST_NAMED:
        raise InputError("that is too many people at once", hint=f"at most {MOST_NAMED}, one a line")
    about = sent.get("about")
    happening = outreach.Happening(
        kind=what, day=days.day(sent.get("day")) or clock.today(), at=days.moment(sent.get("at")), until=days.day(sent.get("until")),
        note=sent.get("note", "").strip() or None, via=squash(sent.get("via"))[:100] or None,
        about=desk.number(about) if about else None, referred=named, anyway=sent.get("anyway") == "yes",
    )  # fmt: skip
    with desk.changing(request) as database:
        logged = outreach.log(database, number, happening)
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
    answers = {name: squash(sent.get(name))[: outreach.MAX_NOTE] for name in ASKED if squash(sent.get(name))}
    if not answers:
        raise InputError("nothing was written down", hint="say what you learnt, what surprised you, or what is next")
    if answers.get("fits", "yes") not in FITS:
        raise InputError(f"{answers['fits'][:20]!r} is no answer to whether it fits", hint=f"one of: {', '.join(FITS)}")
    with desk.changing(request) as database:
        contact = outreach.debrief(database, number, clock.today(), answers)
    said = f"{contact.name}: written down. All of it together: coffeechat insights"
    return drawing.moved(request, place(number), said, Undo(f"{place(number)}/log/undo"))


def shown(contact: Contact, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The log as the page shows it, newest first."""
    return [
        {
            "day": one.day.isoformat(), "what": one.kind, "note": one.note, "via": one.details.get("via"),
            "when": f"{one.at:%Y-%m-%d %H:%M}" if one.at else one.until, "other": one.other,
            "who": names.get(one.other) if one.other else None,
            "answers": [(ASKED[name], one.details[name]) for name in ASKED if name in one.details],
        }
        for one in reversed(contact.standing.log)
    ]  # fmt: skip
