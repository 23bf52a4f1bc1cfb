"""The shortlist: a board by how things stand, moved on by what happened; edited in place, handed on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, outreach
from scraper.chats import agenda
from scraper.chats.log import NEW, UNDONE, Contact, kind
from scraper.errors import InputError
from scraper.outreach import handover
from scraper.store import query, write
from scraper.store.contacts import contacting
from scraper.web import board, desk, drawing, happened
from scraper.web.pages import today as today_page

LONGEST = {"note": 2_000, "tier": 40, "tags": 2_000}
"""Letters of what may be written on a card."""
_ALL = 10_000
_ASIDE = {
    False: ("noted", "referred", "snoozed", "do-not-contact"),
    True: ("noted", "referred", "contact-again"),
}
"""What can be logged of anybody and changes no column, by whether they are not to be contacted."""


def shown(request: Request) -> Response:
    """GET /shortlist: everybody who is being dealt with, by column."""
    now = clock.now()
    with desk.reading(request) as connection:
        rows = {row["id"]: row for row in query.shortlist(connection)}
        everybody = contacting.contacts(connection)
    due = {one.id: one for one in reversed(agenda.agenda(everybody, now, per_week=_ALL, at_most=_ALL).items)}
    dealt_with = [one for one in everybody if one.shortlisted or one.standing.state != NEW]
    standing = defaultdict(list)
    for one in sorted(dealt_with, key=lambda one: one.rank):
        standing[board.column_of(one.standing)].append(_card(one, rows.get(f"p-{one.id}"), due.get(one.id)))
    columns = [(column, standing[column.name]) for column in board.COLUMNS]
    return drawing.page(
        request, "shortlist.html", columns=columns, total=len(dealt_with), forms=handover.FORMS,
        today=now.date().isoformat(),
    )  # fmt: skip


def _card(one: Contact, row: dict[str, Any] | None, due: agenda.Due | None) -> dict[str, Any]:
    """Somebody as the board shows them: `to` says where they may be moved, `words` what may be logged."""
    today = clock.today()
    last, ways = board.newest(one), board.ways(one, today)
    resting = one.standing.snoozed_until
    return {
        "id": f"p-{one.id}",
        "name": one.name,
        "role": one.role,
        "employer": one.employer,
        "shortlisted": one.shortlisted,
        "state": "do not contact" if one.standing.do_not_contact else one.standing.state,
        "since": one.standing.since,
        "chat_at": one.standing.chat_at,
        "resting": resting if resting and resting > today else None,
        "due": due if due and due.action != "write" else None,
        "way": today_page.way(due) if due else None,
        "words": [(word, board.button(word)) for word in board.words(one, today)],
        "more": [(word, board.button(word)) for word in _ASIDE[one.standing.do_not_contact]],
        "undo": (last.kind, last.day) if last else None,
        "to": " ".join(ways),
        "timed": next((column for column, word in ways.items() if word == "scheduled"), None),
        **{name: (row or {}).get(name) for name in ("note", "tier", "tags", "pinned", "you_know")},
    }


def moved(request: Request) -> Response:
    """POST /shortlist/move (speaker; word with day, at, until, note, referred, about; or column): log what happened."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        known = outreach.contact_of(database.conn, number)
        column = sent.get("column")
        word = board.way(known, column, clock.today()) if column else kind(sent.get("word", ""))
        if word == UNDONE:
            return _take_back(request, database, number)
        said = log(database, number, sent, word)
    to = sent.get("back") or "/shortlist"
    return drawing.moved(request, to, said, desk.Undo("/shortlist/undo", {"speaker": f"p-{number}", "back": to}))


def taken_back(request: Request) -> Response:
    """POST /shortlist/undo (speaker): take the newest entry about somebody back."""
    with desk.changing(request) as database:
        return _take_back(request, database, desk.number(desk.form(request).get("speaker", "")))


def _take_back(request: Request, database: write.Store, number: int) -> Response:
    contact, taken = outreach.undo(database, number)
    said = f"{contact.name}: taken back: {taken}. Now: {contact.standing.state}"
    return drawing.moved(request, desk.form(request).get("back") or "/shortlist", said)


def log(database: write.Store, number: int, sent: desk.Form, word: str) -> str:
    """Log a word of somebody with what the form says beside it; one line that tells how things stand then."""
    logged = outreach.log(database, number, happened.happening(sent, word))
    return outreach.told(database.conn, logged, word)[0]


def edited(request: Request) -> Response:
    """POST /shortlist/edit (speaker, note, tier, tags, pinned): keep what was typed on the card."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        known = outreach.contact_of(database.conn, number)
        if not known.shortlisted:
            raise InputError(f"{known.name} is not on the shortlist", hint="put them on it first")
        _keep(database, number, sent)
    return drawing.moved(request, sent.get("back") or "/shortlist")


def _keep(database: write.Store, number: int, sent: desk.Form) -> None:
    """Somebody stands on the shortlist with what the form says beside them. Raises InputError for what is too long."""
    texts = {name: sent[name] for name in LONGEST if name in sent}
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise InputError(f"that is too long for {name}", hint=f"at most {LONGEST[name]:,} letters")
    write.add_to_shortlist(database, number, pinned=sent.get("pinned") == "yes")
    with write.transaction(database) as connection:
        for name, text in texts.items():
            contacting.edit_shortlist(connection, number, "notes" if name == "note" else name, text)


def removed(request: Request) -> Response:
    """POST /shortlist/remove (speaker): off the shortlist; the way back brings what stood beside them along."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        row = next((one for one in query.shortlist(database.conn) if one["id"] == f"p-{number}"), None)
        if row is None:
            raise InputError("that person is not on the shortlist", hint="load the page again")
        write.remove_from_shortlist(database, number)
    to = sent.get("back") or "/shortlist"
    undo = {"speaker": row["id"], "note": row["note"] or "", "tier": row["tier"] or "", "tags": "; ".join(row["tags"]),
            "pinned": "yes" if row["pinned"] else "", "back": to}  # fmt: skip
    return drawing.moved(request, to, f"Off the shortlist: {row['name']}", desk.Undo("/shortlist/back", undo))


def put_back(request: Request) -> Response:
    """POST /shortlist/back (speaker, note, tier, tags, pinned): on the shortlist again, with all that stood there."""
    sent = desk.form(request)
    number = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        known = outreach.contact_of(database.conn, number)
        _keep(database, number, sent)
    return drawing.moved(request, sent.get("back") or "/shortlist", f"On the shortlist again: {known.name}")


def exported(request: Request) -> Response:
    """GET /shortlist/export/{form}: the shortlist as a file."""
    name = str(request.path_params["form"])
    if name not in handover.FORMS:
        raise InputError(f"there is no form '{name[:40]}'", hint=f"one of: {', '.join(handover.FORMS)}")
    form = handover.FORMS[name]
    with desk.reading(request) as connection:
        count, body = handover.download(name, connection, clock.now())
    if not count:
        raise InputError("the shortlist is empty", hint="put somebody on it with the star")
    file = f"coffeechat-{clock.today().isoformat()}{form.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, media_type=form.type, headers=headers)
