"""The page on this machine's loopback address: bound, served, ended."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Thread
from urllib.parse import urlencode

import uvicorn

from scraper.errors import InputError
from scraper.web import rehearsal, safety
from scraper.web.app import application
from scraper.web.desk import Desk

LOOPBACK = "127.0.0.1"
PORT = 8642
"""Where the page is when nobody says otherwise and nobody else is there: so that a bookmark holds."""
AT_ONCE = 64
GRACE = 2
PULL_GRACE = 10
MAX_HEAD = 32_768
"""Requests at once, seconds that open ones and a pull get at the end, bytes of a request's head."""
_OURS_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)  # on Windows "reuse" would share the port


def bind(port: int | None) -> socket.socket:
    """A socket on loopback: at `port`, or where None is asked at the usual one, else at any that is free.

    Raises InputError when that port is taken or not to be had.
    """
    for number in (PORT, 0) if port is None else (port,):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, _OURS_ALONE, 1)
        try:
            made.bind((LOOPBACK, number))
        except OSError as problem:
            made.close()
            if port is not None or number == 0:
                raise InputError(
                    f"port {number} cannot be had: {problem.strerror}", hint="choose another: --port 0 takes any"
                ) from problem
        else:
            return made
    raise AssertionError("port 0 is bound or raises")


def way_in(desk: Desk, to: str = "/") -> str:
    """The address that opens the page, once."""
    return f"http://{LOOPBACK}:{desk.port}{safety.OPEN}?{urlencode({'key': desk.keys.link or '', 'to': to})}"


def serve(
    desk: Desk,
    at: socket.socket,
    *,
    ready: Callable[[], None] = lambda: None,
    held: Callable[[uvicorn.Server], None] = lambda _: None,
) -> None:
    """Answer requests at the socket until Ctrl-C; then every connection is closed and the socket, too.

    `ready` is called once connections are taken; `held` is given the server, whose `should_exit` ends it as Ctrl-C does.
    """
    configuration = uvicorn.Config(
        application(desk), loop="asyncio", http="h11", ws="none", lifespan="off", interface="asgi3",
        log_level="error", access_log=False, server_header=False, proxy_headers=False, limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=GRACE, h11_max_incomplete_event_size=MAX_HEAD,
    )  # fmt: skip
    server = _Server(configuration)
    server.ready, server.desk = ready, desk
    held(server)
    if desk.file.exists():
        desk.tally.begin()  # while the browser starts
    try:
        server.run(sockets=[at])
    except KeyboardInterrupt:
        pass
    finally:
        at.close()
        desk.pulling.end(PULL_GRACE)


class _Server(uvicorn.Server):
    """Says when it has begun, and ends what would keep it from ending."""

    ready: Callable[[], None]
    desk: Desk

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As the library does; then tell."""
        await super().startup(sockets)
        rehearsal.begin()
        self.ready()
        asked = self.server_state.tasks
        Thread(target=rehearsal.rehearse, args=(self.desk, lambda: bool(asked)), name="rehearsal", daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Streams that tell of a pull end at once, and so does the pull; then as the library does."""
        self.desk.ended = True
        self.desk.pulling.stop()
        await super().shutdown(sockets)
