"""A machine without a network, for the tests: only loopback answers.

`forbid(patch)` replaces the ways Python has to leave this machine: connecting, sending a datagram, looking up a name.
Each attempt fails as it would offline, so code under test takes its usual way, and is written down: the fixture in
conftest.py then fails the test. Names under `.invalid` may be looked up: they never exist (RFC 6761), so they are the
right ones for a test of an address that does not resolve.
"""

from __future__ import annotations

import errno
import functools
import ipaddress
import socket
from collections.abc import Callable
from typing import Any


def forbid(patch: Callable[[object, str, object], Any]) -> list[str]:
    """Forbid the network by way of `patch(target, name, value)`; gives the list the attempts are written to."""
    attempts: list[str] = []
    for name, at in (("connect", 0), ("connect_ex", 0), ("sendto", -1), ("sendmsg", 3)):
        if hasattr(socket.socket, name):  # sendmsg: not on Windows
            patch(socket.socket, name, _connecting(getattr(socket.socket, name), at, attempts))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        patch(socket, name, _looking_up(getattr(socket, name), attempts))
    return attempts


def _connecting(original: Callable[..., Any], at: int, attempts: list[str]) -> Callable[..., Any]:
    """`original`, a method of sockets whose argument number `at` is an address, for addresses on this machine."""

    @functools.wraps(original)
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[at] if at < len(arguments) else None
        if self.family in (socket.AF_INET, socket.AF_INET6) and address is not None and not _near(address[0]):
            attempts.append(f"{original.__name__} {address[0]}:{address[1]}")
            raise OSError(errno.ENETUNREACH, "no network in tests")
        return original(self, *arguments)

    return guarded


def _looking_up(original: Callable[..., Any], attempts: list[str]) -> Callable[..., Any]:
    """`original`, a function whose first argument is a host, for hosts no name server is needed for."""

    @functools.wraps(original)
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if _known_without_asking(host):
            return original(host, *arguments, **options)
        name = _text(host)
        if not name.endswith(".invalid"):
            attempts.append(f"{original.__name__} {name}")
        raise socket.gaierror(socket.EAI_NONAME, "no network in tests")

    return guarded


def _text(host: object) -> str:
    return (host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)).rstrip(".").lower()


def _near(host: object) -> bool:
    """Does this stay on the machine?"""
    name = _text(host)
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return name in ("localhost", "")


def _known_without_asking(host: object) -> bool:
    """Is the answer to this look-up known without a name server: no host, this machine, or an address as it is?"""
    if host is None or _near(host):
        return True
    try:
        ipaddress.ip_address(_text(host).split("%")[0])
    except ValueError:
        return False
    return True
