"""Reading shared with this machine's other processors, where reading is what a pull waits for.

Other people's hosts give a page a second, and one processor reads a hundred in that time: nothing is shared there. A
site of one's own, or an archive that is read again, waits for reading alone. So it begins here, and is shared when it
turns out to take most of the time and much is left; a worker takes as long to start as a hundred pages to read. Where
pages are known to come without waiting, the workers start at once if this program can be split (scraper.workers.twin):
they get ready while the first page is asked for, and whatever can be is read there, so that what reading takes is
loaded but once. Else they start while the first list of many is being read (`look_soon`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from scraper import registry
from scraper.crawl import Looked, Step
from scraper.crawl import look as look_at
from scraper.model import Sighting
from scraper.normalise import normalise
from scraper.page import Page
from scraper.workers import job
from scraper.workers.pool import Fenced, Made, Pool
from scraper.workers.twin import is_alone

if TYPE_CHECKING:
    from asyncio import PriorityQueue

MUCH = 200  # pages that wait
SAMPLE = 20  # pages read here before anything is said about what reading takes
_MOST_OF = 0.5  # of the time
_MOST_WORKERS = 4
_AHEAD = 8  # pages given to each worker at a time: it is never without one
_THEIRS, _HERE = 0, 1  # seats; the lower number is taken first
_ROUNDS = 4  # of the loop before a page is read here: while it is, no worker that is through can be given the next
_LINK = b"<a "


class Sharing:
    """Reads here and, once `consider` has found that it pays, in `size` processes as well. To be closed.

    size: None for one process less than there are processors. at_once: pages will come without waiting.
    """

    def __init__(self, size: int | None = None, *, at_once: bool = False) -> None:
        self.size = min(_MOST_WORKERS, _processors() - 1) if size is None else size
        self._pool: Pool | None = None
        self._executor: Fenced | None = None
        self._starting: list[Future[Any]] = []
        self._seats: PriorityQueue[int] | None = None
        self._read = 0
        self._seconds = 0.0
        self._began = time.perf_counter()
        self.begun_at_once = at_once and self.size > 0 and is_alone()
        if self.begun_at_once:
            self._begin()

    @property
    def shares(self) -> bool:
        """Are workers ready?"""
        return bool(self._starting) and all(one.done() and not one.exception() for one in self._starting)

    async def look(self, step: Step, page: Page) -> Looked:
        """What `scraper.crawl.look` gives and raises, and Unreadable for a page that cost a worker."""
        import asyncio

        if self.begun_at_once and not self.shares:
            await asyncio.wait(map(asyncio.wrap_future, self._starting))
        if self._pool is None or self._seats is None or not self.shares:
            return self._here(step, page)
        seat = await self._seats.get()
        try:
            if seat == _THEIRS:
                return await self._pool.look(step, page)
            for _ in range(_ROUNDS):
                await asyncio.sleep(0)
            return self._here(step, page)
        finally:
            self._seats.put_nowait(seat)

    async def look_soon(self, step: Step, page: Page) -> Looked:
        """The same of a site that gives its pages without waiting: a first page of many links is a list of much to read."""
        if not self._read and self._executor is None and page.body.count(_LINK) >= MUCH:
            self._begin()
        return await self.look(step, page)

    def _here(self, step: Step, page: Page) -> Looked:
        began = time.perf_counter()
        try:
            return look_at(step, page, registry.platforms())
        finally:
            self._read += 1
            self._seconds += time.perf_counter() - began

    def consider(self, left: int) -> None:
        """Begin to share if reading has taken most of the time so far, and there are many pages `left`."""
        if self._executor is not None or left < MUCH or self._read < SAMPLE:
            return
        if self._seconds > _MOST_OF * (time.perf_counter() - self._began):
            self._begin()

    def _begin(self) -> None:
        from asyncio import PriorityQueue

        if self.size:
            self._executor = Fenced(self.size)
            self._pool = Pool(self._executor, self.size)
            self._starting = [self._executor.submit(job.get_ready, b"") for _ in range(self.size)]
            self._seats = PriorityQueue()
            for seat in [_THEIRS] * _AHEAD * self.size + [_HERE]:
                self._seats.put_nowait(seat)

    def normalise(self, sightings: Sequence[Sighting]) -> Iterator[Made]:
        """What `scraper.normalise.normalise` makes of each, in their order."""
        theirs = len(sightings) * self.size // (self.size + 1) if self._pool is not None and self.shares else 0
        made = self._pool.normalise(sightings[:theirs]) if self._pool is not None and theirs else iter(())
        mine = [normalise(one) for one in sightings[theirs:]]
        yield from made
        yield from mine

    def close(self) -> None:
        """End the workers."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
