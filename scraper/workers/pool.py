"""Several workers on this machine, or a cluster of them: one interface, `concurrent.futures.Executor`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from scraper import registry
from scraper.crawl import Looked, Step, look
from scraper.errors import CoffeechatError, InputError, Unreadable
from scraper.model import LeftOut, Sighting, Speaker
from scraper.normalise import normalise
from scraper.page import Page
from scraper.workers import job
from scraper.workers.fence import SECONDS, Fence, FenceError
from scraper.workers.parcels import UnsendableError, pack, unpack

MOST_WORKERS = 64
DASK = "dask://"
_AT_ONCE = 200  # sightings to a parcel
_TURN = 0.000_5
"""Seconds until a thread that hands a worker the next page gets its turn, where the main one never rests.

As it comes (ten times that), a worker waits longer for its next page than it takes to read one.
"""
Made = tuple["Speaker | LeftOut", ...]


class Fenced(Executor):
    """An executor of processes that may be killed: a job that costs its process fails alone, with a FenceError.

    `submit(function, parcel)` takes the functions of scraper.workers.job, which take and give bytes. Each of `workers`
    threads keeps a process and waits for it, so nothing here is busy.
    """

    def __init__(self, workers: int, *, seconds: float = SECONDS) -> None:
        self._idle = [Fence(seconds=seconds) for _ in range(workers)]
        self._all = list(self._idle)
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        self._turn_before = sys.getswitchinterval()
        sys.setswitchinterval(min(_TURN, self._turn_before))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 -- the interface's
        """Have `fn(parcel)` done by the next worker that is free."""
        del kwargs
        return self._threads.submit(self._call, fn.__name__, args[0])

    def _call(self, name: str, parcel: bytes) -> bytes:
        with self._lock:
            fence = self._idle.pop()
        try:
            return fence.call(name, parcel)
        finally:
            with self._lock:
                self._idle.append(fence)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 -- the interface's
        """End the processes, whatever they are doing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for fence in self._all:
            fence.close()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        sys.setswitchinterval(self._turn_before)


class Pool:
    """Pages read and people made through an executor, `size` at once."""

    def __init__(self, executor: Executor, size: int) -> None:
        self.size = size
        self._executor = executor

    async def look(self, step: Step, page: Page) -> Looked:
        """What `scraper.crawl.look` gives and raises, and Unreadable for a page that cost its worker."""
        import asyncio

        platforms = registry.platforms()
        try:
            parcel = pack((step, page))
        except UnsendableError:  # an adapter that only this process knows
            return look(step, page, platforms)
        try:
            answer = await asyncio.wrap_future(self._executor.submit(job.read_page, parcel))
        except FenceError as problem:
            raise Unreadable(f"{page.url} was given up: {problem}", url=page.url) from problem
        except (OSError, CancelledError) as problem:  # of a cluster that is gone
            raise Unreadable(f"{page.url} was given up: the cluster lost it", url=page.url) from problem
        found = unpack(answer) if answer else look(step, page, platforms)
        if isinstance(found, CoffeechatError):
            raise found
        told: Looked = found
        return told

    def normalise(self, sightings: Sequence[Sighting]) -> Iterator[Made]:
        """What `scraper.normalise.normalise` makes of each, in their order. Those that cost a worker are made of here."""
        some = [sightings[at : at + _AT_ONCE] for at in range(0, len(sightings), _AT_ONCE)]
        return _made(some, [self._executor.submit(job.make_people, pack(list(one))) for one in some])


def _made(some: Sequence[Sequence[Sighting]], waiting: Sequence[Future[bytes]]) -> Iterator[Made]:
    for one, future in zip(some, waiting, strict=True):
        try:
            answer = future.result()
        except FenceError:
            answer = b""
        yield from unpack(answer) if answer else map(normalise, one)


@contextmanager
def open_pool(how: str, *, seconds: float = SECONDS) -> Iterator[Pool]:
    """Workers: a number of processes here, or "dask://HOST:PORT", the scheduler of a cluster.

    Raises InputError for anything else, and for a cluster that cannot be used.
    """
    if how.startswith(DASK):
        from scraper.workers.cluster import connect  # noqa: PLC0415 -- an extra, and slow

        with connect(how.removeprefix(DASK), seconds=seconds) as (executor, size):
            yield Pool(executor, size)
        return
    if not how.isascii() or not how.isdecimal() or not 0 < int(how) <= MOST_WORKERS:
        raise InputError(f"workers: {how!r}", hint=f"a number up to {MOST_WORKERS}, or dask://HOST:PORT")
    executor = Fenced(int(how), seconds=seconds)
    try:
        yield Pool(executor, int(how))
    finally:
        executor.shutdown(cancel_futures=True)


__all__ = ["DASK", "Fenced", "Pool", "open_pool"]
