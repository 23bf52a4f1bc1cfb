"""What a pull says while it works: one line that rewrites itself on a terminal, plain lines with -v, nothing with -q.

Nothing is shown during the first second: most things are over by then. Where stderr is no terminal (cron, a log) a plain
line every ten seconds tells that the work goes on.
"""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import click

from scraper.text import printable

_FIRST_AFTER = 1.0
_EVERY = 0.1
_EVERY_IN_A_LOG = 10.0


class Progress:
    """A listener for the fetcher's events. `loudness`: -1 silent, 0 a status line on a terminal, 1 a line an event."""

    def __init__(self, loudness: int) -> None:
        self.loudness = loudness
        self.live = sys.stderr.isatty()
        self.began = self.shown_at = time.monotonic()
        self.asked = self.got = self.kept = self.bytes = 0
        self.note = ""
        self.open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def __call__(self, event: object) -> None:
        """Take one event of the fetcher (see scraper.fetch): Asked, Got, Waiting, Retrying."""
        kind = type(event).__name__
        if kind == "Asked":
            self.asked += 1
        elif kind == "Got":
            self.got += 1
            self.kept += bool(getattr(event, "from_archive", False))
            self.bytes += int(getattr(event, "size", 0) or 0)
        self._say(kind, event)

    def _say(self, kind: str, event: object) -> None:
        if self.loudness > 0:
            words = {"Asked": "fetch", "Got": "got", "Waiting": "wait", "Retrying": "again"}
            where = getattr(event, "url", None) or getattr(event, "host", "")
            rest = [
                str(getattr(event, name))
                for name in ("status", "seconds", "attempt", "why")
                if getattr(event, name, None) not in (None, "")
            ]
            rest += ["(kept copy)"] if getattr(event, "from_archive", False) else []
            click.echo(printable(f"  {words.get(kind, kind.lower()):5} {where} {' '.join(rest)}".rstrip()), err=True)
            return
        if self.loudness < 0:
            return
        if kind == "Waiting" and getattr(event, "seconds", 0) >= _FIRST_AFTER:
            self.note = f"; waiting {getattr(event, 'seconds', 0):.0f} s for {getattr(event, 'host', 'the site')}"
        elif kind == "Retrying":
            self.note = f"; asking {urlsplit(str(getattr(event, 'url', ''))).hostname or 'the site'} again"
        elif kind == "Got":
            self.note = ""
        now = time.monotonic()
        if now - self.began < _FIRST_AFTER or now - self.shown_at < (_EVERY if self.live else _EVERY_IN_A_LOG):
            return
        self.shown_at = now
        pages = "page" if self.got == 1 else "pages"
        line = f"{self.got} {pages} read, {self.bytes // 1024:,} kB, {now - self.began:.0f} s{self.note}"
        if not self.live:
            click.echo(printable(line), err=True)
            return
        width = shutil.get_terminal_size().columns - 1
        click.echo("\r\x1b[2K" + printable(line)[:width], err=True, nl=False)
        self.open = True

    def clear(self) -> None:
        """Take the status line away, so that the next line starts clean."""
        if self.open:
            click.echo("\r\x1b[2K", err=True, nl=False)
            self.open = False
