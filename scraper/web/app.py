"""The routes of the page, as a table, behind `safety`."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from scraper.errors import CoffeechatError
from scraper.web import drawing, safety
from scraper.web.desk import Desk
from scraper.web.pages import people, person, person_kept, picture, shortlist, today

# (method, path, handler). A POST is a change and carries the token; a GET changes nothing.
ROUTES = (
    ("GET", safety.OPEN, drawing.opened),
    ("GET", f"{safety.STATIC}{{name}}", drawing.static),
    ("POST", "/theme", drawing.themed),
    ("GET", "/", people.listed),
    ("POST", "/star", people.star),
    ("GET", "/people/{speaker}", person.shown),
    ("GET", "/people/{speaker}/page", person_kept.shown),
    ("GET", picture.PATH, picture.drawn),
    ("GET", "/beside", picture.beside),
    ("GET", "/shortlist", shortlist.shown),
    ("GET", "/shortlist/export/{form}", shortlist.exported),
    ("POST", "/shortlist/move", shortlist.moved),
    ("POST", "/shortlist/undo", shortlist.taken_back),
    ("POST", "/shortlist/edit", shortlist.edited),
    ("POST", "/shortlist/remove", shortlist.removed),
    ("POST", "/shortlist/back", shortlist.put_back),
    ("GET", "/today", today.shown),
    ("POST", "/today/debrief", today.debriefed),
    ("GET", "/referrals", today.referrals),
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
