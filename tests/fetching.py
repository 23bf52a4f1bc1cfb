"""What the tests of scraper.fetch share: a clock that only moves when somebody waits, and a server of raw answers."""

from __future__ import annotations

import asyncio
import zlib
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx

from scraper.errors import CoffeechatError
from scraper.fetch.client import Fetcher

PAGE = b"<!doctype html><html><body><h1>Speakers</h1></body></html>"
START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Time:
    """Monotonic seconds, the date, and sleeping, without any time going by. `slept` lists the naps."""

    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []

    def clock(self):
        return self.seconds

    def now(self):
        return START + timedelta(seconds=self.seconds - 1_000)

    async def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
        await asyncio.sleep(0)


def fetcher(answer, *, time=None, archive=None, robots="", **options):
    """A Fetcher over `answer(request) -> httpx.Response`, and the list of what it asks for (robots.txt left out).

    `robots`: what /robots.txt says; None lets `answer` have those too.
    """
    time = time or Time()
    asked = []

    def handle(request):
        if robots is not None and request.url.path == "/robots.txt":
            return httpx.Response(200, text=robots)
        asked.append(request)
        return answer(request)

    made = Fetcher(
        archive=archive,
        transport=httpx.MockTransport(handle),
        clock=time.clock,
        sleep=time.sleep,
        now=time.now,
        **options,
    )
    return made, asked


def html(body=PAGE, status=200, **headers):
    """An answer with a page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, content=body, headers={"content-type": "text/html"} | named)


def urls(asked):
    return [str(request.url) for request in asked]


def run(made, *addresses, linked_from=None):
    """What each address gives, one after another: a Page or the error."""

    async def go():
        async with made as opened:
            found = []
            for address in addresses:
                try:
                    found.append(await opened.get(address, linked_from=linked_from))
                except CoffeechatError as problem:
                    found.append(problem)
            return found

    return asyncio.run(asyncio.wait_for(go(), 20))


@asynccontextmanager
async def raw_server(*answers):
    """A server on loopback that gives one raw answer a connection, the last for ever; robots.txt is 404.

    An answer is bytes, or a coroutine function of (reader, writer). Yields the address and the list of paths asked.
    """
    paths = []

    async def talk(reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode()
            if path == "/robots.txt":
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                paths.append(path)
                answer = answers[min(len(paths), len(answers)) - 1]
                if isinstance(answer, bytes):
                    writer.write(answer)
                else:
                    await answer(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", paths
    finally:
        server.close()


def answer(body=PAGE, *headers, status="200 OK", length=None):
    """The bytes of a whole answer; `length` is what it says of itself (None: the truth, False: nothing)."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", "Connection: close", *headers]
    if length is not False:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def gzipped(body, wbits=31):
    packer = zlib.compressobj(6, zlib.DEFLATED, wbits)
    return packer.compress(body) + packer.flush()
