"""The small words between a role and an employer, ready to be looked for: data/joiners.toml as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scraper import reference
from scraper.text import fold

SURE, LIKELY, PLACE, GENITIVE = "sure", "likely", "place", "genitive"
_AT = re.compile(r"\s*@\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a joiner stands in a text: what is before `start` is the role's side, what is after `end` the other's."""

    start: int
    end: int
    word: str


@cache
def _pattern(strength: str) -> re.Pattern[str]:
    words = {row["word"] for row in reference.table("joiners")["joiner"] if row["strength"] == strength}
    words = {word for word in words if word != "@" and not _is_joined(word)}
    loose = [re.escape(word).replace(r"\ ", r"\s+") for word in words if not word.endswith("'")]
    tight = [re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words if word.endswith("'")]
    parts = [rf"(?:{'|'.join(sorted(loose, key=len, reverse=True))})\s+"] if loose else []
    parts += [rf"(?:{'|'.join(sorted(tight, key=len, reverse=True))})\s*"] if tight else []
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?=\S)", re.IGNORECASE)


def _is_joined(word: str) -> bool:
    return any("\u3040" <= char <= "\ud7af" for char in word)


def joints(text: str, strength: str) -> Iterator[Joint]:
    """Every joiner of that strength in the text, from left to right. One-letter words count only in small letters."""
    if strength == SURE:
        marks = [Joint(found.start(), found.end(), "@") for found in _AT.finditer(text)]
        spoken = [_trimmed(found) for found in _pattern(SURE).finditer(text)]
        yield from sorted(marks + spoken, key=lambda joint: joint.start)
        return
    for found in _pattern(strength).finditer(text):
        word = found[0].strip()
        if len(word) > 1 or word.islower():
            yield _trimmed(found)


def _trimmed(found: re.Match[str]) -> Joint:
    """"en El Faro": the article in a capital belongs to the name."""
    first, _, article = found[0].strip().rpartition(" ")
    if first and article[:1].isupper() and not found.string.isupper() and not first.isupper():
        return Joint(found.start(), found.start() + len(found[0]) - len(found[0].lstrip()) + len(first) + 1, first)
    return Joint(found.start(), found.end(), found[0].strip())


@cache
def former() -> re.Pattern[str]:
    """Matches a text that begins with a word that puts what follows into the past ("ex-", "former", "bývalý")."""
    words = {word for row in reference.table("joiners")["former"] for word in row["words"]}
    spaced = sorted((fold(word) for word in words if not _is_joined(word)), key=len, reverse=True)
    joined = sorted((word for word in words if _is_joined(word)), key=len, reverse=True)
    return re.compile(rf"\W*(?:(?:{'|'.join(map(re.escape, spaced))})(?=[\s:.-])|(?:{'|'.join(joined)}))")


def is_former(text: str) -> bool:
    """Does the text speak of a job somebody had, not has? "ex-Google", "former CTO of Acme", "元株式会社..."."""
    return former().match(fold(text)) is not None


@cache
def ands() -> frozenset[str]:
    """The words for "and", folded."""
    return frozenset(fold(word) for row in reference.table("joiners")["and"] for word in row["words"])
