"""A fetcher whose pages come as a browser shows them: `--render`.

Every page is fetched first, as always; the start page, and any other that scripts draw, is then handed to the browser.
What is drawn is not kept in the archive: that holds what sites sent, which is what they can be asked about again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from scraper.crawl import drawn_by_javascript
from scraper.errors import CoffeechatError
from scraper.fetch.browser import Browser
from scraper.fetch.client import Fetcher, user_agent
from scraper.fetch.events import Drawn, OnEvent, unheard
from scraper.fetch.once import Once
from scraper.page import Page

HTML = "text/html; charset=utf-8"
_REMEMBERED = 16  # drawn pages; a page that embeds a platform is asked for twice


class Draws(Protocol):
    """What is needed of a browser."""

    async def __aenter__(self) -> Self:
        """Open it."""

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

    async def draw(self, page: Page, *, fragment: str = "") -> bytes:
        """The page's HTML after its scripts have run. Raises FetchError."""


def _browser(fetcher: Fetcher) -> Draws:
    return Browser(fetcher.borders, fetcher.check, agent=user_agent())


class Drawing:
    """`get` as the fetcher's, with pages drawn; an async context manager that opens and closes the fetcher.

    make: the browser for a fetcher (tests give their own).
    """

    def __init__(
        self, fetcher: Fetcher, *, on_event: OnEvent | None = None, make: Callable[[Fetcher], Draws] = _browser
    ) -> None:
        self._fetcher = fetcher
        self._browser = make(fetcher)
        self._tell = on_event or unheard
        self._open = AsyncExitStack()
        self._once: Once[str, Page] = Once()
        self._drawn: dict[str, Page] = {}

    async def __aenter__(self) -> Self:
        """Open the fetcher. Raises StoreError."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._fetcher)
            await stack.enter_async_context(self._browser)
            stack.push_async_callback(self._once.aclose)
            self._open = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the browser, then the fetcher."""
        await self._open.__aexit__(kind, problem, trace)

    async def get(self, url: str, *, linked_from: str | None = None) -> Page:
        """The page at `url`, drawn where it is the start page or scripts draw it. Raises as Fetcher.get and draw."""
        page = await self._fetcher.get(url, linked_from=linked_from)
        if not _is_markup(page) or not (linked_from is None or drawn_by_javascript(page)):
            return page
        fragment = urlsplit(url).fragment
        key = f"{page.url}#{fragment}"
        return self._drawn.get(key) or await self._once(key, lambda: self._draw(key, page, fragment))

    def may_wake(self, problem: CoffeechatError) -> bool:
        """As the fetcher's."""
        return self._fetcher.may_wake(problem)

    async def wake(self, problems: Sequence[CoffeechatError]) -> None:
        """As the fetcher's."""
        await self._fetcher.wake(problems)

    async def _draw(self, key: str, page: Page, fragment: str) -> Page:
        self._tell(Drawn(page.url))
        body = await self._browser.draw(page, fragment=fragment)
        drawn = Page(page.url, body, status=page.status, content_type=HTML, seen_at=page.seen_at)
        self._drawn[key] = drawn
        if len(self._drawn) > _REMEMBERED:
            del self._drawn[next(iter(self._drawn))]
        return drawn


def _is_markup(page: Page) -> bool:
    """Is this a page that a browser would draw: by its header, or by its first character where there is none?"""
    declared = page.content_type.partition(";")[0].strip().lower()
    if declared:
        return declared in ("text/html", "application/xhtml+xml")
    return page.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
