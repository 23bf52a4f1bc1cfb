"""data/biographies.toml as patterns: the words by which sentences of biographies are read, of all languages together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from scraper import reference

_APOSTROPHES = re.compile("['’]")


@cache
def words(key: str) -> frozenset[str]:
    """The words of all languages under a key, as written."""
    return frozenset(word for row in reference.table("biographies")["language"] for word in row.get(key, ()))


@cache
def any_of(*keys: str) -> str:
    """A pattern that matches any word of these keys; the longest first. Never matches where there is none."""
    return alternatives(word for key in keys for word in words(key))


def alternatives(these: Iterable[str]) -> str:
    """A pattern for any of some words, written as in the table: "*" for any letters, "#" for a number."""
    by_length = sorted(set(these), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(_pattern, by_length))})" if by_length else "(?!)"


def _pattern(word: str) -> str:
    plain = re.escape(word).replace(r"\*", r"\w*").replace(r"\#", r"\d+")
    return _APOSTROPHES.sub("['’]", plain).replace(r"\ ", r"\s+")
