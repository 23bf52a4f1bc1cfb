"""data/topics.toml, read: a line a topic, taken apart only as far as somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise.vocabulary import cut
from scraper.text import fold

_LINE = re.compile(
    r"(?P<name>.+?)(?: < (?P<broader>.*?))?(?: = (?P<same>.*?))?(?: ~ (?P<points>.*?))?(?: \^ (?P<tag>.*))?"
)
_KEPT_ENDS = ("ss", "us", "sis", "xis")
_HISSED = ("sses", "shes", "ches", "xes")


@dataclass(frozen=True, slots=True)
class Line:
    """One topic: its broader ones, other words for it, words that point to it, words that name it only as a tag."""

    name: str
    broader: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()


@cache
def texts() -> tuple[str, ...]:
    """The lines as they stand, in order."""
    blocks = (block for block in reference.table("topics").values() if isinstance(block, dict))
    return tuple(line for block in blocks for line in block["topics"].strip().split("\n"))


def parse(line: str) -> Line:
    """One line taken apart. Raises ValueError for one that is none."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"no line of a topic: {line!r}")
    parts = {
        part: tuple(filter(None, (found[part] or "").split(", "))) for part in ("broader", "same", "points", "tag")
    }
    return Line(name=found["name"], **parts)


@cache
def every() -> tuple[Line, ...]:
    """All topics."""
    return tuple(map(parse, texts()))


@cache
def parents() -> dict[str, tuple[str, ...]]:
    """The broader topics of each topic, without taking the rest of the lines apart."""
    found: dict[str, tuple[str, ...]] = {}
    for line in texts():
        head = line.partition(" = ")[0].partition(" ~ ")[0].partition(" ^ ")[0]
        name, _, above = head.partition(" < ")
        found[name] = tuple(filter(None, above.split(", ")))
    return found


def key(phrase: str) -> tuple[str, ...]:
    """What two spellings of a phrase share: folded words, parted at hyphens and slashes, without the plural's s."""
    return tuple(map(singular, cut(fold(phrase))))


def keys(line: Line) -> Iterator[tuple[str, ...]]:
    """The keys that mean the topic when somebody asks."""
    return filter(None, map(key, (line.name, *line.same, *line.tag)))


@lru_cache(maxsize=65_536)
def singular(token: str) -> str:
    """A word without the s of an English, French, Spanish or Portuguese plural; others as they are."""
    if len(token) < 4 or token[-1] != "s" or not token.isascii() or token in _whole():
        return token
    if token.endswith(_KEPT_ENDS):
        return token
    if token.endswith("ies") and len(token) > 4:
        return f"{token[:-3]}y"
    return token[:-2] if token.endswith(_HISSED) else token[:-1]


@cache
def _whole() -> frozenset[str]:
    return frozenset(reference.table("topics")["no_plurals"])
