"""Asking one address until there is an answer: the host's gate, the clock, and the attempts, in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from scraper.errors import FetchError, Unreachable
from scraper.fetch import robots
from scraper.fetch.addresses import Borders, host_of, origin
from scraper.fetch.answer import PASSING, TO_FOLLOW, Answer, check_passing, looks_cut
from scraper.fetch.events import OnEvent, Retrying, Waiting
from scraper.fetch.pace import WORTH_TELLING, Gate, gate
from scraper.fetch.redirects import Trail
from scraper.fetch.retry import ATTEMPTS, LONGEST_WAIT, AttemptError, Clock, Sleep, attempts
from scraper.fetch.transport import CONNECTIONS, Wire

PATIENCE = (8.0, 12.0, 30.0)  # seconds for the first, the second, every later attempt: most that hang, hang once
ROBOTS_ATTEMPTS = 3
SILENT = 5  # pages given up in a row without a word from the host: it is down, and the rest is not tried
PAUSE = 10.0  # seconds before a host that fell silent is asked once more
ATTEMPTS_AFTER = 2  # ... and how often for each page
LOOKS = 3  # how often a page that seems to stop early is asked for


class Host:
    """What is remembered of one host during a run."""

    def __init__(self, turnstile: Gate) -> None:
        self.gate = turnstile
        self.silent = 0  # pages given up in a row without any answer
        self.open_ended = False  # its pages just do not write </html>: seen twice alike
        self.closed: FetchError | None = None  # why nothing more is asked of it in this run
        self.answered = False  # was there ever a word from it?
        self.woken = False  # it had fallen silent, and is asked once more

    def refusal(self, url: str) -> FetchError | None:
        """Why a page of it is not asked for; None where it is."""
        if self.closed is None:
            return None
        refused = type(self.closed)(self.closed.message, url=url, hint=self.closed.hint)
        refused.unheard = self.silent >= SILENT
        return refused

    def wake(self) -> None:
        """Ask it once more."""
        self.woken = True
        if self.silent >= SILENT:
            self.silent, self.closed = 0, None

    def gave_up(self, problem: AttemptError) -> None:
        """Take note of a page that could not be had."""
        self.silent = 0 if problem.stage == "answer" else self.silent + 1
        if (problem.wait or 0.0) > LONGEST_WAIT:
            self.closed = problem.error
        elif self.silent >= SILENT:
            self.closed = Unreachable(f"{host_of(problem.error.url)} has stopped answering", url=problem.error.url)


class Asker:
    """Asks. `headers` go with every request; `delay` and `at_once` are the user's wishes for the gates."""

    def __init__(  # noqa: PLR0913 -- what it is made of, each by name
        self,
        wire: Wire,
        borders: Borders,
        headers: Mapping[str, str],
        *,
        delay: float | None,
        at_once: int | None,
        tell: OnEvent,
        clock: Clock,
        sleep: Sleep,
        now: Callable[[], datetime],
    ) -> None:
        self._wire = wire
        self._borders = borders
        self._headers = dict(headers)
        self._delay = delay
        self._at_once = at_once
        self._tell = tell
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._hosts: dict[str, Host] = {}
        self._everywhere = asyncio.Semaphore(CONNECTIONS)

    def host(self, name: str) -> Host:
        """The host of that name, made when it is new."""
        if name not in self._hosts:
            turnstile = gate(
                name,
                delay=self._delay,
                at_once=self._at_once,
                clock=self._clock,
                sleep=self._sleep,
                on_wait=lambda seconds, why: self._tell(Waiting(name, seconds, why)),
            )
            self._hosts[name] = Host(turnstile)
        return self._hosts[name]

    async def page(self, url: str, extra: Mapping[str, str], *, asked_if_changed: bool) -> Answer:
        """The answer of one address, whatever its status, after as many attempts as it takes and manners allow.

        `extra` headers go with this request; `asked_if_changed` says that a 304 is welcome. Raises a FetchError.
        """
        host = self.host(host_of(url))
        headers = {**self._headers, **extra}
        before = 0

        async def attempt(number: int) -> Answer:
            nonlocal before
            answer = await self._once(host, url, headers, number)
            check_passing(answer, now=self._now(), asked_if_changed=asked_if_changed)
            if not host.open_ended and looks_cut(answer):
                length = len(answer.body)
                host.open_ended = abs(before - length) * 20 <= length
                if not host.open_ended and number < LOOKS:
                    before = length
                    raise AttemptError(Unreachable(f"{host_of(url)} breaks off in the middle of the page", url=url))
            return answer

        try:
            return await self._persist(host, attempt, url, ATTEMPTS_AFTER if host.woken else ATTEMPTS)
        except AttemptError as problem:
            problem.error.unheard = problem.stage != "answer"
            raise problem.error from problem

    def may_wake(self, problem: FetchError) -> bool:
        """Was there once a word from the host of a page that it did not say a word about, and is it not awake again yet?"""
        host = self.host(host_of(problem.url))
        return problem.unheard and host.answered and not host.woken

    async def wake(self, hosts: Iterable[str]) -> None:
        """Wait a while, then let these hosts be asked once more."""
        silent = sorted(set(hosts))
        for name in silent:
            self._tell(Waiting(name, PAUSE, "it has fallen silent, and is asked once more"))
        await self._sleep(PAUSE)
        for name in silent:
            self.host(name).wake()

    async def robots(self, url: str) -> robots.File:
        """A robots.txt, its redirects followed.

        Raises NotAllowed when the host is there and the file is not to be had, Unreachable when there is no host.
        """
        trail = Trail(url, self._borders)
        while True:
            try:
                answer = await self._robots_at(trail.url)
            except AttemptError as problem:
                if problem.stage == "connect":
                    raise problem.error from problem
                raise robots.unknown(origin(url), problem.error.message) from problem
            if answer.status not in TO_FOLLOW:
                return robots.File(answer.status, answer.body if answer.status == 200 else b"")
            try:
                trail.step(answer)
            except FetchError:  # in a circle, to nowhere, to a private address: there is no such file
                return robots.UNAVAILABLE
            if trail.hops > robots.MAX_REDIRECTS:
                return robots.UNAVAILABLE

    async def _robots_at(self, url: str) -> Answer:
        host = self.host(host_of(url))

        async def attempt(number: int) -> Answer:
            answer = await self._once(host, url, self._headers, number, head=robots.MAX_BYTES + 1)
            if answer.status in PASSING:
                check_passing(answer, now=self._now(), asked_if_changed=False)
            return answer

        return await self._persist(host, attempt, url, ROBOTS_ATTEMPTS)

    async def _once(
        self, host: Host, url: str, headers: Mapping[str, str], number: int, *, head: int | None = None
    ) -> Answer:
        self._wire.ready(url)
        async with host.gate, self._everywhere:
            if refusal := host.refusal(url):
                raise refusal
            patience = PATIENCE[0 if head else min(number, len(PATIENCE)) - 1]  # a robots.txt is a file, and quick
            answer = await self._wire.ask(url, headers, patience=patience, head=head)
        host.silent, host.answered = 0, True
        return answer

    async def _persist(self, host: Host, attempt: Callable[[int], Awaitable[Answer]], url: str, at_most: int) -> Answer:
        def before_retry(number: int, problem: AttemptError, seconds: float) -> None:
            if problem.wait:
                host.gate.hold(problem.wait, "the site asked for a pause")
            if seconds >= WORTH_TELLING:
                self._tell(Waiting(host_of(url), seconds, "before asking again"))
            self._tell(Retrying(url, number, str(problem)))

        try:
            return await attempts(
                attempt, clock=self._clock, sleep=self._sleep, before_retry=before_retry, at_most=at_most
            )
        except AttemptError as problem:
            host.gave_up(problem)
            raise
