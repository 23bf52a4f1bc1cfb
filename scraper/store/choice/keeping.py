"""The tally of a file, kept as long as nothing changed; of a large file a new one is made while the old one is shown."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from threading import Lock, Thread

from scraper.errors import CoffeechatError
from scraper.store.choice.tally import ORDERS, Tally, in_order, make, stamp

AT_ONCE = 5_000
"""So many people are counted while somebody waits; of more the counts of a moment ago are shown meanwhile."""


class Keeper:
    """Gives the tally of a file; `connect` opens the file once more, for the counting beside the requests."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._held: Tally | None = None
        self._seen: tuple[int, ...] = ()
        self._alone = Lock()
        self._making: Thread | None = None

    def __call__(self, connection: sqlite3.Connection) -> Tally:
        """The tally of the connection's file: the one held as long as nothing changed, else a new one.

        Where that one is `behind`, the next is under way. Raises sqlite3.Error.
        """
        if self._held is None and self._making is not None:
            self._making.join()
        with self._alone:
            now = _files(connection)
            if self._held is None or (self._seen != now and self._held.stamp != stamp(connection)):
                if self._held is not None and len(self._held.ids) > AT_ONCE:
                    self._begin()
                    return replace(self._held, behind=True)
                self._held = make(connection)
            self._seen = now
            return self._held

    def begin(self) -> None:
        """Count beside whatever comes: for the beginning, when nobody has asked yet."""
        with self._alone:
            self._begin()

    def renew(self) -> None:
        """Count now: for whoever has just changed much and can wait, so that the next page need not."""
        self._anew()

    def _begin(self) -> None:
        if self._making is None or not self._making.is_alive():
            self._making = Thread(target=self._anew, name="tally", daemon=True)
            self._making.start()

    def _anew(self) -> None:
        """A file that is gone or locked is told to who asks for a page."""
        with suppress(sqlite3.Error, CoffeechatError), closing(self._connect()) as connection:
            made, first = make(connection), self._held is None
            with self._alone:
                self._held = made
            for order in ORDERS:
                in_order(made, connection, order, 0)
            if first:
                gc.freeze()  # looking through all of it for garbage would cost somebody's request 80 ms


def _files(connection: sqlite3.Connection) -> tuple[int, ...]:
    """When the file and its log were last written, and how large they are: as long as these stay, nothing changed."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    found = []
    for name in (path, f"{path}-wal"):
        with suppress(OSError):
            told = os.stat(name)  # noqa: PTH116 -- a name, and asked with every page
            found += [told.st_mtime_ns, told.st_size]
    return tuple(found)
