"""The use case: targets in, rows in the file out.

    target (address | catalogue name | saved file) -> Crawl, driven with several pages in flight -> Reading
    -> health's verdict -> one transaction in the file

This is the only place that joins the network, the crawl and the file. Each target is isolated: one that fails is
reported and the others go on. The rooms: `driving` has pages fetched and read until a crawl is done, `recall` keeps what
was read of a page, `losses` tells what a reading lacks, `receipts` how a pull ended.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from scraper import health, reading, registry
from scraper.adapter import Adapter, Rank
from scraper.crawl import Crawl
from scraper.errors import (
    CoffeechatError,
    FewerSpeakers,
    InputError,
    NeedsJavaScript,
    NoSpeakers,
    OurFault,
    StoreError,
)
from scraper.fetch import pace
from scraper.model import Harvest, Verdict
from scraper.normalise import normalise
from scraper.page import Page
from scraper.pull import losses
from scraper.pull.ahead import Ahead, load, weighing
from scraper.pull.driving import Fetch, Paced, drive, here
from scraper.pull.recall import Look, Memory, recalling
from scraper.reading import Reading
from scraper.store import write
from scraper.store.pulling import people, seen
from scraper.target import Target, saved
from scraper.workers import Pool, Sharing

if TYPE_CHECKING:
    from scraper.fetch.client import Fetcher
    from scraper.fetch.drawing import Drawing
    from scraper.fetch.events import OnEvent

_RESUMED_WITHIN = timedelta(hours=6)
_FIRST_ASKED = 0.01  # seconds until the first requests are on their way
_AT_ONCE = 4  # conferences; each host keeps its own pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one target ended: `read` and `changes` where people were stored, `error` where something went wrong.

    Both are set when the people were stored although some pages could not be read. `verdict` is None where nothing
    could be written.
    """

    target: Target
    read: Reading | None = None
    changes: write.Changes | None = None
    error: CoffeechatError | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to pull.

    `delay` in seconds between requests to one host and `concurrency` per host have floors for other people's hosts;
    `budget` is the number of pages one conference may cost. Pages seen since `fresh_since` are not asked for again.
    `render`: pages that scripts draw are drawn by a browser; goes without `offline`. `pool`: pages are read by these
    workers, which may be killed, in place of this process (scraper.workers); without any, a pull that waits for nothing
    but reading shares it with the machine's other processors.
    """

    archive: Path | None = None
    offline: bool = False
    render: bool = False
    delay: float | None = None
    concurrency: int | None = None
    budget: int = 150
    accept_fewer: bool = False
    fresh_since: datetime | None = None
    on_event: OnEvent | None = field(default=None, compare=False)
    pool: Pool | Sharing | None = field(default=None, compare=False)


async def gather(target: Target, fetch: Fetch | None, settings: Settings) -> Reading:
    """Read one target: every page it takes, several in flight. `fetch` may be None for a saved file.

    Raises FetchError when the start page cannot be had, ExtractError when nobody is found, AdapterError.
    """
    adapter = target.adapter or registry.find(target.url)
    pool = settings.pool
    if target.page is not None:
        crawl = await _read_saved(adapter, target.page, pool.look if pool else here)
        ahead = Ahead(crawl)
    elif fetch is None:
        raise InputError(f"{target.shown} is not a saved page")
    else:
        crawl = Crawl(adapter, target.url, platforms=registry.platforms(), budget=settings.budget)
        ahead = Ahead(crawl)
        in_flight = (settings.concurrency or 8) + (3 * pool.size if pool else 0)
        look: Look = pool.look if pool else here
        if isinstance(pool, Sharing) and isinstance(fetch, Paced) and not fetch.spacing(target.url):
            look = pool.look_soon
        look = weighing(look)
        if settings.archive and isinstance(fetch, Memory):
            look = recalling(look, fetch)
        consider = pool.consider if isinstance(pool, Sharing) else _unheard
        taken = _unheard if isinstance(pool, Pool) else ahead.take  # workers make them all at once, and sooner
        await drive(crawl, fetch, in_flight, start=target.url, look=look, on_left=consider, on_taken=taken)
    try:
        harvest = crawl.harvest()
    except NeedsJavaScript as problem:
        if not settings.render:
            raise
        raise NoSpeakers("a browser drew the page, and nobody was found on it", url=problem.url) from problem
    make = pool.normalise if pool else partial(map, normalise)
    made = await asyncio.to_thread(ahead.people, harvest.sightings, make)
    return reading.make(harvest, known=target.edition, url=target.url, made=made)


def _unheard(what: object) -> None:
    del what


async def _read_saved(adapter: Adapter, page: Page, look: Look) -> Crawl:
    """Read a saved file, and those beside it that hold the rest of the same data (the talks beside the speakers)."""
    crawl = Crawl(
        adapter,
        page.url,
        platforms=registry.platforms(),
        budget=1 + saved.MOST_BESIDE,
        may=lambda url: saved.beside(page.url, url) is not None,
    )
    while steps := crawl.wants(1):
        for step in steps:
            file = saved.beside(page.url, step.url)
            try:
                found = page if step.url == page.url or file is None else saved.read(file)
                crawl.take(step, found, await look(step, found))
            except CoffeechatError as problem:
                crawl.fail(step, problem)
    return crawl


def from_export(page: Page) -> Harvest | None:
    """What a program's own export holds (Sessionize, pretalx ...), by the adapter it fits; None when it fits none."""
    adapter = registry.for_saved(page)
    if adapter.rank == Rank.ANY_WEBSITE:
        return None
    return asyncio.run(_read_saved(adapter, page, here)).harvest()


