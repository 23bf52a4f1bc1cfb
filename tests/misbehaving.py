"""A conference on loopback whose list is good and whose people's own pages misbehave as they are told to.

`conference({slug: answers})` serves it. The list names everybody and tells nothing else; who works where stands on
their own pages alone, so that whatever goes wrong there is seen.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from fetching import answer

PEOPLE = {
    "ana": ("Ana Ruiz", "Harbour Pilot", "Tidewater Ferries"),
    "bo": ("Bo Lindqvist", "Head of Design", "Loomwork"),
    "chioma": ("Chioma Adeyemi", "Civil Engineer", "City of Lindenmouth"),
    "jurgen": ("Jürgen Großmann", "Geschäftsführer", "Müller & Söhne GmbH"),
}
HEAD = "<!doctype html><html><head><title>{title} | Spring School 2026</title></head><body>"
ALL_GOOD: Mapping[str, Sequence[object]] = {}


@dataclass
class Site:
    """A running conference: its address, and every path that was asked for (robots.txt left out)."""

    base: str
    asked: list[str] = field(default_factory=list)

    @property
    def start(self) -> str:
        """The page that lists the people."""
        return f"{self.base}/speakers/"


def listing() -> bytes:
    """The page that lists everybody by name."""
    cards = "".join(
        f'<div class="card"><h3><a href="/speakers/{slug}/">{name}</a></h3></div>'
        for slug, (name, *_) in PEOPLE.items()
    )
    return f"{HEAD.format(title='Speakers')}<h1>Speakers</h1><section>{cards}</section></body></html>".encode()


def own_page(slug: str, *, filler: str = "") -> str:
    """Somebody's own page."""
    name, role, employer = PEOPLE[slug]
    text = f'<main><h1>{name}</h1><p class="role">{role}</p><p class="org">{employer}</p><p>{name} speaks often.</p>'
    return f"{HEAD.format(title=name)}{text}{filler}</main></body></html>"


class _Server:
    """The loop in a thread of its own."""

    def __init__(self, faults: Mapping[str, Sequence[object]], *, always: bool) -> None:
        self.site = Site("")
        self.ready, self.over = threading.Event(), threading.Event()
        self._faults = faults
        self._always = always
        self._seen: dict[str, int] = {}

    def run(self) -> None:
        """Serve until `over` is set."""
        with suppress(asyncio.CancelledError):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.site.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.ready.set()
        await asyncio.to_thread(self.over.wait)
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(b"\r\n\r\n")
            given = self._chosen(head.split(b" ")[1].decode())
            if isinstance(given, bytes):
                writer.write(given)
            else:
                await given(reader, writer, head)
            await writer.drain()
        writer.close()

    def _chosen(self, path: str) -> object:
        if path == "/robots.txt":
            return answer(b"User-agent: *\nAllow: /\n")
        self.site.asked.append(path)
        if path == "/speakers/":
            return answer(listing())
        slug = path.partition("?")[0].removeprefix("/speakers/").strip("/")
        if slug not in PEOPLE or not path.startswith("/speakers/"):
            return answer(b"<h1>Not found</h1>", status="404 Not Found")
        number = self._seen[slug] = self._seen.get(slug, 0) + 1
        bad = self._faults.get(slug, ())
        if bad and (self._always or number <= len(bad)):
            return bad[min(number, len(bad)) - 1]
        return answer(own_page(slug).encode())


@contextmanager
def conference(faults: Mapping[str, Sequence[object]] = ALL_GOOD, *, always: bool = False) -> Iterator[Site]:
    """Serve it. `faults`: what the first requests for a person's own page get, one a request; then it is good.

    `always`: the last of them for ever. An answer is bytes, or a coroutine function of (reader, writer, request).
    """
    server = _Server(faults, always=always)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    server.ready.wait(10)
    try:
        yield server.site
    finally:
        server.over.set()
        thread.join(10)
