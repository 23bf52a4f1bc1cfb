"""JSON that claims to be of a known shape, taken at its word only as far as it holds: what is missing is empty."""

from __future__ import annotations

from typing import Any

from scraper.text import squash


def mapping(value: object) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> list[dict[str, Any]]:
    """The objects of a list; whatever else is in it is left out."""
    return [one for one in items(value) if isinstance(one, dict)]


def line(value: object) -> str:
    """A text on one line, else verbatim (a title may hold angle brackets); of translations the English or first one."""
    if isinstance(value, dict):
        value = value.get("en") or next((one for one in value.values() if one), None)
    return squash(value) if isinstance(value, str) else ""
