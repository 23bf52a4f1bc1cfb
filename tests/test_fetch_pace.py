"""How often a host is asked, and how failures are tried again: without any time going by."""

from __future__ import annotations

import asyncio

import pytest
from fetching import START, Time
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import Unreachable
from scraper.fetch import pace
from scraper.fetch.pace import gate
from scraper.fetch.retry import ATTEMPTS, LONGEST_WAIT, PAGE_DEADLINE, AttemptError, attempts, retry_after


def opened(host, *, delay=None, at_once=None, time=None, waits=None):
    time = time or Time()
    told = [] if waits is None else waits
    return gate(
        host,
        delay=delay,
        at_once=at_once,
        clock=time.clock,
        sleep=time.sleep,
        on_wait=lambda seconds, why: told.append((round(seconds, 3), why)),
    )


@pytest.mark.parametrize(
    ("host", "delay", "at_once", "spacing", "turns"),
    [
        ("conf.example", None, None, 1.0, 2),
        ("conf.example", 0, 100, pace.FLOOR, pace.CEILING),
        ("conf.example", -5, 0, pace.FLOOR, 2),
        ("conf.example", 0.6, 3, 0.6, 3),
        ("conf.example", 10, 1, 10, 1),
        ("93.184.216.34", 0, 100, pace.FLOOR, pace.CEILING),
        ("192.168.0.7", 0, 100, pace.FLOOR, pace.CEILING),
        ("localhost", None, None, 0.0, 8),
        ("127.0.0.1", None, 100, 0.0, 100),
        ("::1", 0.2, 1, 0.2, 1),
        ("127.0.0.1", -1, -1, 0.0, 1),
    ],
)
def test_gate_floors_hold_for_other_peoples_hosts(host, delay, at_once, spacing, turns):
    made = opened(host, delay=delay, at_once=at_once)
    assert (made.delay, made.at_once) == (spacing, turns)


def starts(turnstile, time, count, *, work=0.0):
    """When each of `count` requests at once gets through."""

    async def one(found):
        async with turnstile:
            found.append(round(time.seconds - 1_000, 3))
            for _ in range(3):
                await asyncio.sleep(0)
            time.seconds += work

    async def go():
        found = []
        await asyncio.gather(*[one(found) for _ in range(count)])
        return found

    return asyncio.run(go())


def test_gate_spaces_starts_exactly():
    time = Time()
    assert starts(opened("conf.example", time=time), time, 4) == [0.0, 1.0, 2.0, 3.0]


def test_gate_without_pace_lets_all_through_at_once():
    time = Time()
    assert starts(opened("localhost", time=time), time, 5) == [0.0] * 5


def test_gate_never_more_at_once_than_its_turns():
    time, most, inside = Time(), 0, 0
    turnstile = opened("localhost", at_once=3, time=time)

    async def one():
        nonlocal most, inside
        async with turnstile:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async def go():
        await asyncio.gather(*[one() for _ in range(20)])

    asyncio.run(go())
    assert most == 3


def test_gate_held_lets_nobody_through_and_says_why():
    time, waits = Time(), []
    turnstile = opened("conf.example", time=time, waits=waits)
    turnstile.hold(30, "the site asked for a pause")
    assert starts(turnstile, time, 2) == [30.0, 31.0]
    assert waits[0] == (30.0, "the site asked for a pause")


def test_gate_of_this_machine_is_not_held():
    time = Time()
    turnstile = opened("localhost", time=time)
    turnstile.hold(30, "never mind")
    assert starts(turnstile, time, 1) == [0.0]


def test_gate_slower_counts_from_the_last_start():
    time = Time()
    turnstile = opened("conf.example", time=time)
    assert starts(turnstile, time, 1) == [0.0]
    turnstile.slower(20, "the site asks for that pace")
    time.seconds += 5
    assert starts(turnstile, time, 2) == [20.0, 40.0]


def test_gate_slower_never_makes_it_faster():
    time = Time()
    turnstile = opened("conf.example", delay=5, time=time)
    turnstile.slower(2, "the site asks for that pace")
    assert starts(turnstile, time, 2) == [0.0, 5.0]


