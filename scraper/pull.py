"""The use case: targets in, rows in the file out.

    target (address | catalogue name | saved file) -> Crawl, driven with several pages in flight -> Reading
    -> health's verdict -> one transaction in the file

This is the only module that joins the network, the crawl and the file. Each target is isolated: one that fails is
reported and the others go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scraper import health, reading, registry
from scraper.adapter import Adapter
from scraper.crawl import Crawl, Step, read
from scraper.errors import (
    BadFile,
    CoffeechatError,
    FetchError,
    FewerSpeakers,
    InputError,
    TooLarge,
    UnknownConference,
    Unreachable,
)
from scraper.model import Edition
from scraper.page import Page
from scraper.reading import Reading
from scraper.store import write

if TYPE_CHECKING:
    from scraper.fetch import Fetcher
    from scraper.fetch.events import OnEvent

MAX_SAVED_BYTES = 50_000_000
_SAVED_AS = frozenset({".html", ".htm", ".xhtml", ".json", ".xml", ".mhtml"})
_RESUMED_WITHIN = timedelta(hours=6)
_AT_ONCE = 4  # conferences; each host keeps its own pace


class Fetch(Protocol):
    """What the driver needs of a fetcher."""

    def get(self, url: str, *, linked_from: str | None = None) -> Awaitable[Page]:
        """The page at `url`. Raises FetchError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something to pull: what the user called it, the address to start at, and what is known about it beforehand.

    `page` is set for a saved file: it is read in place of fetching, and nothing else is.
    """

    shown: str
    url: str
    adapter: Adapter | None = None
    edition: Edition | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one target ended: `read` and `changes` where people were stored, `error` where something went wrong.

    Both are set when the people were stored although some pages could not be read.
    """

    target: Target
    read: Reading | None = None
    changes: write.Changes | None = None
    error: CoffeechatError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to pull.

    `delay` in seconds between requests to one host and `concurrency` per host have floors for other people's hosts;
    `budget` is the number of pages one conference may cost. Pages seen since `fresh_since` are not asked for again.
    """

    archive: Path | None = None
    offline: bool = False
    delay: float | None = None
    concurrency: int | None = None
    budget: int = 150
    accept_fewer: bool = False
    fresh_since: datetime | None = None
    on_event: OnEvent | None = field(default=None, compare=False)


def resolve(text: str, *, year: int | None = None, url: str | None = None, page: Path | None = None) -> Target:
    """What the user meant by `text`: an address, the name of a conference in the catalogue, or a saved file.

    `url` is the address a saved file was saved from; `page` a saved file to read in place of fetching; `year` picks an
    edition of a catalogue row. Raises InputError (UnknownConference, BadFile).
    """
    if page is not None:
        target = resolve(text, year=year)
        return _saved(page, shown=text, url=target.url, adapter=target.adapter, edition=target.edition)
    if _is_address(text):
        address = text if "://" in text else f"https://{text}"
        return Target(shown=text, url=address, edition=None)
    file = Path(text).expanduser()
    if file.is_file():
        return _saved(file, shown=text, url=url or "")
    if _looks_like_a_path(text):
        raise BadFile(f"there is no file {text}", hint="check the path, or give an address that starts with https://")
    row = registry.conference(text)
    edition = Edition(conference=row.name, year=year)
    return Target(
        shown=row.name,
        url=registry.address(row, year=year),
        adapter=registry.get(row.adapter) if row.adapter else None,
        edition=edition,
    )


def _is_address(text: str) -> bool:
    if "://" in text:
        if urlsplit(text).scheme.lower() not in ("http", "https") or not urlsplit(text).netloc:
            raise InputError(f"{text} is not an address that can be fetched", hint="addresses start with https://")
        return True
    if Path(text).expanduser().exists() or (Path(text).suffix.lower() in _SAVED_AS and "/" not in text):
        return False
    host = text.split("/", 1)[0]
    name, _, ending = host.rpartition(".")
    return bool(name) and " " not in host and (ending.split(":")[0].isalpha() and len(ending.split(":")[0]) > 1)


def _looks_like_a_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix.lower() in _SAVED_AS


def _saved(
    file: Path, *, shown: str, url: str, adapter: Adapter | None = None, edition: Edition | None = None
) -> Target:
    try:
        size = file.stat().st_size
        if size > MAX_SAVED_BYTES:
            raise TooLarge(f"{file} is larger than {MAX_SAVED_BYTES // 1_000_000} MB", url=url)
        body = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot read {file}: {problem.strerror or problem}", hint="check the path") from problem
    if not body.strip():
        raise BadFile(f"{file} is empty", hint="save the page again in your browser, then give its path")
    if _is_binary(body):
        raise BadFile(
            f"{file} is not a web page or a data file", hint="save the page as HTML (not as PDF or a picture)"
        )
    saved_at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    address = url or file.resolve().as_uri()
    page = Page(address, body, seen_at=saved_at)
    return Target(shown=shown, url=address, adapter=adapter or registry.for_saved(page), edition=edition, page=page)


def _is_binary(body: bytes) -> bool:
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 holds zero bytes by right
        return False
    return b"\x00" in head or head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff"))


async def gather(target: Target, fetch: Fetch | None, settings: Settings) -> Reading:
    """Read one target: every page it takes, several in flight. `fetch` may be None for a saved file.

    Raises FetchError when the start page cannot be had, ExtractError when nobody is found, AdapterError.
    """
    adapter = target.adapter or registry.find(target.url)
    crawl = Crawl(adapter, target.url, platforms=registry.platforms(), budget=1 if target.page else settings.budget)
    if target.page is not None or fetch is None:
        if target.page is None:
            raise InputError(f"{target.shown} is not a saved page")
        for step in crawl.wants(1):
            _hand(crawl, step, target.page)
    else:
        await _drive(crawl, fetch, settings.concurrency or 8, start=target.url)
    return reading.make(crawl.harvest(), known=target.edition, url=target.url)


async def _drive(crawl: Crawl, fetch: Fetch, in_flight: int, *, start: str) -> None:
    tasks: dict[asyncio.Task[Page], Step] = {}

    def hand_out() -> None:
        for step in crawl.wants(in_flight - len(tasks)):
            linked_from = None if step.url == start else start
            tasks[asyncio.ensure_future(fetch.get(step.url, linked_from=linked_from))] = step

    try:
        while not crawl.done:
            hand_out()
            if not tasks:
                break
            finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in finished:
                step = tasks.pop(task)
                try:
                    page = task.result()
                except FetchError as problem:
                    crawl.fail(step, problem)
                else:
                    _hand(crawl, step, page)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _hand(crawl: Crawl, step: Step, page: Page) -> None:
    """Read a page and hand what it gave to the crawl. A page or adapter that cannot be read fails alone."""
    try:
        found = read(step, page)
    except CoffeechatError as problem:
        crawl.fail(step, problem)
    else:
        crawl.take(step, page, found)


def preview(target: Target, settings: Settings) -> Reading:
    """What a target yields, stored nowhere (`coffeechat extract`). Raises as `gather`."""
    if target.page is not None:
        return asyncio.run(gather(target, None, settings))
    return asyncio.run(_preview(target, settings))


async def _preview(target: Target, settings: Settings) -> Reading:
    async with _fetcher(settings) as fetch:
        return await gather(target, fetch, settings)


def pull(
    targets: Sequence[Target], file: Path, settings: Settings, *, on_outcome: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Pull every target into `file`, one transaction each, and tell how each ended (in order of finishing).

    Raises StoreError when the file cannot be used at all; every other error stays with its target's Outcome.
    """
    with write.open_store(file) as database:
        fresh_since = _broken_off(write.last_finished(database, [target.url for target in targets]))
        return asyncio.run(
            _pull_all(targets, database, replace(settings, fresh_since=fresh_since), on_outcome or (lambda _: None))
        )


