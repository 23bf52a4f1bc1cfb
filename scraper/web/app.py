"""The routes of the page, as a table, behind `safety`."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from scraper.errors import CoffeechatError
from scraper.web import drawing, safety
from scraper.web.desk import Desk
from scraper.web.pages import people, person

# (method, path, handler). A POST is a change and carries the token; a GET changes nothing.
ROUTES = (
    ("GET", safety.OPEN, drawing.opened),
    ("GET", f"{safety.STATIC}{{name}}", drawing.static),
    ("POST", "/theme", drawing.themed),
    ("GET", "/", people.listed),
    ("POST", "/star", people.star),
    ("GET", "/people/{speaker}", person.shown),
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
