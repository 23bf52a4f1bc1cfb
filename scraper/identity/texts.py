"""What two texts share that tells: words of talks, things named in biographies, topics, names of conferences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from scraper import reference
from scraper.identity.forms import telling_title
from scraper.recognise.topics import table
from scraper.text import fold, words

_SHINGLE = 5
_SAME_BIO = 3
_LONGEST = 6_000
_LONG_TITLE = 6
_TELLING = 5  # letters: shorter words of a title are seldom about something
_THING = re.compile(r"(?<![.!?:;•\n] )(?<!^)\b([A-Z][\w+#]{2,}|\w+[A-Z0-9]\w*)\b")


@lru_cache(maxsize=16_384)
def _shingles(bio: str) -> frozenset[tuple[str, ...]]:
    found = words(bio[:_LONGEST])
    return frozenset(tuple(found[at : at + _SHINGLE]) for at in range(len(found) - _SHINGLE + 1))


def is_same(one: str, other: str) -> bool:
    """Do two biographies share whole phrases?"""
    return bool(one and other) and len(_shingles(one) & _shingles(other)) >= _SAME_BIO


@lru_cache(maxsize=16_384)
def things(bio: str) -> frozenset[str]:
    """What a biography calls by a name of its own, folded: words in capitals inside sentences."""
    found = frozenset(fold(word) for word in _THING.findall(bio[:_LONGEST])) if bio else frozenset()
    return found - _everyday()


@lru_cache(maxsize=16_384)
def everything(bio: str, talks: tuple[str, ...]) -> str:
    """A biography and titles of talks, folded, with a blank before and after each word; "" for none."""
    found = words(" ".join((bio[:_LONGEST], *talks)))
    return f" {' '.join(found)} " if found else ""


@lru_cache(maxsize=65_536)
def title_words(talks: tuple[str, ...]) -> frozenset[str]:
    """The words of titles that say what a talk is about."""
    return frozenset(word for title in talks for word in words(title) if len(word) >= _TELLING) - _everyday()


@lru_cache(maxsize=16_384)
def telling(title: str) -> int:
    """How many different words of a title say what it is about; many for one long enough to be nobody else's."""
    found = telling_title(title).split()
    return len(found) if len(found) >= _LONG_TITLE or not title.isascii() else len(set(found) - _everyday())


@cache
def _everyday() -> frozenset[str]:
    return frozenset(
        fold(word)
        for text in reference.table("identity")["everyday"].values()
        if isinstance(text, str)
        for word in text.split()
    )


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Do two titles share most of their words?"""
    ours, theirs = set(telling_title(one).split()), set(telling_title(other).split())
    both = len(ours & theirs)
    return both >= 3 and both >= 0.6 * min(len(ours), len(theirs))


@lru_cache(maxsize=65_536)
def kin(one: str, other: str) -> str:
    """The telling word that the names of two conferences share ("ruby" in RubyConf and RubyKaigi), or ""."""
    common = _common()
    ours, theirs = set(one.split()) - common, set(other.split()) - common
    if shared := {word for word in ours & theirs if len(word) > 2 and not word.isdigit()}:
        return max(sorted(shared), key=len)
    parts = [part for mine in ours for yours in theirs if (part := _common_part(mine, yours, common))]
    return max(sorted(parts), key=len, default="")


def _common_part(one: str, other: str, common: frozenset[str]) -> str:
    """What two words both begin with, when more than a common word is shared."""
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    part = one[:size]
    return part if size >= 4 and part not in common else ""


@cache
def _common() -> frozenset[str]:
    return frozenset(reference.table("identity")["conference_words"]["common"])


@lru_cache(maxsize=16_384)
def community(series: str) -> frozenset[str]:
    """The topics that a conference has in its name: "rubykaigi", "django con us"."""
    names = _topics()
    found: set[str] = set()
    for word in set(series.split()) - _common():
        for size in range(len(word), 2, -1):
            if (topic := names.get(word[:size])) and (size == len(word) or size > 3 or word[size:] in _common()):
                found.add(topic)
                break
    return with_broader(found)


def with_broader(found: Iterable[str]) -> frozenset[str]:
    """Topics and the broader ones they are part of."""
    broader = table.parents()
    return frozenset(topic for one in found for topic in (one, *broader.get(one, ())))


def is_narrow(topic: str) -> bool:
    """Is a topic a part of a part, or one without parts, so that few speak about it?"""
    parents = table.parents()
    return any(parents.get(broader) or topic not in _with_parts() for broader in parents.get(topic, ()))


@cache
def _with_parts() -> frozenset[str]:
    return frozenset(broader for some in table.parents().values() for broader in some)


@cache
def _topics() -> dict[str, str]:
    return {
        plain: line.name
        for line in table.every()
        for name in (*line.same, line.name)
        if " " not in (plain := fold(name)) and len(plain) > 2
    }
