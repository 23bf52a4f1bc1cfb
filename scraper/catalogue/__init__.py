"""Searching the conferences we know: by field, country and words, as people type them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from scraper.reference import table
from scraper.registry import Conference
from scraper.text import fold

ONLINE = "online"
_ONLINE = frozenset({"online", "virtual", "remote", "digital", "worldwide", "everywhere", "anywhere"})
_SHORTEST_BEGINNING = 3


def fields(word: str) -> frozenset[str]:
    """The fields of data/conferences.toml that `word` means: its name, a word for it, or a beginning of its name.

    "UX" -> {"design"}, "health" -> {"medicine", "public health"}, "no such thing" -> nothing.
    """
    wanted = _plain(word)
    if not wanted:
        return frozenset()
    meant = _meanings().get(wanted, frozenset())
    parts = frozenset(name for name in table("conferences")["topics"] if wanted in _plain(name).split())
    if meant or parts:
        return meant | parts
    if len(wanted) < _SHORTEST_BEGINNING:
        return frozenset()
    return frozenset(name for name in table("conferences")["topics"] if f" {_plain(name)}".find(f" {wanted}") >= 0)


def all_fields() -> tuple[str, ...]:
    """The fields a row may have, as data/conferences.toml lists them."""
    return tuple(table("conferences")["topics"])


def country(text: str) -> str | None:
    """The two letters of a country, from them or from its name in English or in a language of its own; or "online".

    None when no country is called that.
    """
    wanted = _plain(text)
    if wanted in _ONLINE:
        return ONLINE
    return _countries().get(wanted)


def close(text: str, *, among: str) -> list[str]:
    """Up to three words that were perhaps meant, `among` "fields" or "countries"."""
    if among == "fields":
        spelled = {key: min(found) for key, found in _meanings().items()}
    else:
        names = table("countries")
        spelled = {key: names[code][0] if code in names else code for key, code in _countries().items()}
    return [*dict.fromkeys(spelled[key] for key in get_close_matches(_plain(text), list(spelled), n=6, cutoff=0.7))][:3]


def search(
    rows: Iterable[Conference],
    *,
    topics: Sequence[str] = (),
    places: Sequence[str] = (),
    words: Sequence[str] = (),
) -> list[Conference]:
    """The rows that fit all of it, best first: any of `topics` (fields), any of `places` (codes), every one of `words`.

    A word fits a conference's name, its id, or (less well) a field of its. Best is where the field comes first, then
    where the words stand in the name.
    """
    ranked = []
    for row in rows:
        if places and row.country not in places:
            continue
        at = [place for place, topic in enumerate(row.topics) if topic in topics]
        if topics and not at:
            continue
        name = f" {_plain(row.name)} {_plain(row.id)}"
        named = [f" {_plain(word)}" in name or (len(word) > 2 and _plain(word) in name) for word in words]
        if not all(hit or fields(word).intersection(row.topics) for hit, word in zip(named, words, strict=True)):
            continue
        ranked.append((min(at, default=0), -sum(named), fold(row.name), row))
    return [row for *_, row in sorted(ranked, key=lambda one: one[:3])]


def _plain(text: str) -> str:
    """Folded, with nothing but letters, digits and what tells C++ from C."""
    return re.sub(r"[^\w+.]+", " ", fold(text)).strip(" .") or fold(text)


@cache
def _meanings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, others in table("conference_words")["fields"].items():
        for word in (name, *others):
            found.setdefault(_plain(word), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _countries() -> dict[str, str]:
    """Folded name -> code. Where two countries share a name the first one in the table has it; codes go before names."""
    names = table("countries")
    found = {code.casefold(): code for code in names}
    for code, spelled in names.items():
        for name in spelled:
            found.setdefault(_plain(name), code)
            found.setdefault(_plain(name).replace(".", ""), code)
    return found
