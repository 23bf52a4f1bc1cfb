"""The browser's only way out: a proxy on loopback that lets a page's scripts reach only what we may fetch.

Chromium is told to send everything through here, its own errands and redirects too, so that no request slips past: a
name is resolved once, here, the number it stands for is judged by `Borders`, and that very number is connected to.
Nothing is decoded or kept; bytes are counted, and there is an end to them. One gateway serves the drawing of one page.
"""

from __future__ import annotations

import asyncio
import base64
import re
import socket
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

from scraper.errors import CoffeechatError
from scraper.fetch.addresses import Borders, canonical, host_of, origin
from scraper.fetch.transport import CONNECT_WITHIN, proxy_for

MAX_TRAFFIC = 40_000_000  # bytes through the gateway for one page, both ways
MAX_CONNECTIONS = 300
_HEAD_WITHIN = 10.0
_MAX_HEAD = 64_000
_CHUNK = 64_000
_NUMBERS_TRIED = 3
_HOP = frozenset({"proxy-connection", "proxy-authorization", "connection", "keep-alive"})
_LENGTH = re.compile(r"\d{1,9}")


class Request(NamedTuple):
    """What the browser wants: `tunnel` for CONNECT, else one plain request, its head ready for the server itself."""

    url: str
    tunnel: bool
    raw: bytes
    head: bytes
    length: int


class Gateway:
    """An async context manager; `address` is what to give the browser as its proxy.

    page: the canonical address of the page that is drawn. borders: what a pull may reach (shared with the fetcher).
    `refused` lists the origins nobody was let through to, each once.
    """

    def __init__(self, page: str, borders: Borders) -> None:
        self.refused: dict[str, str] = {}
        self.traffic = 0
        self._page = page
        self._borders = borders
        self._numbers: dict[str, list[str]] = {}
        self._connections = 0
        self._closing = False
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MAX_HEAD)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._server.close()
        tasks = list(self._serving)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def address(self) -> str:
        """Where the gateway listens."""
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("served outside a task")
        self._serving.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the browser or the server went away: the other one notices
        except asyncio.CancelledError:
            if not self._closing:
                raise
            # swallowed: some releases of Python report a handler that was cancelled on stderr
        finally:
            self._serving.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_WITHIN):
            head = await reader.readuntil(b"\r\n\r\n")
        self._connections += 1
        where = "?"
        try:
            wanted = read_head(head)
            where = origin(wanted.url)
            self._still_may()
            source, sink, first = await self._connect(wanted)
        except (CoffeechatError, ValueError) as problem:
            self.refused.setdefault(where, str(problem))
            await _say(writer, b"403 Forbidden")
            return
        except OSError:
            await _say(writer, b"502 Bad Gateway")
            return
        try:
            await self._carry(wanted, first, (reader, writer), (source, sink))
        finally:
            sink.close()

    def _still_may(self) -> None:
        if self._connections > MAX_CONNECTIONS or self.traffic > MAX_TRAFFIC:
            raise ValueError("more than a page may ask for")

    async def _carry(
        self,
        wanted: Request,
        first: bytes,
        browser: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Carry bytes both ways until one side has ended."""
        if first:
            server[1].write(first)
        elif wanted.tunnel:
            browser[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = asyncio.ensure_future(self._pump(server[0], browser[1]))
        forth = asyncio.ensure_future(self._pump(browser[0], server[1], None if wanted.tunnel else wanted.length))
        both = {back, forth} if wanted.tunnel else {back}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in (back, forth):
                one.cancel()
            await asyncio.gather(back, forth, return_exceptions=True)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, left: int | None = None) -> None:
        while left is None or left > 0:
            data = await source.read(_CHUNK if left is None else min(left, _CHUNK))
            self.traffic += len(data)
            if not data or self.traffic > MAX_TRAFFIC:
                return
            left = None if left is None else left - len(data)
            sink.write(data)
            await sink.drain()

    async def _connect(self, wanted: Request) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
        """A connection to where the request goes, and the bytes to begin it with.

        Raises NotAllowed and the like for what the borders keep out, OSError where nobody answers.
        """
        parts = urlsplit(wanted.url)
        proxy = proxy_for(wanted.url)
        if proxy:  # it resolves names; numbers and names we know as private do not pass
            self._borders.cross(self._page, wanted.url)
            other = urlsplit(proxy)
            pair = await _open(other.hostname or "", other.port or 80, secure=other.scheme == "https")
            return *pair, _with_password(wanted.raw, other.username, other.password)
        host = host_of(wanted.url)
        numbers = await self._resolve(host)
        self._borders.cross(self._page, wanted.url)
        if not numbers:
            raise ValueError(f"{host} resolves to a private address")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        tried = numbers[:_NUMBERS_TRIED]
        for number in tried[:-1]:
            with suppress(OSError):
                return *(await _open(number, port)), wanted.head
        return *(await _open(tried[-1], port)), wanted.head

    async def _resolve(self, host: str) -> list[str]:
        """The numbers `host` may be connected at, looked up once a page."""
        if host not in self._numbers:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            self._numbers[host] = self._borders.admit(host, [str(one[4][0]) for one in found])
        return self._numbers[host]


async def _say(writer: asyncio.StreamWriter, status: bytes) -> None:
    writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()


async def _open(host: str, port: int, *, secure: bool = False) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(CONNECT_WITHIN):
        return await asyncio.open_connection(host, port, ssl=secure or None, limit=_CHUNK)


def read_head(raw: bytes) -> Request:
    """What a browser asks its proxy for. Raises ValueError, or NotAPage for an address that is none."""
    lines = raw.decode("latin-1").split("\r\n")
    method, target, version = lines[0].split(" ")
    if method == "CONNECT":
        url = canonical(f"https://{target}/")
        return Request(url, tunnel=True, raw=raw, head=b"", length=0)
    url = canonical(target)
    if not url.startswith("http:"):
        raise ValueError("only http is asked for in the open")
    kept = [line for line in lines[1:] if line and line.partition(":")[0].strip().lower() not in _HOP]
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in kept)}
    length = fields.get("content-length", "0")
    if "transfer-encoding" in fields or "upgrade" in fields or not _LENGTH.fullmatch(length):
        raise ValueError("a request of a kind that is not carried")
    path = "/" + target.split("://", 1)[1].partition("/")[2].partition("#")[0]
    head = "\r\n".join((f"{method} {path} {version}", *kept, "Connection: close", "", ""))
    return Request(url, tunnel=False, raw=raw, head=head.encode("latin-1"), length=int(length))


def _with_password(raw: bytes, name: str | None, password: str | None) -> bytes:
    """The head as the user's own proxy wants it."""
    if not name:
        return raw
    pair = f"{unquote(name)}:{unquote(password or '')}".encode()
    line = b"Proxy-Authorization: Basic " + base64.b64encode(pair)
    first, rest = raw.split(b"\r\n", 1)
    return b"\r\n".join((first, line, rest))
