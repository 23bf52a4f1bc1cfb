"""Ctrl-C in the middle of long work: the first ends it in good order and says where it stands, the second at once.

What was stored stays stored either way: the file and the archive are whole whatever ends us.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from scraper.errors import Interrupted

_ENDING = b"\ncoffeechat: stopping in good order; Ctrl-C once more ends it at once\n"


@contextmanager
def stoppable(stand: Callable[[], str]) -> Iterator[None]:
    """Raises Interrupted with where the work stands (`stand()`) when Ctrl-C is pressed inside the block."""
    mine = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    if mine and before is signal.default_int_handler:  # else somebody else has plans for it
        signal.signal(signal.SIGINT, _first)
    pressed = False
    try:
        yield
    except KeyboardInterrupt as problem:
        pressed = True  # the second one stays what it is until we have left
        raise Interrupted(f"stopped: {stand()}") from problem
    finally:
        if mine and not pressed:
            signal.signal(signal.SIGINT, before)


def _first(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, _second)
    os.write(2, _ENDING)  # the stream itself may be in the middle of a line
    raise KeyboardInterrupt


def _second(_number: int, _frame: FrameType | None) -> None:
    os._exit(Interrupted.exit_code)  # connections, look-ups and threads are not waited for