def test_gate_a_cancelled_wait_gives_its_turn_back():
    async def go():
        async def for_ever(seconds):
            await asyncio.sleep(3600)

        time = Time()
        turnstile = gate(
            "conf.example", delay=None, at_once=1, clock=time.clock, sleep=for_ever, on_wait=lambda seconds, why: None
        )
        async with turnstile:
            pass
        waiting = asyncio.create_task(turnstile.__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        time.seconds += 10
        async with asyncio.timeout(1), turnstile:
            return True

    assert asyncio.run(go())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("9" * 400, 999_999_999_999.0),
        ("Mon, 04 May 2026 12:01:00 GMT", 60.0),
        ("Monday, 04-May-26 12:01:00 GMT", 60.0),
        ("Mon, 04 May 2026 11:00:00 GMT", 0.0),
        ("Mon, 04 May 2026 12:01:00", 60.0),
        ("Mon, 04 May 2026 14:01:00 +0200", 60.0),
        ("", None),
        (None, None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Mon, 99 May 2026 12:01:00 GMT", None),
        ("Mon, 04 May 999999999999 12:01:00 GMT", None),
    ],
)
def test_retry_after_reads_both_forms(value, seconds):
    assert retry_after(value, START) == seconds


@given(st.text(max_size=40))
def test_retry_after_never_raises(value):
    assert (retry_after(value, START) or 0.0) >= 0.0


def failing(times, *, wait=None, message="no"):
    async def attempt(number):
        if number <= times:
            raise AttemptError(Unreachable(message, url="http://a/"), wait=wait)
        return number

    return attempt


def tried(attempt, *, time=None, **options):
    time = time or Time()
    told = []
    result = asyncio.run(
        attempts(
            attempt,
            clock=time.clock,
            sleep=time.sleep,
            before_retry=lambda number, problem, seconds: told.append((number, str(problem))),
            **options,
        )
    )
    return result, time.slept, told


def test_attempts_a_first_success_waits_for_nothing():
    assert tried(failing(0)) == (1, [], [])


def test_attempts_wait_longer_each_time_and_tell():
    number, slept, told = tried(failing(3))
    assert (number, told) == (4, [(2, "no"), (3, "no"), (4, "no")])
    assert [low <= nap <= low + 0.5 for low, nap in zip((0.5, 1.0, 2.0), slept, strict=True)] == [True] * 3


def test_attempts_end_with_the_last_failure():
    time = Time()
    with pytest.raises(AttemptError, match="no"):
        tried(failing(99), time=time)
    assert len(time.slept) == ATTEMPTS - 1


def test_attempts_at_most_as_many_as_said():
    time = Time()
    with pytest.raises(AttemptError):
        tried(failing(99), time=time, at_most=2)
    assert len(time.slept) == 1


@pytest.mark.parametrize(("asked", "waited"), [(7.0, 7.0), (0.0, 0.25), (LONGEST_WAIT, LONGEST_WAIT)])
def test_attempts_wait_as_long_as_they_are_asked_to(asked, waited):
    assert tried(failing(1, wait=asked)) == (2, [waited], [(2, "no")])


def test_attempts_never_ask_sooner_than_they_are_asked_to():
    time = Time()
    with pytest.raises(AttemptError):
        tried(failing(1, wait=LONGEST_WAIT + 1), time=time)
    assert time.slept == []


def test_attempts_stop_when_a_page_takes_too_long():
    time = Time()

    async def slow(number):
        time.seconds += 60
        return await failing(99)(number)

    with pytest.raises(AttemptError):
        tried(slow, time=time)
    assert time.seconds - 1_000 <= PAGE_DEADLINE + 60
    assert len(time.slept) == 2


@pytest.mark.parametrize("problem", [ValueError("ours"), Unreachable("for good", url="")])
def test_attempts_let_everything_else_through_at_once(problem):
    async def attempt(number):
        raise problem

    with pytest.raises(type(problem)):
        tried(attempt)


def test_attempts_are_cancelled_at_once():
    async def go():
        async def attempt(number):
            await asyncio.sleep(3600)

        time = Time()
        work = asyncio.create_task(
            attempts(attempt, clock=time.clock, sleep=time.sleep, before_retry=lambda *told: None)
        )
        await asyncio.sleep(0)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(go())
