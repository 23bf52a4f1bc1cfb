"""Who may ask. Every request passes here before anything else sees it.

Against a hostile page in the same browser: Host (a name that is made to point here), Origin and Sec-Fetch-Site (its
requests), SameSite=Strict (its links), a token in every form (its forms), a policy without inline anything (what it
managed to write into a conference's page). Against other people on this machine: the address that opens the page is
told on the terminal alone and works once; after that a cookie of this run is asked for.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scraper.web.desk import Desk

MAX_ADDRESS = 4_000
MAX_FORM = 200_000
MAX_FIELDS = 100
OPEN = "/open"
STATIC = "/static/"
TOKEN_FIELD, TOKEN_HEADER = "token", "x-coffeechat-token"
_FORM = "application/x-www-form-urlencoded"
_METHODS = ("GET", "HEAD", "POST")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it browsers send "Origin: null" with our own forms. Other sites are told nothing either way.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cache-Control": "no-store",
}
Refuse = Callable[[Scope, int, str], Response]
"""Makes the answer to a request that is refused: its status, and the word for why (see drawing.REFUSALS)."""


class _Refused(Exception):  # noqa: N818 -- says what happened
    """This request is not answered: with which status, and the word for why."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


def guarded(app: ASGIApp, desk: Desk, refuse: Refuse) -> ASGIApp:
    """`app` behind every check; what is refused gets `refuse(...)` and reaches nothing."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # no lifespan, no web sockets
        told = _with_headers(send)
        try:
            check(scope, desk)
            if scope["method"] == "POST":
                scope["coffeechat.form"] = _fields(scope, await _body(scope, receive), desk)
        except _Refused as refused:
            await refuse(scope, refused.status, refused.word)(scope, receive, told)
            return
        await app(scope, receive, told)

    return guard


def check(scope: Scope, desk: Desk) -> None:
    """All that can be told before the body is read. Raises _Refused."""
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0].lower() not in desk.hosts:
        raise _Refused(400, "host")
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > MAX_ADDRESS:
        raise _Refused(414, "long")
    if scope["method"] not in _METHODS:
        raise _Refused(405, "method")
    origins = headers.getlist("origin")
    if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
        raise _Refused(403, "origin")
    path = scope["path"]
    if not {*headers.getlist("sec-fetch-site")} <= {"same-origin", "none"}:
        # A link on another page: it may show the way in, never what is in the file.
        if scope["method"] == "POST" or headers.get("sec-fetch-mode") != "navigate":
            raise _Refused(403, "origin")
        if path != OPEN:
            raise _Refused(403, "elsewhere")
    if path != OPEN and not path.startswith(STATIC) and not knows(headers, desk):
        raise _Refused(403, "locked")


def knows(headers: Headers, desk: Desk) -> bool:
    """Does this browser have the cookie of this run?"""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load("; ".join(headers.getlist("cookie")))
    except CookieError:
        return False
    held = jar.get(desk.cookie)
    return held is not None and same(held.value, desk.keys.session)


def same(given: str, secret: str | None) -> bool:
    """Compared without telling by the time it takes how much of it was right."""
    return secret is not None and hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


async def _body(scope: Scope, receive: Receive) -> bytes:
    headers = Headers(scope=scope)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise _Refused(415, "form")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length) > MAX_FORM:
        raise _Refused(413, "large")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":  # gone away
            raise _Refused(400, "form")
        body += message.get("body", b"")
        if len(body) > MAX_FORM:
            raise _Refused(413, "large")
        if not message.get("more_body"):
            return bytes(body)


def _fields(scope: Scope, body: bytes, desk: Desk) -> Mapping[str, str]:
    """The form's fields, the last of a name; the token is looked at and taken out."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS, encoding="utf-8"
        )
    except ValueError as problem:  # not a form, not UTF-8, too many fields
        raise _Refused(400, "form") from problem
    fields = {name: value.replace("\r\n", "\n") for name, value in pairs}
    if any("\0" in text for pair in fields.items() for text in pair):
        raise _Refused(400, "form")
    given = Headers(scope=scope).get(TOKEN_HEADER) or fields.get(TOKEN_FIELD, "")
    if not same(given, desk.keys.token):
        raise _Refused(403, "token")
    fields.pop(TOKEN_FIELD, None)
    return fields


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return told
