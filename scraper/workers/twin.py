"""A worker that is this very program, split in two: what is loaded here is loaded there, and nothing is loaded twice.

A program that runs threads cannot be split: a lock that one of them holds stays shut in the twin for ever. So it is done
before there are any, and only on Linux: elsewhere libraries of the system do not bear it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import IO


def is_alone() -> bool:
    """Can this program be split: does nothing run in it but who asks?"""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 -- names are enough


class Twin:
    """What `subprocess.Popen` is, of a twin that does `serve_on(jobs, answers)` and ends."""

    def __init__(self, serve_on: Callable[[IO[bytes], IO[bytes]], None]) -> None:
        from multiprocessing import get_context  # noqa: PLC0415 -- only where wanted

        jobs, to_twin = os.pipe()
        from_twin, answers = os.pipe()
        self._process = get_context("fork").Process(
            target=_serve, args=(serve_on, jobs, answers, (to_twin, from_twin)), daemon=True
        )
        self._process.start()
        os.close(jobs)
        os.close(answers)
        self.stdin: IO[bytes] = os.fdopen(to_twin, "wb")
        self.stdout: IO[bytes] = os.fdopen(from_twin, "rb")

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended."""
        self._process.join(timeout)
        return self._process.exitcode


def _serve(
    serve_on: Callable[[IO[bytes], IO[bytes]], None], jobs: int, answers: int, of_the_other: tuple[int, int]
) -> None:
    for number in of_the_other:  # else the end of the other would never be the end of its pipe
        os.close(number)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)  # what an adapter prints
    os.dup2(nothing, 2)
    serve_on(os.fdopen(jobs, "rb"), os.fdopen(answers, "wb"))
