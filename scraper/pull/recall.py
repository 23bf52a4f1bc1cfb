"""What was read of a page, kept beside it: a page that has not changed is not read again.

Reading is pure, so the same page read in the same way by the same program gives the same. `mark` is the fingerprint of
all three; under it `written` keeps a `Looked` as text, and `told` gives it back. What cannot be written (a function
made on the spot) is read again each time. Nothing that stands in the archive is run: functions are named, and only
those that read pages are found by their names.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import fields, replace
from functools import cache, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import FunctionType
from typing import Any, Protocol, runtime_checkable

from scraper import __version__, reference, registry
from scraper.crawl import Looked, Step
from scraper.errors import CoffeechatError
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Follow, Page

Look = Callable[[Step, Page], Awaitable[Looked]]
_NOUNS = (Sighting, Talk, LeftOut, Edition, Follow)
_READERS = ("scraper.extract.", "adapters.")
_LARGEST = 100_000_000  # bytes of one reading, unpacked


class Unwritable(Exception):  # noqa: N818 -- no failure: it is read again
    """Something that cannot be kept as text."""


@runtime_checkable
class Memory(Protocol):
    """Where readings are kept: a Fetcher's archive."""

    def recall(self, page: str, way: str, mark: str) -> bytes | None:
        """What was kept under this mark; None for nothing."""

    async def remember(self, page: str, way: str, mark: str, found: bytes) -> None:
        """Keep it."""


def recalling(look: Look, memory: Memory) -> Look:
    """`look`, asked only for pages of which `memory` does not tell what was read the last time."""

    async def looked(step: Step, page: Page) -> Looked:
        try:
            way, mark = _way(step), mark_of(step, page)
        except Unwritable:
            return await look(step, page)
        kept = memory.recall(page.url, way, mark)
        if kept is not None and (found := told(kept, step)) is not None:
            return found
        found = await look(step, page)
        with suppress(Unwritable):
            await memory.remember(page.url, way, mark, written(found, step))
        return found

    return looked


def mark_of(step: Step, page: Page) -> str:
    """The fingerprint of a page, of how it is to be read, and of the program that does. Raises Unwritable."""
    how = _text([_way(step), step.known, _given(step), step.probed])
    what = (reader(), how, page.url, str(page.status), page.content_type, page.digest)
    return hashlib.sha256("\0".join(what).encode("utf-8", "surrogatepass")).hexdigest()


def written(looked: Looked, step: Step) -> bytes:
    """What was found, as text, packed. Raises Unwritable."""
    mine = looked.step.adapter  # the step's own, or that of the product that draws the page
    text = _text(
        {
            "adapter": None if mine is step.adapter else mine.name,
            "found": looked.found,
            "behind": [[adapter.name, url] for adapter, url in looked.behind],
            "faults": looked.faults,
        }
    )
    return zlib.compress(text.encode(), 1)


def told(kept: bytes, step: Step) -> Looked | None:
    """What `written` kept; None where it cannot be made out any more."""
    try:
        said = json.loads(zlib.decompressobj().decompress(kept, _LARGEST))
        mine = registry.get(said["adapter"]) if said["adapter"] else None
        return Looked(
            step if mine is None else replace(step, adapter=mine, extract=mine.extract),
            tuple(_made(one) for one in said["found"]),
            tuple((registry.get(name), url) for name, url in said["behind"]),
            tuple((name, said) for name, said in said["faults"]),
        )
    except (
        zlib.error,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ImportError,
        RecursionError,
        CoffeechatError,
    ):
        return None


