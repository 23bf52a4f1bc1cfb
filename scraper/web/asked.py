"""One question in three spellings: the address bar, Filters, and a line to type. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode

from scraper.errors import InputError
from scraper.store.choice.filters import Filters
from scraper.store.choice.orders import SORTS

TEXTS = ("words", "company", "kind", "role", "family", "seniority", "topic", "language", "conference", "state")
LONGEST = 300
MOST_PAGES = 100_000
_YES = ("1", "yes", "true")
_NO = ("0", "no", "false")
ORDERS = {"company": "employer", "recent": "year"}
"""Orders that have another name on the command line: the page, and what it offers to choose, knows one of each."""


def filters(query: Mapping[str, str]) -> Filters:
    """What the address bar asks for; empty fields ask for nothing, unknown ones are passed over.

    Raises InputError for a year or an order that is none, and for more than anybody types.
    """
    found: dict[str, Any] = {}
    for name in TEXTS:
        if text := " ".join(query.get(name, "").replace("\0", " ").split()):
            if len(text) > LONGEST:
                raise InputError(f"that is too long for {name}", hint=f"at most {LONGEST} letters")
            found[name] = text
    if (asked_year := year(query.get("year", ""))) is not None:
        found["year"] = asked_year
    listed = query.get("shortlisted", "").strip().lower()
    if listed in (*_YES, *_NO):
        found["shortlisted"] = listed in _YES
    order = query.get("sort", "").strip()
    return Filters(**found, sort=ORDERS.get(order, order) or None)


def orders(asked: Filters) -> tuple[str, ...]:
    """What a list can be sorted by, first what it is sorted by when nothing is said."""
    usual = "relevance" if asked.words or asked.topic else "name"
    return usual, *(order for order in SORTS if order not in ORDERS and order not in (usual, "relevance"))


def year(said: str) -> int | None:
    """The year in a field; None for an empty one. Raises InputError."""
    return _number(said.strip(), "year", 1950, 2100) if said.strip() else None


def page(query: Mapping[str, str]) -> int:
    """Which page of the list, from 1. Raises InputError."""
    said = query.get("page", "").strip()
    return _number(said, "page", 1, MOST_PAGES) if said else 1


def _number(said: str, what: str, least: int, most: int) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 9 and least <= int(said) <= most):
        raise InputError(f"{said[:20]!r} is no {what}", hint=f"a number from {least} to {most}")
    return int(said)


def chosen(asked: Filters) -> dict[str, str]:
    """The filters that are set, as fields of a form: {"topic": "privacy", "year": "2026"}, in their fixed order."""
    found: dict[str, str] = {}
    for name in (*TEXTS, "year", "shortlisted", "sort"):
        value = getattr(asked, name)
        if value is not None:
            found[name] = "yes" if value is True else "no" if value is False else str(value)
    return found


def changed(asked: Filters, name: str, value: object = None) -> Filters:
    """The question with one filter set to something else, or to nothing."""
    change: dict[str, Any] = {name: value}
    return replace(asked, **change)


def address(asked: Filters, page: int = 1, path: str = "/", **changes: Any) -> str:  # noqa: ANN401 -- Filters' fields
    """Where this question is answered, with `changes` to it: `address(asked, topic="privacy", year=None)`."""
    query = chosen(replace(asked, **changes) if changes else asked)
    if page > 1:
        query["page"] = str(page)
    return path + (f"?{urlencode(query)}" if query else "")


def addresses(asked: Filters, path: str = "/") -> Callable[[str, object], str]:
    """As `address` with one filter changed, for hundreds of links: what stays is written once."""
    kept = chosen(asked)

    @cache
    def around(name: str) -> tuple[str, str]:
        order = (*TEXTS, "year", "shortlisted", "sort")
        at = order.index(name)
        before = {one: kept[one] for one in order[:at] if one in kept}
        after = {one: kept[one] for one in order[at + 1 :] if one in kept}
        return urlencode(before), urlencode(after)

    def changed_to(name: str, value: object) -> str:
        before, after = around(name)
        own = "" if value is None else f"{name}={quote_plus(str(value))}"
        query = "&".join(part for part in (before, own, after) if part)
        return path + (f"?{query}" if query else "")

    return changed_to


def line(asked: Filters, file: Path | None = None, command: str = "speakers") -> str:
    """The same question on the command line; `file` is named where it is not the usual one."""
    words: list[str] = ["coffeechat", command]
    for name, value in chosen(asked).items():
        if name == "words":
            continue
        if name == "shortlisted":
            words += ["--shortlisted"] if value == "yes" else []
        else:
            words += [f"--{name}", shlex.quote(value)]
    if file is not None:
        words += ["--db", shlex.quote(str(file))]
    if asked.words:
        needs_end = any(word.startswith("-") for word in asked.words.split())
        words += ["--"] if needs_end else []
        words += [shlex.quote(word) for word in asked.words.split()]
    return " ".join(words)
