"""data/biographies.toml as patterns: the words by which sentences of biographies are read, of all languages together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from scraper import reference
from scraper.text import fold

_APOSTROPHES = re.compile("['’]")


@cache
def words(key: str) -> frozenset[str]:
    """The words of all languages under a key, as written."""
    return frozenset(word for row in reference.table("biographies")["language"] for word in row.get(key, ()))


def spoken(text: str) -> list[str]:
    """The words of a text, folded, but those in capitals among others: nobody says "IT", or the "I" of "Bordeaux I".

    A small "i" is no "I" either: half of Europe says "in" or "and" by it.
    """
    said = text.split()
    if len(said) > 1 and not text.isupper():
        said = [word for at, word in enumerate(said) if not word.isupper() or (word == "I" and at + 1 < len(said))]
    return [fold(word) for word in said if word != "i"]


@cache
def any_of(*keys: str) -> str:
    """A pattern that matches any word of these keys; the longest first. Never matches where there is none."""
    return alternatives(word for key in keys for word in words(key))


def alternatives(these: Iterable[str]) -> str:
    """A pattern for any of some words, written as in the table: "*" for any letters, "#" for a number."""
    by_length = sorted(set(these), key=lambda word: (-len(word), word))
    ends = [word for word in by_length if word[0] == "*" and " " not in word]
    whole = [_pattern(word) for word in by_length if word not in ends]
    if ends:  # one walk along a word for all of them
        whole.append(rf"\w*(?:{'|'.join(_pattern(word[1:]) for word in ends)})")
    return f"(?:{'|'.join(whole)})" if whole else "(?!)"


def _pattern(word: str) -> str:
    plain = re.escape(word).replace(r"\*", r"\w*").replace(r"\#", r"\d+")
    return _APOSTROPHES.sub("['’`´]", plain).replace(r"\ ", r"\s+")
