"""What travels between processes, as bytes: plain values by themselves, adapters and their functions by name.

An Extract made by `cards(...)` and its like is a function within a function, which pickle cannot send. It is sent as the
way to it: which adapter, and which of the functions its own hold on to. On the other side the same adapter is loaded, so
the same way leads to the same function.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from functools import cache, partial
from types import FunctionType
from typing import Any, ClassVar

from scraper import registry
from scraper.adapter import Adapter
from scraper.errors import CoffeechatError

_DEEPEST = 12
_VALUES = frozenset(
    {
        "builtins.set", "builtins.frozenset", "builtins.complex", "builtins.range", "builtins.slice", "functools.partial", "datetime.datetime",
        "datetime.date", "datetime.timedelta", "datetime.timezone", "types.MappingProxyType", "collections.OrderedDict", "builtins.bytearray",
    }
)  # fmt: skip


class UnsendableError(Exception):
    """Something that only this process knows: an adapter that is not installed, a function made on the spot."""


def pack(value: object) -> bytes:
    """The value as bytes. Raises UnsendableError."""
    file = io.BytesIO()
    try:
        _Packer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    except (pickle.PicklingError, AttributeError, TypeError, RecursionError) as problem:
        raise UnsendableError(str(problem)) from problem
    return file.getvalue()


def unpack(data: bytes) -> Any:  # noqa: ANN401 -- whatever was packed
    """The value that was packed. Raises UnsendableError for what this side does not know, or nobody may send."""
    try:
        return _Unpacker(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, LookupError, CoffeechatError) as problem:
        raise UnsendableError(str(problem)) from problem


class _Packer(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 -- what pickle takes
        if isinstance(value, Adapter) and registry.get(value.name) is value:
            return _adapter, (value.name,)
        if isinstance(value, FunctionType) and (way := _ways().get(value)):
            return _inner, way
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    _found: ClassVar[dict[tuple[str, str], object]] = {}

    def find_class(self, module: str, name: str) -> object:
        """Nothing but our own values and functions, those of adapters, and a few of the standard library."""
        if (known := self._found.get((module, name))) is not None:
            return known
        if f"{module}.{name}" not in _VALUES and module.partition(".")[0] not in _roots():
            raise pickle.UnpicklingError(f"{module}.{name} is not sent")
        found = super().find_class(module, name)
        home = getattr(found, "__module__", "")
        if f"{module}.{name}" not in _VALUES and home.partition(".")[0] not in _roots():
            raise pickle.UnpicklingError(f"{module}.{name} is not sent")
        return self._found.setdefault((module, name), found)


def _adapter(name: str) -> Adapter:
    return registry.get(name)


def _inner(adapter: str, number: str) -> FunctionType:
    """A function that an adapter's own hold on to."""
    return _functions()[adapter, number]


@cache
def _roots() -> frozenset[str]:
    published = (point.module.partition(".")[0] for point in registry.points())
    return frozenset(("scraper", "adapters", *published))


@cache
def _functions() -> dict[tuple[str, ...], FunctionType]:
    """Every function that an adapter's own functions hold on to, by the adapter's name and its number there."""
    found: dict[tuple[str, ...], FunctionType] = {}
    for adapter in registry.everyone():
        seen: dict[int, object] = {}
        inside = [
            one
            for start in (adapter.extract, adapter.embedded, adapter.fits)
            for one in _held(start, seen, 0)
            if "<" in one.__qualname__
        ]
        found |= {(adapter.name, str(number)): one for number, one in enumerate(inside)}
    return found


@cache
def _ways() -> dict[FunctionType, tuple[str, ...]]:
    return {function: way for way, function in reversed(_functions().items())}


def _held(value: object, seen: dict[int, object], depth: int) -> Iterator[FunctionType]:
    """The functions below a value, itself among them, always in the same order."""
    if depth > _DEEPEST or id(value) in seen:
        return
    below: tuple[object, ...] = ()
    if isinstance(value, FunctionType):
        yield value
        below = (
            *(cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)),
            *(value.__defaults__ or ()),
        )
    elif isinstance(value, partial):
        below = (value.func, *value.args, *value.keywords.values())
    elif isinstance(value, (tuple, list)):
        below = tuple(value)
    elif isinstance(value, dict):
        below = tuple(value.values())
    elif type(value).__module__.partition(".")[0] in _roots() and hasattr(value, "__dataclass_fields__"):
        below = tuple(getattr(value, name, None) for name in value.__dataclass_fields__)
    seen[id(value)] = value
    for one in below:
        yield from _held(one, seen, depth + 1)


def _is_filled(cell: Any) -> bool:  # noqa: ANN401 -- types.CellType, which tells it only by raising
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False