def _broken_off(finished: datetime | None) -> datetime:
    """Pages seen since this moment belong to a pull that was broken off: it goes on without asking for them again.

    A pull that ended is written in the file with its end (in whole seconds), so whatever it saw is older than that.
    """
    longest = datetime.now(UTC) - _RESUMED_WITHIN
    return max(longest, finished + timedelta(seconds=1)) if finished else longest


async def _pull_all(
    targets: Sequence[Target], database: write.Store, settings: Settings, on_outcome: Callable[[Outcome], None]
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(target: Target, fetch: Fetch | None) -> None:
        async with gate:
            outcome = await _pull_one(target, fetch, database, settings)
        outcomes.append(outcome)
        on_outcome(outcome)

    if all(target.page is not None for target in targets):
        for target in targets:
            await one(target, None)
        return outcomes
    async with _fetcher(settings) as fetch, asyncio.TaskGroup() as group:
        for target in targets:
            group.create_task(one(target, fetch))
    return outcomes


async def _pull_one(target: Target, fetch: Fetch | None, database: write.Store, settings: Settings) -> Outcome:
    started = datetime.now(UTC)
    try:
        result = await gather(target, fetch, settings)
    except CoffeechatError as problem:
        write.record_failure(database, target=target.url, error=problem, started=started, finished=datetime.now(UTC))
        return Outcome(target=target, error=problem)
    try:
        return store(target, result, database, started=started, accept_fewer=settings.accept_fewer)
    except CoffeechatError as problem:
        return Outcome(target=target, read=result, error=problem)


def store(
    target: Target, result: Reading, database: write.Store, *, started: datetime, accept_fewer: bool = False
) -> Outcome:
    """Judge a reading against earlier pulls and write it. Far fewer people than before: the old rows are kept."""
    earlier = [] if accept_fewer else write.earlier(database, edition=result.edition)
    verdict = health.judge(len(result.speakers), earlier, failed_pages=len(result.failed))
    changes = write.record(
        database,
        target=target.url,
        edition=result.edition,
        adapter=result.adapter,
        speakers=result.speakers,
        talks=result.talks,
        left_out=result.left_out,
        pages=result.pages,
        started=started,
        finished=datetime.now(UTC),
        verdict=verdict,
    )
    error: CoffeechatError | None = None
    if verdict.keeps_old:
        error = FewerSpeakers(verdict.message, url=target.url)
    elif result.failed:
        first = result.failed[0]
        error = Unreachable(
            f"{len(result.failed)} of {len(result.pages)} pages could not be read; first: {first.url} ({first.message})",
            url=first.url,
            hint="what was read is kept; run the same command again for the rest",
        )
    return Outcome(target=target, read=result, changes=changes, error=error)


def _fetcher(settings: Settings) -> Fetcher:
    from scraper.fetch import Fetcher  # noqa: PLC0415 -- slow import

    return Fetcher(
        archive=settings.archive,
        offline=settings.offline,
        delay=settings.delay,
        concurrency=settings.concurrency,
        fresh_since=settings.fresh_since,
        on_event=settings.on_event,
    )


__all__ = ["Outcome", "Settings", "Target", "UnknownConference", "gather", "preview", "pull", "resolve", "store"]
