"""Templates to answers, and errors in words."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from scraper import __version__
from scraper.errors import CoffeechatError, InputError, StoreError, UnknownConference, UnknownSpeaker
from scraper.store.choice import finding
from scraper.store.trouble import NoFile
from scraper.text import people
from scraper.web import desk, links, safety

_HERE = Path(__file__).parent
PLACES = (("People", "/"), ("Picture", "/picture"), ("Shortlist", "/shortlist"), ("Today", "/today"), ("Pull", "/pull"))
"""What stands in the head of every page, in the order of the work."""
_WITHIN = {
    "people": "/",
    "beside": "/picture",
    "shortlist": "/shortlist",
    "referrals": "/today",
    "pulled": "/pull",
    "review": "/pull",
}
"""The place other pages belong to, by how their addresses begin."""
KEYS = (
    ("j", "the next one"), ("k", "the one before"), ("o", "open it (or Enter)"), ("s", "star it, or take the star off"),
    ("/", "search"), ("n", "the next page"), ("p", "the page before"), ("?", "this list"), ("Esc", "leave a field"),
)  # fmt: skip
"""What `static/keys.js` does."""
THEMES = ("auto", "light", "dark")
_THEME = "coffeechat-theme"
_TOKEN = Markup('<input type="hidden" name="{}" value="{}">')
_YEAR = 365 * 24 * 60 * 60

REFUSALS = {
    "host": ("That is not this page's address", "Open the address that `coffeechat browse` printed."),
    "long": ("That address is too long", "Shorten what is searched for."),
    "method": ("That cannot be done to a page", "Pages are read, and changed by their forms."),
    "origin": ("Another page asked for this", "Only this page's own forms and links are answered."),
    "elsewhere": ("You come from another page", "Go on, if that is what you want."),
    "locked": (
        "This page is locked",
        "It opens with the address that `coffeechat browse` printed, once. Lost it? Stop it with Ctrl-C, start it again.",
    ),
    "form": ("That form cannot be read", "Go back, load the page again and send it once more."),
    "large": ("That is too much for a form", "Shorten it and send it again."),
    "token": ("This form is of an earlier run", "Go back, load the page again and send it once more."),
}
_STATUS: tuple[tuple[type[CoffeechatError], int, str], ...] = (
    (NoFile, 404, "Nobody here yet"),
    (UnknownSpeaker, 404, "Nobody of that name"),
    (UnknownConference, 404, "No conference of that name"),
    (InputError, 400, "That cannot be used"),
    (StoreError, 503, "The file cannot be used just now"),
    (CoffeechatError, 500, "That did not work"),
)


@cache
def environment() -> Environment:
    """Every text is escaped, and a name that a template misspells is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        outward=links.outward,
        shown=links.shown,
        host=links.host,
        initials=initials,
        people=people,
        typed=typed,
        worded=worded,
    )
    made.globals.update(version=__version__, themes=THEMES, keys=KEYS)
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 -- a template's
    """`templates/TEMPLATE` as an answer. It sees `values`, and what `layout.html` needs."""
    here = desk.of(request)
    said = list(here.notices)
    here.notices.clear()
    theme = request.cookies.get(_THEME)
    told: dict[str, Any] = {
        "token": here.keys.token,
        "token_field": lambda: _TOKEN.format(safety.TOKEN_FIELD, here.keys.token),
        "theme": theme if theme in THEMES else "auto",
        "places": PLACES,
        "path": request.url.path,
        "place": _WITHIN.get(request.url.path.split("/")[1]),
        "address": _address(request.url),
        "notices": said,
    }
    return HTMLResponse(environment().get_template(template).render(told | values), status)


def moved(request: Request, to: object, said: str | None = None, undo: desk.Undo | None = None) -> RedirectResponse:
    """The answer to a change: on to a page (`to`, else the first one), where `said` is shown once, and how to `undo` it."""
    if said:
        desk.of(request).say(said, undo)
    return RedirectResponse(links.inward(to), status_code=303)


def refused(scope: Scope, status: int, word: str) -> Response:
    """The answer to a request that `safety` lets no further. It shows nothing of the file."""
    title, hint = REFUSALS[word]
    request = Request(scope)
    to = _address(request.url) if word == "elsewhere" else None
    return HTMLResponse(_apart().render(title=title, said=None, hint=hint, onward=to, status=status), status)


