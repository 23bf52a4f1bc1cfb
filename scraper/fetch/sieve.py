"""What a page that is being drawn may ask for, and what it gets in place of the rest.

Scripts and data go through, where the borders and robots.txt let them; the page itself is answered with the bytes the
fetcher got; pictures and style sheets with next to nothing; everything else is refused.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scraper import address
from scraper.errors import FetchError
from scraper.page import Page

MAX_REQUESTS = 300  # of one page
_NEEDED = frozenset({"document", "script", "xhr", "fetch"})
_DATA = frozenset({"document", "xhr", "fetch"})
_METHODS = frozenset({"GET", "POST", "OPTIONS"})
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_STAND_INS = {"stylesheet": ("text/css", b""), "image": ("image/gif", _PIXEL)}
"""What a page gets in place of what is not needed: a refusal would set off its scripts for missing files."""

Allowed = Callable[[str, str], Awaitable[None]]


def refusal(kind: str, method: str, url: str, *, page: str, main: bool) -> str | None:
    """Why a page's request is not made, in a word or two; None when it may be.

    `kind` is what the browser calls it ("script", "xhr" ...), `page` the address of the page that is drawn, `main`
    whether the whole page would go there.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        return "not http(s)"
    if kind not in _NEEDED:
        return f"no {kind} is needed"
    if method not in _METHODS:
        return f"{method} may change things"
    if kind == "document":
        if not main:
            return "no page inside a page is needed"
        if not address.same_site(url, page):
            return "the page would go to another site"
    return None


@dataclass(eq=False)
class Sieve:
    """One page while it is drawn: what it asks for, and what of it goes through."""

    page: Page
    allowed: Allowed
    tab: Any
    requests: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    served: bool = False
    waiting: set[Any] = field(default_factory=set)

    def watch(self) -> None:
        """Keep count of the requests that are open."""
        self.tab.on("request", self._begun)
        self.tab.on("requestfinished", self._ended)
        self.tab.on("requestfailed", self._ended)

    def _begun(self, request: Any) -> None:  # noqa: ANN401 -- Playwright's
        self.waiting.add(request)

    def _ended(self, request: Any) -> None:  # noqa: ANN401 -- Playwright's
        self.waiting.discard(request)

    async def judge(self, route: Any) -> None:  # noqa: ANN401 -- Playwright's
        """Answer one request of the page: with what the fetcher got, with a stand-in, not at all, or by the network."""
        request = route.request
        try:
            await self._judge(route, request)
        except Exception as problem:  # noqa: BLE001 -- the tab may be gone by now, and the request with it
            self.refused.append((request.url, str(problem)))
            with suppress(Exception):
                await route.abort()

    async def _judge(self, route: Any, request: Any) -> None:  # noqa: ANN401 -- Playwright's
        kind = request.resource_type
        main = kind == "document" and request.is_navigation_request() and request.frame == self.tab.main_frame
        if main and not self.served:
            self.served = True
            kept = self.page.content_type or "text/html"
            await route.fulfill(status=200, content_type=kept, body=self.page.body)
            return
        if kind in _STAND_INS:
            content_type, body = _STAND_INS[kind]
            await route.fulfill(status=200, content_type=content_type, body=body)
            return
        why = refusal(kind, request.method, request.url, page=self.page.url, main=main)
        if why is None:
            self.requests += 1
            why = await self._objection(kind, request.url)
        if why is not None:
            self.refused.append((request.url, why))
            await route.abort("blockedbyclient")
            return
        await route.continue_()

    async def _objection(self, kind: str, url: str) -> str | None:
        if self.requests > MAX_REQUESTS:
            return "more than a page may ask for"
        try:
            if kind in _DATA:
                await self.allowed(self.page.url, url)
        except FetchError as problem:
            return problem.message
        return None
