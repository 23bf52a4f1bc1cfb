"""The same thing asked for by several at once is done once, and all get what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Once(Generic[Key, Value]):
    """`await once(key, make)` joins the work under way for `key`, or begins it with `make()`.

    Nothing is remembered after it ends. Whoever waits may be cancelled without harm to the others.
    """

    def __init__(self) -> None:
        self._under_way: dict[Key, asyncio.Task[Value]] = {}

    async def __call__(self, key: Key, make: Callable[[], Coroutine[Any, Any, Value]]) -> Value:
        """What comes of the work for `key`: its value, or what it raises."""
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(make())
            task.add_done_callback(lambda done: self._done(key, done))
        return await asyncio.shield(task)

    def _done(self, key: Key, task: asyncio.Task[Value]) -> None:
        self._under_way.pop(key, None)
        if not task.cancelled():
            task.exception()  # taken note of, even when everybody who waited has gone

    async def aclose(self) -> None:
        """Cancel what is under way and wait until it has let go of everything."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
