"""What is due today, each thing with its rule, done or put off where it stands; and who named whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats import agenda
from scraper.store.contacts import contacting
from scraper.web import board, desk, drawing, happened

_ALL = 10_000
LATER = ((1, "Tomorrow"), (7, "In a week"), (28, "In four weeks"))
"""How many days something may be put off with one press."""
WAYS = {
    "write": ("draft", "Write to them"), "nudge": ("draft?kind=nudge", "Write the reminder"),
    "nudge_again": ("draft?kind=nudge", "Write the reminder"), "thank": ("draft?kind=thanks", "Write the thanks"),
    "tell": ("draft?kind=report-back", "Write how it went"), "prepare": ("sheet", "Open the run sheet"),
}  # fmt: skip
"""By the action: where on a person's pages it is done, and what leads there."""


def shown(request: Request) -> Response:
    """GET /today: a handful of things, the most pressing first; ?all=yes shows every one."""
    everything = request.query_params.get("all") == "yes"
    now = clock.now()
    with desk.reading(request) as connection:
        everybody = contacting.contacts(connection)
        per_week = contacting.settings(connection).get("per_week")
    due = agenda.agenda(everybody, now, per_week=per_week, at_most=_ALL if everything else None)
    today = now.date()
    later = [((today + timedelta(days=count)).isoformat(), label) for count, label in LATER]
    return drawing.page(
        request, "today.html", due=due, items=[_item(one) for one in due.items], later=later, today=today.isoformat(),
        everything=everything, listed=any(one.shortlisted for one in everybody), asked=outreach.LEARNT, fits=outreach.FITS,
    )  # fmt: skip


def way(one: agenda.Due) -> tuple[str, str] | None:
    """Where a thing is done, and what leads there; None where it is only logged."""
    if one.action not in WAYS:
        return None
    page, label = WAYS[one.action]
    return f"/people/p-{one.id}/{page}" + (f"&about=p-{one.about}" if one.about else ""), label


def _item(one: agenda.Due) -> dict[str, Any]:
    word = agenda.done(one.action)
    return {
        "way": way(one),
        "id": f"p-{one.id}",
        "key": f"{one.action}-{one.id}-{one.about or 0}",
        "name": one.name,
        "action": one.action,
        "what": one.what,
        "rule": one.rule,
        "since": one.since.isoformat() if one.action != "write" else None,
        "command": one.command,
        "word": word,
        "button": board.button(word) if word else None,
        "about": f"p-{one.about}" if one.about else None,
    }


def debriefed(request: Request) -> Response:
    """POST /today/debrief (speaker, learned, surprised, fits, next, day): keep what a chat taught."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        contact = outreach.debrief(database, number, happened.day(sent.get("day")) or clock.today(), sent)
    to = sent.get("back") or "/today"
    undo = desk.Undo("/shortlist/undo", {"speaker": f"p-{number}", "back": to})
    return drawing.moved(request, to, f"{contact.name}: written down", undo)


def referrals(request: Request) -> Response:
    """GET /referrals: who named whom, as a tree, and what is still open."""
    with desk.reading(request) as connection:
        everybody = contacting.contacts(connection)
    loops = agenda.loops(everybody)
    return drawing.page(
        request,
        "referrals.html",
        tree=agenda.tree(everybody),
        named=len(loops),
        still=sum(bool(one["open"]) for one in loops),
    )
