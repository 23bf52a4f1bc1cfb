"""How often a host is asked. One gate a host: so many at once, and so many seconds from one start to the next.

The defaults are what a person clicking through a site would do at most: one page a second, two at a time. A small
conference site on shared hosting does not notice that, and 150 pages still take only two and a half minutes. Nobody
needs more of other people's hosts, so no option goes below `FLOOR`; this machine itself has no floor.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from scraper.address import is_loopback

if TYPE_CHECKING:
    from scraper.fetch.retry import Clock, Sleep

DELAY = 1.0  # seconds between two starts, unless told otherwise
AT_ONCE = 2
FLOOR = 0.5  # seconds; what no option lowers for other people's hosts
CEILING = 4  # at once; what no option raises for other people's hosts
LOCAL_AT_ONCE = 8
LONGEST_CRAWL_DELAY = 60.0  # a site that wants more does not want to be read by programs
WORTH_TELLING = 1.0

OnWait = Callable[[float, str], None]


class Gate:
    """One host's turnstile, an async context manager around each request.

    `hold(seconds, why)` closes it for a while (the host asked for that); `slower(delay)` widens the spacing.
    """

    def __init__(self, *, delay: float, at_once: int, clock: Clock, sleep: Sleep, on_wait: OnWait) -> None:
        self.delay = delay
        self.at_once = at_once
        self._turns = asyncio.Semaphore(at_once)
        self._door = asyncio.Lock()
        self._next = 0.0
        self._last: float | None = None
        self._why = "one page at a time, politely"
        self._clock = clock
        self._sleep = sleep
        self._on_wait = on_wait

    async def __aenter__(self) -> None:
        await self._turns.acquire()
        try:
            async with self._door:
                while (wait := self._next - self._clock()) > 0:
                    if wait >= WORTH_TELLING:
                        self._on_wait(wait, self._why)
                    await self._sleep(wait)
                self._last = self._clock()
                self._next = self._last + self.delay
        except BaseException:
            self._turns.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._turns.release()

    def hold(self, seconds: float, why: str) -> None:
        """Let nobody through for so long. A host without pace (this machine) is not held."""
        if self.delay > 0 and (until := self._clock() + seconds) > self._next:
            self._next, self._why = until, why

    def slower(self, delay: float, why: str) -> None:
        """Keep at least `delay` seconds between starts from now on, counted from the last start."""
        if delay > self.delay:
            self.delay, self._why = delay, why
            if self._last is not None:
                self._next = max(self._next, self._last + delay)


def gate(  # noqa: PLR0913 -- what it is made of, each by name
    host: str, *, delay: float | None, at_once: int | None, clock: Clock, sleep: Sleep, on_wait: OnWait
) -> Gate:
    """The gate for `host`, given what the user asked for (None: our choice), within the floors that hold for it."""
    turns = (at_once or LOCAL_AT_ONCE) if is_loopback(host) else min(CEILING, at_once or AT_ONCE)
    return Gate(delay=spacing(host, delay), at_once=max(1, turns), clock=clock, sleep=sleep, on_wait=on_wait)


def spacing(host: str, delay: float | None) -> float:
    """Seconds from one page of `host` to the next, given what the user asked for (None: our choice)."""
    return max(0.0, delay or 0.0) if is_loopback(host) else max(FLOOR, DELAY if delay is None else delay)
