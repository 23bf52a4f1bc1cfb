"""The fetcher: an address in, and out through robots.txt, pace and archive as a `Page` or a named error.

    robots -> pace -> archive -> transport -> archive

It is the only network in the house. What it holds for each page: DESIGN section 7.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import httpx

from scraper import __version__
from scraper.errors import CoffeechatError, FetchError, NotArchived
from scraper.fetch import picture, robots
from scraper.fetch.addresses import Borders, canonical, host_of
from scraper.fetch.answer import Answer, check_page, check_picture
from scraper.fetch.archive import Archive, Kept
from scraper.fetch.asking import Asker
from scraper.fetch.events import Asked, Got, OnEvent, unheard
from scraper.fetch.once import Once
from scraper.fetch.redirects import Trail
from scraper.fetch.retry import Clock, Sleep
from scraper.fetch.transport import Wire
from scraper.page import Page

ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5"
_PICTURES = {"Accept": ",".join(picture.TYPES)}
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2", "connection", "keep-alive", "transfer-encoding"})


def user_agent(contact: str = "") -> str:
    """Who we say we are: product, version, what it is, and how to reach the person running it, when they say so."""
    shown = "".join(c for c in contact if c.isprintable() and c.isascii() and c not in "();")[:100].strip()
    return f"{robots.PRODUCT}/{__version__} (personal conference reader{'; ' + shown if shown else ''})"


class Fetcher:
    """Fetches pages; an async context manager, safe to be asked by many tasks at once.

    archive: the file to keep pages in (made when missing); None keeps them for this run only.
    offline: answer from the archive alone, never from the network.
    delay, concurrency: seconds between two pages of one host, pages in flight at one host; None is the gentle
        default, and no value goes below the floor for other people's hosts (scraper.fetch.pace).
    fresh_since: pages the archive saw at or after this moment are not asked for again (a pull that was broken off goes
        on from there); None asks every page whether it has changed.
    contact: put into the user agent, so that a site's owner can write to you.
    on_event: told what happens (scraper.fetch.events).
    transport, clock, sleep, now: for tests; the network, monotonic seconds, waiting, and the date.
    """

    def __init__(  # noqa: PLR0913 -- what it is made of, each by name
        self,
        *,
        archive: Path | None,
        offline: bool = False,
        delay: float | None = None,
        concurrency: int | None = None,
        fresh_since: datetime | None = None,
        contact: str = "",
        on_event: OnEvent | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._path = archive
        self._offline = offline
        self._fresh_since = fresh_since
        self._tell = on_event or unheard
        self._now = now
        self._borders = Borders()
        self._wire = Wire(self._borders, transport=transport)
        headers = {"User-Agent": user_agent(contact), "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"}
        self._asker = Asker(
            self._wire,
            self._borders,
            headers,
            delay=delay,
            at_once=concurrency,
            tell=self._tell,
            clock=clock,
            sleep=sleep,
            now=now,
        )
        self._pages: Once[str, Page] = Once()
        self._done: dict[str, str | FetchError] = {}  # address asked for -> address archived under, or what was wrong

    async def __aenter__(self) -> Self:
        """Open the archive. Raises StoreError."""
        self._archive = Archive(self._path, offline=self._offline)
        self._robots = robots.Robots(
            ask=self._asker.robots,
            recall=self._archive.find_robots,
            keep=lambda site, file: self._archive.keep_robots(site, file, self._now()),
            pace=lambda host, delay: self._asker.host(host).gate.slower(delay, "the site asks for that pace"),
            now=self._now,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give up what is in flight, close every connection, write what was read. Raises StoreError when that fails."""
        try:
            await self._pages.aclose()
            await self._robots.aclose()
            await self._wire.aclose()
        finally:
            self._archive.close()

    async def get(self, url: str, *, linked_from: str | None = None) -> Page:
        """The page at `url`, fetched once a run however often it is asked for.

        `linked_from`: the page that named the address; None when the user did. Only what the user named may be
        private. Raises one of the FetchErrors, or StoreError when the archive fails.
        """
        address = canonical(url)
        if linked_from is None:
            self._borders.enter(address)
        else:
            self._borders.cross(canonical(linked_from), address)
        if address in self._done:
            return self._again(address)
        return await self._pages(address, lambda: self._page(address))

    async def picture(self, url: str, *, linked_from: str) -> None:
        """Have the picture at `url`, that the page `linked_from` shows, in the archive under the type its bytes tell.

        Asked for as pages are: robots.txt, pace, archive, no private address but the page's own origin. Raises one of
        the FetchErrors, NotAPage for what is no picture, or StoreError.
        """
        address = canonical(url)
        self._borders.cross(canonical(linked_from), address)
        self._tell(Asked(address))
        kept = self._archive.find(address)
        if kept is not None and kept.content_type not in picture.TYPES:
            kept = None
        await self._from_network(address, kept, _PICTURES, check_picture)

    def spacing(self, url: str) -> float:
        """Seconds from one page of this host to the next, as far as is known: its robots.txt may ask for more."""
        return 0.0 if self._offline else self._asker.host(host_of(url)).gate.delay

    def may_wake(self, problem: CoffeechatError) -> bool:
        """Did a page fail only because its host had fallen silent, and may that host be asked once more?"""
        return isinstance(problem, FetchError) and self._asker.may_wake(problem)

    async def wake(self, problems: Sequence[CoffeechatError]) -> None:
        """Wait a while; then let these pages be asked for again."""
        await self._asker.wake(host_of(problem.url) for problem in problems if isinstance(problem, FetchError))
        self._done = {
            address: done for address, done in self._done.items() if not (isinstance(done, FetchError) and done.unheard)
        }

    @property
    def borders(self) -> Borders:
        """Where this pull may go: for whoever else asks for something on its behalf (the browser)."""
        return self._borders

    def recall(self, page: str, way: str, mark: str) -> bytes | None:
        """What was kept of reading the page at an address; None unless the `mark` is the same. Raises StoreError."""
        return self._archive.find_reading(page, way, mark)

    async def remember(self, page: str, way: str, mark: str, found: bytes) -> None:
        """Keep what was read of the page at an address, for the next run. Raises StoreError."""
        await self._archive.keep_reading(page, way, mark, found)

    async def check(self, source: str, target: str) -> None:
        """May a script of the page at `source` ask for `target`? Raises NotAllowed, Unreachable, NotAPage."""
        address = canonical(target)
        self._borders.cross(canonical(source), address)
        await self._robots.check(address)

    def _again(self, address: str) -> Page:
        """What came of an address that was asked for before in this run."""
        done = self._done[address]
        if isinstance(done, FetchError):
            again = type(done)(done.message, url=done.url, hint=done.hint)
            again.unheard = done.unheard
            raise again
        kept = self._archive.find(done)
        if kept is None:
            raise NotArchived(f"{address} is no longer in the archive", url=address)
        return _page(kept)

    async def _page(self, address: str) -> Page:
        self._tell(Asked(address))
        kept = self._archive.find(address)
        try:
            if self._offline or (kept is not None and self._is_fresh(kept)):
                found = self._from_archive(address, kept)
            else:
                found = await self._from_network(address, kept)
        except FetchError as problem:
            self._done[address] = problem
            raise
        self._done[address] = found.url
        self._done.setdefault(found.final_url, found.url)
        return _page(found)

    def _is_fresh(self, kept: Kept) -> bool:
        return self._fresh_since is not None and self._fresh_since <= kept.checked_at <= self._now()

    def _from_archive(self, address: str, kept: Kept | None) -> Kept:
        if kept is None:
            raise NotArchived(f"{address} is not in the archive", url=address)
        self._tell(Got(address, kept.status, 0, from_archive=True))
        return kept

    async def _from_network(
        self,
        address: str,
        kept: Kept | None,
        wanted: Mapping[str, str] = MappingProxyType({}),
        check: Callable[[Answer], str] = check_page,
    ) -> Kept:
        """Ask for `address`; `wanted` are headers that say what for, `check` gives the type to keep it under."""
        trail = Trail(address, self._borders)
        while True:
            await self._robots.check(trail.url)
            conditions = _if_changed(kept, trail.url)
            extra = {**wanted, **conditions, **({"Cookie": trail.cookie} if trail.cookie else {})}
            answer = await self._asker.page(trail.url, extra, asked_if_changed=bool(conditions))
            if kept is not None and conditions and answer.status == 304:
                confirmed = replace(kept, checked_at=self._now())
                await self._archive.confirm(kept.url, confirmed.checked_at)
                self._tell(Got(address, 304, answer.size, from_archive=True))
                return confirmed
            if not trail.step(answer):
                break
        kind = check(answer)
        self._tell(Got(address, answer.status, answer.size))
        fresh = _fresh(address, answer, kind, self._now())
        await self._archive.keep(fresh)
        return fresh


def _if_changed(kept: Kept | None, url: str) -> dict[str, str]:
    """The headers that ask for a page only if it is another than the one kept; none unless `url` gave that one."""
    if kept is None or kept.final_url != url:
        return {}
    conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _fresh(address: str, answer: Answer, kind: str, now: datetime) -> Kept:
    headers = answer.headers
    return Kept(
        url=address,
        final_url=answer.url,
        status=answer.status,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        content_type=kind,
        headers=tuple((name, value) for name, value in headers.multi_items() if name not in _NOT_KEPT),
        fetched_at=now,
        checked_at=now,
        packed=answer.packed,
        data=answer.body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
    )


def _page(kept: Kept) -> Page:
    return Page(
        kept.final_url,
        kept.data if kept.data is not None else lambda: kept.body,
        status=kept.status,
        content_type=kept.content_type,
        seen_at=kept.checked_at,
        digest=kept.sha256,
    )
