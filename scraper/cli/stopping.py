"""Ctrl-C in the middle of long work: the first ends it in good order and says where it stands, the second at once.

What was stored stays stored either way: the file and the archive are whole whatever ends us.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from scraper.errors import Interrupted

_ENDING = b"\ncoffeechat: stopping in good order; Ctrl-C once more ends it at once\n"


@contextmanager
def stoppable(stand: Callable[[], str]) -> Iterator[None]:
    """Raises Interrupted with where the work stands (`stand()`) when Ctrl-C is pressed inside the block."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield  # somebody else has plans for it
        return
    pressed = False

    def first(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, _at_once)
        os.write(2, _ENDING)  # the stream itself may be in the middle of a line
        if not _cancelled():
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, first)
    try:
        yield
    except BaseException as problem:
        if not pressed:
            raise
        raise Interrupted(f"stopped: {stand()}") from problem
    finally:
        if not pressed:  # else the second one stays what it is until we have left
            signal.signal(signal.SIGINT, before)
    if pressed:  # it was as good as done
        signal.signal(signal.SIGINT, before)


def _cancelled() -> bool:
    """Is there an event loop whose work could be cancelled?

    An exception in the middle of anything would leave locks and queues in disorder: cancelled work ends where it waits.
    """
    asyncio = sys.modules.get("asyncio")
    loop = asyncio._get_running_loop() if asyncio else None  # noqa: SLF001 -- the one that does not raise
    if asyncio is None or loop is None:
        return False
    for task in asyncio.all_tasks(loop):
        loop.call_soon_threadsafe(task.cancel)
    return True


def _at_once(_number: int, _frame: FrameType | None) -> None:
    os._exit(Interrupted.exit_code)  # connections, look-ups and threads are not waited for
