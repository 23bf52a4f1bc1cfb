"""The sample conference, served on this machine.

`data/tour/` is a static site like any other; the tour pulls it through the very same path as a real one. Only
``coffeechat tour`` imports this module, so the server costs other commands nothing.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import PathLike
from pathlib import Path
from socketserver import TCPServer
from typing import Any, BinaryIO

from scraper import reference
from scraper.errors import InputError

_LOOPBACK = "127.0.0.1"
_AT_ONCE = 32  # connections; one more is closed unread
_SILENCE = 10.0  # seconds a connection may stay silent
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


@contextmanager
def serve(folder: Path | None = None) -> Iterator[str]:
    """Serve `folder` (the sample conference when None) on loopback, at a port that is free; yields its address.

    Files are read-only to the world: GET and HEAD, nothing outside the folder, no listing of folders. On leaving, every
    connection and thread is gone. Raises InputError when the folder is missing or no port can be had.
    """
    root = (folder or reference.folder() / "tour").resolve()
    if not root.is_dir():
        raise InputError(f"there is no folder {root} to serve")
    try:
        server = _Server((_LOOPBACK, 0), partial(_Handler, directory=str(root)))
    except OSError as problem:
        raise InputError(f"cannot serve on {_LOOPBACK}: {problem.strerror}") from problem
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="tour-server", daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """A thread a connection, not more than a few, all of them over when the server is closed."""

    daemon_threads = False  # daemons would not be waited for

    def __init__(self, address: tuple[str, int], handler: partial[_Handler]) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Without the library's look-up of the machine's own name, which asks the network on some systems."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _LOOPBACK, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 -- the library's signature
        """Answer in a thread of its own; one connection too many is closed unread."""
        if len(self._open) >= _AT_ONCE:
            super().shutdown_request(request)
            return
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 -- the library's signature
        """A connection is over."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet: a client that hangs up is no news."""

    def server_close(self) -> None:
        """Wake those who wait for a silent client, then wait for every thread."""
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder, and `index.html` for a folder's address."""

    server_version = "coffeechat-tour"
    sys_version = ""
    timeout = _SILENCE

    def guess_type(self, path: str | PathLike[str]) -> str:
        """By our own table: the machine's differs from system to system."""
        return _TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def send_head(self) -> BytesIO | BinaryIO | None:
        """As the library does, for what really lies in the folder: a link that leads out of it is not there."""
        try:
            inside = Path(self.translate_path(self.path)).resolve().is_relative_to(self.directory)
        except (OSError, ValueError):  # a name no file can have
            inside = False
        if inside:
            return super().send_head()
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def list_directory(self, path: str | PathLike[str]) -> None:  # noqa: ARG002 -- the library's signature
        """A folder without a page of its own is not shown."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *_arguments: object) -> None:
        """Quiet: the tour tells what it does in its own words."""
