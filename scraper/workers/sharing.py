"""Reading shared with this machine's other processors, where reading is what a pull waits for.

Other people's hosts give a page a second, and one processor reads a hundred in that time: nothing is shared there. A
site of one's own, or an archive that is read again, waits for reading alone. So it begins here, and is shared when it
turns out to take most of the time and much is left; a worker takes as long to start as a hundred pages to read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from scraper import registry
from scraper.crawl import Looked, Step
from scraper.crawl import look as look_at
from scraper.model import Sighting
from scraper.normalise import normalise
from scraper.page import Page
from scraper.workers import job
from scraper.workers.pool import Fenced, Made, Pool

MUCH = 200  # pages that wait
SAMPLE = 20  # pages read here before anything is said about what reading takes
_MOST_OF = 0.5  # of the time
_MOST_WORKERS = 4
_AHEAD = 2  # pages given to each worker at a time: one that is read, one that waits


class Sharing:
    """Reads here and, once `consider` has found that it pays, in `size` processes as well. To be closed.

    size: None for one process less than there are processors.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = min(_MOST_WORKERS, _processors() - 1) if size is None else size
        self._pool: Pool | None = None
        self._executor: Fenced | None = None
        self._starting: list[Future[Any]] = []
        self._out = self._read = 0
        self._seconds = 0.0
        self._began = time.perf_counter()

    @property
    def shares(self) -> bool:
        """Are workers ready?"""
        return bool(self._starting) and all(one.done() and not one.exception() for one in self._starting)

    async def look(self, step: Step, page: Page) -> Looked:
        """What `scraper.crawl.look` gives and raises, and Unreadable for a page that cost a worker."""
        if self._pool is not None and self._out < _AHEAD * self.size and self.shares:
            self._out += 1
            try:
                return await self._pool.look(step, page)
            finally:
                self._out -= 1
        began = time.perf_counter()
        try:
            return look_at(step, page, registry.platforms())
        finally:
            self._read += 1
            self._seconds += time.perf_counter() - began

    def consider(self, left: int) -> None:
        """Begin to share if reading has taken most of the time so far, and there are many pages `left`."""
        if self._executor is not None or not self.size or left < MUCH or self._read < SAMPLE:
            return
        if self._seconds > _MOST_OF * (time.perf_counter() - self._began):
            self._executor = Fenced(self.size)
            self._pool = Pool(self._executor, self.size)
            self._starting = [self._executor.submit(job.say_version, b"") for _ in range(self.size)]

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