def preview(target: Target, settings: Settings) -> Reading:
    """What a target yields, stored nowhere (`coffeechat extract`). Raises as `gather`."""
    if target.page is not None:
        return asyncio.run(gather(target, None, settings))
    return asyncio.run(_preview(target, settings))


async def _preview(target: Target, settings: Settings) -> Reading:
    async with _fetcher(settings) as fetch:
        return await gather(target, fetch, settings)


def one_page(target: Target, settings: Settings) -> Page:
    """The page at a target's address and nothing else, fetched as politely as any. Raises FetchError, StoreError."""
    if target.page is not None:
        return target.page

    async def get() -> Page:
        async with _fetcher(settings) as fetch:
            return await fetch.get(target.url)

    return asyncio.run(get())


Work: TypeAlias = Coroutine[Any, Any, list[Outcome]]
"""All the pulls of one run, not begun yet."""


def pull(
    targets: Sequence[Target],
    file: Path,
    settings: Settings,
    *,
    on_outcome: Callable[[Outcome], None] | None = None,
    run: Callable[[Work], list[Outcome]] = asyncio.run,
) -> list[Outcome]:
    """Pull every target into `file`, one transaction each, and tell how each ended (in order of finishing).

    `run` brings it to its end on a loop of the caller's, who can cancel it there: what had ended by then is kept.
    Raises StoreError when the file cannot be used at all; every other error stays with its target's Outcome.
    """
    begin = not (settings.offline or settings.pool) and any(
        not pace.spacing(urlsplit(target.url).hostname or "", settings.delay) for target in targets
    )
    with closing(Sharing(at_once=begin)) as sharing, write.open_store(file, patient=True) as database:
        settings = settings if settings.pool else replace(settings, pool=sharing)
        fresh_since = _broken_off(write.last_finished(database, [target.url for target in targets]))
        outcomes = run(
            _pull_all(targets, database, replace(settings, fresh_since=fresh_since), on_outcome or (lambda _: None))
        )
    _erase_again(outcomes, settings.archive)
    return outcomes


