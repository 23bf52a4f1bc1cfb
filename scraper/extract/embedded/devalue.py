"""Values that frameworks wrote in shapes of their own: devalue (Nuxt 3, SvelteKit), Astro's pairs.

devalue is one flat list: index 0 is the root, every number inside an object or a list is the index of a value, and a
list that begins with a text is tagged (`["Reactive", 3]`, `["Date", "2026-.."]`). Cycles are allowed, so values are
made once and filled afterwards.
"""

from __future__ import annotations

from typing import Any

_WRAPPERS = frozenset(
    (
        "Reactive",
        "ShallowReactive",
        "Ref",
        "ShallowRef",
        "EmptyRef",
        "EmptyShallowRef",
        "NuxtError",
        "Island",
        "Object",
        "null",
    )
)
_COLLECTIONS = frozenset(("Set", "Array"))
_PLAIN = frozenset(("Date", "BigInt", "URL", "RegExp", "Symbol", "Temporal"))
_MAX_WRAPPED = 20
MAX_VALUES = 500_000
_MAX_DEPTH = 200


def devalue(flat: Any) -> Any:  # noqa: ANN401 -- JSON is any value
    """The value a devalue list holds. Raises ValueError when it is none."""
    if not isinstance(flat, list) or not flat or len(flat) > MAX_VALUES:
        raise ValueError("no devalue list")
    made: dict[int, Any] = {}
    waiting: list[tuple[dict[str, Any] | list[Any], Any]] = []

    def value(index: Any) -> Any:  # noqa: ANN401
        at = _unwrapped(index, flat)
        if at is None:
            return None
        if at not in made:
            made[at], rest = _begun(flat[at], flat)
            if rest is not None:
                waiting.append((made[at], rest))
        return made[at]

    root = value(0)
    while waiting:
        holder, raw = waiting.pop()
        if isinstance(holder, dict):
            holder.update((str(key), value(index)) for key, index in raw.items())
        else:
            holder.extend(value(index) for index in raw)
    return root


def _unwrapped(index: Any, flat: list[Any]) -> int | None:  # noqa: ANN401 -- JSON is any value
    """The index of a value behind its wrappers; None for undefined, holes, NaN, infinities (negative numbers)."""
    for _ in range(_MAX_WRAPPED):
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(flat):
            return None
        raw = flat[index]
        if not (isinstance(raw, list) and len(raw) > 1 and isinstance(raw[0], str) and raw[0] in _WRAPPERS):
            return index
        index = raw[1]
    return None


def _begun(raw: Any, flat: list[Any]) -> tuple[Any, Any]:  # noqa: ANN401 -- JSON is any value
    """(the value as far as it can be made, what is still to be put into it or None)."""
    if not isinstance(raw, (list, dict)):
        return raw, None
    if isinstance(raw, dict):
        return {}, raw
    if not raw or not isinstance(raw[0], str):
        return [], raw
    if raw[0] in _PLAIN:
        return (raw[1] if len(raw) > 1 and isinstance(raw[1], str) else None), None
    if raw[0] == "Map":
        return {}, dict(_pairs(raw[1:], flat))
    return [], raw[1:] if raw[0] in _COLLECTIONS else raw[1:2]


def astro(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 -- JSON is any value
    """The value of Astro's `[type, value]` pairs (0 plain, 1 list, the rest as written)."""
    if depth > _MAX_DEPTH:
        return None
    if not (
        isinstance(value, list) and len(value) == 2 and isinstance(value[0], int) and not isinstance(value[0], bool)
    ):
        return None
    kind, inner = value
    if kind in (1, 5) and isinstance(inner, list):
        return [astro(one, depth + 1) for one in inner]
    if kind == 0 and isinstance(inner, dict):
        return {key: astro(one, depth + 1) for key, one in inner.items()}
    return inner if not isinstance(inner, (list, dict)) else None


def _pairs(indexes: list[Any], flat: list[Any]) -> list[tuple[str, Any]]:
    keys = [flat[one] if isinstance(one, int) and 0 <= one < len(flat) else one for one in indexes[::2]]
    return [(str(key), one) for key, one in zip(keys, indexes[1::2], strict=False)]
