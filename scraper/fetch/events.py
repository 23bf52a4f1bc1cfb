"""What a fetcher tells while it works: small frozen values handed to `on_event`, for a progress line.

`on_event` is called on the event loop and must return at once; it must not raise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Asked:
    """A page was asked for (once a page, before any waiting)."""

    url: str


@dataclass(frozen=True, slots=True)
class Got:
    """An answer is here. `size` is what came over the wire; `from_archive`: the bytes are those kept from before."""

    url: str
    status: int
    size: int
    from_archive: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is sent to `host` for so many seconds, and why."""

    host: str
    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Retrying:
    """Attempt number `attempt` (2 is the first repetition) is about to be made, because the one before failed."""

    url: str
    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The browser begins to draw a page that is here (seconds of work)."""

    url: str


Event: TypeAlias = Asked | Got | Waiting | Retrying | Drawn
OnEvent: TypeAlias = Callable[[Event], None]


def unheard(event: Event) -> None:
    """The listener where nobody listens."""
