"""A cluster of dask workers as an executor (extra `scale`). The only importer of distributed.

The workers need coffeechat of the same version. Each puts a fence of its own around what it reads, so a page that kills
does not cost a worker. A dask cluster runs whatever it is sent: it is trusted, and so is everybody who can reach it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, cast

from scraper import __version__
from scraper.errors import InputError
from scraper.workers import job
from scraper.workers.fence import Fence
from scraper.workers.parcels import unpack

_CONNECT_WITHIN = "10s"
_lock = threading.Lock()
_idle: list[Fence] = []


@contextmanager
def connect(address: str, *, seconds: float) -> Iterator[tuple[Executor, int]]:
    """The cluster whose scheduler is at HOST:PORT, and how many jobs it does at once.

    Raises InputError when distributed is not installed, nobody answers, or the workers have another coffeechat.
    """
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra, and slow
    except ImportError as problem:
        raise InputError("dask:// needs distributed", hint="pip install 'coffeechat[scale]'") from problem
    try:
        client = cast("Any", Client)(f"tcp://{address}", timeout=_CONNECT_WITHIN, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise InputError(f"no dask scheduler answers at {address}", hint="dask scheduler; dask worker") from problem
    with client:
        size = sum(client.nthreads().values())
        if not size:
            raise InputError(f"the dask scheduler at {address} has no workers", hint=f"dask worker tcp://{address}")
        _check(client, address)
        yield _Spread(client.get_executor(pure=False), seconds), size


def _check(client: Any, address: str) -> None:  # noqa: ANN401 -- distributed.Client
    """Is the same coffeechat there?"""
    try:
        told = client.run(job.say_version, b"")
    except Exception as problem:  # what a worker raises that cannot even import us
        raise InputError(
            f"the dask workers at {address} have no coffeechat", hint=f"pip install coffeechat=={__version__} there"
        ) from problem
    for worker, answer in told.items():
        version = unpack(answer)[0]
        if version != __version__:
            raise InputError(f"the dask worker {worker} has coffeechat {version}, and this is {__version__}")


class _Spread(Executor):
    """The cluster's executor, with a fence around each job at the far end."""

    def __init__(self, executor: Executor, seconds: float) -> None:
        self._executor = executor
        self._seconds = seconds

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 -- the interface's
        """Have `fn(parcel)` done by a worker of the cluster."""
        del kwargs
        return self._executor.submit(fenced, fn.__name__, args[0], self._seconds)


def fenced(name: str, parcel: bytes, seconds: float) -> bytes:
    """Do a job behind a fence of this process: what a dask worker runs. Raises FenceError."""
    with _lock:
        fence = _idle.pop() if _idle else None
    fence = fence or Fence(seconds=seconds)
    try:
        return fence.call(name, parcel)
    finally:
        with _lock:
            _idle.append(fence)
