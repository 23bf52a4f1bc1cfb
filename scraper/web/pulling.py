"""One pull at a time, in a thread of its own: begun, watched, stopped by the page; it goes on when the tab is closed.

The network is scraper.pull's, with its politeness; here is only who waits for it. What is told is a value (`Told`), made
anew at every event, so that whoever looks never sees half of one.
"""

from __future__ import annotations

import asyncio
import threading
import time
import traceback
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.errors import CoffeechatError, InputError, Interrupted, OurFault
from scraper.fetch import events
from scraper.pull import Outcome, Settings, pull, receipts
from scraper.store import query
from scraper.store.pulling import editions
from scraper.target import Target

IDLE, RUNNING, STOPPING, DONE = "idle", "running", "stopping", "done"
_LONG_WAIT = 1.0
STOPPED = Interrupted("stopped", hint="pages that were fetched are kept: pull it again and it goes on where it was")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How the pull stands: of what, how far, what it waits for; and, when it is over, the receipt or what went wrong.

    `edition` is the number of the edition that was stored.
    """

    state: str = IDLE
    target: str = ""
    began: float = 0.0
    seconds: float = 0.0
    pages: int = 0
    bytes: int = 0
    last: str = ""
    waits: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    unsure: int = 0
    edition: int | None = None
    error: CoffeechatError | None = None

    @property
    def under_way(self) -> bool:
        """Is it still at work?"""
        return self.state in (RUNNING, STOPPING)

    @property
    def line(self) -> str:
        """How far it is, in one line."""
        taken = (time.monotonic() - self.began) if self.under_way else self.seconds
        pages = "page" if self.pages == 1 else "pages"
        what = "Stopping; " if self.state == STOPPING else ""
        return f"{what}{self.pages} {pages} read, {self.bytes // 1024:,} kB, {taken:.0f} s{self.waits}"


class Pulling:
    """The pull of one run of the page: none yet, one under way, or the last one."""

    def __init__(self) -> None:
        self.told = Told()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None

    def begin(
        self, target: Target, file: Path, settings: Settings, *, stored: Callable[[], None] = lambda: None
    ) -> None:
        """Start it; `stored` is called when people are in the file. Raises InputError while another one is under way."""
        with self._lock:
            if self.told.under_way:
                raise InputError(f"{self.told.target} is being pulled", hint="wait for it, or stop it first")
            self.told = Told(state=RUNNING, target=target.shown, began=time.monotonic())
            self._loop = self._task = None
            work = (target, file, replace(settings, on_event=self._heard), stored)
            self._thread = threading.Thread(target=self._work, args=work, name="pull", daemon=True)
            self._thread.start()

    def stop(self) -> bool:
        """Ask it to end; False when nothing is under way."""
        with self._lock:
            if not self.told.under_way:
                return False
            self.told = replace(self.told, state=STOPPING, waits="")
            if self._loop is not None and self._task is not None:
                with suppress(RuntimeError):  # it has just ended by itself
                    self._loop.call_soon_threadsafe(self._task.cancel)
            return True

    def end(self, seconds: float) -> None:
        """Stop it, and wait for it a while: the run of the page is over."""
        self.stop()
        if self._thread is not None:
            self._thread.join(seconds)

    def _work(self, target: Target, file: Path, settings: Settings, stored: Callable[[], None]) -> None:
        try:
            (outcome,) = pull([target], file, settings, run=self._drive)
            stored()
        except asyncio.CancelledError:
            self._over(error=STOPPED)
        except CoffeechatError as problem:
            self._over(error=problem)
        except Exception as problem:  # noqa: BLE001 -- whatever it is, the page must not wait for ever
            traceback.print_exception(problem)
            self._over(error=OurFault(f"a bug in coffeechat: {type(problem).__name__}: {problem}".splitlines()[0]))
        else:
            self._finished(outcome, file)

    def _drive(self, work: Coroutine[Any, Any, list[Outcome]]) -> list[Outcome]:
        """Run the pull's own loop in this thread, where `stop` can reach it."""

        async def reachable() -> list[Outcome]:
            with self._lock:
                self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
                stopped = self.told.state == STOPPING
            if stopped:
                work.close()
                raise asyncio.CancelledError
            return await work

        with asyncio.Runner() as runner:
            return runner.run(reachable())

    def _finished(self, outcome: Outcome, file: Path) -> None:
        edition = None
        if outcome.read and outcome.changes:
            with suppress(CoffeechatError):
                connection = query.connect(file)
                try:
                    edition = editions.find(connection, outcome.read.edition)
                finally:
                    connection.close()
        self._over(
            title=receipts.title(outcome),
            lines=tuple(receipts.lines(outcome)),
            unsure=outcome.changes.unsure if outcome.changes else 0,
            edition=edition,
            error=outcome.error,
        )

    def _over(self, **changes: Any) -> None:  # noqa: ANN401 -- Told's fields
        with self._lock:
            taken = time.monotonic() - self.told.began
            self.told = replace(self.told, state=DONE, seconds=taken, waits="", **changes)
            self._loop = self._task = None

    def _heard(self, event: events.Event) -> None:
        """Take one event of the fetcher, on the pull's own loop."""
        with self._lock:
            match event:
                case events.Got():
                    changes: dict[str, Any] = {
                        "pages": self.told.pages + 1, "bytes": self.told.bytes + event.size, "last": event.url, "waits": "",
                    }  # fmt: skip
                case events.Waiting():
                    if event.seconds < _LONG_WAIT:
                        return
                    changes = {"waits": f"; waiting {event.seconds:.0f} s for {event.host}"}
                case events.Retrying():
                    changes = {"waits": f"; asking {urlsplit(event.url).hostname or 'the site'} again"}
                case events.Drawn():
                    changes = {"waits": "; a browser draws a page"}
                case _:
                    changes = {"last": event.url} if isinstance(event, events.Asked) else {}
            self.told = replace(self.told, **changes)
