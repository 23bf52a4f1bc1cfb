"""What Python does to the world outside its own memory, as it tells its audit hooks: sockets, files, programs.

`with watching() as seen:` lists it. A hook cannot be taken away again, so there is one, and it is deaf outside the block.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_CHANGING = {  # audit event -> which of its arguments are paths that change
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
    "sqlite3.connect": (0,),
}
_PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "webbrowser.open"})


@dataclass
class Seen:
    """What happened: sockets of the internet's families, names looked up, programs started, paths written to."""

    sockets: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)


_listeners: list[Seen] = []
_armed: list[bool] = []


@contextmanager
def watching() -> Iterator[Seen]:
    """Listen for as long as the block runs."""
    if not _armed:
        sys.addaudithook(_hear)
        _armed.append(True)
    seen = Seen()
    _listeners.append(seen)
    try:
        yield seen
    finally:
        _listeners.remove(seen)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _listeners:
        seen = _listeners[-1]
        if event.startswith("socket."):
            _socket(seen, event, arguments)
        elif event in _PROGRAMS:
            seen.programs.append(f"{event} {arguments[0]}")
        elif event == "open":
            path, mode, flags = arguments
            if (flags or 0) & _WRITING or set(mode or "") & set("wax+"):
                _write(seen, path)
        else:
            for at in _CHANGING.get(event, ()):
                _write(seen, arguments[at])


def _socket(seen: Seen, event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.__new__":
        if arguments[1] in _INTERNET:
            seen.sockets.append(event)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        seen.sockets.append(f"{event} {arguments[0]}")
    elif event in ("socket.connect", "socket.bind", "socket.sendto") and arguments[0].family in _INTERNET:
        seen.sockets.append(f"{event} {arguments[1]}")


def _write(seen: Seen, path: Any) -> None:
    """Note a path; not descriptors, nowhere, memory, read-only databases, nor the code Python compiles for itself."""
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not isinstance(path, str | Path):
        return
    text = str(path)
    if text.startswith("file:"):
        if "mode=ro" in text or "immutable=1" in text:
            return
        text = text.removeprefix("file:").removeprefix("//").partition("?")[0]
    if text not in ("", ":memory:", os.devnull) and "__pycache__" not in text:
        seen.written.append(Path(text).absolute())