def _erase_again(outcomes: Sequence[Outcome], archive: Path | None) -> None:
    """Whoever was forgotten and is still on a site must not stay in the archive either: the page is fetched anew next time."""
    names = {name for one in outcomes if one.changes for name in one.changes.forgotten}
    if names and archive:
        from scraper.fetch.erasing import erase  # noqa: PLC0415 -- only where wanted

        erase(archive, names)


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
        started = datetime.now(UTC)
        try:
            async with gate:
                outcome = await _pull_one(target, fetch, database, settings)
        except Exception as problem:
            if len(targets) == 1:
                raise
            outcome = _failed(target, _our_fault(problem), database, started)
        outcomes.append(outcome)
        on_outcome(outcome)

    if all(target.page is not None for target in targets):
        for target in targets:
            await one(target, None)
        return outcomes
    try:
        async with _fetcher(settings) as fetch, asyncio.TaskGroup() as group:
            for target in targets:
                group.create_task(one(target, fetch))
            group.create_task(_get_ready())
    except StoreError as problem:  # pages could not be kept: told once
        if not any(outcome.error is problem for outcome in outcomes):
            raise
    return outcomes


async def _get_ready() -> None:
    """Have the tables there when they are needed, and the first answers not left waiting for that."""
    await asyncio.sleep(_FIRST_ASKED)
    await asyncio.to_thread(load)


async def _pull_one(target: Target, fetch: Fetch | None, database: write.Store, settings: Settings) -> Outcome:
    started = datetime.now(UTC)
    try:
        result = await gather(target, fetch, settings)
    except CoffeechatError as problem:
        return _failed(target, problem, database, started)
    try:
        return store(target, result, database, started=started, accept_fewer=settings.accept_fewer)
    except CoffeechatError as problem:
        return Outcome(target=target, read=result, error=problem)


def _failed(target: Target, error: CoffeechatError, database: write.Store, started: datetime) -> Outcome:
    """A pull that ended in `error`, written as one where the file can be written to."""
    try:
        write.record_failure(database, target=target.url, error=error, started=started, finished=datetime.now(UTC))
    except StoreError as problem:
        return Outcome(target=target, error=problem)
    return Outcome(target=target, error=error, verdict=health.after(error))


def _our_fault(problem: Exception) -> OurFault:
    """A bug as one line that says where it is."""
    *_, last = traceback.extract_tb(problem.__traceback__)
    said = f"{type(problem).__name__}: {problem}".splitlines()[0]
    return OurFault(f"a bug in coffeechat: {said} ({Path(last.filename).name}, line {last.lineno})")


def store(  # noqa: PLR0913 -- one argument for each thing there is to know
    target: Target,
    result: Reading,
    database: write.Store,
    *,
    started: datetime,
    accept_fewer: bool = False,
    waiting: people.Waiting | None = None,
) -> Outcome:
    """Judge a reading against earlier pulls and write it. Far fewer people than before: the old rows are kept.

    Whose own page could not be had keeps what was read of them before.

    `waiting`: see scraper.store.write.together.
    """
    earlier = [] if accept_fewer else write.earlier(database, edition=result.edition)
    counted = health.counts(result.speakers, result.talks, result.left_out)
    verdict = health.judge(
        counted, earlier, failed_pages=len(result.failed) + len(result.unread), missed_pages=len(result.missed)
    )
    partly = losses.partly(result)
    if partly and not verdict.keeps_old:
        result = losses.completed(result, seen.sightings(database.conn, result.edition))
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
        doubts=result.doubts,
        waiting=waiting,
        hint=partly.hint if partly and not verdict.keeps_old else None,
    )
    error = FewerSpeakers(verdict.message, url=target.url) if verdict.keeps_old else partly
    return Outcome(target=target, read=result, changes=changes, error=error, verdict=verdict)


def _fetcher(settings: Settings) -> Fetcher | Drawing:
    from scraper.fetch.client import Fetcher  # noqa: PLC0415 -- slow import

    fetcher = Fetcher(
        archive=settings.archive,
        offline=settings.offline,
        delay=settings.delay,
        concurrency=settings.concurrency,
        fresh_since=settings.fresh_since,
        on_event=settings.on_event,
    )
    if not settings.render:
        return fetcher
    from scraper.fetch.drawing import Drawing  # noqa: PLC0415 -- only where wanted

    return Drawing(fetcher, on_event=settings.on_event)
