"""Asking again: what passes, how long to wait, and when to give up. tenacity does the counting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_exponential, wait_random

from scraper.errors import FetchError

ATTEMPTS = 4  # sites that fail twice in a row are common, three times rare
LONGEST_WAIT = 120.0  # a site that wants longer is left alone until another day
PAGE_DEADLINE = 180.0  # no new attempt begins later than this after the first
SHORTEST_WAIT = 0.25

Stage: TypeAlias = Literal["connect", "wait", "answer"]
Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]


class AttemptError(Exception):
    """One attempt failed in a way that may pass. `error` is what to raise when it does not.

    `wait`: seconds the server asked for. `stage`: how far it came: no connection, no (timely) word, or a bad answer.
    """

    def __init__(self, error: FetchError, *, wait: float | None = None, stage: Stage = "answer") -> None:
        super().__init__(error.message)
        self.error = error
        self.wait = wait
        self.stage = stage


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, in either of its forms; None when it says nothing usable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())


async def attempts(
    attempt: Callable[[int], Awaitable[Result]],
    *,
    clock: Clock,
    sleep: Sleep,
    before_retry: Callable[[int, AttemptError, float], None],
    at_most: int = ATTEMPTS,
) -> Result:
    """The result of `attempt(n)`, n = 1, 2, ...; asked again while it raises AttemptError and there is time.

    `before_retry(n, why, seconds)` is called before each wait. Raises the last AttemptError; anything else passes
    through at once.
    """
    began = clock()
    try:
        return await attempt(1)  # nearly always all there is to it; counting costs as much as asking
    except AttemptError as problem:
        failed: AttemptError | None = problem
    number = 0
    back_off = wait_exponential(multiplier=0.5, max=30) + wait_random(0, 0.5)

    async def one() -> Result:
        nonlocal number, failed
        number += 1
        if failed is not None:
            first, failed = failed, None
            raise first
        return await attempt(number)

    def wait(state: RetryCallState) -> float:
        asked = _failure(state).wait
        return back_off(state) if asked is None else max(asked, SHORTEST_WAIT)

    def stop(state: RetryCallState) -> bool:
        seconds = state.upcoming_sleep
        asked_too_long = (_failure(state).wait or 0.0) > LONGEST_WAIT
        return state.attempt_number >= at_most or asked_too_long or clock() - began + seconds > PAGE_DEADLINE

    def tell(state: RetryCallState) -> None:
        before_retry(state.attempt_number + 1, _failure(state), state.upcoming_sleep)

    return await AsyncRetrying(
        retry=retry_if_exception_type(AttemptError),
        wait=wait,
        stop=stop,
        sleep=sleep,
        before_sleep=tell,
        reraise=True,
    )(one)


def _failure(state: RetryCallState) -> AttemptError:
    problem = state.outcome.exception() if state.outcome else None
    if not isinstance(problem, AttemptError):  # tenacity asks only after what retry_if_exception_type let through
        raise TypeError(f"not a failed attempt: {problem!r}")
    return problem
