"""A crawl brought to its end: what it wants is fetched and read, several pages in flight, until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, runtime_checkable

from scraper import registry
from scraper.crawl import Crawl, Looked, Step
from scraper.crawl import look as look_at
from scraper.errors import CoffeechatError, StoreError
from scraper.page import Page
from scraper.pull.recall import Look


class Fetch(Protocol):
    """What the driver needs of a fetcher."""

    def get(self, url: str, *, linked_from: str | None = None) -> Awaitable[Page]:
        """The page at `url`. Raises FetchError."""


@runtime_checkable
class Wakes(Protocol):
    """A fetcher that can be told to ask a host once more that had fallen silent."""

    def may_wake(self, problem: CoffeechatError) -> bool:
        """Did a page fail only because its host had fallen silent, and may that host be asked once more?"""

    async def wake(self, problems: Sequence[CoffeechatError]) -> None:
        """Wait a while; then let these pages be asked for again."""


@runtime_checkable
class Paced(Protocol):
    """A fetcher that knows how often it may ask."""

    def spacing(self, url: str) -> float:
        """Seconds from one page of this host to the next."""


async def here(step: Step, page: Page) -> Looked:
    """Read a page in this very process."""
    return look_at(step, page, registry.platforms())


async def drive(  # noqa: PLR0913 -- what it takes, each by name
    crawl: Crawl,
    fetch: Fetch,
    in_flight: int,
    *,
    start: str,
    look: Look,
    on_left: Callable[[int], None] = lambda _: None,
    on_taken: Callable[[Step], None] = lambda _: None,
) -> None:
    """Fetch and read what the crawl wants until it is done. A page that cannot be had or read fails alone.

    `on_left` is told from time to time how many pages wait, `on_taken` of each that was fetched and read.
    Pages of a host that fell silent on the way are asked for once more when all others are there.
    """
    tasks: dict[asyncio.Task[tuple[Page, Looked]], Step] = {}
    silent: list[tuple[Step, CoffeechatError]] = []
    wakes = fetch if isinstance(fetch, Wakes) else None
    try:
        while not crawl.done:
            steps = crawl.wants(in_flight - len(tasks))
            if wakes and silent and not (steps or tasks):
                await wakes.wake([problem for _, problem in silent])
                steps, silent = [step for step, _ in silent], []
            tasks |= {asyncio.ensure_future(_one(step, fetch, look, start)): step for step in steps}
            if not tasks:
                break
            on_left(crawl.waiting)
            finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in finished:
                step = tasks.pop(task)
                problem = _taken(crawl, step, task)
                if problem and wakes and wakes.may_wake(problem):
                    silent.append((step, problem))
                elif problem:
                    crawl.fail(step, problem)
                else:
                    on_taken(step)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _taken(crawl: Crawl, step: Step, task: asyncio.Task[tuple[Page, Looked]]) -> CoffeechatError | None:
    """Hand a page in that was fetched and read; or else tell why it was not."""
    try:
        page, looked = task.result()
    except StoreError:  # the archive's: nothing that is fetched could be kept
        raise
    except CoffeechatError as problem:
        return problem
    crawl.take(step, page, looked)
    return None


async def _one(step: Step, fetch: Fetch, look: Look, start: str) -> tuple[Page, Looked]:
    page = await fetch.get(step.url, linked_from=None if step.url == start else start)
    return page, await look(step, page)