@cache
def reader() -> str:
    """The fingerprint of this program, as it stands: its version, its files, its tables, adapters of other packages."""
    house = Path(__file__).parent
    own = [*house.rglob("*.py"), *house.parent.joinpath("adapters").glob("*.py")]
    tables = chain.from_iterable(one.rglob("*") for one in (reference.folder(), reference.own_folder()) if one.is_dir())
    others = [Path(str(module.__file__)) for one in registry.everyone() if (module := registry.module_of(one))]
    seen = []
    for file in sorted({*own, *tables, *others}):
        with suppress(OSError):  # it went away just now
            at = file.stat()
            seen.append((str(file), at.st_size, at.st_mtime_ns))
    return hashlib.sha256(repr((__version__, sys.version_info[:3], seen)).encode()).hexdigest()


def _way(step: Step) -> str:
    """How a page is read, in words: the adapter, and its extract where that is not the adapter's own."""
    extract = step.extract.func if isinstance(step.extract, partial) else step.extract
    return step.adapter.name if extract is step.adapter.extract else f"{step.adapter.name} {_name(extract)}"


def _given(step: Step) -> tuple[object, ...] | None:
    """What its extract was given beforehand."""
    extract = step.extract
    return (extract.args, [*extract.keywords.items()]) if isinstance(extract, partial) else None


def _text(value: object) -> str:
    """A value as JSON that `_made` makes it of again; the same for equal values. Raises Unwritable."""
    try:
        return json.dumps(value, default=_plain)
    except (TypeError, ValueError, RecursionError) as problem:
        raise Unwritable from problem


def _plain(value: object) -> dict[str, object]:
    """What JSON has no form for, as an object that says what it is; what it holds is asked for in its turn."""
    kind = type(value)
    if (write := _WRITTEN.get(kind.__name__)) is None or kind not in _KINDS:
        raise Unwritable
    return {kind.__name__: write(value)}


def _made(value: Any) -> Any:  # noqa: ANN401 -- whatever was kept
    if isinstance(value, list):
        return tuple(map(_made, value))
    if not isinstance(value, dict):
        return value
    kind, of = value.popitem()
    return _MADE[kind](of)


def _told_of(noun: object) -> dict[str, object]:
    """The facts of one of our nouns that are not what they are by themselves."""
    facts = ((name, getattr(noun, name), default) for name, default in _defaults(type(noun).__name__))
    return {name: fact for name, fact, default in facts if fact != default}


@cache
def _defaults(noun: str) -> tuple[tuple[str, object], ...]:
    return tuple((one.name, one.default) for kind in _NOUNS if kind.__name__ == noun for one in fields(kind))


def _noun(noun: Any, told: dict[str, Any]) -> object:  # noqa: ANN401 -- one of our nouns
    return noun(**{name: _made(fact) for name, fact in told.items()})


def _known(name: str) -> FunctionType:
    if (found := _function(name)) is None:
        raise LookupError(name)
    return found


def _name(function: object) -> str:
    """The name an extract is found by again. Raises Unwritable for one that has none."""
    if isinstance(function, FunctionType):
        name = f"{function.__module__}:{function.__qualname__}"
        if _function(name) is function:
            return name
    raise Unwritable


@cache
def _function(name: str) -> FunctionType | None:
    """The function of that name, if it is one that reads pages."""
    module, _, function = name.partition(":")
    if not module.startswith(_READERS):
        return None
    found = getattr(import_module(module), function, None)
    return found if isinstance(found, FunctionType) and found.__module__ == module else None


_KINDS = frozenset({*_NOUNS, frozenset, partial, FunctionType})
_WRITTEN: dict[str, Callable[[Any], object]] = {
    "frozenset": sorted,
    "partial": lambda one: [_name(one.func), one.args, [*one.keywords.items()]],
    "function": _name,
}
_WRITTEN |= {noun.__name__: _told_of for noun in _NOUNS}
_MADE: dict[str, Callable[[Any], Any]] = {
    "frozenset": lambda some: frozenset(_made(one) for one in some),
    "partial": lambda one: partial(_known(one[0]), *_made(one[1]), **{key: _made(of) for key, of in one[2]}),
    "function": _known,
}
_MADE |= {noun.__name__: partial(_noun, noun) for noun in _NOUNS}
