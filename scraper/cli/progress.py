"""What a pull says while it works: one line that rewrites itself on a terminal, plain lines with -v, nothing with -q.

Nothing is shown during the first second: most things are over by then. Where stderr is no terminal (cron, a log) a plain
line every ten seconds tells that the work goes on.
"""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import click

from scraper.text import printable

if TYPE_CHECKING:
    from scraper.fetch.events import Event

_FIRST_AFTER = 1.0
_EVERY = 0.1
_EVERY_IN_A_LOG = 10.0


class Progress:
    """A listener for the fetcher's events. `loudness`: -1 silent, 0 a status line on a terminal, 1 a line an event."""

    def __init__(self, loudness: int) -> None:
        self.loudness = loudness
        self.live = sys.stderr.isatty()
        self.began = self.shown_at = time.monotonic()
        self.got = self.bytes = 0
        self.note = self.ahead = ""  # `ahead`: what to say first, as "3 of 12 done; "
        self.open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def __call__(self, event: Event) -> None:
        """Take one event of the fetcher."""
        from scraper.fetch import events

        match event:
            case events.Got():
                self.got += 1
                self.bytes += event.size
                self.note = ""
                words = f"got   {event.url} {event.status}{' (kept copy)' if event.from_archive else ''}"
            case events.Waiting():
                if event.seconds >= _FIRST_AFTER:
                    self.note = f"; waiting {event.seconds:.0f} s for {event.host}"
                words = f"wait  {event.host} {event.seconds:.1f} s: {event.why}"
            case events.Retrying():
                self.note = f"; asking {urlsplit(event.url).hostname or 'the site'} again"
                words = f"again {event.url} ({event.attempt}): {event.why}"
            case events.Drawn():
                self.note = f"; a browser draws {urlsplit(event.url).path or '/'}"
                words = f"draw  {event.url}"
            case events.Asked():
                words = f"fetch {event.url}"
        if self.loudness > 0:
            click.echo(printable(f"  {words}"), err=True)
        elif self.loudness == 0:
            self._status()

    def stand(self) -> str:
        """How far the work has come, for whoever breaks it off."""
        return f"{self.ahead}{self.got or 'no'} {'page' if self.got == 1 else 'pages'} read"

    def _status(self) -> None:
        now = time.monotonic()
        if now - self.began < _FIRST_AFTER or now - self.shown_at < (_EVERY if self.live else _EVERY_IN_A_LOG):
            return
        self.shown_at = now
        pages = "page" if self.got == 1 else "pages"
        line = printable(
            f"{self.ahead}{self.got} {pages} read, {self.bytes // 1024:,} kB, {now - self.began:.0f} s{self.note}"
        )
        if not self.live:
            click.echo(line, err=True)
            return
        click.echo("\r\x1b[2K" + line[: shutil.get_terminal_size().columns - 1], err=True, nl=False)
        self.open = True

    def clear(self) -> None:
        """Take the status line away, so that the next line starts clean."""
        if self.open:
            click.echo("\r\x1b[2K", err=True, nl=False)
            self.open = False
