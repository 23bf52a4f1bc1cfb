"""Ctrl-C: the first says where the work stands, the second ends it at once."""

import asyncio
import os
import signal

import pytest

from scraper.cli.progress import Progress
from scraper.cli.stopping import stoppable
from scraper.errors import Interrupted
from scraper.fetch.events import Got


@pytest.fixture
def as_pressed():
    """Ctrl-C as Python has it, and back to it afterwards."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_says_where_it_stands(capfd):
    with pytest.raises(Interrupted, match=r"^stopped: 2 of 9 done$") as caught, stoppable(lambda: "2 of 9 done"):
        signal.raise_signal(signal.SIGINT)
    assert (caught.value.exit_code, caught.value.hint) == (
        130,
        "what was finished is kept; run the same command again to go on",
    )
    assert capfd.readouterr().err == "\ncoffeechat: stopping in good order; Ctrl-C once more ends it at once\n"


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_twice_ends_at_once(monkeypatch):
    left = []
    monkeypatch.setattr(os, "_exit", left.append)

    def work():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:  # what is wound up takes its time
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Interrupted), stoppable(lambda: "nothing done"):
        work()
    signal.raise_signal(signal.SIGINT)  # and so does leaving
    assert left == [130, 130]


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_is_python_s_own_again_afterwards():
    with stoppable(lambda: "done"):
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(ValueError, match="wrong"), stoppable(lambda: "done"):
        raise ValueError("wrong")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_of_somebody_else_stays_theirs():
    def theirs(_number, _frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, theirs)
    with stoppable(lambda: "done"):
        assert signal.getsignal(signal.SIGINT) is theirs
    with pytest.raises(KeyboardInterrupt), stoppable(lambda: "done"):
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is theirs


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_in_a_loop_cancels_what_waits_and_breaks_nothing_off():
    done = []

    async def half(number):
        try:
            await asyncio.sleep(30)
        finally:
            done.append(number)

    async def work():
        halves = [asyncio.create_task(half(number)) for number in range(3)]
        await asyncio.sleep(0)
        signal.raise_signal(signal.SIGINT)
        done.append("the step in which it came is finished")
        await asyncio.gather(*halves)

    with pytest.raises(Interrupted, match="stopped: nothing"), stoppable(lambda: "nothing"):
        asyncio.run(work())
    assert done[0] == "the step in which it came is finished"
    assert sorted(done[1:]) == [0, 1, 2]


@pytest.mark.usefixtures("as_pressed")
def test_ctrl_c_in_the_last_step_is_too_late():
    async def work():
        signal.raise_signal(signal.SIGINT)

    with stoppable(lambda: "nothing"):
        asyncio.run(work())
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(("pages", "stand"), [(0, "no pages read"), (1, "1 page read"), (12, "12 pages read")])
def test_progress_tells_how_far_it_came(pages, stand):
    progress = Progress(-1)
    for number in range(pages):
        progress(Got(f"https://conf.example/{number}", 200, 1000))
    assert progress.stand() == stand
    progress.ahead = "2 of 9 conferences done; "
    assert progress.stand() == f"2 of 9 conferences done; {stand}"