def trouble(request: Request, error: Exception) -> Response:
    """An expected error as a page: what is wrong and what to do next."""
    if not isinstance(error, CoffeechatError):
        raise error
    if isinstance(error, UnknownSpeaker) and (now := _moved_away(request)):
        return RedirectResponse(now, status_code=301)
    status, title = next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))
    template = "nofile.html" if isinstance(error, NoFile) else "trouble.html"
    if status == 404 and template == "nofile.html" and request.method == "GET" and not request.path_params:
        status = 200  # a place that is empty so far is there all the same
    return page(request, template, status, title=title, said=error.message, hint=error.hint, back=_form_of(request))


def _form_of(request: Request) -> str | None:
    """Where a form was that was sent in vain: the page of ours that the browser says it came from."""
    came = URL(request.headers.get("referer", ""))
    ours = request.method == "POST" and came.netloc in desk.of(request).hosts
    return links.inward(_address(came)) if ours else None


def _moved_away(request: Request) -> str | None:
    """Where a page is now of somebody who turned out to be a person of another number."""
    said = str(request.path_params.get("speaker", ""))
    if request.method != "GET" or not said:
        return None
    with suppress(CoffeechatError), desk.reading(request) as connection:
        if (now := finding.now_called(connection, desk.number(said))) is not None:
            return _address(request.url).replace(f"/people/{said}", f"/people/p-{now}", 1)
    return None


def nowhere(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, or a form sent where there is none."""
    status = getattr(error, "status_code", 404)
    return page(request, "trouble.html", status, title="There is no such page", said=None, back=None,
                hint="The places there are stand at the top.")  # fmt: skip


def broken(request: Request, error: Exception) -> Response:  # noqa: ARG001 -- Starlette's signature
    """A bug of ours: said so, without telling the browser more. The terminal has the rest."""
    return HTMLResponse(
        _apart().render(
            title="This is a bug in coffeechat, not your mistake", said=None, onward=None, status=500,
            hint="Please report what the terminal shows; nothing you had stored is lost.",
        ), 500, headers=safety.HEADERS,
    )  # fmt: skip


def themed(request: Request) -> Response:
    """POST /theme: keep light, dark or the system's choice, and go back."""
    sent = desk.form(request)
    chosen = sent.get("theme", "auto")
    answer = moved(request, sent.get("back"))
    if chosen in THEMES:
        answer.set_cookie(_THEME, chosen, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def opened(request: Request) -> Response:
    """GET /open?key=...: the cookie for whoever has the key of this run, once; then on to `to`.

    The way on is a page of ours and not a redirect: a link followed from elsewhere (a terminal in a browser, say) brings
    no strict cookie along, and a redirect would still count as that link.
    """
    here = desk.of(request)
    to = links.inward(request.query_params.get("to"))
    if safety.same(request.query_params.get("key", ""), here.keys.link):
        here.keys.link = None
        answer = HTMLResponse(environment().get_template("open.html").render(to=to, theme="auto"))
        answer.set_cookie(here.cookie, here.keys.session, httponly=True, samesite="strict")
        return answer
    if safety.knows(request.headers, here):
        return RedirectResponse(to, status_code=303)
    return refused(request.scope, 403, "locked")


@cache
def _files() -> Mapping[str, tuple[bytes, str]]:
    """The static files, read once: nothing else can be asked for, whatever the address looks like."""
    types = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    return {
        path.name: (path.read_bytes(), types.get(path.suffix) or mimetypes.types_map[path.suffix])
        for path in (_HERE / "static").iterdir()
        if path.is_file() and not path.name.startswith(".")
    }


def static(request: Request) -> Response:
    """GET /static/NAME: style, script, mark."""
    found = _files().get(str(request.path_params["name"]))
    if found is None:
        return Response(status_code=404)
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "no-cache"})


def initials(name: str) -> str:
    """Two letters for a card: "Ana Ruiz" is AR; a name of one word gives its first."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words)) or "?"


def typed(line: str) -> Markup:
    """A line to type, broken only between its words."""
    return Markup(" ").join(Markup("<span>{}</span>").format(word) for word in line.split(" "))


def worded(text: str) -> Markup:
    """A hint as it is written for a terminal: what stands in `these` is a line to type."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(one) if at % 2 else one for at, one in enumerate(parts))


def _address(url: URL) -> str:
    """Path and query, as they stand in the address bar."""
    return url.path + (f"?{url.query}" if url.query else "")


def _apart() -> Any:  # noqa: ANN401 -- Jinja's own type is Any to us
    return environment().get_template("apart.html")
