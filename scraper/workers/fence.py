"""One process that may be killed: jobs go in one after the other, each within a time and a memory of its own.

It is started as a program of its own and spoken to through its standard input and output, which works alike on every
system, whatever this program was started from; where this program can be split (scraper.workers.twin), as a twin of it,
which is there in a hundredth of the time.
"""

from __future__ import annotations

import gc
import itertools
import json
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import IO

from scraper.workers import twin
from scraper.workers.job import JOBS, OutOfMemoryError

SECONDS = 30.0
"""Of time for one job: a page that takes a worker longer is given up."""
STARTING = 120.0
"""Seconds a worker may take to start, on however busy a machine."""
MEMORY = 700_000_000
"""Bytes a worker may take beyond those it starts with, where the system keeps to it (Linux)."""
MOST = 400_000_000
"""Bytes of one answer."""
RARELY = (20_000, 20, 20)
"""How often garbage is looked for: a page makes thousands of things, next to none of which hold each other."""
_EVERY = 0.1
"""Seconds between two looks at the clock."""
_LENGTH = struct.Struct(">Q")
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from scraper.workers.fence import serve; serve()"
_OK, _NO_MEMORY, _RAISED = b"+", b"m", b"!"


class FenceError(Exception):
    """A job cost its process. The message says how, as the end of a sentence: "it took more than 30 seconds"."""


class _Watch:
    """Does something about what takes too long. One thread looks at the clock for all: one a page costs as much as the page."""

    def __init__(self) -> None:
        self._under_way: dict[int, tuple[float, Callable[[], None]]] = {}
        self._lock = threading.Condition()
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._resting = False

    def begin(self, seconds: float, give_up: Callable[[], None]) -> int:
        """Have `give_up` called after so many seconds, unless `end` is told the number that comes back."""
        with self._lock:
            number = next(self._numbers)
            self._under_way[number] = time.monotonic() + seconds, give_up
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="coffeechat watch", daemon=True)
                self._thread.start()
            elif self._resting:
                self._lock.notify()
        return number

    def end(self, number: int) -> None:
        """It is over."""
        with self._lock:
            self._under_way.pop(number, None)

    def _look(self) -> None:
        while True:
            with self._lock:
                while not self._under_way:
                    self._resting = True
                    self._lock.wait()
                self._resting = False
                now = time.monotonic()
                late = [number for number, (until, _) in self._under_way.items() if until <= now]
                overdue = [self._under_way.pop(number)[1] for number in late]
            for give_up in overdue:
                give_up()
            time.sleep(_EVERY)


_WATCH = _Watch()


class Fence:
    """One worker. `call` may be asked from one thread at a time; a worker that was lost is replaced by the next call."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | twin.Twin | None = None
        self._ready = False
        self._closed = False
        self.start()

    def start(self) -> None:
        """Have a process ready; it gets ready by itself, without being waited for."""
        if self._process is None and not self._closed:
            self._ready = False
            self._process = twin.Twin(serve_on) if twin.is_alone() else _program()

    def call(self, job: str, parcel: bytes) -> bytes:
        """What the job makes of the parcel. Raises FenceError when that cost the process, RuntimeError for our bugs."""
        self.start()
        process = self._process
        if process is None:
            raise FenceError("the workers are closed")
        if not self._ready:  # loading the adapters is not the page's time
            self._ready = self._within(STARTING, lambda: _asked(process, b"")) is not None
        late = threading.Event()
        answer = self._within(self._seconds, lambda: _asked(process, job.encode() + b"\0" + parcel), late)
        if answer is not None and answer[:1] == _OK:
            return answer[1:]
        if answer is not None and answer[:1] == _RAISED:
            raise RuntimeError(answer[1:].decode("utf-8", "replace"))
        self._discard()
        if late.is_set():
            raise FenceError(f"it took more than {self._seconds:.0f} seconds")
        if answer is not None:
            raise FenceError(f"it took more than {MEMORY // 1_000_000} MB of memory")
        raise FenceError(f"it crashed the program that read it ({_how(process.returncode)})")

    def _within(
        self, seconds: float, talk: Callable[[], bytes | None], late: threading.Event | None = None
    ) -> bytes | None:
        """What talking to the process gives; None when it is gone, at the latest after so many seconds."""
        process = self._process

        def give_up() -> None:
            if late is not None:
                late.set()
            if process is not None:
                process.kill()

        watched = _WATCH.begin(seconds, give_up)
        try:
            return talk()
        except (OSError, ValueError):  # it is gone, or the pipes were closed
            return None
        finally:
            _WATCH.end(watched)

    def _discard(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was to be sent to somebody who is gone
                    continue
        process.wait()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = True
        self._discard()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        import signal  # noqa: PLC0415 -- only where wanted

        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


def _asked(process: subprocess.Popen[bytes] | twin.Twin, message: bytes) -> bytes | None:
    _send(process.stdin, message)
    return _receive(process.stdout)


def _send(pipe: IO[bytes] | None, data: bytes) -> None:
    assert pipe is not None  # noqa: S101 -- it was asked for when the process was made
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes | None:
    """The next message; None where there is none, or less than one."""
    assert pipe is not None  # noqa: S101
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size or (length := _LENGTH.unpack(head)[0]) > MOST:
        return None
    data: bytes = pipe.read(length)
    return data if len(data) == length else None


def _program() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


# On the other side


def serve() -> None:
    """Be the worker, a program of its own: jobs come from standard input until it ends."""
    import os  # noqa: PLC0415 -- only here

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what an adapter prints must not stand among the answers
    _bound()  # before it is asked for: there is time
    serve_on(sys.stdin.buffer, answers)


def serve_on(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Be the worker: one job after the other until none comes any more; an empty one asks whether we are ready."""
    while (message := _receive(jobs)) is not None:
        if not message:
            _bound()
            _send(answers, b"ready")
            continue
        name, _, parcel = message.partition(b"\0")
        _wake(SECONDS * 2)
        try:
            answer = _OK + JOBS[name.decode()](parcel)
        except (MemoryError, OutOfMemoryError):
            answer = _NO_MEMORY
        except Exception as problem:  # noqa: BLE001 -- told on the other side
            answer = _RAISED + f"{type(problem).__name__}: {problem}".encode("utf-8", "replace")
        _send(answers, answer)


@cache
def _bound() -> None:
    """Load what every page needs, and bound what this process may take, where the system can."""
    from contextlib import suppress  # noqa: PLC0415 -- only here

    from scraper import registry  # noqa: PLC0415 -- only here

    registry.everyone()  # loaded before the first page comes, and before memory is counted
    gc.freeze()  # it stays: no collection looks through it again
    gc.set_threshold(*RARELY)
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 -- not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 -- no file of ours
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def _wake(seconds: float) -> None:
    """End by the system's own clock if nobody is left to end us: the alarm's default is death, in C code too."""
    import signal  # noqa: PLC0415 -- only here

    if hasattr(signal, "alarm"):
        signal.alarm(int(seconds))
