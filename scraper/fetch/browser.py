"""The browser: a page as served in, the page as its scripts draw it out.

Playwright drives the Chromium of this machine (the extra `browser`). Scripts of a page are strangers: they run in
Chromium's sandbox, reach the network only through a `Gateway`, ask only for what a list of people takes (scripts and
data, no pictures, no films, no other pages), where robots.txt lets us, and for so long and no longer. The page itself
is not asked for again: the browser is handed the bytes that the fetcher got and checked.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scraper.errors import CoffeechatError, InputError, Unreachable
from scraper.fetch import serialise
from scraper.fetch.addresses import Borders
from scraper.fetch.gateway import Gateway
from scraper.fetch.sieve import Allowed, Sieve
from scraper.page import Page

DRAWN_WITHIN = 30  # seconds for one page, all in all
_STARTED_WITHIN = 30.0
_CLOSED_WITHIN = 5.0
_TAB_CLOSED_WITHIN = 1.0  # one whose script never ends does not close: its browser is ended then
_WINDOW = {"width": 1280, "height": 1000}
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
_PLACES = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"Google\Chrome\Application\chrome.exe",
        r"Chromium\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
    ),
}
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--dns-prefetch-disable",
    "--no-pings",
    "--no-first-run",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
)
_NOWHERE = "http://127.0.0.1:9"  # the proxy for the browser's own errands: nobody listens there
_INSTALL = "pip install 'coffeechat[browser]', and install Chromium (or Chrome, or Edge)"
_SAVE = "try again, or save the page in your browser and use --page"


def executable(platform: str = sys.platform) -> str | None:
    """Where this machine's Chromium is, or a browser made of it; None when there is none we know."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    roots = [""]
    if platform == "win32":
        named = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        roots = [f"{root}\\" for root in named if root]
    places = (root + place for place in _PLACES.get(platform, ()) for root in roots)
    return next((place for place in places if Path(place).is_file()), None)


def _own(path: str) -> str:
    """Playwright's own browser, where somebody had it fetch one."""
    if not Path(path).is_file():
        raise InputError("--render needs Chromium, and none is found on this machine", hint=_INSTALL)
    return path


def check_installed() -> None:
    """Raise InputError where Playwright is missing. It is not imported."""
    if importlib.util.find_spec("playwright") is None:
        raise InputError("--render needs Playwright, which is not installed", hint=_INSTALL)


class Browser:
    """Draws pages, one at a time; an async context manager. Chromium starts with the first page drawn.

    borders: what a pull may reach. allowed: asked before a script's request, (page, address); raises FetchError.
    agent: who we say we are, added to what Chromium says.
    """

    def __init__(self, borders: Borders, allowed: Allowed, *, agent: str) -> None:
        self._borders = borders
        self._allowed = allowed
        self._agent = agent
        self._one_at_a_time = asyncio.Lock()
        self._running = AsyncExitStack()
        self._chromium: Any = None

    async def __aenter__(self) -> Self:
        """Nothing is started yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close Chromium and what drives it."""
        await self._stop()

    async def draw(self, page: Page, *, fragment: str = "") -> bytes:
        """The HTML (UTF-8) of `page` after its scripts have run; `fragment` is the address's part behind "#".

        Raises InputError where Playwright or Chromium is missing, Unreachable when the browser fails, NotAllowed when
        the page went elsewhere, TooLarge.
        """
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(_STARTED_WITHIN):
                    chromium = await self._started()
                async with asyncio.timeout(DRAWN_WITHIN), self._tab(chromium, page) as (tab, sieve):
                    html = await serialise.read(tab, sieve, f"{page.url}#{fragment}" if fragment else page.url)
            except CoffeechatError:
                raise
            except TimeoutError as problem:
                await self._stop()  # a script that never ends holds on to its process
                raise Unreachable(
                    f"the browser gave up on {page.url} after {DRAWN_WITHIN} seconds", url=page.url, hint=_SAVE
                ) from problem
            except Exception as problem:  # Playwright's own errors, and whatever else a browser can end with
                await self._stop()
                reason = str(problem).strip().partition("\n")[0]
                raise Unreachable(f"the browser failed on {page.url}: {reason}", url=page.url, hint=_SAVE) from problem
        return html

    async def _started(self) -> Any:  # noqa: ANN401 -- Playwright may be missing, and its types with it
        if self._chromium is not None and self._chromium.is_connected():
            return self._chromium
        await self._stop()
        check_installed()
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 -- slow import, and an extra

        stack = AsyncExitStack()
        try:
            playwright = await stack.enter_async_context(async_playwright())
            chromium = await playwright.chromium.launch(
                executable_path=executable() or _own(playwright.chromium.executable_path),
                args=list(_FLAGS),
                chromium_sandbox=not _is_root(),
                proxy={"server": _NOWHERE},
                handle_sigint=False,  # Ctrl-C is ours to handle: it ends the pull, which closes the browser
                timeout=_STARTED_WITHIN * 1000,
            )
            stack.push_async_callback(_quietly, chromium.close)
        except Error as problem:
            await stack.aclose()
            reason = str(problem).strip().partition("\n")[0]
            raise InputError(f"the browser does not start: {reason}", hint=_INSTALL) from problem
        except BaseException:
            await stack.aclose()
            raise
        self._running, self._chromium = stack, chromium
        return chromium

    async def _stop(self) -> None:
        stack, self._running, self._chromium = self._running, AsyncExitStack(), None
        await _quietly(stack.aclose)

    @asynccontextmanager
    async def _tab(self, chromium: Any, page: Page) -> AsyncIterator[tuple[Any, Sieve]]:  # noqa: ANN401 -- as above
        """A fresh profile with one tab, where nothing but what `Sieve` lets through is asked for."""
        async with Gateway(page.url, self._borders) as gateway:
            context = await chromium.new_context(
                accept_downloads=False,
                permissions=[],
                proxy={"server": gateway.address, "bypass": "<-loopback>"},
                service_workers="block",
                user_agent=f"{_mozilla(chromium.version)} {self._agent}",
                viewport=_WINDOW,
            )
            try:
                tab = await context.new_page()
                sieve = Sieve(page, self._allowed, tab)
                sieve.watch()
                context.on("page", lambda other: asyncio.ensure_future(_quietly(other.close)))
                await context.add_init_script("delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;")
                await context.route_web_socket("**/*", lambda socket: socket.close())
                await context.route("**/*", sieve.judge)
                yield tab, sieve
            finally:
                await _quietly(context.close, _TAB_CLOSED_WITHIN)


async def _quietly(close: Callable[[], Awaitable[object]], within: float = _CLOSED_WITHIN) -> None:
    """Close something, whatever it says and however long it would take: what is left dies with the browser."""
    with suppress(Exception):
        async with asyncio.timeout(within):
            await close()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _mozilla(version: str) -> str:
    """What Chromium of that version says it is, so that sites that look send what they send to it."""
    major = version.partition(".")[0]
    return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
