"""Text as search sees it: folded here, because SQLite's own folding misses ł, ø, đ and ß.

Scripts written without blanks between words are indexed letter by letter and searched as phrases, so that any two
letters of a Chinese or Japanese name find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from scraper.text import words

_ASCII_WORDS = "".join(chr(c).lower() if chr(c).isalnum() or c == ord("_") else " " for c in range(128))
"""By character: what a word is made of, in small letters; a blank for all else."""
_WHOLE_WORD = 2
MAX_WORDS = 16
"""More words than anybody types: the rest is not looked at."""


def plain(text: str | None) -> str:
    """Folded words with one blank between them, for comparing and sorting."""
    if text and text.isascii():
        return " ".join(text.translate(_ASCII_WORDS).split())
    return " ".join(words(text))


@lru_cache(maxsize=50_000)
def folded(text: str | None) -> str:
    """As `plain`, remembering: for what comes again and again (roles, companies), and for SQL."""
    return plain(text)


def indexed(text: str | None) -> str:
    """As full-text search stores it."""
    return _spaced(plain(text)) if text else ""


@lru_cache(maxsize=50_000)
def indexed_again(text: str | None) -> str:
    """As `indexed`, remembering: for roles, companies and topics."""
    return indexed(text)


def _spaced(line: str) -> str:
    return line if line.isascii() else " ".join(_unspaced().sub(r" \1 ", line).split())


def match(text: str, columns: Sequence[str] = (), *, whole: bool = False) -> str | None:
    """An FTS5 expression that finds all words of `text` in `columns`; None when it holds nothing to look for.

    A word of more than two letters also finds longer words that begin with it, unless they are to be `whole`. Whatever is typed, no FTS5 syntax of
    the user's gets through: only quoted letters and digits do.
    """
    terms = [_term(word, whole=whole) for word in words(text)[:MAX_WORDS] if any(map(str.isalnum, word))]
    if not terms:
        return None
    all_of = " AND ".join(terms)
    return f"{{{' '.join(columns)}}} : ({all_of})" if columns else f"({all_of})"


def match_any(phrases: Iterable[str], columns: Sequence[str]) -> str | None:
    """An FTS5 expression that finds any of the phrases, by the stems of their words; None when there is nothing in them."""
    plain_ones = dict.fromkeys(filter(None, map(indexed, phrases)))
    any_of = " OR ".join(f'"{phrase}"' for phrase in plain_ones)
    return f"{{{' '.join(columns)}}} : ({any_of})" if any_of else None


@cache
def _unspaced() -> re.Pattern[str]:
    """A letter of a script without blanks between words; most files are read without meeting one, and it takes long to make.

    Thai, Lao, Myanmar, Khmer; Hangul (folding takes syllables apart into jamo), kana, Han.
    """
    return re.compile(
        "([\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
        "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
    )


def _term(word: str, *, whole: bool) -> str:
    return f'"{_spaced(word)}"' if whole or _stands_alone(word) else f'"{word}"*'


def _stands_alone(word: str) -> bool:
    """Is the word to be found as it is, not as a beginning of longer ones?"""
    return len(word) <= _WHOLE_WORD or _has_unspaced(word[-1])


def _has_unspaced(word: str) -> bool:
    return not word.isascii() and _unspaced().search(word) is not None


def has_words(text: str, asked: str) -> tuple[str, list[str]]:
    """The same question without the index: a condition on the SQL expression `text` (folded), and its parameters.

    Words written without blanks are found anywhere, others where a word begins.
    """
    found = words(asked)[:MAX_WORDS]
    needles = [word if _has_unspaced(word) else f" {word} " if _stands_alone(word) else f" {word}" for word in found]
    return " AND ".join(f"instr(' ' || {text} || ' ', ?) > 0" for _ in needles) or "0", needles
