"""One pulled edition: its receipt, who was left out and may be restored, what is unsure, and everybody listed."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.authoring import taught, teaching
from scraper.errors import InputError, UnknownConference
from scraper.store import query
from scraper.store.choice.filters import Filters
from scraper.store.hand import editing, settle
from scraper.store.hand import taught as store_taught
from scraper.store.sight import pulled
from scraper.text import edition as titled
from scraper.text import people as counted
from scraper.web import asked, desk, drawing
from scraper.web.pages.review import question

PER_PAGE = 100
LONGEST_FACT = 300
MOST_PAGES = 200
"""Pages of a receipt that are shown."""


def shown(request: Request) -> Response:
    """GET /pulled/{edition}?page=N."""
    number, page = edition_of(request), asked.page(request.query_params)
    with desk.reading(request) as connection:
        edition = pulled.edition(connection, number)
        pages = max(1, -(-edition["people"] // PER_PAGE))
        page = min(page, pages)
        people = pulled.listed(connection, number, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        out = pulled.left_out(connection, number=number)
        back = pulled.restored(connection, number)
        unsure = query.reviews(connection, edition=number)
        lesson = teaching.of_edition(connection, number, desk.of(request).archive)
        kept = store_taught.kept(connection, number)
    return drawing.page(
        request, "pulled.html", edition=edition, title=titled(edition["conference"], edition["year"]), people=people, number=page, pages=pages,
        out=_by_reason(out), back=back, unsure=[question(row) for row in unsure], read=edition["pages"][:MOST_PAGES],
        teaching=lesson, kept=kept, whole=asked.address(Filters(conference=edition["conference"], year=edition["year"])),
        turn=lambda to: f"/pulled/{number}" + (f"?page={to}" if to > 1 else ""),
    )  # fmt: skip


def edition_of(request: Request) -> int:
    """The number of the edition in a path. Raises UnknownConference."""
    said = str(request.path_params.get("edition", ""))
    if not (said.isascii() and said.isdigit() and len(said) <= 18):
        raise UnknownConference(f"no edition has the number {said[:20]!r}")
    return int(said)


def _by_reason(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Who was left out, each name once, by the rule that did it."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["reason"], {}).setdefault(row["name"], row)
    return {reason: list(names.values()) for reason, names in found.items()}


def restored(request: Request) -> Response:
    """POST /pulled/{edition}/restore (name): somebody who was left out is a speaker, now and in every later pull."""
    number = edition_of(request)
    name = desk.form(request).get("name", "")
    if not name:
        raise InputError("it was not said who", hint="load the page again")
    with desk.changing(request) as database:
        pulled.edition(database.conn, number)
        settled = settle.restore(database, name, edition_id=number)
    to = f"/pulled/{number}"
    undo = desk.Undo("/review", {"question": f"r-{settled.id}", "undo": "yes", "back": to})
    return drawing.moved(request, to, f"{settled.name} is a speaker, in later pulls too", undo)


def corrected(request: Request) -> Response:
    """POST /pulled/{edition}/correct (speaker, role, employer): what is right of somebody; wins over every later pull."""
    number, sent = edition_of(request), desk.form(request)
    who = desk.number(sent.get("speaker", ""))
    with desk.changing(request) as database:
        known = query.speaker(database.conn, who)
        facts = {
            fact: text
            for fact in ("role", "employer")
            if fact in sent and (text := " ".join(sent[fact].split())) != (known[fact] or "")
        }
        if any(len(text) > LONGEST_FACT for text in facts.values()):
            raise InputError("that is too long", hint=f"at most {LONGEST_FACT} letters")
        if facts:
            editing.correct(database, who, facts)
    to = sent.get("back") or f"/pulled/{number}"
    if not facts:
        return drawing.moved(request, to, f"{known['name']}: nothing was changed")
    undo = desk.Undo(f"/pulled/{number}/uncorrect", {"speaker": f"p-{who}", "facts": ",".join(facts), "back": to})
    return drawing.moved(request, to, f"{known['name']}: {' and '.join(facts)} as you say", undo)


def uncorrected(request: Request) -> Response:
    """POST /pulled/{edition}/uncorrect (speaker, facts): what was read counts again."""
    number, sent = edition_of(request), desk.form(request)
    who = desk.number(sent.get("speaker", ""))
    facts = [fact for fact in sent.get("facts", "").split(",") if fact in ("role", "employer")]
    with desk.changing(request) as database:
        name = query.speaker(database.conn, who)["name"]
        if not facts or not editing.undo_corrections(database, who, *facts):
            raise InputError(f"nothing of {name} was corrected", hint="load the page again")
    return drawing.moved(request, sent.get("back") or f"/pulled/{number}", f"{name}: as it was read")


def learned(request: Request) -> Response:
    """POST /pulled/{edition}/teach (why): the rest of the page reads as the corrections taught, in later pulls too.

    `why` is the rule that was shown: another one, because something changed meanwhile, is shown first.
    """
    number, sent = edition_of(request), desk.form(request)
    to = f"/pulled/{number}"
    with desk.changing(request) as database:
        pulled.edition(database.conn, number)
        found = teaching.of_edition(database.conn, number, desk.of(request).archive)
        if found is None or found.why != sent.get("why") or not found.proposals:
            raise InputError("your corrections teach another rule now", hint="load the page again and look at it")
        count = store_taught.keep(database, number, teaching.changes(found), found.why)
    undo = desk.Undo(f"{to}/unteach", {"why": found.why})
    return drawing.moved(request, to, f"{counted(count)} read by your rule", undo)


def unlearned(request: Request) -> Response:
    """POST /pulled/{edition}/unteach (why): what was read counts again."""
    number, sent = edition_of(request), desk.form(request)
    with desk.changing(request) as database:
        count = store_taught.take_back(database, number, sent.get("why", ""))
    if not count:
        raise InputError("nothing was read by that rule", hint="load the page again")
    return drawing.moved(request, f"/pulled/{number}", f"{counted(count)} as they were read")


def adapter(request: Request) -> Response:
    """GET /pulled/{edition}/adapter: what the corrections taught, as the module of an adapter."""
    number = edition_of(request)
    with desk.reading(request) as connection:
        edition = pulled.edition(connection, number)
        found = teaching.of_edition(connection, number, desk.of(request).archive)
    if found is None or not edition["pull"]:
        raise InputError("your corrections teach no rule yet", hint="correct two people of the page")
    name, text = taught.module(edition["pull"]["target"], found.rule)
    headers = {"Content-Disposition": f'attachment; filename="{name}.py"'}
    return Response(text, media_type="text/x-python", headers=headers)
