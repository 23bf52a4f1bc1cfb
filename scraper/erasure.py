"""Names taken out of texts: in any case, in either order, with or without accents, in addresses too. Pure."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from scraper.text import fold

GONE = "[forgotten]"
_BETWEEN = r"(?:%20|[\W_]){0,4}"
_SHORTEST = 3  # letters: a shorter single word would be found in half of all texts


def eraser(names: Iterable[str]) -> Callable[[str], str]:
    """A function that puts GONE in the place of every mention of the names; it gives other texts back as they are."""
    pattern = _pattern(names)
    if pattern is None:
        return lambda text: text

    def erase(text: str) -> str:
        erased = pattern.sub(GONE, text)
        return GONE if _hidden(pattern, erased) else erased

    return erase


def mentions(names: Iterable[str]) -> Callable[[str], bool]:
    """Does a text hold one of the names, in whatever spelling `eraser` knows?"""
    names = list(names)
    pattern, needles = _pattern(names), _needles(names)

    def named(text: str) -> bool:
        if pattern is None or (needles and text.isascii() and not _any_of(needles, text.lower())):
            return False
        return bool(pattern.search(text) or _hidden(pattern, text))

    return named


def _any_of(needles: frozenset[str], text: str) -> bool:
    return any(one in text for one in needles)


def _needles(names: Iterable[str]) -> frozenset[str] | None:
    """A part of every spelling in plain ASCII, one of which a text of plain ASCII must hold: most texts hold none.

    None where a letter of a name is no ASCII and yet the other case of one that is (the Kelvin sign is a k).
    """
    ways = list(_ways(names))
    odd = {letter for words in ways for letter in "".join(words) if not letter.isascii()}
    if any(re.search(re.escape(letter), string.ascii_letters, re.IGNORECASE) for letter in odd):
        return None
    longest = (max(words, key=len) for words in ways)
    return frozenset((word if word.isascii() else quote(word)).lower() for word in longest)


def _hidden(pattern: re.Pattern[str], text: str) -> bool:
    """Is a name there only once the text is folded (an accent written otherwise)?"""
    return not text.isascii() and bool(pattern.search(fold(text)))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    ways = {
        _BETWEEN.join(map(_word, order)): None
        for words in _ways(names)
        for order in (words, words[::-1], sorted(words))
    }
    if not ways:
        return None
    # Letters may stand around a name in an address (a23-ana-ruiz), not within a word (Ana Ruizova is somebody else).
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(ways, key=len, reverse=True))})(?![^\W\d_])", re.IGNORECASE)


def _ways(names: Iterable[str]) -> Iterator[list[str]]:
    """The words of each name, as it is written and folded; a name too short to look for is left out."""
    for name in names:
        for text in (name, fold(name)):
            words = re.findall(r"[^\W_]+", text)
            letters = "".join(words)
            if len(letters) >= _SHORTEST or any(map(_is_wide, letters)):
                yield words


def _is_wide(letter: str) -> bool:
    """Chinese, Japanese, Korean: two letters are a whole name."""
    return unicodedata.east_asian_width(letter) == "W"


def _word(word: str) -> str:
    """One word as it is, or percent-encoded as addresses have it."""
    encoded = quote(word)
    return re.escape(word) if encoded == word else f"(?:{re.escape(word)}|{re.escape(encoded)})"
