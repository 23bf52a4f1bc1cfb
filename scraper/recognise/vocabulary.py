"""Looking for whole phrases of a vocabulary in texts, on folded words: the longest first, quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from scraper.text import fold

_WORD = re.compile(r"[\w+#]+(?:[.'’/-][\w+#]+)*|\.net\b")
_PIECE = re.compile(r"[\w+#]+")
_BLANKLESS = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases and what each stands for, keyed by their words; those of scripts without blanks by their text."""

    phrases: dict[tuple[str, ...], str]
    joined: tuple[tuple[str, str], ...]
    longest: int

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(position, size in words, meaning) of every phrase in the text, from left to right, no overlaps."""
        plain = fold(text)
        if self.joined and _BLANKLESS.search(plain):
            for word, meaning in self.joined:
                if (at := plain.find(word)) >= 0:
                    yield at, len(word), meaning
        tokens = cut(plain)
        at = 0
        while at < len(tokens):
            for size in range(min(self.longest, len(tokens) - at), 0, -1):
                told = self.phrases.get(tuple(tokens[at : at + size]))
                if told is not None:
                    yield at, size, told
                    at += size - 1
                    break
            at += 1


def cut(plain: str) -> list[str]:
    """The words of a folded text; "c++", "c#", ".net" and "node.js" stay whole, hyphens and slashes part words."""
    tokens: list[str] = []
    for run in plain.split():
        if run.isalnum():
            tokens.append(run)
        else:
            tokens.extend(parted(run))
    return tokens


@lru_cache(maxsize=32_768)
def parted(run: str) -> tuple[str, ...]:
    """The same of what stands between two blanks."""
    tokens: list[str] = []
    for found in _WORD.findall(run):
        if found == ".net" or ("." in found and "/" not in found and "-" not in found):
            tokens.append(found)
        else:
            tokens.extend(_PIECE.findall(found))
    return tuple(tokens)


def make(entries: Iterable[tuple[str, str]]) -> Vocabulary:
    """A vocabulary of (phrase, meaning); the first meaning of a phrase stays."""
    phrases: dict[tuple[str, ...], str] = {}
    joined: dict[str, str] = {}
    for phrase, meaning in entries:
        plain = fold(phrase)
        if _BLANKLESS.search(plain):
            joined.setdefault(plain, meaning)
        elif key := tuple(cut(plain)):
            phrases.setdefault(key, meaning)
    by_size = tuple(sorted(joined.items(), key=lambda item: -len(item[0])))
    return Vocabulary(phrases=phrases, joined=by_size, longest=max(map(len, phrases), default=0))
