"""The routes of the page, as a table, behind `safety`."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from scraper.errors import CoffeechatError
from scraper.web import drawing, safety
from scraper.web.desk import Desk
from scraper.web.pages import (
    people,
    person,
    person_changes,
    person_draft,
    person_forget,
    person_kept,
    person_log,
    person_photo,
    person_sheet,
    person_who,
    picture,
    profile,
    pull,
    pulled,
    review,
    searches,
    shortlist,
    suggest,
    today,
)

# (method, path, handler). A POST is a change and carries the token; a GET changes nothing.
ROUTES = (
    ("GET", safety.OPEN, drawing.opened),
    ("GET", f"{safety.STATIC}{{name}}", drawing.static),
    ("POST", "/theme", drawing.themed),
    ("GET", "/", people.listed),
    ("POST", "/star", people.star),
    ("POST", "/searches", searches.keep),
    ("POST", "/searches/remove", searches.remove),
    ("GET", "/people/{speaker}", person.shown),
    ("GET", "/people/{speaker}/page", person_kept.shown),
    ("GET", "/people/{speaker}/photo", person_photo.sent),
    ("POST", "/people/{speaker}/photo", person_photo.fetched),
    ("POST", "/people/{speaker}/photo/remove", person_photo.removed),
    ("POST", "/people/{speaker}/correct", person_changes.correct),
    ("POST", "/people/{speaker}/correct/undo", person_changes.take_correction_back),
    ("POST", "/people/{speaker}/shortlist", person_changes.shortlist),
    ("POST", "/people/{speaker}/shortlist/remove", person_changes.remove),
    ("GET", "/people/{speaker}/who", person_who.shown),
    ("POST", "/people/{speaker}/merge", person_who.merge),
    ("POST", "/people/{speaker}/split", person_who.split),
    ("POST", "/people/{speaker}/settle", person_who.settle),
    ("POST", "/people/{speaker}/who/undo", person_who.take_back),
    ("GET", "/people/{speaker}/draft", person_draft.shown),
    ("POST", "/people/{speaker}/draft/check", person_draft.check),
    ("POST", "/people/{speaker}/draft/keep", person_draft.keep),
    ("POST", "/people/{speaker}/draft/eml", person_draft.eml),
    ("GET", "/people/{speaker}/sheet", person_sheet.shown),
    ("GET", "/people/{speaker}/chat.ics", person_sheet.calendar),
    ("POST", "/people/{speaker}/log", person_log.log),
    ("POST", "/people/{speaker}/log/undo", person_log.take_back),
    ("POST", "/people/{speaker}/debrief", person_log.debrief),
    ("GET", "/people/{speaker}/forget", person_forget.asked),
    ("POST", "/people/{speaker}/forget/yes", person_forget.forget),
    ("GET", picture.PATH, picture.drawn),
    ("GET", "/beside", picture.beside),
    ("GET", "/shortlist", shortlist.shown),
    ("GET", "/shortlist/suggest", suggest.shown),
    ("GET", "/shortlist/export/{form}", shortlist.exported),
    ("POST", "/shortlist/move", shortlist.moved),
    ("POST", "/shortlist/undo", shortlist.taken_back),
    ("POST", "/shortlist/edit", shortlist.edited),
    ("POST", "/shortlist/remove", shortlist.removed),
    ("POST", "/shortlist/back", shortlist.put_back),
    ("GET", "/today", today.shown),
    ("POST", "/today/debrief", today.debriefed),
    ("GET", "/referrals", today.referrals),
    ("GET", "/profile", profile.shown),
    ("POST", "/profile", profile.kept),
    ("GET", "/pull", pull.shown),
    ("POST", "/pull", pull.begun),
    ("POST", "/pull/stop", pull.stopped),
    ("GET", "/pull/events", pull.events),
    ("GET", "/pulled/{edition}", pulled.shown),
    ("GET", "/pulled/{edition}/adapter", pulled.adapter),
    ("POST", "/pulled/{edition}/restore", pulled.restored),
    ("POST", "/pulled/{edition}/correct", pulled.corrected),
    ("POST", "/pulled/{edition}/uncorrect", pulled.uncorrected),
    ("POST", "/pulled/{edition}/teach", pulled.learned),
    ("POST", "/pulled/{edition}/unteach", pulled.unlearned),
    ("GET", "/review", review.shown),
    ("POST", "/review", review.settled),
)


def application(desk: Desk) -> ASGIApp:
    """The page over the desk's file, every request checked."""
    made = Starlette(
        routes=[Route(path, handler, methods=[method]) for method, path, handler in ROUTES],
        exception_handlers={
            CoffeechatError: drawing.trouble,
            HTTPException: drawing.nowhere,
            Exception: drawing.broken,
        },
    )
    made.state.desk = desk
    return safety.guarded(made, desk, drawing.refused)
